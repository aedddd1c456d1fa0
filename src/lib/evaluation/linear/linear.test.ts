// The linear models: on clicks small enough to work out by hand, and against float64 references written from the formulas.
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { choleskyInverse } from '#kernels/inverse/cholesky';
import { startBackend } from '#kernels/backend/backend';
import { uniformArray, uniformInt } from '#kernels/random/random';
import { arrayPool, useRowPool } from '#kernels/workers/active';
import { unitRows } from '../references';
import { clicksOf } from './clicks';
import { gridOf, linearLabel, type LinearName, type LinearValues } from './models';
import { costInWords, solveLinear, type LinearInput } from './solve';
import { memoryHere } from './work';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

const CALM = { memory: 2 ** 32, onStep: () => Promise.resolve() };

// Users 0: items 0 1; 1: items 0 1; 2: items 1 2.
const few = clicksOf({ users: Int32Array.of(0, 0, 1, 1, 2, 2), items: Int32Array.of(0, 1, 0, 1, 1, 2) }, 3, 3);

async function scoresOf(name: LinearName, values: LinearValues, input: LinearInput, users: readonly number[]) {
  return (await solveLinear(name, values, input, CALM))(Int32Array.from(users));
}

describe('ItemKNN', () => {
  it('scores by the cosines of shared users', async () => {
    const scores = await scoresOf('item-knn', {}, { clicks: few, vectors: null }, [0, 2]);
    const [a, b] = [2 / Math.sqrt(6), 1 / Math.sqrt(3)]; // sim(0, 1) = 2/√(2·3), sim(1, 2) = 1/√(3·1)
    [a, a, b, a, b, b].forEach((value, at) => expect(scores[at]).toBeCloseTo(value, 6));
  });

  it('counts only the nearest neighbours', async () => {
    const scores = await scoresOf('item-knn', { neighbours: 1 }, { clicks: few, vectors: null }, [2]);
    // The nearest of item 0 is 1, of 1 is 0, of 2 is 1: user 2 has 1 and 2, so item 1 gets nothing.
    [2 / Math.sqrt(6), 0, 1 / Math.sqrt(3)].forEach((value, at) => expect(scores[at]).toBeCloseTo(value, 6));
  });
});

const [USERS, ITEMS, DIMENSIONS] = [150, 290, 12];
const pairs = [
  ...new Set(Array.from({ length: 1500 }, (_, at) => uniformInt({ seed: 8, stream: 99, step: 0 }, at, USERS * ITEMS)))
];
const clicks = clicksOf(
  {
    users: Int32Array.from(pairs, (pair) => pair % USERS),
    items: Int32Array.from(pairs, (pair) => Math.floor(pair / USERS))
  },
  USERS,
  ITEMS
);
const present = new Uint8Array(ITEMS).fill(1);
present[7] = 0;
const rows = unitRows(
  uniformArray({ seed: 8, stream: 99, step: 1 }, ITEMS * DIMENSIONS).map((value) => value - 0.4),
  DIMENSIONS,
  present
);
const input: LinearInput = { clicks, vectors: { rows, dimensions: DIMENSIONS } };

/** Plain float64 matrices of items by items, by their formulas. */
type Matrix = Float64Array;
const matrix = (value: (i: number, j: number) => number): Matrix =>
  Float64Array.from({ length: ITEMS * ITEMS }, (_, at) => value(Math.floor(at / ITEMS), at % ITEMS));
const entry = (m: Matrix, i: number, j: number): number => m[i * ITEMS + j] ?? 0;
const times = (a: Matrix, b: Matrix): Matrix =>
  matrix((i, j) => {
    let sum = 0;
    for (let k = 0; k < ITEMS; k++) sum += entry(a, i, k) * entry(b, k, j);
    return sum;
  });
const inverse = (m: Matrix): Matrix => choleskyInverse(m.slice(), ITEMS) ?? new Float64Array();

const x: Matrix = new Float64Array(USERS * ITEMS);
for (const pair of pairs) x[(pair % USERS) * ITEMS + Math.floor(pair / USERS)] = 1;
const gram = (m: ArrayLike<number>, count: number, at: (row: number, item: number) => number, shift: number): Matrix =>
  matrix((i, j) => {
    let sum = i === j ? shift : 0;
    for (let row = 0; row < count; row++) sum += (m[at(row, i)] ?? 0) * (m[at(row, j)] ?? 0);
    return sum;
  });
const ofClicks = (shift: number): Matrix => inverse(gram(x, USERS, (user, item) => user * ITEMS + item, shift));
const ofTexts = (shift: number): Matrix =>
  inverse(gram(rows, DIMENSIONS, (dimension, item) => item * DIMENSIONS + dimension, shift));
const byColumn = (p: Matrix): Matrix => matrix((i, j) => (i === j ? 0 : -entry(p, i, j) / entry(p, j, j)));

const REFERENCES: readonly (readonly [LinearName, LinearValues, () => Matrix])[] = [
  ['ease', { lambda: 20 }, () => byColumn(ofClicks(20))],
  ['ease', { lambda: 0.5 }, () => byColumn(ofClicks(0.5))],
  ['ease-text', { lambda_text: 3 }, () => byColumn(ofTexts(3))],
  [
    'l3ae',
    { lambda_clicks: -10, lambda_text: 3, lambda_towards: 40 },
    () => {
      const p = ofClicks(30);
      const drawn = times(p, byColumn(ofTexts(3)));
      return matrix((i, j) =>
        i === j ? 0 : 40 * entry(drawn, i, j) - entry(p, i, j) * ((1 + 40 * entry(drawn, j, j)) / entry(p, j, j))
      );
    }
  ]
];

describe('linear models in closed form', () => {
  afterEach(() => useRowPool(true));

  it('EASE has the weights that two items and two users give by hand', async () => {
    // G = [[2 + λ, 2], [2, 2 + λ]], B_01 = 2 / (2 + λ).
    const both = clicksOf({ users: Int32Array.of(0, 0, 1, 1), items: Int32Array.of(0, 1, 0, 1) }, 2, 2);
    const scores = await scoresOf('ease', { lambda: 6 }, { clicks: both, vectors: null }, [0]);
    expect([...scores].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([0.25, 0.25]);
  });

  it.each(REFERENCES)('%s with %o scores as its formula in float64', async (name, values, reference) => {
    const weights = reference();
    const users = Array.from({ length: USERS }, (_, user) => user);
    const scores = await scoresOf(name, values, input, users);
    const expected = users.map((user) =>
      Array.from({ length: ITEMS }, (_, item) => {
        let sum = 0;
        for (let own = 0; own < ITEMS; own++) sum += (x[user * ITEMS + own] ?? 0) * entry(weights, own, item);
        return sum;
      })
    );
    const scale = Math.max(...expected.flat().map(Math.abs));
    const error = Math.max(...expected.flat().map((value, at) => Math.abs(value - (scores[at] ?? NaN)))) / scale;
    expect(error).toBeLessThan(2e-5);
  });

  it('refuses what cannot be solved before anything is computed', async () => {
    const asked = (name: LinearName, values: LinearValues, memory = 2 ** 32) => {
      const steps: string[] = [];
      const onStep = (what: string) => Promise.resolve(void steps.push(what));
      const solving = solveLinear(name, values, input, { memory, onStep });
      return solving.then(
        () => 'solved',
        (error: Error) => [error.message, ...steps].join(' | ')
      );
    };
    expect(await asked('ease', { lambda: 0 })).toMatch(
      /^The matrix that EASE inverts is not positive definite with 0 /
    );
    expect(await asked('ease', { lambda: 1e-7 })).toMatch(/^With 1e-7 on its diagonal, .* too near to a singular one/);
    expect(await asked('ease', {}, 1e5)).toMatch(/^EASE on 290 items takes up to 0.0 GB of memory, and about 0.0 GB/);
    expect(await asked('l3ae', { lambda_clicks: -150 })).toMatch(
      /^The matrix that L3AE inverts is not positive definite/
    );
    expect(await asked('l3ae', {}, 1e5)).toMatch(/^L3AE on 290 items/);
    expect(await asked('ease-text', { lambda_text: 1e-9 })).toMatch(/^With 1e-9 on its diagonal/);
    await expect(solveLinear('ease-text', {}, { clicks, vectors: null }, CALM)).rejects.toThrow(
      /needs semantic vectors/
    );
  });

  it('stops when it is told to', async () => {
    const stop = { memory: 2 ** 32, onStep: () => Promise.reject(new Error('enough')) };
    for (const name of ['item-knn', 'ease', 'ease-text', 'l3ae'] as const) {
      await expect(solveLinear(name, {}, input, stop)).rejects.toThrow('enough');
    }
  });

  it('EASE does without our module on thousands of items, and says so above', async () => {
    await startBackend('wasm', { wasmBinaries: 'node_modules/@tensorflow/tfjs-backend-wasm/dist/' });
    const withModule = await scoresOf('ease', { lambda: 20 }, input, [0, 1]);
    useRowPool(false);
    expect(await arrayPool(0)).toBeNull();
    const inLoops = await scoresOf('ease', { lambda: 20 }, input, [0, 1]);
    inLoops.forEach((value, at) => expect(withModule[at]).toBeCloseTo(value, 5));
    const many = clicksOf({ users: Int32Array.of(0), items: Int32Array.of(0) }, 1, 4001);
    await expect(scoresOf('ease', {}, { clicks: many, vectors: null }, [0])).rejects.toThrow(/4001 items/);
    await expect(scoresOf('l3ae', {}, input, [0])).rejects.toThrow(/WebAssembly with SIMD/);
  });
});

describe('what is told of a model', () => {
  it('is a grid of the values given, and a label of each', () => {
    expect(gridOf('ease', {})).toEqual([{ lambda: 100 }]);
    const grid = gridOf('l3ae', { lambda_clicks: [-100, -50], lambda_towards: [150, 200] });
    expect(grid.map((values) => linearLabel('l3ae', values))).toEqual([
      'L3AE (λ_X = −100, λ_F = 10, λ_E = 150)',
      'L3AE (λ_X = −100, λ_F = 10, λ_E = 200)',
      'L3AE (λ_X = −50, λ_F = 10, λ_E = 150)',
      'L3AE (λ_X = −50, λ_F = 10, λ_E = 200)'
    ]);
    expect(linearLabel('item-knn', { neighbours: 20 })).toBe('ItemKNN (20 neighbours)');
  });

  it('is what it takes, in words', () => {
    expect(costInWords(39.2, 0.87 * 2 ** 30)).toBe('about 40 s, at most 0.9 GB of memory');
    expect(costInWords(200, 2 ** 30)).toBe('about 3 minutes, at most 1.0 GB of memory');
  });

  it('is how much memory there is: what is free in Node, half of what a browser tells, or a guess', () => {
    expect(memoryHere({ process: { availableMemory: () => 4e9 } })).toBe(3e9);
    expect(memoryHere({ navigator: { deviceMemory: 8 } })).toBe(2 ** 32);
    expect(memoryHere({})).toBe(2 ** 32);
  });
});

// The cross-entropy between two softmaxes against float64 sums of its formula: value, and gradients by the formula's own derivative and by
// central differences. One suite for every backend.
import { dispose, engine, memory, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { as2d } from '#kernels/backend/tensors';
import { exponentialSums } from '#kernels/exponential-sums/exponential-sums';
import { normalArray, uniformArray } from '#kernels/random/random';
import { exp } from '#lib/elementary/exponential';
import { largest } from '#lib/elementary/extent';
import { log } from '#lib/elementary/logarithm';
import { softCrossEntropy } from './soft-cross-entropy';

type Rows = number[][];

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((s, x, i) => s + x * (b[i] ?? 0), 0);

function unitRows(seed: number, rows: number, width: number): Rows {
  const draws = normalArray({ seed, stream: 92, step: 1 }, rows * width);
  return Array.from({ length: rows }, (_, r) => {
    const row = [...draws.subarray(r * width, (r + 1) * width)];
    const length = Math.sqrt(dot(row, row));
    return row.map((value) => Math.fround(value / length));
  });
}

function softmax(row: readonly number[], others: Rows, temperature: number): number[] {
  const e = others.map((other) => exp(dot(row, other) / temperature));
  const total = e.reduce((a, b) => a + b, 0);
  return e.map((value) => value / total);
}

interface Case {
  readonly x: Rows;
  readonly candidates: Rows;
  readonly p: Rows;
  readonly q: Rows;
  readonly factors: readonly number[];
  readonly temperature: number;
}

const lossOf = ({ x, candidates, p, q, factors, temperature }: Case): number =>
  x.reduce((sum, row, u) => {
    const [wanted, own] = [softmax(p[u] ?? [], q, temperature), softmax(row, candidates, temperature)];
    return sum - (factors[u] ?? 0) * wanted.reduce((s, share, c) => s + share * log(own[c] ?? 1), 0);
  }, 0);

function gradientsOf({ x, candidates, p, q, factors, temperature }: Case): [Rows, Rows] {
  const ofCandidates = candidates.map((row) => row.map(() => 0));
  const ofX = x.map((row, u) => {
    const [wanted, own] = [softmax(p[u] ?? [], q, temperature), softmax(row, candidates, temperature)];
    const gradient = row.map(() => 0);
    candidates.forEach((candidate, c) => {
      const pull = ((factors[u] ?? 0) * ((own[c] ?? 0) - (wanted[c] ?? 0))) / temperature;
      candidate.forEach((value, k) => (gradient[k] = (gradient[k] ?? 0) + pull * value));
      const mine = ofCandidates[c] ?? [];
      row.forEach((value, k) => (mine[k] = (mine[k] ?? 0) + pull * value));
    });
    return gradient;
  });
  return [ofX, ofCandidates];
}

async function made({ x, candidates, p, q, factors, temperature }: Case): Promise<number[][]> {
  const results = tidy(() => {
    const [anchors, of, likeness, others] = [x, candidates, p, q].map((rows) => tensor2d(rows));
    if (!anchors || !of || !likeness || !others) throw new Error('A matrix is missing');
    const { totals } = exponentialSums(likeness, others, temperature, null);
    const column = tensor2d([...factors], [factors.length, 1]);
    const target = { anchors: likeness, candidates: others, totals };
    const loss = (): ReturnType<typeof softCrossEntropy> =>
      softCrossEntropy(as2d(anchors), as2d(of), target, column, temperature);
    const { value, grads } = engine().gradients(loss, [anchors, of]);
    return [value, ...grads];
  });
  const numbers = await Promise.all(results.map((one) => one.data()));
  dispose(results);
  return numbers.map((values) => [...values]);
}

const SIZES = [
  { users: 1, items: 2, width: 3, wide: 2 },
  { users: 7, items: 30, width: 5, wide: 9 },
  { users: 40, items: 300, width: 32, wide: 32 },
  // More rows than are made at a time, whose sums are put together.
  { users: 3, items: 4200, width: 4, wide: 3 }
];

export function describeSoftCrossEntropy(): void {
  describe.each(SIZES)(
    'for $users anchors, $items candidates, widths $width and $wide',
    ({ users, items, width, wide }) => {
      const own: Case = {
        x: unitRows(1, users, width),
        candidates: unitRows(2, items, width),
        p: unitRows(3, users, wide),
        q: unitRows(4, items, wide),
        factors: [...uniformArray({ seed: 5, stream: 92, step: 1 }, users)],
        temperature: 0.2
      };

      it('has the value and the gradients of its formula, the same bits twice, and leaves nothing behind', async () => {
        const before = memory().numTensors;
        const found = await made(own);
        const expected = [[lossOf(own)], ...gradientsOf(own).map((rows) => rows.flat())];
        found.forEach((numbers, at) => {
          const reference = expected[at] ?? [];
          const scale = reference.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
          const off = numbers.map((value, place) => Math.abs(value - (reference[place] ?? NaN)));
          expect(largest(off)).toBeLessThan(2e-5 * scale + 1e-9);
          expect(off.some(Number.isNaN)).toBe(false);
          expect(numbers).toHaveLength(reference.length);
        });
        expect(await made(own)).toEqual(found);
        expect(memory().numTensors).toBe(before);
      });
    }
  );

  it('has the derivative that its formula says', () => {
    const own: Case = {
      x: unitRows(1, 3, 4),
      candidates: unitRows(2, 6, 4),
      p: unitRows(3, 3, 2),
      q: unitRows(4, 6, 2),
      factors: [1, 0.3, 0.7],
      temperature: 0.2
    };
    const [ofX, ofCandidates] = gradientsOf(own);
    const moved = (rows: Rows, u: number, k: number, by: number): Rows =>
      rows.map((row, r) => (r === u ? row.with(k, (row[k] ?? 0) + by) : row));
    ofX.forEach((row, u) =>
      row.forEach((value, k) => {
        const slope =
          lossOf({ ...own, x: moved(own.x, u, k, 1e-5) }) - lossOf({ ...own, x: moved(own.x, u, k, -1e-5) });
        expect(value).toBeCloseTo(slope / 2e-5, 6);
      })
    );
    ofCandidates.forEach((row, c) =>
      row.forEach((value, k) => {
        const up = lossOf({ ...own, candidates: moved(own.candidates, c, k, 1e-5) });
        const down = lossOf({ ...own, candidates: moved(own.candidates, c, k, -1e-5) });
        expect(value).toBeCloseTo((up - down) / 2e-5, 6);
      })
    );
  });

  it('is least where both softmaxes are the same', async () => {
    const p = unitRows(3, 4, 3);
    const q = unitRows(4, 9, 3);
    const same: Case = { x: p, candidates: q, p, q, factors: [1, 1, 1, 1], temperature: 0.2 };
    const [, ofX] = await made(same);
    expect(largest((ofX ?? []).map(Math.abs))).toBeLessThan(1e-5);
  });
}

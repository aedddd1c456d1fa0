// AlphaRec against a float64 reference written from its formula: final embeddings, loss, and gradients by central differences.
import { engine, memory, tensor, tidy, zeros, type Rank, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { uniformArray } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import { disposeRowIndex, makeRowIndex } from '#kernels/gather-rows/gather-rows';
import { buildGraph } from '#lib/dataset/graph';
import type { SemanticVectors } from '#lib/dataset/types';
import type { Backbone, ParameterSet } from '../types';
import { alpharec } from './alpharec';
import { sampledNegatives } from './negatives';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

// Users 0 … 3; items 0 … 5 are nodes 4 … 9. Item 3 has no text, item 5 no click.
const [USERS, ITEMS, WIDTH, DEPTH] = [4, 6, 5, 3];
const clicks = { users: Int32Array.of(0, 0, 1, 1, 2, 2, 3), items: Int32Array.of(0, 1, 1, 2, 2, 3, 4) };
const graph = buildGraph(USERS, ITEMS, clicks);
const vectors: SemanticVectors = {
  dimensions: WIDTH,
  users: new Float32Array(USERS * WIDTH),
  userPresent: new Uint8Array(USERS),
  items: uniformArray({ seed: 1, stream: 0, step: 0 }, ITEMS * WIDTH).map((value) => value - 0.5),
  itemPresent: Uint8Array.of(1, 1, 1, 0, 1, 1)
};
const BATCH = { users: [0, 1, 3], items: [1, 2, 4] };
const KEY = { seed: 9, step: 4 };
const SETTINGS = { layers: 2, ssm_temperature: 0.2, sampled_negatives: 3 };

type Rows = number[][];
type Plain = Readonly<Record<string, readonly number[]>>;

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((s, x, i) => s + x * (b[i] ?? 0), 0);
const times = (row: readonly number[], weight: readonly number[], columns: number): number[] =>
  Array.from({ length: columns }, (_, j) => row.reduce((s, x, k) => s + x * (weight[k * columns + j] ?? 0), 0));
const unit = (row: readonly number[]): number[] => row.map((x) => x / Math.max(Math.sqrt(dot(row, row)), 1e-12));

/** Mean of the layers before rows are brought to length 1, in float64. */
function layersOf(own: Plain): Rows {
  const text = (item: number): number[] =>
    Array.from({ length: WIDTH }, (_, k) => (vectors.itemPresent[item] ? (vectors.items[item * WIDTH + k] ?? 0) : 0));
  const inputs = Array.from({ length: USERS + ITEMS }, (_, node) => {
    if (node >= USERS) return text(node - USERS);
    const mine = [...clicks.items].filter((item, at) => clicks.users[at] === node && vectors.itemPresent[item]);
    return Array.from({ length: WIDTH }, (_, k) => mine.reduce((s, item) => s + (text(item)[k] ?? 0), 0) / mine.length);
  });
  const mapped = inputs.map((row) => {
    if (!own['mlp.2.weight']) return times(row, own['mlp.0.weight'] ?? [], DEPTH);
    const hidden = times(row, own['mlp.0.weight'] ?? [], 2).map((x, j) => x + (own['mlp.0.bias']?.[j] ?? 0));
    const active = hidden.map((x) => (x > 0 ? x : 0.01 * x));
    return times(active, own['mlp.2.weight'], DEPTH).map((x, j) => x + (own['mlp.2.bias']?.[j] ?? 0));
  });
  let layer = mapped;
  const total = mapped.map((row) => [...row]);
  for (let l = 0; l < SETTINGS.layers; l++) {
    layer = layer.map((_, node) => {
      const next = new Array<number>(DEPTH).fill(0);
      for (let e = graph.rowPtr[node] ?? 0; e < (graph.rowPtr[node + 1] ?? 0); e++) {
        layer[graph.colIdx[e] ?? 0]?.forEach((x, f) => (next[f] = (next[f] ?? 0) + (graph.values[e] ?? 0) * x));
      }
      return next;
    });
    layer.forEach((row, node) => row.forEach((x, f) => ((total[node] ?? [])[f] = (total[node]?.[f] ?? 0) + x)));
  }
  return total.map((row) => row.map((x) => x / (SETTINGS.layers + 1)));
}

function lossOf(own: Plain): number {
  const rows = layersOf(own).map(unit);
  const key = { ...KEY, stream: STREAM.sampledNegatives };
  const drawn = sampledNegatives(graph, Int32Array.from(BATCH.users), SETTINGS.sampled_negatives, key);
  const losses = BATCH.users.map((user, at) => {
    const score = (node: number): number => dot(rows[user] ?? [], rows[node] ?? []) / SETTINGS.ssm_temperature;
    const positive = Math.exp(score(USERS + (BATCH.items[at] ?? 0)));
    const mine = drawn.subarray(at * SETTINGS.sampled_negatives, (at + 1) * SETTINGS.sampled_negatives);
    return -Math.log(positive / (positive + [...mine].reduce((s, node) => s + Math.exp(score(node)), 0)));
  });
  return losses.reduce((a, b) => a + b, 0) / losses.length;
}

const plainOf = (set: ParameterSet): Plain =>
  Object.fromEntries(Object.entries(set).map(([name, { values }]) => [name, [...values]]));

function forwardOf(backbone: Backbone, set: ParameterSet): { final: number[][]; loss: number; gradients: number[][] } {
  const batch = {
    size: BATCH.users.length,
    anchors: makeRowIndex(Int32Array.from(BATCH.users), USERS + ITEMS),
    positives: makeRowIndex(
      Int32Array.from(BATCH.items, (item) => USERS + item),
      USERS + ITEMS
    )
  };
  const made = tidy(() => {
    const names = Object.keys(set);
    const tensors = Object.values(set).map(({ shape, values }) => tensor(values, [...shape]));
    const empty = zeros<Rank.R2>([0, DEPTH]);
    const run = (state: Readonly<Record<string, number>>, given: Tensor[]) =>
      backbone.forward(
        Object.fromEntries(names.map((name, at) => [name, given[at] ?? empty])),
        empty,
        empty,
        state,
        'train'
      );
    const { value, grads } = engine().gradients(() => run(KEY, tensors).loss(batch).ssm_loss ?? empty, tensors);
    return {
      final: run({}, tensors).final.arraySync(),
      loss: value.dataSync()[0] ?? NaN,
      gradients: grads.map((gradient) => [...gradient.dataSync()])
    };
  });
  [batch.anchors, batch.positives].forEach(disposeRowIndex);
  return made;
}

const VERSIONS: Readonly<Record<string, boolean>>[] = [{}, { linear_map: true }];

describe.each(VERSIONS)('AlphaRec with %o', (more) => {
  const context = { graph, dimensions: DEPTH, vectors };

  it('has the embeddings, the loss and the gradients of its formula, and leaves nothing behind', () => {
    const before = memory().numTensors;
    const backbone = alpharec(context, { ...SETTINGS, ...more });
    const set = backbone.init({ seed: 3, stream: 0, step: 0 });
    const own = plainOf(set);
    const { final, loss, gradients } = forwardOf(backbone, set);
    layersOf(own).forEach((row, node) =>
      unit(row).forEach((value, f) => expect(final[node]?.[f]).toBeCloseTo(value, 5))
    );
    expect(loss).toBeCloseTo(lossOf(own), 5);
    Object.entries(own).forEach(([name, values], at) =>
      values.forEach((value, place) => {
        const moved = (by: number): number => lossOf({ ...own, [name]: values.with(place, value + by) });
        expect(gradients[at]?.[place]).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 4);
      })
    );
    backbone.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('ranks by plain inner products where it is told to, and learns from cosines all the same', () => {
    const backbone = alpharec(context, { ...SETTINGS, ...more, inner_product: true });
    const set = backbone.init({ seed: 3, stream: 0, step: 0 });
    const { final, loss } = forwardOf(backbone, set);
    layersOf(plainOf(set)).forEach((row, node) =>
      row.forEach((value, f) => expect(final[node]?.[f]).toBeCloseTo(value, 5))
    );
    expect(loss).toBeCloseTo(lossOf(plainOf(set)), 5);
    backbone.dispose();
  });
});

it('draws items that are not in the user’s training, others in another step', () => {
  const users = Int32Array.from({ length: 40 }, (_, at) => at % USERS);
  const draw = (step: number) => sampledNegatives(graph, users, 10, { seed: 1, stream: STREAM.sampledNegatives, step });
  const drawn = draw(0);
  const known = new Set([...clicks.users].map((user, at) => `${user} ${USERS + (clicks.items[at] ?? 0)}`));
  const bad = [...drawn].filter((node, at) => known.has(`${users[Math.floor(at / 10)]} ${node}`));
  // Eight draws, at most a third of which are known: one in 6,561 places keeps one.
  expect(bad.length).toBeLessThan(3);
  expect(new Set(drawn).size).toBe(ITEMS);
  expect(draw(1)).not.toEqual(drawn);
  expect(draw(0)).toEqual(drawn);
});

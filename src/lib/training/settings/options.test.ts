// The options that turn an official quirk into the paper's form: each changes the numbers as the paper says, against values worked
// out from the layers themselves.
import { addN, div, matMul, sub, tensor2d, tidy, type Tensor2D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { as2d } from '#kernels/backend/tensors';
import { buildGraph } from '#lib/dataset/graph';
import { TrainingBatch } from '../loop/batch';
import { gccf } from '#lib/backbones/gccf/gccf';
import { lightGcn } from '#lib/backbones/lightgcn/lightgcn';
import { sgl } from '#lib/backbones/sgl/sgl';
import { simGcl } from '#lib/backbones/simgcl/simgcl';
import { dccf } from '#lib/backbones/dccf/dccf';
import type { Backbone, StepState } from '#lib/backbones/types';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

const graph = buildGraph(3, 4, { users: Int32Array.of(0, 0, 1, 1, 2), items: Int32Array.of(0, 1, 1, 2, 3) });
const context = { graph, dimensions: 2 };
const table = Array.from({ length: 7 }, (_, r) => [Math.sin(r + 1), Math.cos(2 * r)]);

/** A^0 E … A^3 E with the dense adjacency. */
function layers(): Tensor2D[] {
  const dense = Array.from({ length: 7 }, () => new Array<number>(7).fill(0));
  dense.forEach((row, r) => {
    for (let e = graph.rowPtr[r] ?? 0; e < (graph.rowPtr[r + 1] ?? 0); e++)
      row[graph.colIdx[e] ?? 0] = graph.values[e] ?? 0;
  });
  const a = tensor2d(dense);
  const all = [tensor2d(table)];
  for (let l = 0; l < 3; l++) all.push(as2d(matMul(a, all[l] ?? a)));
  return all;
}

const finalOf = (backbone: Backbone, state: StepState = {}): number[][] =>
  tidy(() => backbone.forward({}, tensor2d(table), tensor2d(table), state, 'clean').final.arraySync());

function expectRows(actual: readonly number[][], expected: Tensor2D): void {
  const rows = expected.arraySync();
  actual.forEach((row, r) => row.forEach((value, c) => expect(value).toBeCloseTo(rows[r]?.[c] ?? NaN, 5)));
}

const contrast = { cl_weight: 0.1, cl_temperature: 0.2 };

describe('layers', () => {
  it.each([
    ['LightGCN', () => lightGcn(context, { layers: 3, keep_rate: 1, layer_mean: true })],
    ['SGL', () => sgl(context, { layers: 3, keep_rate: 1, layer_mean: true, ...contrast, contrast_negatives: true })],
    ['SimGCL', () => simGcl(context, { layers: 3, eps: 0.1, layer_mean: true, ...contrast })]
  ])('of %s are averaged with layer_mean, summed without', (_, build) => {
    const backbone = build();
    tidy(() => expectRows(finalOf(backbone), as2d(div(addN(layers()), 4))));
    backbone.dispose();
  });

  it.each([
    ['LightGCN', (more) => lightGcn(context, { layers: 3, keep_rate: 1, ...more })],
    ['SimGCL', (more) => simGcl(context, { layers: 3, eps: 0.1, ...more, ...contrast })]
  ] satisfies [string, (more: Readonly<Record<string, boolean>>) => Backbone][])(
    'of %s leave out the first with without_layer_zero, also in the mean',
    (_, build) => {
      const [summed, averaged] = [false, true].map((layer_mean) => build({ without_layer_zero: true, layer_mean }));
      tidy(() => {
        const all = layers();
        const rest = as2d(sub(addN(all), all[0] ?? 0));
        if (summed) expectRows(finalOf(summed), rest);
        if (averaged) expectRows(finalOf(averaged), as2d(div(rest, 3)));
      });
      summed?.dispose();
      averaged?.dispose();
    }
  );

  it('of GCCF stand side by side, over a graph with loops where self_loops is on', () => {
    const [plain, looped] = [false, true].map((self_loops) => gccf(context, { layers: 1, self_loops }));
    if (!plain || !looped) throw new Error('two models');
    expect(
      finalOf(plain)[0]
        ?.slice(0, 2)
        .map((v) => v.toFixed(5))
    ).toEqual(table[0]?.map((v) => v.toFixed(5)));
    tidy(() => {
      const next = layers()[1]?.arraySync() ?? [];
      finalOf(plain).forEach((row, r) => expect(row[2]).toBeCloseTo(next[r]?.[0] ?? NaN, 5));
    });
    // Item 3 and user 2 know only each other: with loops both degrees are 2, so each gets half of both.
    expect(finalOf(looped)[2]?.[2]).toBeCloseTo(0.5 * (table[2]?.[0] ?? 0) + 0.5 * (table[6]?.[0] ?? 0), 5);
    plain.dispose();
    looped.dispose();
  });
});

async function clLoss(backbone: Backbone, parameters: Record<string, Tensor2D> = {}): Promise<number> {
  const batch = new TrainingBatch(Int32Array.of(0, 1, 1), Int32Array.of(3, 4, 5), Int32Array.of(6, 6, 3), 7);
  const value = tidy(() => {
    const e0 = tensor2d(table);
    const { cl_loss } = backbone.forward(parameters, e0, e0, {}, 'train').loss(batch);
    if (!cl_loss) throw new Error('There is no contrast');
    return cl_loss.dataSync()[0] ?? NaN;
  });
  batch.dispose();
  backbone.dispose();
  return Promise.resolve(value);
}

describe('contrasts', () => {
  it('of SGL lose the negatives’ term with contrast_negatives off', async () => {
    const settings = { layers: 1, keep_rate: 1, ...contrast };
    const all = await clLoss(sgl(context, { ...settings, contrast_negatives: true }));
    const without = await clLoss(sgl(context, { ...settings, contrast_negatives: false }));
    // SimGCL without noise is the same contrast of the same views.
    const same = await clLoss(simGcl(context, { layers: 1, eps: 0, ...contrast }));
    expect(without).toBeCloseTo(same, 6);
    expect(all).toBeGreaterThan(without);
  });

  it('of DCCF divide the item terms by the items with items_over_items: two users, three items', async () => {
    const settings = { layers: 1, intents: 2, ...contrast };
    const intents = () => ({ user_intent: tensor2d([[1, 0], [0, 1]]), item_intent: tensor2d([[0, 1], [1, 0]]) }); // prettier-ignore
    const official = await clLoss(dccf(context, { ...settings, items_over_items: false }), intents());
    const paper = await clLoss(dccf(context, { ...settings, items_over_items: true }), intents());
    // official = u/2 + i/2, paper = u/2 + i/3: the difference is a sixth of the item terms, which are positive sums.
    const items = 6 * (official - paper);
    expect(items).toBeGreaterThan(0);
    expect(official - items / 2).toBeGreaterThan(0);
  });
});

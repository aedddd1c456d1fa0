import { grad, memory, mul, sum, tensor2d, tidy, type Tensor2D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { as2d } from '#kernels/backend/tensors';
import { uniformArray } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import { buildGraph, type BipartiteGraph } from '#lib/dataset/graph';
import type { Backbone, ForwardMode, StepState } from '../types';
import { lightGcn } from './lightgcn';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

// Users 0, 1; items 0, 1, 2 are nodes 2, 3, 4.
const graph = buildGraph(2, 3, { users: Int32Array.of(0, 0, 1), items: Int32Array.of(0, 1, 1) });
const d = 2;
const table = [
  [1, 2],
  [3, 4],
  [5, 6],
  [7, 8],
  [9, 10]
];

/** Σ_l A^l E by plain loops; `keep` 0 drops an entry of the graph. */
function reference(g: BipartiteGraph, rows: readonly number[][], layers: number, keep?: ArrayLike<number>): number[][] {
  let layer = rows.map((row) => [...row]);
  const total = rows.map((row) => [...row]);
  for (let l = 0; l < layers; l++) {
    const next = rows.map((row) => row.map(() => 0));
    next.forEach((row, r) => {
      for (let e = g.rowPtr[r] ?? 0; e < (g.rowPtr[r + 1] ?? 0); e++) {
        if (keep && !keep[e]) continue;
        row.forEach((_, f) => {
          row[f] = (row[f] ?? 0) + (g.values[e] ?? 0) * (layer[g.colIdx[e] ?? 0]?.[f] ?? 0);
        });
      }
    });
    layer = next;
    layer.forEach((row, r) => row.forEach((value, f) => ((total[r] ?? [])[f] = (total[r]?.[f] ?? 0) + value)));
  }
  return total;
}

const finalOf = (backbone: Backbone, rows: readonly number[][], state: StepState, mode: ForwardMode): number[][] =>
  tidy(() => {
    const e: Tensor2D = tensor2d(rows.map((row) => [...row]));
    return backbone.forward({}, e, e, state, mode).final.arraySync();
  });

function expectRows(actual: readonly number[][], expected: readonly number[][]): void {
  actual.flat().forEach((value, at) => {
    expect(value).toBeCloseTo(expected.flat()[at] ?? NaN, 4);
  });
}

describe('LightGCN', () => {
  it.each([0, 1, 2, 3])('sums the layers 0 to %i, it does not average them', (layers) => {
    const backbone = lightGcn({ graph, dimensions: d }, { layers, keep_rate: 0.5 });
    expectRows(finalOf(backbone, table, {}, 'clean'), reference(graph, table, layers));
    backbone.dispose();
  });

  it('drops directed entries one by one, keeps the values of the others, and shares the mask between layers', () => {
    const backbone = lightGcn({ graph, dimensions: d }, { layers: 3, keep_rate: 0.5 });
    const edgeMask = Uint8Array.of(1, 0, 1, 0, 1, 1);
    expectRows(finalOf(backbone, table, { edgeMask }, 'train'), reference(graph, table, 3, edgeMask));
    // Clean mode looks at no draw.
    expectRows(finalOf(backbone, table, { edgeMask }, 'clean'), reference(graph, table, 3));
    backbone.dispose();
  });

  it('has the gradient of the dropped graph, in which entry and reverse entry differ', () => {
    const backbone = lightGcn({ graph, dimensions: d }, { layers: 2, keep_rate: 0.5 });
    const edgeMask = Uint8Array.of(1, 0, 1, 0, 1, 1);
    const weights = table.map((row) => row.map((value) => Math.sin(value)));
    const gradient = tidy(() => {
      const loss = (e: Tensor2D): ReturnType<typeof sum> =>
        sum(mul(backbone.forward({}, e, e, { edgeMask }, 'train').final, tensor2d(weights)));
      return as2d(grad((e) => loss(as2d(e)))(tensor2d(table))).arraySync();
    });
    table.forEach((row, r) => {
      row.forEach((_, f) => {
        const unit = table.map((line, i) => line.map((__, j) => (i === r && j === f ? 1 : 0)));
        // The map is linear: the derivative is its value at the unit.
        const column = reference(graph, unit, 2, edgeMask).flat();
        const expected = column.reduce((s, value, at) => s + value * (weights.flat()[at] ?? 0), 0);
        expect(gradient[r]?.[f]).toBeCloseTo(expected, 5);
      });
    });
    backbone.dispose();
  });

  it('drops by the step’s key: entry i by draw i, so no other setting can move it', async () => {
    const backbone = lightGcn({ graph, dimensions: d }, { layers: 3, keep_rate: 0.6 });
    const e0 = tensor2d(table);
    const key = { seed: 2023, stream: 0, step: 41 };
    const state = await backbone.prepare({ key, stepInEpoch: 0 }, e0);
    const draws = uniformArray({ ...key, stream: STREAM.edgeMask }, graph.values.length);
    const kept = Uint8Array.from(draws, (draw) => (draw < 0.6 ? 1 : 0));
    expectRows(finalOf(backbone, table, state, 'train'), reference(graph, table, 3, kept));
    expect(kept).toContain(0);
    e0.dispose();
    backbone.dispose();
  });

  it('draws nothing at keep rate 1 and holds nothing after it is disposed', async () => {
    const before = memory().numTensors;
    const backbone = lightGcn({ graph, dimensions: d }, { layers: 2, keep_rate: 1 });
    const e0 = tensor2d(table);
    expect(await backbone.prepare({ key: { seed: 1, stream: 0, step: 0 }, stepInEpoch: 0 }, e0)).toEqual({});
    finalOf(backbone, table, {}, 'train');
    e0.dispose();
    backbone.dispose();
    expect(memory().numTensors).toBe(before);
  });
});

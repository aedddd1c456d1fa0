// GCCF against its formula in plain loops: concatenated layers, with and without self loops.
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { withSelfLoops } from '#lib/dataset/graph';
import { bpr, computed, expectClose, propagate, tinyGraph, tinyTable } from '../testing/plain';
import { gccf } from './gccf';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

it.each([false, true])('concatenates the layers 0 to 2 (self loops: %s), and BPR reads all of them', (selfLoops) => {
  const backbone = gccf({ graph: tinyGraph, dimensions: 2 }, { layers: 2, self_loops: selfLoops });
  const { final, terms } = computed(backbone, {});
  const graph = selfLoops ? withSelfLoops(tinyGraph) : tinyGraph;
  const first = propagate(graph, tinyTable);
  const second = propagate(graph, first);
  const expected = tinyTable.map((row, r) => [...row, ...(first[r] ?? []), ...(second[r] ?? [])]);
  expectClose(final, expected);
  expect(backbone.outputDim).toBe(6);
  expect(Object.keys(terms)).toEqual(['bpr_loss']);
  expect(terms.bpr_loss).toBeCloseTo(bpr(expected), 5);
  backbone.dispose();
});

it('self loops count towards the degree: user 0 with two items has 1/3 on the diagonal', () => {
  const { rowPtr, colIdx, values } = withSelfLoops(tinyGraph);
  const row = Array.from(colIdx.subarray(rowPtr[0], rowPtr[1]));
  expect(row).toEqual([0, 2, 3]);
  expect(values[0]).toBeCloseTo(1 / 3, 6);
  expect(values[1]).toBeCloseTo(1 / Math.sqrt(3 * 2), 6);
});

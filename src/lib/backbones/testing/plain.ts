// The formulas of the backbones in float64 and plain loops, written from the papers' and the official code's equations, for tests to
// hold the operators against. Nothing here is shared with the code under test.
import { tensor2d, tidy, type Tensor2D } from '@tensorflow/tfjs-core';
import { makeTripleIndex } from '#kernels/bpr/bpr';
import { makeRowIndex } from '#kernels/gather-rows/gather-rows';
import { buildGraph, type BipartiteGraph } from '#lib/dataset/graph';
import type { Backbone, Batch, ParameterSet, StepState, TensorSet } from '../types';
import { expect } from 'vitest';

export type Rows = readonly (readonly number[])[];

/** Users 0, 1; items 0, 1, 2 are nodes 2, 3, 4. Every node has an edge. */
export const tinyGraph: BipartiteGraph = buildGraph(2, 3, {
  users: Int32Array.of(0, 0, 1, 1),
  items: Int32Array.of(0, 1, 1, 2)
});
export const USERS = 2;

/** Node table [5, 2]: small numbers of both signs, none alike. */
export const tinyTable: Rows = [
  [0.4, -0.2],
  [-0.3, 0.5],
  [0.1, 0.7],
  [0.6, -0.4],
  [-0.5, -0.1]
];

/** Joint node ids of four triples; users and item node 3 stand twice: two unique anchors, three unique positives. */
export const triples = {
  anchors: Int32Array.of(0, 1, 0, 1),
  positives: Int32Array.of(3, 4, 3, 2),
  negatives: Int32Array.of(4, 2, 4, 3)
};

export const tinyBatch = (): Batch => {
  const nodes = tinyGraph.nodeCount;
  return {
    size: triples.anchors.length,
    anchors: makeRowIndex(triples.anchors, nodes),
    positives: makeRowIndex(triples.positives, nodes),
    negatives: makeRowIndex(triples.negatives, nodes),
    triples: makeTripleIndex(triples.anchors, triples.positives, triples.negatives, nodes)
  };
};

export const map = (rows: Rows, of: (value: number, row: number, column: number) => number): number[][] =>
  rows.map((row, r) => row.map((value, c) => of(value, r, c)));
export const plus = (...all: readonly Rows[]): number[][] =>
  map(all[0] ?? [], (_, r, c) => all.reduce((sum, rows) => sum + (rows[r]?.[c] ?? 0), 0));
export const dot = (a: readonly number[] = [], b: readonly number[] = []): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
const norm = (row: readonly number[] = []): number => Math.sqrt(dot(row, row));

/** A X; entries that `keep` marks 0 are dropped. */
export function propagate(graph: BipartiteGraph, rows: Rows, keep?: ArrayLike<number>): number[][] {
  return rows.map((row, r) =>
    row.map((_, c) => {
      let sum = 0;
      for (let e = graph.rowPtr[r] ?? 0; e < (graph.rowPtr[r + 1] ?? 0); e++) {
        if (keep?.[e] === 0) continue;
        sum += (graph.values[e] ?? 0) * (rows[graph.colIdx[e] ?? 0]?.[c] ?? 0);
      }
      return sum;
    })
  );
}

/** Σ A^l X, l = 0 … layers. */
export function sumOfLayers(graph: BipartiteGraph, rows: Rows, layers: number, keep?: ArrayLike<number>): number[][] {
  let layer: Rows = rows;
  const all = [rows];
  for (let l = 0; l < layers; l++) {
    layer = propagate(graph, layer, keep);
    all.push(layer);
  }
  return plus(...all);
}

/** BPR: mean over triples of softplus(e_a · e_n − e_a · e_p). */
export function bpr(rows: Rows): number {
  const { anchors, positives, negatives } = triples;
  const margins = Array.from(
    anchors,
    (a, at) => dot(rows[a], rows[negatives[at] ?? 0]) - dot(rows[a], rows[positives[at] ?? 0])
  );
  return margins.reduce((sum, margin) => sum + Math.log1p(Math.exp(margin)), 0) / margins.length;
}

/** InfoNCE (model spec §4): rows scaled by 1/√(1e-8 + ‖·‖²), summed over rows, the positive among the candidates. */
export function infoNce(xs: Rows, ys: Rows, candidates: Rows, temperature: number): number {
  const unit = (row: readonly number[]): number[] => row.map((value) => value / Math.sqrt(1e-8 + dot(row, row)));
  const all = candidates.map(unit);
  return xs.reduce((sum, row, at) => {
    const x = unit(row);
    const own = dot(x, unit(ys[at] ?? [])) / temperature;
    return sum - own + Math.log(all.reduce((total, c) => total + Math.exp(dot(x, c) / temperature), 0));
  }, 0);
}

export const pick = (rows: Rows, nodes: ArrayLike<number>): number[][] =>
  Array.from(nodes, (node) => [...(rows[node] ?? [])]);

/** Cosine with norms floored at 1e-12. */
export const cosine = (a: readonly number[] = [], b: readonly number[] = []): number =>
  dot(a, b) / (Math.max(norm(a), 1e-12) * Math.max(norm(b), 1e-12));
export const rowNorm = norm;

/** Final embedding and loss terms of a backbone on the tiny batch, as numbers. */
export function computed(
  backbone: Backbone,
  state: StepState,
  parameters: ParameterSet = {}
): { readonly final: number[][]; readonly terms: Readonly<Record<string, number>> } {
  return tidy(() => {
    const e: Tensor2D = tensor2d(tinyTable.map((row) => [...row]));
    const tensors: TensorSet = Object.fromEntries(
      Object.entries(parameters).map(([name, { shape, values }]) => [
        name,
        tensor2d(values, [shape[0] ?? 0, shape[1] ?? 0])
      ])
    );
    const result = backbone.forward(tensors, e, e, state, 'train');
    const terms = Object.entries(result.loss(tinyBatch())).map(([name, term]): [string, number] => [
      name,
      term.dataSync()[0] ?? NaN
    ]);
    return { final: result.final.arraySync(), terms: Object.fromEntries(terms) };
  });
}

export function expectClose(actual: Rows, expected: Rows): void {
  expect(actual.map((row) => row.length)).toEqual(expected.map((row) => row.length));
  actual.forEach((row, r) => row.forEach((value, c) => expect(value).toBeCloseTo(expected[r]?.[c] ?? NaN, 5)));
}

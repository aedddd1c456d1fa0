// The figure "propagation" on a graph of five nodes whose propagation is done on paper, and the operator against float64 on a larger one.
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { normalArray, uniformAt } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import { buildGraph } from '#lib/dataset/graph';
import { figureInput, pairs, smallDataset, smallRun, type Pair } from '../testing/small-data';
import { PropagationData } from './stored';
import { make as propagationFigure } from './make';
import { deviationOf, sumByHand, weightOf } from './sums';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

// Degrees: u0 2, u1 1, u2 1; i0 3, i1 1.
const dataset = smallDataset({ users: 3, items: 2, train: [[0, 0], [0, 1], [1, 0], [2, 0]] }); // prettier-ignore
const run = smallRun([[1, -1], [2, 0], [3, 0], [6, 0.5], [4, 0.25]], 3); // prettier-ignore
const made = (changes: Parameters<typeof figureInput>[0] = {}) =>
  propagationFigure(figureInput({ dataset, runs: [run], user: 0, settings: { components: 1 }, ...changes }));

describe('one propagation', () => {
  it('is Σ e(t) / √(deg(h)·deg(t)) over the neighbours, without the node itself', async () => {
    const { sums } = await made();
    const [user, first, second] = sums;
    expect(sums.map(({ node }) => [node.id, node.degree])).toEqual([['u0', 2], ['i1', 1], ['i0', 3]]); // prettier-ignore
    expect(user?.terms.map(({ node, weight }) => [node.label, weight])).toEqual([
      ['Book 1', 1 / Math.sqrt(2 * 1)],
      ['Book 0', 1 / Math.sqrt(2 * 3)]
    ]);
    expect(user?.byHand[0]).toBeCloseTo(4 / Math.sqrt(2) + 6 / Math.sqrt(6), 12);
    expect(first?.byHand[0]).toBeCloseTo(1 / Math.sqrt(2), 12);
    expect(second?.byHand[0]).toBeCloseTo(1 / Math.sqrt(6) + 2 / Math.sqrt(3) + 3 / Math.sqrt(3), 12);
    for (const { byHand, operator, difference } of sums) {
      expect(operator[0]).toBeCloseTo(byHand[0] ?? NaN, 6);
      expect(difference).toBeGreaterThanOrEqual(Math.abs((operator[0] ?? NaN) - (byHand[0] ?? NaN)));
      expect(difference).toBeLessThan(1e-6);
    }
  });

  it('is the same by hand and by the operator, but for float32, over all nodes and numbers', async () => {
    const { operator, values, width, components } = await made();
    expect([width, components]).toEqual([2, 1]);
    expect(operator.difference).toBeGreaterThan(0);
    expect(operator.difference).toBeLessThan(1e-6);
    expect(operator.largest).toBeCloseTo(4 / Math.sqrt(2) + 6 / Math.sqrt(6), 5);
    expect(values).toMatchObject({ 'difference.max': operator.difference, 'user.degree': 2 });
    expect(values['user.sum.1']).toBeCloseTo(5.2779, 4);
    expect(values['user.weight.2']).toBeCloseTo(0.40825, 5);
  });

  it('tells a wrong product from a right one, wherever the wrong number stands', async () => {
    const graph = buildGraph(3, 2, dataset.split.train);
    const table = { values: Float32Array.from({ length: 10 }, (_, at) => at), nodes: 5, width: 2 };
    const right = new Float32Array(10);
    for (let node = 0; node < 5; node++) {
      right.set(sumByHand(graph, table, node, { components: 2, shown: 9 }).total, 2 * node);
    }
    const off = async (product: Float32Array) =>
      (await deviationOf(graph, table, product, () => Promise.resolve())).differences;
    for (const difference of await off(right)) expect(difference).toBeLessThan(1e-6);
    for (const at of [0, 5, 9]) {
      const wrong = right.map((value, place) => (place === at ? value + 0.25 : value));
      const differences = await off(wrong);
      expect(differences[Math.floor(at / 2)]).toBeCloseTo(0.25, 5);
      expect(differences.filter((difference) => difference > 1e-5)).toHaveLength(1);
    }
    expect((await off(right.subarray(0, 8)))[4]).toBeNaN();
  });

  it('counts the nodes within 0, 1 and 2 hops', async () => {
    expect((await made()).reach).toEqual([
      { hops: 0, users: 1, items: 0 },
      { hops: 1, users: 1, items: 2 },
      { hops: 2, users: 3, items: 2 }
    ]);
    const far = await made({ user: 1 });
    expect(far.reach.map(({ users, items }) => users + items)).toEqual([1, 2, 4]);
    expect(far.values).toMatchObject({ 'hop2.users': 3, 'hop2.items': 1 });
  });

  it('shows as many numbers as there are where more are asked for', async () => {
    const { components, sums } = await made({ settings: { components: 16 } });
    expect(components).toBe(2);
    expect(sums[0]?.byHand[1]).toBeCloseTo(0.25 / Math.sqrt(2) + 0.5 / Math.sqrt(6), 12);
  });

  it('is plain JSON', async () => {
    const data = await made();
    expect(v.parse(PropagationData, JSON.parse(JSON.stringify(data)))).toEqual(data);
  });

  it('says so where the run did not keep its numbers', async () => {
    await expect(made({ runs: [{ ...run, parameters: null }] })).rejects.toMatchObject({
      code: 'training/model-not-kept'
    });
  });
});

describe('a large neighbourhood', () => {
  // Item 0 is everybody's; the others' degrees differ.
  const users = 30;
  const items = 12;
  const key = { seed: 4, stream: STREAM.samples, step: 1 };
  const train: Pair[] = Array.from({ length: users }, (_, user) =>
    Array.from({ length: items }, (__, item): Pair => [user, item]).filter(
      ([, item]) => item === 0 || user === 0 || uniformAt(key, user * items + item) < item / items
    )
  ).flat();
  const large = smallDataset({ users, items, train });
  const numbers = normalArray({ ...key, step: 2 }, (users + items) * 3);
  const rows = Array.from({ length: users + items }, (_, node) => [...numbers.subarray(3 * node, 3 * node + 3)]);
  const input = figureInput({ dataset: large, runs: [smallRun(rows, users)], user: 0, settings: { components: 3 } });

  it('keeps the eight items of least degree apart and adds up the rest; of an item six readers, the user among them', async () => {
    const { sums } = await propagationFigure(input);
    const [user, ...shown] = sums;
    expect(user?.terms).toHaveLength(8);
    expect(user?.rest.neighbours).toBe(items - 8);
    expect(shown.map(({ node }) => node.id)).toEqual(user?.terms.map(({ node }) => node.id));
    const degrees = user?.terms.map(({ node }) => node.degree) ?? [];
    expect(degrees).toEqual([...degrees].sort((a, b) => a - b));
    expect(degrees).not.toContain(users);
    for (const { node, terms, rest } of shown) {
      expect(terms[0]?.node.id).toBe('u0');
      expect(terms).toHaveLength(Math.min(6, node.degree));
      expect(terms.length + rest.neighbours).toBe(node.degree);
    }
  });

  it('adds up: the terms and the rest are the sum, for every node and number', async () => {
    const { sums } = await propagationFigure(input);
    for (const { terms, rest, byHand, operator } of sums) {
      byHand.forEach((total, d) => {
        const added = terms.reduce(
          (sum, { weight, numbers }) => sum + weight * (numbers[d] ?? NaN),
          rest.sum[d] ?? NaN
        );
        expect(added).toBeCloseTo(total, 12);
        expect(operator[d]).toBeCloseTo(total, 5);
      });
    }
  });

  it('has weights that are those of the graph to float32', () => {
    const graph = buildGraph(users, items, pairs(train));
    for (let e = graph.rowPtr[3] ?? 0; e < (graph.rowPtr[4] ?? 0); e++) {
      expect(Math.fround(weightOf(graph, 3, graph.colIdx[e] ?? 0))).toBeCloseTo(graph.values[e] ?? NaN, 7);
    }
  });
});

// A graph of six nodes by hand: users 0 1 2, items 3 4 5; edges 0–3, 1–3, 1–4, 2–5.
import { describe, expect, it } from 'vitest';
import { buildGraph } from '#lib/dataset/graph';
import { decoderPairs, maskAround, normalisedValues, type Csr } from './masking';

const graph = buildGraph(3, 3, { users: Int32Array.of(0, 1, 1, 2), items: Int32Array.of(0, 0, 1, 2) });
const edgesOf = ({ rowPtr, colIdx }: Csr): string[] =>
  Array.from({ length: rowPtr.length - 1 }, (_, row) =>
    [...colIdx.subarray(rowPtr[row], rowPtr[row + 1])].map((column) => `${row}-${column}`)
  ).flat();

describe('maskAround', () => {
  it('takes the edges of the seed, then those of their ends, but masks only up to the last centres', () => {
    const one = maskAround(graph, Int32Array.of(0), 1, new Int32Array());
    expect(edgesOf(one.surviving)).toEqual(['1-3', '1-4', '2-5', '3-1', '4-1', '5-2']);
    expect([...one.nodes]).toEqual([0]);
    const two = maskAround(graph, Int32Array.of(0), 2, new Int32Array());
    expect(edgesOf(two.surviving)).toEqual(['1-4', '2-5', '4-1', '5-2']);
    expect([...two.nodes]).toEqual([0, 3]);
    const three = maskAround(graph, Int32Array.of(0), 3, new Int32Array());
    expect(edgesOf(three.surviving)).toEqual(['2-5', '5-2']);
    expect([...three.nodes]).toEqual([0, 1, 3]);
  });

  it('masks extra nodes without touching their edges', () => {
    const { surviving, nodes } = maskAround(graph, Int32Array.of(2), 1, Int32Array.of(4, 4));
    expect(edgesOf(surviving)).toEqual(['0-3', '1-3', '1-4', '3-0', '3-1', '4-1']);
    expect([...nodes]).toEqual([2, 4]);
  });
});

it('weights the surviving edges by the surviving degrees', () => {
  const { surviving } = maskAround(graph, Int32Array.of(2), 1, new Int32Array());
  const half = Math.fround(1 / Math.sqrt(2));
  expect([...normalisedValues(surviving)].map((v) => Math.round(v * 1e6))).toEqual(
    [half, 0.5, half, half, 0.5, half].map((v) => Math.round(v * 1e6))
  );
});

it('pairs masked nodes in both directions, adds loops and surviving edges, and has nothing twice', () => {
  const masked = maskAround(graph, Int32Array.of(0), 2, new Int32Array());
  // Positions 0 and 1 are nodes 0 and 3.
  const pairs = decoderPairs(masked, 6, Int32Array.of(0, 0, 1), Int32Array.of(1, 1, 1));
  expect(edgesOf(pairs)).toEqual(['0-0', '0-3', '1-1', '1-4', '2-2', '2-5', '3-0', '3-3', '4-1', '4-4', '5-2', '5-5']);
});

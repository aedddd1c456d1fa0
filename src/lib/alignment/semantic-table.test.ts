import { beforeAll, describe, expect, it } from 'vitest';
import { memory, neg, tidy } from '@tensorflow/tfjs-core';
import { startBackend } from '#kernels/backend/backend';
import { uniformArray } from '#kernels/random/random';
import { SemanticTable } from './semantic-table';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

describe('the table of semantic vectors', () => {
  const [nodes, width] = [23, 3];
  const vectors = uniformArray({ seed: 4, stream: 94, step: 0 }, nodes * width);
  const present = Uint8Array.from({ length: nodes }, (_, node) => (node % 4 === 1 ? 0 : 1));
  const row = (node: number): number[] => [...vectors.subarray(node * width, (node + 1) * width)];

  it.each([1, 7, 12, 1000])('gives a node’s own vector back from pieces of %d numbers', (pieceElements) => {
    const table = new SemanticTable(vectors, present, width, { pieceElements });
    const wanted = [0, 4, 6, 11, 20, 22];
    const got = tidy(() => table.gather(Int32Array.from(wanted, (node) => table.rowOf[node] ?? -1)).arraySync());
    expect(got).toEqual(wanted.map(row));
    table.dispose();
  });

  it('leaves out nodes without a vector', () => {
    const table = new SemanticTable(vectors, present, width, { pieceElements: 6 });
    expect([table.has(0), table.has(1), table.has(nodes)]).toEqual([true, false, false]);
    expect(tidy(() => table.map((rows) => rows).arraySync())).toEqual(
      [...present.keys()].filter((node) => present[node] === 1).map(row)
    );
    table.dispose();
  });

  it('has on the device what is made of each piece, on the host the vectors as they are, and keeps nothing beside', () => {
    const before = memory().numTensors;
    const table = new SemanticTable(vectors, present, width, { pieceElements: 6, prepare: (piece) => neg(piece) });
    const got = tidy(() => table.gather(Int32Array.of(0, 3)).arraySync());
    expect(got).toEqual([0, 4].map((node) => row(node).map((value) => -value)));
    const copied = new Float32Array(width);
    table.copy(Int32Array.of(3), copied);
    expect([...copied]).toEqual(row(4));
    table.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('holds nothing after it is disposed', () => {
    const before = memory().numTensors;
    const table = new SemanticTable(vectors, present, width, { pieceElements: 6 });
    tidy(() => {
      table.gather(Int32Array.of(0, 5));
    });
    table.dispose();
    expect(memory().numTensors).toBe(before);
  });
});

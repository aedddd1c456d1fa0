// Vectors that came with the data, their checks, their stored form and their neighbours.
import { describe, expect, it } from 'vitest';
import type { SemanticVectors } from '#lib/dataset/types';
import { checkVectors, findVectorProblems } from './checks';
import { embeddingFacts, nearestItems } from './neighbours';
import { encoder } from './registry';
import { embeddingSetFromStored, embeddingSetToStored } from './serialise';

const ids = { userIds: ['u0', 'u1'], itemIds: ['i0', 'i1', 'i2'] };

function vectors(): SemanticVectors {
  return {
    dimensions: 2,
    users: Float32Array.of(1, 0, 0, 1),
    items: Float32Array.of(1, 0, 2, 0.2, 0, 3),
    userPresent: Uint8Array.of(1, 1),
    itemPresent: Uint8Array.of(1, 1, 1)
  };
}

function embed(given: SemanticVectors | undefined, values = {}) {
  const entry = encoder('dataset');
  if (entry.reads !== 'dataset') throw new Error('this encoder reads the data set');
  return entry.embed({ name: 'shore', ...ids, vectors: given }, values);
}

describe('checkVectors', () => {
  it('accepts sound vectors, and zeros where a node is absent', () => {
    const sound = vectors();
    expect(findVectorProblems(sound, ids)).toEqual([]);
    sound.items.fill(0, 2, 4);
    sound.itemPresent[1] = 0;
    expect(findVectorProblems(sound, ids)).toEqual([]);
  });
  it('names a wrong height', () => {
    const wrong = { ...vectors(), items: new Float32Array(4).fill(1) };
    expect(() => checkVectors(wrong, ids)).toThrowError(
      expect.objectContaining({ code: 'embeddings/wrong-height', message: 'There are 2 item vectors for 3 items.' })
    );
    expect(() => checkVectors({ ...vectors(), userPresent: Uint8Array.of(1) }, ids)).toThrowError(/1 user vectors/u);
  });
  it('says of vectors of width 0 that they have none', () => {
    const none = { ...vectors(), dimensions: 0, users: new Float32Array(0), items: new Float32Array(0) };
    expect(() => checkVectors(none, ids)).toThrowError(
      expect.objectContaining({ code: 'embeddings/no-width', message: expect.stringContaining('width is 0') })
    );
  });
  it.each([Number.NaN, Infinity, -Infinity])('names row, id and column of %s', (value) => {
    const wrong = vectors();
    wrong.items[5] = value;
    expect(() => checkVectors(wrong, ids)).toThrowError(`The vector of item "i2" (row 2) has ${value} in column 1.`);
  });
  it('names the first row of zeros and how many more there are', () => {
    const wrong = vectors();
    wrong.users.fill(0);
    expect(() => checkVectors(wrong, ids)).toThrowError(/user "u0" \(row 0\) is zero throughout, and so are 1 more/u);
  });
});

describe('encoder "dataset"', () => {
  it('hands on the vectors that came with the data', async () => {
    expect((await embed(vectors())).vectors).toEqual(vectors());
  });
  it('says so where there are none', async () => {
    await expect(embed(undefined)).rejects.toMatchObject({ code: 'embeddings/no-dataset-vectors' });
  });
  it('refuses rows of zeros, or counts them as absent when told to', async () => {
    const given = vectors();
    given.items.fill(0, 0, 2);
    await expect(embed(given)).rejects.toMatchObject({ code: 'embeddings/zero-vector' });
    expect([...(await embed(given, { zero_rows: 'absent' })).vectors.itemPresent]).toEqual([0, 1, 1]);
    expect([...given.itemPresent]).toEqual([1, 1, 1]);
  });
});

describe('stored embeddings', () => {
  it('are read back as they were', async () => {
    const set = await embed(vectors());
    const { json, arrays } = embeddingSetToStored(set);
    expect(embeddingSetFromStored(JSON.parse(JSON.stringify(json)), structuredClone(arrays))).toEqual(set);
  });
  it('are refused where something is missing or does not fit', async () => {
    const { json, arrays } = embeddingSetToStored(await embed(vectors()));
    const unreadable = /do not fit|missing|version/;
    expect(() => embeddingSetFromStored({ ...json, version: 9 }, arrays)).toThrowError(unreadable);
    expect(() => embeddingSetFromStored(json, { ...arrays, users: new Int32Array(4) })).toThrowError(unreadable);
    expect(() => embeddingSetFromStored(json, { ...arrays, users: new Float32Array(3) })).toThrowError(unreadable);
  });
});

describe('nearestItems', () => {
  it('orders other items by cosine, whatever their lengths', () => {
    const [first] = nearestItems(vectors(), ['A', 'B', 'C'], { items: 3, nearest: 2 });
    expect(first?.title).toBe('A');
    expect(first?.nearest.map(({ title }) => title)).toEqual(['B', 'C']);
    expect(first?.nearest[0]?.cosine).toBeCloseTo(2 / Math.hypot(2, 0.2), 6);
  });
  it('leaves out items without a vector', async () => {
    const some = vectors();
    some.itemPresent[1] = 0;
    const found = nearestItems(some, ['A', 'B', 'C'], { items: 9, nearest: 9 });
    expect(found.map(({ title, nearest }) => [title, nearest.map((each) => each.title)])).toEqual([
      ['A', ['C']],
      ['C', ['A']]
    ]);
    expect(embeddingFacts({ ...(await embed(vectors())), vectors: some }, ['A', 'B', 'C']).without).toBe(1);
  });
});

// TF-IDF worked by hand, and what the encoder does with ordinary and odd texts.
import { describe, expect, it } from 'vitest';
import { encoder } from '../registry';
import type { EncoderInput } from '../types';
import { fitLsa } from './lsa';
import { readLsaSettings } from './settings';
import { buildTfidf, countWordsByStem } from './tfidf';

const lsa = encoder('lsa');
const encode = async (input: EncoderInput, values = {}, seed = 1) => {
  if (lsa.reads !== 'profiles') throw new Error('lsa reads profiles');
  return lsa.encode(input, { min_texts: 1, max_share: 1, dimensions: 4, ...values }, seed, {});
};
const rows = (values: Float32Array, d: number) =>
  Array.from({ length: values.length / d }, (_, row) => [...values.subarray(row * d, (row + 1) * d)]);
const cosine = (a: readonly number[] = [], b: readonly number[] = []) =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0) / (Math.hypot(...a) * Math.hypot(...b));

describe('buildTfidf', () => {
  it('gives the weights worked by hand', () => {
    const texts = ['sea sea fox', 'sea', null].map((text) => (text === null ? null : countWordsByStem(text)));
    const { matrix, vocabulary } = buildTfidf(texts, { minTexts: 1, maxShare: 1 });
    expect(vocabulary).toEqual(['fox', 'sea']);
    expect([...matrix.rowStart]).toEqual([0, 2, 3, 3]);
    expect([...matrix.column]).toEqual([0, 1, 1]);
    // n = 2: idf(fox) = ln(3/2) + 1, idf(sea) = ln(3/3) + 1 = 1; tf(sea) = 1 + ln 2.
    const fox = Math.log(3 / 2) + 1;
    const sea = 1 + Math.log(2);
    const length = Math.sqrt(fox * fox + sea * sea);
    expect(matrix.value[0]).toBeCloseTo(fox / length, 14);
    expect(matrix.value[1]).toBeCloseTo(sea / length, 14);
    expect(matrix.value[2]).toBe(1);
  });
  it('leaves out words of too few and of too many texts', () => {
    const texts = ['sea fox', 'sea owl', 'sea owl'].map(countWordsByStem);
    expect(buildTfidf(texts, { minTexts: 2, maxShare: 0.9 }).vocabulary).toEqual(['owl']);
  });
});

describe('lsa', () => {
  it('puts users near the items whose words they share, in one space', async () => {
    const { vectors } = await encode({
      users: ['stormy sea and sailors', 'quiet forest mushrooms'],
      items: ['sailors at sea', 'mushrooms of the forest', 'stormy harbour sailors']
    });
    const users = rows(vectors.users, 4);
    const items = rows(vectors.items, 4);
    expect(cosine(users[0], items[0])).toBeGreaterThan(cosine(users[0], items[1]) + 0.5);
    expect(cosine(users[1], items[1])).toBeGreaterThan(cosine(users[1], items[0]) + 0.5);
  });
  it('keeps all cosines of TF-IDF where dimensions reach the rank, pads with zeros beyond, and says so', async () => {
    const { vectors, provenance } = await encode({ users: ['sea fox', 'fox owl'], items: ['owl'] }, { dimensions: 6 });
    const [a, b] = rows(vectors.users, 6);
    const texts = ['sea fox', 'fox owl', 'owl'].map(countWordsByStem);
    const { matrix } = buildTfidf(texts, { minTexts: 1, maxShare: 1 });
    // Columns fox, owl, sea: the first two texts share fox only.
    const [foxOfA = 0, , foxOfB = 0] = matrix.value;
    expect(cosine(a, b)).toBeCloseTo(foxOfA * foxOfB, 6);
    expect(a?.slice(3)).toEqual([0, 0, 0]);
    expect(provenance.facts).toMatchObject({
      'vocabulary size': 3,
      'singular values kept': 3,
      'share of squared weight kept': 1
    });
  });
  it('gives vectors of length 1, unless told not to', async () => {
    const input = { users: ['sea fox'], items: ['fox owl', 'owl sea sea'] };
    for (const row of rows((await encode(input)).vectors.items, 4)) expect(Math.hypot(...row)).toBeCloseTo(1, 6);
    const free = rows((await encode(input, { normalise: false, dimensions: 2 })).vectors.items, 2);
    expect(free.some((row) => Math.hypot(...row) < 0.999)).toBe(true);
  });
  it('marks nodes without a text, and texts without a known word, as absent', async () => {
    const { vectors, provenance } = await encode({ users: [null, '  ', 'of the'], items: ['sea', 'fox'] });
    expect([...vectors.userPresent]).toEqual([0, 0, 0]);
    expect([...vectors.itemPresent]).toEqual([1, 1]);
    expect([...vectors.users].every((value) => value === 0)).toBe(true);
    expect(provenance.facts['texts without a known word']).toBe(1);
  });
  it('gives equal texts equal vectors, down to one text of one word', async () => {
    const same = (await encode({ users: ['sea fox', 'sea fox'], items: ['sea fox'] })).vectors;
    expect(rows(same.users, 4)[0]).toEqual(rows(same.users, 4)[1]);
    expect(rows(same.users, 4)[0]).toEqual(rows(same.items, 4)[0]);
    const one = (await encode({ users: [], items: ['sea'] })).vectors;
    expect(rows(one.items, 4)).toEqual([[1, 0, 0, 0]]);
  });
  it('refuses texts that no word tells apart', async () => {
    const input = { users: ['sea'], items: ['sea'] };
    await expect(encode(input, { max_share: 0.5 })).rejects.toMatchObject({ code: 'embeddings/empty-vocabulary' });
    await expect(encode({ users: [null], items: [null] })).rejects.toMatchObject({
      code: 'embeddings/empty-vocabulary'
    });
  });
  it('gives the same bits for the same seed', async () => {
    const input = { users: ['sea fox owl', 'fox'], items: ['owl sea', 'fox sea', 'hare'] };
    expect(await encode(input)).toEqual(await encode(input));
  });
  it('stops when cancelled', async () => {
    if (lsa.reads !== 'profiles') throw new Error('lsa reads profiles');
    const signal = AbortSignal.abort();
    await expect(
      lsa.encode({ users: ['sea fox', 'sea'], items: ['fox', 'owl'] }, { min_texts: 1, max_share: 1 }, 1, { signal })
    ).rejects.toMatchObject({
      code: 'internal/cancelled'
    });
  });
});

describe('a fitted lsa', () => {
  const WORDS = 'sea sailors storm harbour forest mushrooms moss owl garden bees cider village'.split(' ');
  const input: EncoderInput = {
    users: Array.from({ length: 30 }, (_, at) => WORDS.filter((_word, w) => (at * 7 + w * w * 3) % 5 < 2).join(' ')),
    items: [...Array.from({ length: 12 }, (_, at) => `the ${WORDS[at]} and the ${WORDS[(at * 5 + 1) % 12]}`), null, ' ']
  };
  const fit = (values = {}) => {
    if (lsa.reads !== 'profiles') throw new Error('lsa reads profiles');
    const resolved = lsa.resolve({ min_texts: 1, max_share: 1, dimensions: 6, ...values });
    return fitLsa(input, readLsaSettings(resolved), 3, {});
  };

  it.each([{}, { normalise: false }, { iterations: 0 }, { dimensions: 20 }])(
    'puts the texts that it was fitted on where their vectors lie: %o',
    async (values) => {
      const { set, project } = await fit(values);
      const { users, items, dimensions } = set.vectors;
      for (const [texts, all] of [
        [input.users, users],
        [input.items, items]
      ] as const) {
        texts.forEach((text, row) => {
          if (text === null || text.trim() === '') return;
          const found = project(text);
          expect(found).toHaveLength(dimensions);
          found?.forEach((value, k) => expect(Math.abs(value - (all[row * dimensions + k] ?? NaN))).toBeLessThan(1e-6));
        });
      }
    }
  );
  it('puts other words elsewhere, nearer to the texts that share them', async () => {
    const { project } = await fit();
    const [sea, both, forest] = ['sailors of the sea', 'sailors of the forest', 'mushrooms of the forest'].map(project);
    if (!sea || !both || !forest) throw new Error('All have known words');
    expect(cosine([...sea], [...both])).toBeLessThan(0.99);
    expect(cosine([...both], [...forest])).toBeGreaterThan(cosine([...sea], [...forest]));
  });
  it('gives the set that the encoder gives, bit for bit, and no vector to a text without a known word', async () => {
    const { set, project } = await fit();
    expect(set).toEqual(await lsaOf({ dimensions: 6 }));
    expect(project('quantum')).toBeNull();
    expect(project('')).toBeNull();
  });
  const lsaOf = (values: Record<string, number>) => encode(input, values, 3);
});

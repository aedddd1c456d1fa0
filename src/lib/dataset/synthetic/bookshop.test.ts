// The bundled data is what its page says: reproducible to the byte, skewed as real data is, honest about its noise, and
// written so that its grammar does not show at once.
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { readOpenFormat } from '../formats/open/read-open';
import { memorySource } from '../sources/source';
import { degrees } from '../checks/statistics';
import { TRUTH_FILE } from '../truth';
import type { Dataset } from '../types';
import { makeBookshop } from './bookshop';
import { growth } from './draws';
import { BOOKSHOP } from './parameters';
import { makeWorld } from './taste';

const files = makeBookshop();
let dataset: Dataset;
beforeAll(async () => {
  dataset = await readOpenFormat(memorySource('bookshop', files));
});

const median = (values: ArrayLike<number>): number => Array.from(values).sort((a, b) => a - b)[values.length >> 1] ?? 0;

describe('the bookshop', () => {
  it('is reproduced byte for byte by its generator', async () => {
    for (const [path, bytes] of files) {
      const committed = new Uint8Array(
        await readFile(new URL(`../../../../public/datasets/bookshop/${path}`, import.meta.url))
      );
      expect(Buffer.compare(Buffer.from(bytes), Buffer.from(committed)), path).toBe(0);
    }
  });

  it('has about 1,000 readers, 700 books and exactly 18,000 interactions, split 3:1:1', () => {
    expect([dataset.userCount, dataset.itemCount]).toEqual([BOOKSHOP.users, BOOKSHOP.items]);
    const { train, val, test } = dataset.split;
    expect([train, val, test].map(({ users }) => users.length)).toEqual([10800, 3600, 3600]);
  });

  it.each([4_000, 300_000])('says how many interactions it can have when asked for %i', (interactions) => {
    expect(() => makeBookshop({ ...BOOKSHOP, interactions })).toThrow('need 5000 to 243000 interactions');
  });

  it('gives every reader and book a training interaction, with medians of 7 to 9 and a long tail', () => {
    const users = degrees(dataset.split.train.users, dataset.userCount);
    const items = degrees(dataset.split.train.items, dataset.itemCount);
    for (const list of [users, items]) {
      expect(Math.min(...list)).toBeGreaterThanOrEqual(1);
      expect(median(list)).toBeGreaterThanOrEqual(7);
      expect(median(list)).toBeLessThanOrEqual(9);
      expect(Math.max(...list)).toBeGreaterThan(10 * median(list));
    }
  });

  it('marks about 8 % of clicks as noise, of two kinds, in the truth file alone', () => {
    const truth: unknown = JSON.parse(new TextDecoder().decode(files.get(TRUTH_FILE)));
    const noise =
      typeof truth === 'object' && truth !== null && 'noise' in truth && Array.isArray(truth.noise) ? truth.noise : [];
    expect(noise.length / BOOKSHOP.interactions).toBeGreaterThan(0.07);
    expect(noise.length / BOOKSHOP.interactions).toBeLessThan(0.09);
    expect(new Set(noise.map(({ kind }: { kind: string }) => kind))).toEqual(new Set(['misclick', 'popularity']));
    for (const [path, bytes] of files) {
      if (path !== TRUTH_FILE) expect(new TextDecoder().decode(bytes)).not.toMatch(/misclick"|"popularity"|"noise"/);
    }
  });

  it('leaves out the description of one book in seven, and some reviews', () => {
    const without = dataset.itemTexts?.filter(({ description }) => !description).length ?? 0;
    expect(without).toBe(Math.round(BOOKSHOP.items / 7));
    const reviews = dataset.interactionColumns?.train.reviews?.count() ?? 0;
    expect(reviews / 10800).toBeGreaterThan(0.6);
    expect(reviews / 10800).toBeLessThan(0.8);
  });

  it('has ratings of which a filter at 3 removes some, but not many', () => {
    const ratings = Object.values(dataset.interactionColumns ?? {}).flatMap(({ ratings: list }) => [...(list ?? [])]);
    const low = ratings.filter((rating) => rating < 3).length / ratings.length;
    expect(low).toBeGreaterThan(0.02);
    expect(low).toBeLessThan(0.2);
  });

  it('draws popularity apart from taste: no factor correlates with it beyond chance', () => {
    const world = makeWorld(BOOKSHOP);
    const logPopularity = world.popularity.map((weight) => Math.log(weight));
    for (const part of ['shared', 'clickOnly', 'textOnly'] as const) {
      const factors = world.items[0]?.[part].length ?? 0;
      for (let factor = 0; factor < factors; factor++) {
        const r = correlation(
          logPopularity,
          world.items.map((item) => item[part][factor] ?? 0)
        );
        expect(Math.abs(r)).toBeLessThan(4 / Math.sqrt(BOOKSHOP.items));
      }
    }
  });

  it('does not repeat itself: titles and descriptions differ, and ten descriptions share no sentence', () => {
    const titles = dataset.itemTexts?.map(({ title }) => title) ?? [];
    expect(new Set(titles).size).toBe(titles.length);
    const descriptions = dataset.itemTexts?.flatMap(({ description }) => description ?? []) ?? [];
    expect(new Set(descriptions).size).toBe(descriptions.length);
    let shared = 0;
    for (let start = 0; start + 10 <= descriptions.length; start += 10) {
      const sentences = descriptions.slice(start, start + 10).flatMap((text) => text.split(/(?<=[.!?]) /));
      if (new Set(sentences).size < sentences.length) shared++;
    }
    expect(shared / Math.floor(descriptions.length / 10)).toBeLessThan(0.2);
  });

  it('changes its clicks with the seed and its texts with their informativeness alone', () => {
    const other = makeBookshop({ ...BOOKSHOP, textInformativeness: 0 });
    const pairs = (all: ReadonlyMap<string, Uint8Array>): string[] =>
      new TextDecoder()
        .decode(all.get('interactions.csv'))
        .split('\n')
        .filter((line) => /^r\d+,/.test(line))
        .map((line) => line.split(',').slice(0, 5).join());
    expect(pairs(other)).toEqual(pairs(files));
    expect(other.get('items.jsonl')).not.toEqual(files.get('items.jsonl'));
    expect(pairs(makeBookshop({ ...BOOKSHOP, seed: 1 }))).not.toEqual(pairs(files));
  });
});

describe('growth', () => {
  it('rises everywhere and is near e^x for small x', () => {
    expect(Math.abs(growth(1) - Math.E) / Math.E).toBeLessThan(1e-3);
    for (let x = 0; x < 14; x += 0.5) expect(growth(x + 0.5)).toBeGreaterThan(growth(x));
  });
});

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (list: readonly number[]): number => list.reduce((x, y) => x + y, 0) / list.length;
  const [ma, mb] = [mean(a), mean(b)];
  const sum = (of: (i: number) => number): number => a.reduce((total, _, i) => total + of(i), 0);
  const covariance = sum((i) => ((a[i] ?? 0) - ma) * ((b[i] ?? 0) - mb));
  return covariance / Math.sqrt(sum((i) => ((a[i] ?? 0) - ma) ** 2) * sum((i) => ((b[i] ?? 0) - mb) ** 2));
}

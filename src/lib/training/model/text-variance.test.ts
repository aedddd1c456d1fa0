import { beforeAll, describe, expect, it } from 'vitest';
import type { SemanticVectors } from '#lib/dataset/types';
import { resolveSettings } from '../settings/presets';
import { groups, numbersOf, start, vectors } from '../testing/tiny';
import { trainRun } from '../loop/train';
import { textVarianceTable } from './text-variance';

beforeAll(() => start('cpu'));

// Ten items of three columns; the two most clicked, 4 and 7, differ in columns 0 and 2 alone. Item 9 has no vector.
const items = Float32Array.from({ length: 30 }, (_, at) => at / 10);
items.set([1, 5, -1], 12);
items.set([-1, 5, 3], 21);
const texts: SemanticVectors = {
  dimensions: 3,
  users: new Float32Array(9),
  userPresent: new Uint8Array(3).fill(1),
  items,
  itemPresent: Uint8Array.from({ length: 10 }, (_, item) => (item === 9 ? 0 : 1))
};
const train = { users: Int32Array.of(0, 0, 1, 1, 1, 2), items: Int32Array.of(4, 7, 4, 7, 0, 9) };
const random = { shape: [13, 2], values: new Float32Array(26).fill(0.5) };

describe('a table that begins in the texts', () => {
  const { values } = textVarianceTable(random, texts, train, 3);
  const row = (node: number): number[] => Array.from(values.subarray(2 * node, 2 * node + 2));
  const close = (node: number, expected: readonly number[]): void =>
    row(node).forEach((value, at) => expect(value).toBeCloseTo(expected[at] ?? NaN, 6));

  it('has for items the columns that vary most among the popular ones', () => {
    close(3 + 4, [1, -1]);
    close(3 + 7, [-1, 3]);
    close(3, [0, 0.2]);
  });

  it('has for users the mean of their items', () => {
    close(0, [0, 1]);
    close(1, [0, 2.2 / 3]);
  });

  it('begins at random where there is no vector', () => {
    close(3 + 9, [0.5, 0.5]);
    close(2, [0.5, 0.5]);
  });

  it('is refused where vectors are narrower than the embedding', () => {
    const wide = { shape: [13, 4], values: new Float32Array(52) };
    expect(() => textVarianceTable(wide, texts, train, 3)).toThrow(/3 numbers/);
  });
});

describe('a run that begins in the texts', () => {
  const overrides = { dimensions: 8, batch_size: 100, epochs: 2 };
  const settings = { ...resolveSettings('lightgcn', 'none', 'small', overrides), init: 'text-variance' as const };

  it('trains from there, with the same bits twice and others than from a random start', async () => {
    const run = (own: typeof settings | Omit<typeof settings, 'init'>) =>
      trainRun({ dataset: groups(), settings: own, seed: 1, vectors: vectors() });
    const first = numbersOf(await run(settings));
    expect(numbersOf(await run(settings))).toEqual(first);
    const { init: _init, ...plain } = settings;
    expect(numbersOf(await run(plain))).not.toEqual(first);
  });

  it('says so where there are no vectors', async () => {
    await expect(trainRun({ dataset: groups(), settings, seed: 1 })).rejects.toMatchObject({
      code: 'training/needs-vectors'
    });
  });
});

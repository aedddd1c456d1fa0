// Preparation: every step against results written by hand, the k-core against a naive one, splits and noise by what must hold of them.
import { describe, expect, it } from 'vitest';
import { uniformArray, uniformInt } from '#kernels/random/random';
import { TextColumn } from '../columns/text-column';
import { plainRows } from '../testing';
import type { RawData } from '../raw/types';
import { SPLIT_METHODS } from '../split/names';
import type { InteractionList } from '../types';
import { kCore } from './core';
import { dropDuplicates, filterByRating, sampleUsers } from './filters';
import { perturbVectors, withoutDescriptions } from './perturb';
import { prepare } from './prepare';
import { allRows, type Rows } from './rows';
import { PREPARE_DEFAULTS, PREPARE_FIELDS, type PrepareSettings } from './settings';

type Click = readonly [user: string, item: string, rating?: number, time?: number, review?: string];

function rawFrom(clicks: readonly Click[], itemTexts: Readonly<Record<string, string>> = {}): RawData {
  const ids = (at: 0 | 1): string[] => [...new Set(clicks.map((click) => click[at]))];
  const [users, items] = [ids(0), ids(1)];
  const nodes = (list: string[]) => ({
    ids: list,
    described: null,
    titles: null,
    descriptions: null,
    attributes: null
  });
  const descriptions = TextColumn.from(items.map((id) => itemTexts[id]));
  return {
    name: 'made',
    provenance: { title: 'Made', description: '', synthetic: true, source: 'test' },
    users: nodes(users),
    items: { ...nodes(items), descriptions: Object.keys(itemTexts).length > 0 ? descriptions : null },
    interactions: {
      users: Int32Array.from(clicks, ([user]) => users.indexOf(user)),
      items: Int32Array.from(clicks, ([, item]) => items.indexOf(item)),
      ratings: clicks.some(([, , rating]) => rating !== undefined)
        ? Float32Array.from(clicks, ([, , rating = NaN]) => rating)
        : null,
      timestamps: clicks.some(([, , , time]) => time !== undefined)
        ? Float64Array.from(clicks, ([, , , time = NaN]) => time)
        : null,
      reviews: clicks.some(([, , , , review]) => review)
        ? TextColumn.from(clicks.map(([, , , , review]) => review))
        : null,
      parts: null
    }
  };
}

/** Random pairs, each once, with times. */
function clicksOf(users: number, items: number, count: number, seed = 1): Click[] {
  const seen = new Set<number>();
  for (let at = 0; seen.size < count; at++) seen.add(uniformInt({ seed, stream: 125, step: 0 }, at, users * items));
  return [...seen].map((pair, at) => [
    `u${Math.floor(pair / items)}`,
    `i${pair % items}`,
    1 + (pair % 5),
    1000 + ((at * 7919) % count)
  ]);
}

const shown = ({ raw, keep }: Rows): string[] => {
  const rows = plainRows(raw);
  return Array.from(keep, (at) => `${rows[at]?.user ?? ''}${rows[at]?.item ?? ''}`);
};
const settings = (change: Partial<PrepareSettings>): PrepareSettings => ({ ...PREPARE_DEFAULTS, ...change });
const pairsOf = ({ users, items }: InteractionList): string[] =>
  Array.from(users, (user, at) => `${user} ${items[at] ?? 0}`);

describe('filters', () => {
  it('keep what is rated well enough, and what has no rating only where that is asked', () => {
    const rows = allRows(
      rawFrom([
        ['a', 'x', 3],
        ['a', 'y', 2.5],
        ['b', 'x'],
        ['b', 'y', 5]
      ])
    );
    expect(shown(filterByRating(rows, 3, 'keep').rows)).toEqual(['ax', 'bx', 'by']);
    const dropped = filterByRating(rows, 3, 'drop');
    expect(shown(dropped.rows)).toEqual(['ax', 'by']);
    expect(dropped.report).toMatchObject({
      before: { users: 2, items: 2, interactions: 4 },
      after: { users: 2, items: 2, interactions: 2 }
    });
  });

  it('keep one of a repeated pair: the last or first by time, by row where there is none, or the highest', () => {
    const timed = allRows(
      rawFrom([
        ['a', 'x', 1, 30],
        ['a', 'x', 5, 10],
        ['a', 'x', 3, 20],
        ['b', 'x', 1, 1]
      ])
    );
    const ratingOf = ({ raw, keep }: Rows) => Array.from(keep, (at) => raw.interactions.ratings?.[at]);
    expect(ratingOf(dropDuplicates(timed, 'last').rows)).toEqual([1, 1]);
    expect(ratingOf(dropDuplicates(timed, 'first').rows)).toEqual([5, 1]);
    expect(ratingOf(dropDuplicates(timed, 'highest').rows)).toEqual([5, 1]);
    const untimed = allRows(
      rawFrom([
        ['a', 'x', 1],
        ['a', 'x', 5],
        ['a', 'x', 3]
      ])
    );
    expect(ratingOf(dropDuplicates(untimed, 'last').rows)).toEqual([3]);
    expect(ratingOf(dropDuplicates(untimed, 'first').rows)).toEqual([1]);
  });

  it('sample users whole, the same ones for the same seed', () => {
    const rows = allRows(rawFrom(clicksOf(40, 30, 300)));
    const { rows: half, report } = sampleUsers(rows, 0.5, 7);
    expect(report.after.users).toBe(Math.round(report.before.users / 2));
    const kept = new Set(Array.from(half.keep, (at) => rows.raw.interactions.users[at]));
    expect(half.keep).toEqual(rows.keep.filter((at) => kept.has(rows.raw.interactions.users[at])));
    expect(sampleUsers(rows, 0.5, 7).rows.keep).toEqual(half.keep);
    expect(sampleUsers(rows, 0.5, 8).rows.keep).not.toEqual(half.keep);
  });
});

describe('the k-core', () => {
  it('takes away in turn: a chain unravels, a triangle stays', () => {
    const square: Click[] = [
      ['a', 'x'],
      ['a', 'y'],
      ['b', 'x'],
      ['b', 'y']
    ];
    const chain: Click[] = [
      ['b', 'z'],
      ['c', 'z'],
      ['c', 'w']
    ];
    const { rows, report } = kCore(allRows(rawFrom([...square, ...chain])), 2);
    expect(shown(rows)).toEqual(['ax', 'ay', 'bx', 'by']);
    expect(report).toMatchObject({ step: '2-core', after: { users: 2, items: 2, interactions: 4 } });
  });

  it.each([1, 2, 3, 4, 5, 6])('equals the naive one at k = %s', (k) => {
    const raw = rawFrom(clicksOf(60, 50, 420, k));
    let naive = [...allRows(raw).keep];
    for (;;) {
      const count = (of: Int32Array) =>
        naive.reduce((map, at) => map.set(of[at] ?? 0, (map.get(of[at] ?? 0) ?? 0) + 1), new Map<number, number>());
      const [users, items] = [count(raw.interactions.users), count(raw.interactions.items)];
      const next = naive.filter(
        (at) =>
          (users.get(raw.interactions.users[at] ?? 0) ?? 0) >= k &&
          (items.get(raw.interactions.items[at] ?? 0) ?? 0) >= k
      );
      if (next.length === naive.length) break;
      naive = next;
    }
    if (naive.length === 0)
      expect(() => kCore(allRows(raw), k)).toThrow(expect.objectContaining({ code: 'prepare/nothing-left' }));
    else expect([...kCore(allRows(raw), k).rows.keep]).toEqual(naive);
  });
});

describe('splits', () => {
  const raw = rawFrom(clicksOf(30, 25, 330));

  it.each(SPLIT_METHODS.filter((method) => method !== 'own'))(
    '"%s" puts every interaction into one part, and the same for the same seed',
    async (split) => {
      const { dataset } = await prepare(raw, settings({ split }));
      const { train, val, test } = dataset.split;
      const all = [...pairsOf(train), ...pairsOf(val), ...pairsOf(test)];
      expect(new Set(all).size).toBe(330);
      expect(all).toHaveLength(330);
      expect((await prepare(raw, settings({ split }))).dataset.split.hash).toBe(dataset.split.hash);
      if (split !== 'time') expect(new Set(train.users).size).toBe(dataset.userCount);
      if (split === 'paper') {
        expect([train, val, test].map(({ users }) => users.length)).toEqual([198, 66, 66]);
        expect(new Set(train.items).size).toBe(dataset.itemCount);
      }
    }
  );

  it('by time hold out nobody’s past: a user’s held-out interactions are later than all training ones', async () => {
    const { dataset } = await prepare(raw, settings({ split: 'user-time' }));
    const times = (part: 'train' | 'val' | 'test', user: number): number[] => {
      const column = dataset.interactionColumns?.[part].timestamps ?? new Float64Array();
      return Array.from(dataset.split[part].users, (owner, at) => (owner === user ? (column[at] ?? NaN) : NaN)).filter(
        (time) => !Number.isNaN(time)
      );
    };
    for (let user = 0; user < dataset.userCount; user++) {
      expect(Math.max(...times('train', user))).toBeLessThanOrEqual(
        Math.min(...times('val', user), ...times('test', user))
      );
      expect(Math.max(...times('val', user), -Infinity)).toBeLessThanOrEqual(
        Math.min(...times('test', user), Infinity)
      );
    }
  });

  it('leave one out: the last is test, the one before validation, and who has two keeps them', async () => {
    const clicks: Click[] = [
      ['a', 'x', 1, 3],
      ['a', 'y', 1, 1],
      ['a', 'z', 1, 2],
      ['b', 'x', 1, 9],
      ['b', 'y', 1, 8]
    ];
    const { dataset } = await prepare(rawFrom(clicks), settings({ split: 'leave-one-out' }));
    expect(pairsOf(dataset.split.train)).toEqual(['0 1', '1 0', '1 1']);
    expect(pairsOf(dataset.split.val)).toEqual(['0 2']);
    expect(pairsOf(dataset.split.test)).toEqual(['0 0']);
  });

  it('that need times or a split of the files say so where there is none', async () => {
    const bare = rawFrom(clicksOf(10, 10, 60).map(([user, item]) => [user, item]));
    await expect(prepare(bare, settings({ split: 'time' }))).rejects.toMatchObject({ code: 'prepare/no-times' });
    await expect(prepare(bare, settings({ split: 'own' }))).rejects.toMatchObject({ code: 'prepare/no-own-split' });
    await expect(prepare(bare, settings({ core: 30 }))).rejects.toMatchObject({ code: 'prepare/nothing-left' });
  });

  it('keep what is known of each interaction beside its pair', async () => {
    const clicks: Click[] = clicksOf(12, 12, 80).map(([user, item, rating, time]) => [
      user,
      item,
      rating,
      time,
      `${user} of ${item}`
    ]);
    const { dataset } = await prepare(rawFrom(clicks), settings({}));
    for (const part of ['train', 'val', 'test'] as const) {
      const { users, items } = dataset.split[part];
      users.forEach((user, at) => {
        const [id, item] = [dataset.userIds[user] ?? '', dataset.itemIds[items[at] ?? 0] ?? ''];
        expect(dataset.interactionColumns?.[part].reviews?.get(at)).toBe(`${id} of ${item}`);
      });
    }
  });
});

describe('perturbations', () => {
  const raw = rawFrom(clicksOf(30, 25, 300), { i1: 'one', i2: 'two', i3: 'three', i4: 'four', i5: 'five' });

  it('noise is nested, lies in no part of the split, and leaves validation and test alone', async () => {
    const at = async (noise: number) => (await prepare(raw, settings({ noise }))).dataset;
    const [clean, little, much] = [await at(0), await at(0.05), await at(0.25)];
    const original = new Set((['train', 'val', 'test'] as const).flatMap((part) => pairsOf(clean.split[part])));
    const added = (dataset: typeof clean): string[] =>
      pairsOf(dataset.split.train).filter((pair) => !original.has(pair));
    expect(added(little)).toHaveLength(9);
    expect(added(much)).toHaveLength(45);
    expect(added(little).every((pair) => added(much).includes(pair))).toBe(true);
    expect(pairsOf(much.split.train).filter((pair) => original.has(pair))).toEqual(pairsOf(clean.split.train));
    expect([pairsOf(much.split.val), pairsOf(much.split.test)]).toEqual([
      pairsOf(clean.split.val),
      pairsOf(clean.split.test)
    ]);
    const ratings = much.interactionColumns?.train.ratings;
    expect(ratings?.filter(Number.isNaN)).toHaveLength(45);
  });

  it('there is no more noise than there are free pairs', async () => {
    const full = rawFrom(clicksOf(6, 5, 29));
    await expect(prepare(full, settings({ noise: 1 }))).rejects.toMatchObject({ code: 'prepare/no-free-pairs' });
  });

  it('descriptions are dropped in nested shares', () => {
    const column = TextColumn.from(['a', undefined, 'b', 'c', 'd', 'e']);
    const left = (share: number) => [0, 1, 2, 3, 4, 5].filter((row) => withoutDescriptions(column, share, 3).has(row));
    expect(left(0)).toEqual([0, 2, 3, 4, 5]);
    expect(left(0.4)).toHaveLength(3);
    expect(left(1)).toEqual([]);
    expect(left(0.8).every((row) => left(0.4).includes(row))).toBe(true);
  });

  it('the periods share users and items, and no interaction', async () => {
    const [earlier, later] = [
      await prepare(raw, settings({ period: 'earlier' })),
      await prepare(raw, settings({ period: 'later' }))
    ];
    expect(earlier.dataset.userIds).toEqual(later.dataset.userIds);
    expect(earlier.dataset.itemIds).toEqual(later.dataset.itemIds);
    const all = [earlier, later].flatMap(({ dataset }) =>
      Object.values(dataset.split).flatMap((part) => (typeof part === 'string' ? [] : pairsOf(part)))
    );
    expect(new Set(all).size).toBe(300);
    expect(all).toHaveLength(300);
    const times = ({ dataset }: typeof earlier) =>
      (['train', 'val', 'test'] as const).flatMap((part) => [...(dataset.interactionColumns?.[part].timestamps ?? [])]);
    expect(Math.max(...times(earlier))).toBeLessThanOrEqual(Math.min(...times(later)));
  });

  it('vectors are shuffled among themselves, swapped in pairs or taken away, in nested shares', () => {
    const rows = 40;
    const values = uniformArray({ seed: 1, stream: 126, step: 0 }, rows * 2);
    const vectors = {
      dimensions: 2,
      users: values,
      items: values.slice(),
      userPresent: new Uint8Array(rows).fill(1),
      itemPresent: new Uint8Array(rows).fill(1)
    };
    const moved = (how: 'shuffle' | 'swap', share: number): number[] => {
      const { users } = perturbVectors(vectors, how, share, 5);
      return Array.from({ length: rows }, (_, row) => row).filter((row) => users[2 * row] !== values[2 * row]);
    };
    const sorted = (list: Float32Array) => [...list].sort();
    for (const how of ['shuffle', 'swap'] as const) {
      expect(sorted(perturbVectors(vectors, how, 0.5, 5).users)).toEqual(sorted(values));
      expect(moved(how, 0.5)).toHaveLength(20);
      expect(moved(how, 0.5).every((row) => moved(how, 1).includes(row))).toBe(true);
    }
    const removed = perturbVectors(vectors, 'remove', 0.25, 5);
    expect(removed.userPresent.reduce((a, b) => a + b, 0)).toBe(30);
    expect(removed.items.filter((value) => value === 0)).toHaveLength(20);
    expect(perturbVectors(vectors, 'none', 1, 5)).toBe(vectors);
  });
});

it('every setting has its default in the table that forms and documentation are made from', () => {
  expect(Object.fromEntries(PREPARE_FIELDS.map((field) => [field.key, field.default]))).toEqual(PREPARE_DEFAULTS);
});

describe('a split that the files bring', () => {
  const clicks = clicksOf(30, 20, 300);
  const withParts = (partOf: (at: number) => number): RawData => {
    const raw = rawFrom(clicks);
    return { ...raw, interactions: { ...raw.interactions, parts: Uint8Array.from(clicks, (_, at) => partOf(at)) } };
  };
  const trainAndTest = withParts((at) => (at % 5 === 4 ? 2 : 0));

  it('of training and test keeps test, and draws validation from training so that no node loses its last', async () => {
    const { dataset, steps } = await prepare(trainAndTest, settings({}));
    const { train, val, test } = dataset.split;
    expect([train.users.length, val.users.length, test.users.length]).toEqual([180, 60, 60]);
    const brought = clicks.flatMap(([user, item], at) => (at % 5 === 4 ? [`${user} ${item}`] : [])).sort();
    expect(
      Array.from(
        test.users,
        (user, at) => `${dataset.userIds[user] ?? ''} ${dataset.itemIds[test.items[at] ?? 0] ?? ''}`
      ).sort()
    ).toEqual(brought);
    for (const [drawn, kept] of [
      [val.users, train.users],
      [val.items, train.items]
    ] as const)
      expect([...drawn].every((node) => kept.includes(node))).toBe(true);
    expect(steps).toMatchObject([
      {
        step: 'validation from training',
        before: { interactions: 240 },
        after: { interactions: 180 },
        detail: expect.stringContaining('60 training pairs')
      }
    ]);
    const again = await prepare(trainAndTest, settings({}));
    const other = await prepare(trainAndTest, settings({ split_seed: 7 }));
    expect(again.dataset.split.hash).toBe(dataset.split.hash);
    expect(other.dataset.split.hash).not.toBe(dataset.split.hash);
  });

  it('with validation is taken as it is, and one that a filter emptied is not drawn anew', async () => {
    const whole = withParts((at) => (at % 5 === 4 ? 2 : at % 5 === 3 ? 1 : 0));
    const { dataset, steps } = await prepare(whole, settings({}));
    expect([dataset.split.train.users.length, dataset.split.val.users.length]).toEqual([180, 60]);
    expect(steps).toEqual([]);
    const rated = withParts((at) => (at % 5 === 4 ? 2 : (clicks[at]?.[2] ?? 0) < 3 ? 1 : 0));
    await expect(prepare(rated, settings({ min_rating: 3 }))).rejects.toMatchObject({ code: 'prepare/empty-part' });
  });
});

describe('times that are unknown', () => {
  const clicks = clicksOf(30, 20, 300).map(([user, item, rating, time], at): Click =>
    at % 100 === 7 ? [user, item, rating] : [user, item, rating, time]
  );

  it('are in neither period, and said', async () => {
    const { dataset, steps } = await prepare(
      rawFrom(clicks),
      settings({ period: 'earlier', period_share: 0.5, split: 'user-random' })
    );
    const { train, val, test } = dataset.split;
    expect(train.users.length + val.users.length + test.users.length).toBe(Math.round(0.5 * 297));
    expect(steps[0]?.detail).toContain('3 without a time are in neither');
  });

  it('are counted where a split needs all of them', () =>
    expect(prepare(rawFrom(clicks), settings({ split: 'time' }))).rejects.toMatchObject({
      code: 'prepare/no-times',
      message: expect.stringContaining('3 of 300')
    }));

  it('and such as no date can be do not end in an error of the machine', async () => {
    const odd = clicks.map(([user, item, rating]): Click => [user, item, rating, -6.2e13]);
    await expect(prepare(rawFrom(odd), settings({ period: 'earlier', split: 'user-random' }))).resolves.toBeDefined();
  });
});

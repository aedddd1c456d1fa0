// The population of six users against numbers from paper (testing.ts), and what must hold on any data.
import { describe, expect, it } from 'vitest';
import '#lib/errors/all';
import { itemsOf } from '#kernels/top-k/select';
import { neighboursOf } from '../graph-distance/graph-distance';
import { heldOutBothWays } from './pairs';
import { studyPopulation } from './population';
import { listOf, randomInput, SIX, sixInput } from './testing';

describe('six users on paper', () => {
  it('give the ranks, differences, effect and shares that were worked out by hand', async () => {
    const { population, rows } = await studyPopulation(sixInput());
    expect(population).toMatchObject({ pairs: 2, users: 2, withoutControl: 0 });
    expect(population.matched.profiles.pairs).toBe(2);
    // |0.46947 − 0.5| for (0, 1), nothing for (1, 0).
    expect(population.matched.profiles.gap).toBeCloseTo((0.5 - Math.cos((62 * Math.PI) / 180)) / 2, 12);
    expect(rows).toHaveLength(1);
    const [row] = rows;
    expect(row).toMatchObject({ arm: 1, seed: 1, against: 1 });
    // Pairs: 1 → 0.25 and 1 → 0.75. Controls: 0.5 → 0.75 and 0.5 → 0.
    expect(row?.pairs).toMatchObject({ before: 1, after: 0.5, mean: 0.5, median: 0.5, closer: 1 });
    expect(row?.controls).toMatchObject({ before: 0.5, after: 0.375, mean: 0.125, median: 0.125, closer: 0.5 });
    // Effects: 0.75 − (−0.25) = 1 and 0.25 − 0.5 = −0.25.
    expect(row).toMatchObject({ effect: 0.375, exceeds: 0.5 });
    // The two hang together and their deviations, ±0.625, cancel: what is left is the floor, as of independent ones. Four users: t(3).
    const half = (3.182446305 * Math.sqrt(2 * 0.625 ** 2)) / 2;
    expect(row?.interval95.low).toBeCloseTo(0.375 - half, 8);
    expect(row?.interval95.high).toBeCloseTo(0.375 + half, 8);
    // Bins are 2/41 wide, the middle one the 20th: 0.75 is 15.4 of them up, 0.25 is 5.1, 0.5 is 10.25.
    const places = (counts: readonly number[] = []) => counts.flatMap((count, bin) => (count > 0 ? [bin - 20] : []));
    expect(places(row?.pairs.counts)).toEqual([5, 15]);
    expect(places(row?.controls.counts)).toEqual([-5, 10]);
  });

  it('give the null: the same numbers between two seeds of the baseline', async () => {
    const { rows } = await studyPopulation(sixInput());
    const alone = await studyPopulation(
      sixInput({
        arms: [
          [
            { seed: 1, userEmbeddings: SIX.baseline },
            { seed: 2, userEmbeddings: SIX.run }
          ]
        ]
      })
    );
    expect(alone.rows).toEqual([{ ...rows[0], arm: 0, seed: 2, against: 1 }]);
  });

  it('are matched by training clicks where there are no profiles, equals by a draw', async () => {
    // (0, 1): u1 has 3 clicks, as u3 alone does: rank 2 → 3. (1, 0): u0 has 1, as u2 (4 → 2) and u5 (1 → 5) do.
    const effects = new Set<number>();
    for (let seed = 0; seed < 12; seed++) {
      const { population, rows } = await studyPopulation(sixInput({ semantic: null, seed }));
      expect(population.matched).toEqual({ profiles: { pairs: 0, gap: 0 }, clicks: { pairs: 2, gap: 0 } });
      effects.add(rows[0]?.effect ?? NaN);
    }
    const [one, withU2, withU5] = [0.75 + 0.25, 0.25 - 0.5, 0.25 + 1];
    expect([...effects].sort()).toEqual([(one + withU2) / 2, (one + withU5) / 2]);
  });

  it('are matched by clicks where one of a pair has no profile', async () => {
    const { population } = await studyPopulation(sixInput({ present: Uint8Array.of(1, 0, 1, 1, 1, 1) }));
    expect(population.matched).toMatchObject({ profiles: { pairs: 0 }, clicks: { pairs: 2, gap: 0 } });
  });

  it('leave out pairs without a control, and say how many; without any pair there is nothing to study', async () => {
    // All hold out item 11 but u5, who is the only control left.
    const held = (pairs: readonly (readonly [number, number])[]) =>
      heldOutBothWays(listOf(pairs), SIX.users, SIX.items);
    const most = [[0, 11], [1, 11], [2, 11], [3, 11], [4, 11], [5, 12]] as const; // prettier-ignore
    const five = await studyPopulation(sixInput({ held: held(most) }));
    expect(five.population).toMatchObject({ pairs: 20, users: 5, withoutControl: 0 });
    const all = held([...most, [5, 11]]);
    await expect(studyPopulation(sixInput({ held: all }))).rejects.toThrow(/None of the 30 far pairs/);
    await expect(studyPopulation(sixInput({ held: held([[0, 11]]) }))).rejects.toThrow(/No two users of "six"/);
  });
});

describe.each([1, 2, 3, 4])('random data (%i)', (seed) => {
  it('agree with all ordered pairs gone through one by one', async () => {
    const all = new Uint8Array(40).fill(1);
    const input = randomInput(seed, { present: all });
    const { population, rows } = await studyPopulation(input);
    const { graph, held, semantic, arms } = input;
    const users = Array.from({ length: graph.userCount }, (_, user) => user);
    const clicked = users.map((user) => new Set(neighboursOf(graph, user)));
    const later = users.map((user) => new Set(itemsOf(held.ofUser, user)));
    const share = (sets: readonly Set<number>[], u: number, v: number) =>
      [...(sets[u] ?? [])].some((i) => sets[v]?.has(i));
    const cosineIn = (rows: ArrayLike<number>, u: number, v: number) => {
      const [a, b] = [u, v].map((user) => Array.from({ length: 4 }, (_, at) => rows[user * 4 + at] ?? 0));
      const dot = (one: readonly number[] = [], other: readonly number[] = []) =>
        one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
      return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    };
    const effects: number[] = [];
    for (const u of users) {
      // From a user to another is an even number of hops: more than three is no item in common.
      const far = users.filter((v) => v !== u && !share(clicked, u, v));
      const rankIn = (arm: number, v: number) => {
        const vectors = arms[arm]?.[0]?.userEmbeddings ?? [];
        return far.filter((w) => cosineIn(vectors, u, w) > cosineIn(vectors, u, v)).length / (far.length - 1);
      };
      const closer = (v: number) => rankIn(0, v) - rankIn(1, v);
      const likeness = (v: number) => cosineIn(semantic?.rows ?? [], u, v);
      const free = far.filter((v) => !share(later, u, v));
      for (const v of far.filter((other) => share(later, u, other))) {
        const gaps = free.map((w) => Math.abs(likeness(w) - likeness(v)));
        const control = free[gaps.indexOf(Math.min(...gaps))] ?? -1;
        effects.push(closer(v) - closer(control));
      }
    }
    expect(population.pairs).toBe(effects.length);
    expect(effects.length).toBeGreaterThan(40);
    expect(rows[0]?.effect).toBeCloseTo(effects.reduce((a, b) => a + b, 0) / effects.length, 10);
    expect(rows[0]?.exceeds).toBeCloseTo(
      effects.filter((effect) => effect > 1e-12).length / effects.length +
        effects.filter((effect) => Math.abs(effect) <= 1e-12).length / effects.length / 2,
      10
    );
  });

  it('turn round in sign where baseline and run change places', async () => {
    const input = randomInput(seed);
    const [there] = (await studyPopulation(input)).rows;
    const [back] = (await studyPopulation({ ...input, arms: [...input.arms].reverse() })).rows;
    if (!there || !back) throw new Error('no rows');
    for (const side of ['pairs', 'controls'] as const) {
      expect(back[side].mean).toBeCloseTo(-there[side].mean, 12);
      expect(back[side].median).toBeCloseTo(-there[side].median, 12);
      expect(back[side].closer).toBeCloseTo(1 - there[side].closer, 12);
      expect([back[side].before, back[side].after]).toEqual([there[side].after, there[side].before]);
      expect(back[side].counts).toEqual([...there[side].counts].reverse());
    }
    expect(back.effect).toBeCloseTo(-there.effect, 12);
    expect(back.exceeds).toBeCloseTo(1 - there.exceeds, 12);
    expect(back.interval95.low).toBeCloseTo(-there.interval95.high, 12);
    expect(back.interval95.high).toBeCloseTo(-there.interval95.low, 12);
  });

  it('show nothing between a run and itself', async () => {
    const { arms } = randomInput(seed);
    const same = arms[0]?.[0];
    if (!same) throw new Error('no run');
    const { rows } = await studyPopulation(randomInput(seed, { arms: [[same, { ...same, seed: 2 }], [same]] }));
    for (const row of rows) {
      expect(row).toMatchObject({ effect: 0, exceeds: 0.5, interval95: { low: 0, high: 0 } });
      expect(row.pairs).toMatchObject({ mean: 0, median: 0, closer: 0.5 });
    }
    expect(rows.map(({ arm, seed: own, against }) => [arm, own, against])).toEqual([[1, 1, 1], [0, 2, 1]]); // prettier-ignore
  });

  it('count what every histogram holds, and put means together as they should', async () => {
    const { population, rows } = await studyPopulation(randomInput(seed));
    const [row] = rows;
    if (!row) throw new Error('no row');
    const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);
    expect(sum(row.pairs.counts)).toBe(population.pairs);
    expect(sum(row.controls.counts)).toBe(population.pairs);
    expect(population.matched.profiles.pairs + population.matched.clicks.pairs).toBe(population.pairs);
    expect(population.matched.clicks.pairs).toBeGreaterThan(0);
    expect(row.effect).toBeCloseTo(row.pairs.mean - row.controls.mean, 12);
    expect(row.pairs.mean).toBeCloseTo(row.pairs.before - row.pairs.after, 12);
    expect(row.interval95.low).toBeLessThanOrEqual(row.effect);
    expect(row.interval95.high).toBeGreaterThanOrEqual(row.effect);
  });
});

it('stops where the step throws', async () => {
  const step = () => Promise.reject(new Error('cancelled'));
  await expect(studyPopulation(sixInput({ step }))).rejects.toThrow('cancelled');
});

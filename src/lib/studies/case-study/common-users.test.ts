// The interval against its definition written out over all pairs of observations, where its answer is plain, and how often it holds what it
// should on random embeddings.
import { describe, expect, it } from 'vitest';
import { normalArray, uniformInt } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import { pairedT } from '#lib/evaluation/significance';
import { twoSidedQuantile } from '#lib/evaluation/student-t';
import { intervalsOfMeans } from './common-users';
import { studyPopulation } from './population';
import { randomInput } from './testing';

const step = () => Promise.resolve();

/** Observations of `size` different users out of `userCount`. */
function drawn(seed: number, observations: number, size: number, userCount: number) {
  const members: number[] = [];
  for (let at = 0; at < observations; at++) {
    const left = Array.from({ length: userCount }, (_, user) => user);
    for (let place = 0; place < size; place++) {
      const index = uniformInt({ seed, stream: STREAM.samples, step: 3 + place }, at, left.length);
      members.push(...left.splice(index, 1));
    }
  }
  return { members, size, userCount };
}

describe('the interval of a mean over observations with users in common', () => {
  it.each([
    [1, 1, 12],
    [2, 2, 30],
    [3, 3, 30],
    [4, 3, 60],
    [5, 4, 40]
  ])(
    'is the definition over all pairs of observations (seed %i, %i users each of %i)',
    async (seed, size, userCount) => {
      const observations = 120;
      const groups = drawn(seed, observations, size, userCount);
      const noise = normalArray({ seed, stream: STREAM.samples, step: 1 }, observations);
      const ofUser = normalArray({ seed, stream: STREAM.samples, step: 2 }, userCount);
      const rows = Array.from({ length: observations }, (_, at) => groups.members.slice(at * size, (at + 1) * size));
      // Observations of a user go together.
      const values = rows.map((users, at) => users.reduce((sum, user) => sum + (ofUser[user] ?? 0), noise[at] ?? 0));
      const mean = values.reduce((a, b) => a + b, 0) / observations;
      let variance = 0;
      rows.forEach((one, i) => {
        rows.forEach((other, j) => {
          if (one.some((user) => other.includes(user)))
            variance += ((values[i] ?? 0) - mean) * ((values[j] ?? 0) - mean);
        });
      });
      const independent = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      // Above what independent observations would have: the floor is not what is tested here.
      expect(variance).toBeGreaterThan(independent);
      const half = (twoSidedQuantile(0.05, new Set(groups.members).size - 1) * Math.sqrt(variance)) / observations;
      const [interval] = await intervalsOfMeans([values], groups, step);
      expect(interval?.low).toBeCloseTo(mean - half, 10);
      expect(interval?.high).toBeCloseTo(mean + half, 10);
    }
  );

  it('is Student’s, but for the n − 1 of its variance, where each observation is a user of its own', async () => {
    const values = [...normalArray({ seed: 8, stream: STREAM.samples, step: 0 }, 50)];
    const members = values.map((_, user) => user);
    const [interval] = await intervalsOfMeans([values], { members, size: 1, userCount: 50 }, step);
    const { interval95, mean } = pairedT(values, values.map(() => 0)); // prettier-ignore
    expect((interval?.high ?? 0) - mean).toBeCloseTo((interval95.high - mean) * Math.sqrt(49 / 50), 10);
  });

  it('has no width where every observation says the same, and treats every statistic alike', async () => {
    const groups = drawn(1, 20, 3, 8);
    const [one, two] = [new Array<number>(20).fill(1), new Array<number>(20).fill(-2)];
    expect(await intervalsOfMeans([one, two], groups, step)).toEqual([
      { low: 1, high: 1 },
      { low: -2, high: -2 }
    ]);
  });

  it('is refused where sets of users have no exact number', async () => {
    await expect(intervalsOfMeans([[1]], { members: [0, 1, 2], size: 3, userCount: 300_000 }, step)).rejects.toThrow(
      RangeError
    );
  });

  it('holds zero about as often as it says where run and baseline are two random embeddings', async () => {
    // Both are drawn alike, so that the effect is as often above zero as below: its mean is none. Users stand in some 60 pairs each, which
    // hang together: intervals as of independent pairs hold zero in 115 of these trials only.
    const trials = 150;
    const size = { users: 80, items: 24, clicks: 640 };
    let held = 0;
    for (let trial = 0; trial < trials; trial++) {
      const [row] = (await studyPopulation(randomInput(100 + trial, {}, size))).rows;
      if (!row) throw new Error('no row');
      if (row.interval95.low <= 0 && row.interval95.high >= 0) held += 1;
    }
    expect(held / trials).toBeGreaterThan(0.88);
  });
});

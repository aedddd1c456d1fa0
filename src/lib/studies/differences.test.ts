// Differences over splits: a case worked out by hand, and what holds whatever the numbers.
import { describe, expect, it } from 'vitest';
import { uniformArray } from '#kernels/random/random';
import { meanOf } from '#lib/elementary/spread';
import { mapMetrics } from '#lib/evaluation/metrics';
import { pairedT } from '#lib/evaluation/significance';
import { differences, type Measured } from './differences';

/** One ranking by its users' recall, which stands for NDCG too. */
function measured(split: number, seed: number | null, users: readonly number[], recall: readonly number[]): Measured {
  const values = Float32Array.from(recall);
  const mean = meanOf([...values]);
  return {
    split,
    seed,
    test: mapMetrics(() => mean),
    testWithoutNoise: null,
    users: Int32Array.from(users),
    perUser: { recall: values, ndcg: values }
  };
}

const OPTIONS = { testShares: [0.5, 0.5, 0.5, 0.5, 0.5], samples: 200 };
const SPLITS = [0, 1, 2, 3, 4];

describe('a difference over splits', () => {
  // Differences of splits 0.01, 0.02, 0.03, 0.02, 0.02: mean 0.02, sd² = 5e-5. With half a test interaction for each of training the
  // variance of the mean is (1/5 + 0.5) · 5e-5 = 3.5e-5, t = 0.02 / 0.00591608 = 3.38062. With 4 degrees of freedom
  // F(t) = 1/2 + 3/8 · t/√(1 + t²/4) · (1 − t²/(12 (1 + t²/4))) = 0.986110, so p = 0.02778.
  const gains = [0.01, 0.02, 0.03, 0.02, 0.02];
  const base = SPLITS.map((split) => measured(split, 7, [0, 1], [0.2, 0.2]));
  const ours = SPLITS.map((split) =>
    measured(
      split,
      7,
      [0, 1],
      [0.2, 0.2].map((value) => value + (gains[split] ?? 0))
    )
  );

  it('is that of the case worked out by hand', () => {
    const [difference] = differences(ours, base, OPTIONS);
    expect(difference?.mean).toBeCloseTo(0.02, 6);
    expect(difference?.resampledT?.t).toBeCloseTo(3.38062, 3);
    expect(difference?.resampledT?.df).toBe(4);
    expect(difference?.resampledT?.p).toBeCloseTo(0.02778, 4);
    expect(difference?.pairedT).toBeUndefined();
    expect(difference?.reason).toBeUndefined();
  });

  it('counts a split once, however many seeds it has', () => {
    const more = SPLITS.flatMap((split) => {
      const gain = gains[split] ?? 0;
      const seeds = split === 2 ? [0.5, 1.5, 1] : [1];
      return seeds.map((share, at) => measured(split, 7 + at, [0, 1], [0.2 + gain * share, 0.2 + gain * share]));
    });
    const theirs = [...base, measured(2, 8, [0, 1], [0.2, 0.2]), measured(2, 9, [0, 1], [0.2, 0.2])];
    const [difference] = differences(more, theirs, OPTIONS);
    expect(difference?.resampledT?.t).toBeCloseTo(3.38062, 3);
    expect(difference?.resampledT?.df).toBe(4);
  });

  it('pairs seeds within a split, and says where there is nothing to pair or too little', () => {
    const other = SPLITS.map((split) => measured(split, split === 3 ? 8 : 7, [0, 1], [0.3, 0.3]));
    expect(differences(other, base, OPTIONS)[0]?.reason).toMatch(/one of the splits the runs share no seed/);
    const four = { testShares: [0.5, 0.5, 0.5, 0.5], samples: 200 };
    expect(differences(ours.slice(0, 4), base.slice(0, 4), four)[0]?.reason).toMatch(/4 splits are too few/);
    const flat = SPLITS.map((split) => measured(split, 7, [0, 1], [0.5, 0.5]));
    expect(differences(flat, base, OPTIONS)[0]?.reason).toMatch(/same for every split/);
  });

  it('tests a ranking without training too, which has one on every split', () => {
    const reference = ours.map((one) => ({ ...one, seed: null }));
    expect(differences(reference, base, OPTIONS)[0]?.resampledT?.t).toBeCloseTo(3.38062, 3);
  });
});

describe('whatever the numbers', () => {
  it.each([1, 2, 3, 4, 5, 6])(
    'splits that share nothing are tested as seeds are, and sharing makes it less sure (%i)',
    (draw) => {
      const numbers = uniformArray({ seed: draw, stream: 14, step: 0 }, 400);
      let next = 0;
      const value = (): number => numbers[next++] ?? 0;
      const splits = 5 + (draw % 3);
      const seeds = 1 + (draw % 2);
      // Every split counts users of its own.
      const usersOf = (split: number): number[] => [0, 1, 2, 3, 4, 5].filter((user) => (user + split) % 4 !== 0);
      const made = (): Measured[] =>
        Array.from({ length: splits * seeds }, (_, at) => {
          const split = at % splits;
          const users = usersOf(split);
          return measured(split, Math.floor(at / splits), users, users.map(value));
        });
      const [ours, theirs] = [made(), made()];
      const told = (share: number) =>
        differences(ours, theirs, { testShares: new Array<number>(splits).fill(share), samples: 4000 })[0];
      const of = (list: readonly Measured[]) =>
        Array.from({ length: splits }, (_, at) =>
          meanOf(list.filter(({ split }) => split === at).map(({ test }) => test.recall['20']))
        );
      const plain = pairedT(of(ours), of(theirs));
      expect(told(0)?.resampledT?.t).toBeCloseTo(plain.t, 10);
      expect(told(0)?.mean).toBeCloseTo(plain.mean, 12);
      expect(Math.abs(told(0.4)?.resampledT?.t ?? 9)).toBeLessThan(Math.abs(told(0.2)?.resampledT?.t ?? 0));
      expect(told(0.4)?.resampledT?.p ?? 0).toBeGreaterThan(told(0)?.resampledT?.p ?? 1);
      // The interval over users is about the same mean.
      const { low, high } = told(0.2)?.bootstrap?.interval95 ?? { low: NaN, high: NaN };
      expect(low).toBeLessThan(plain.mean);
      expect(high).toBeGreaterThan(plain.mean);
      expect(told(0.2)?.bootstrap?.users).toBe(6);
      // Order says nothing.
      const turned = differences([...ours].reverse(), [...theirs].reverse(), {
        testShares: new Array<number>(splits).fill(0.4),
        samples: 200
      })[0];
      expect(turned?.resampledT?.t).toBeCloseTo(told(0.4)?.resampledT?.t ?? NaN, 10);
    }
  );
});

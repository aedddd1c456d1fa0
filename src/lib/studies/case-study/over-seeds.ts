// Is the effect of an aligned model more than the chance of its seeds? A paired t-test over them, as for every comparison of this program
// (the paper names no test: model spec §11), with Holm's correction over the arms.
import { meanOf } from '#lib/elementary/spread';
import { holm, pairedT, type Interval } from '#lib/evaluation/significance';
import type { CaseStudyRow } from './data';

export interface EffectOverSeeds {
  /** Index in `arms`, 1 and above. */
  readonly arm: number;
  readonly seeds: number;
  /** Mean over seeds. */
  readonly mean: number;
  /** Of the mean effect against none; null where there is one seed. */
  readonly test: {
    readonly p: number;
    readonly adjusted: number;
    readonly df: number;
    readonly interval95: Interval;
  } | null;
}

/** Holm's correction runs over the arms that can be tested. */
export function effectsOverSeeds(rows: readonly CaseStudyRow[]): readonly EffectOverSeeds[] {
  const arms = [...new Set(rows.map(({ arm }) => arm))].filter((arm) => arm > 0).sort((a, b) => a - b);
  const found = arms.map((arm) => {
    const effects = rows.filter((row) => row.arm === arm).map(({ effect }) => effect);
    const mean = meanOf(effects);
    const none = effects.map(() => 0);
    return { arm, seeds: effects.length, mean, test: effects.length < 2 ? null : pairedT(effects, none) };
  });
  const adjusted = holm(found.flatMap(({ test }) => (test ? [test.p] : [])));
  let tested = 0;
  return found.map(({ test, ...effect }) => {
    if (!test) return { ...effect, test };
    const { p, df, interval95 } = test;
    return { ...effect, test: { p, adjusted: adjusted[tested++] ?? p, df, interval95 } };
  });
}

// A stored case study as pages and the command line show it: with the names of cells put in, its numbers by name, and what they say in
// plain sentences. Rules, not judgement: the same numbers give the same sentences.
import { largest } from '#lib/elementary/extent';
import type { Values } from '../figures/values';
import type { CaseStudyData, CaseStudyRow, CaseStudySide } from './data';
import { effectsOverSeeds, type EffectOverSeeds } from './over-seeds';
import { NARROW, probability, share, signed, size } from './words';

export interface ShownCaseStudy extends CaseStudyData {
  /** Numbers by name, e.g. "con.seed-2023.effect", "con.p", "null.seeds-2023-2024.effect", "pair.con.rank". */
  readonly values: Values;
  /** What the population says, a sentence each. */
  readonly says: readonly string[];
  /** What the numbers rest on. */
  readonly notes: readonly string[];
}

export interface ArmNames {
  /** Names of the cells, the baseline first. */
  readonly names: readonly string[];
  /** Labels that tell the arms apart. */
  readonly labels: readonly string[];
}

/**
 * A page carries numbers of five significant digits (views/results/results-check.ts). Cut here, they are the same in a results file, on the
 * page and in the terminal, and nowhere rounded twice to different digits.
 */
const short = (value: number): number => Number(value.toPrecision(5));

/** A stored study with names, numbers by name and sentences; every number of five significant digits. */
export function showStudy(study: CaseStudyData, { names, labels }: ArmNames): ShownCaseStudy {
  const { pair, population, rows } = study;
  const { profiles, clicks } = population.matched;
  const shown = {
    arms: study.arms.map((arm, at) => ({ ...arm, label: labels[at] ?? arm.label })),
    pair: {
      ...pair,
      semantic: pair.semantic === null ? null : short(pair.semantic),
      relevance: pair.relevance.map((one) => ({ ...one, cosine: short(one.cosine) }))
    },
    population: {
      ...population,
      matched: {
        profiles: { ...profiles, gap: short(profiles.gap) },
        clicks: { ...clicks, gap: short(clicks.gap) }
      },
      edges: population.edges.map(short)
    },
    rows: rows.map(shortRow)
  };
  const effects = effectsOverSeeds(shown.rows);
  return { ...shown, values: valuesOf(shown, effects, names), says: saysOf(shown, effects), notes: notesOf(shown) };
}

function shortRow(row: CaseStudyRow): CaseStudyRow {
  const side = ({ counts, ...numbers }: CaseStudySide): CaseStudySide => ({
    counts,
    closer: short(numbers.closer),
    mean: short(numbers.mean),
    median: short(numbers.median),
    before: short(numbers.before),
    after: short(numbers.after)
  });
  return {
    ...row,
    pairs: side(row.pairs),
    controls: side(row.controls),
    effect: short(row.effect),
    interval95: { low: short(row.interval95.low), high: short(row.interval95.high) },
    exceeds: short(row.exceeds)
  };
}

/** Names of what a row's values say, as parts of a value's name. */
function valuesOfRow(row: CaseStudyRow): Readonly<Record<string, number>> {
  const { pairs, controls, effect, interval95, exceeds } = row;
  return {
    closer: pairs.closer,
    mean: pairs.mean,
    median: pairs.median,
    before: pairs.before,
    after: pairs.after,
    'control-closer': controls.closer,
    'control-mean': controls.mean,
    'control-median': controls.median,
    'control-before': controls.before,
    'control-after': controls.after,
    effect,
    'effect-low': interval95.low,
    'effect-high': interval95.high,
    exceeds
  };
}

function valuesOf(
  { pair, population, rows }: CaseStudyData,
  effects: readonly EffectOverSeeds[],
  names: readonly string[]
): Values {
  const nameOf = (arm: number): string => names[arm] ?? String(arm);
  const entries: [string, number][] = [
    ['pairs', population.pairs],
    ['users', population.users],
    ['without-control', population.withoutControl],
    ...(pair.distance === null ? [] : [['pair.distance', pair.distance] satisfies [string, number]]),
    ...(pair.semantic === null ? [] : [['pair.semantic', pair.semantic] satisfies [string, number]]),
    ['pair.held-out', pair.heldOut.length]
  ];
  // The baseline may stand there with several seeds; its name is that of the first.
  for (const { arm, cosine, rank, of } of [...pair.relevance].reverse()) {
    const prefix = `pair.${nameOf(arm)}`;
    entries.push([`${prefix}.cosine`, cosine], [`${prefix}.rank`, rank], [`${prefix}.of`, of]);
  }
  for (const entry of placesOf(pair, nameOf)) entries.push(entry);
  for (const row of rows) {
    const prefix = row.arm === 0 ? `null.seeds-${row.against}-${row.seed}` : `${nameOf(row.arm)}.seed-${row.seed}`;
    for (const [name, value] of Object.entries(valuesOfRow(row))) entries.push([`${prefix}.${name}`, value]);
  }
  for (const { arm, mean, test } of effects) {
    const prefix = nameOf(arm);
    entries.push([`${prefix}.effect`, short(mean)]);
    if (!test) continue;
    const { p, adjusted, interval95 } = test;
    entries.push([`${prefix}.p`, short(p)], [`${prefix}.p-holm`, short(adjusted)]);
    entries.push([`${prefix}.effect-low`, short(interval95.low)], [`${prefix}.effect-high`, short(interval95.high)]);
  }
  return Object.fromEntries(entries);
}

/** Where the pair stands among all far users under each arm's first seed, 0 the nearest and 1 the farthest, and how much closer it came. */
function placesOf({ relevance }: CaseStudyData['pair'], nameOf: (arm: number) => string): [string, number][] {
  const first = relevance.filter((one, at) => relevance.findIndex(({ arm }) => arm === one.arm) === at);
  const placed = first.map(({ arm, rank, of }) => ({ arm, place: of < 2 ? 0 : (rank - 1) / (of - 1) }));
  const before = placed.find(({ arm }) => arm === 0)?.place;
  return placed.flatMap(({ arm, place }): [string, number][] => [
    [`pair.${nameOf(arm)}.place`, short(place)],
    ...(arm === 0 || before === undefined
      ? []
      : [[`pair.${nameOf(arm)}.closer`, short(before - place)] satisfies [string, number]])
  ]);
}

/** What each arm did to the pairs, over seeds and over users, beside what another seed does alone; the null last. */
function saysOf({ arms, rows }: CaseStudyData, effects: readonly EffectOverSeeds[]): readonly string[] {
  const nulls = rows.filter(({ arm }) => arm === 0);
  const base = arms[0]?.label ?? '';
  const tested = effects.filter(({ test }) => test !== null).length;
  const said = effects.map((effect) => {
    const own = rows.filter(({ arm }) => arm === effect.arm);
    const exceeds = own.reduce((sum, row) => sum + row.exceeds, 0) / own.length;
    return [
      `${arms[effect.arm]?.label ?? ''} against ${base}: beside their controls, pairs ${effect.mean < 0 ? 'fell back' : 'came closer'} by ${size(effect.mean)} of the list (effect ${signed(effect.mean)}${effect.seeds === 1 ? '' : `, mean over ${effect.seeds} seeds`}).`,
      seedsSay(effect, tested),
      intervalSays(own),
      `${share(exceeds)} of pairs came closer than their control; half would be no difference.`,
      ...(nulls.length > 0 ? [besideNull(effect.mean, nulls, base)] : [])
    ].join(' ');
  });
  return [...said, nullSays(nulls, base)];
}

function seedsSay({ test }: EffectOverSeeds, tested: number): string {
  if (!test) return 'It has one seed: nothing here says what another would do.';
  const { p, adjusted, df, interval95 } = test;
  const corrected = tested > 1 ? `, with Holm’s correction for ${tested} comparisons p ${probability(adjusted)}` : '';
  return (
    `The 95${NARROW}% interval over seeds is ${signed(interval95.low)} … ${signed(interval95.high)} (paired t-test, ${df} ${df === 1 ? 'degree' : 'degrees'} of freedom, p ${probability(p)}${corrected}): ` +
    (adjusted < 0.05 ? 'that is more than the chance of seeds.' : 'not told from the chance of seeds.')
  );
}

function intervalSays(rows: readonly CaseStudyRow[]): string {
  const above = rows.filter(({ interval95 }) => interval95.low > 0).length;
  const below = rows.filter(({ interval95 }) => interval95.high < 0).length;
  if (rows.length === 1)
    return `Its interval over users ${above ? 'lies above zero' : below ? 'lies below zero' : 'holds zero'}.`;
  const parts = [
    [above, 'above zero'],
    [below, 'below zero'],
    [rows.length - above - below, 'across zero']
  ] as const;
  const words = parts.flatMap(([count, where]) => (count > 0 ? [`${where} for ${count} of ${rows.length} seeds`] : []));
  return `The interval over users lies ${words.join(', ')}.`;
}

/** The null's sign is that of the order of two seeds, so that sizes are compared. */
function besideNull(effect: number, nulls: readonly CaseStudyRow[], base: string): string {
  const most = largest(nulls.map((row) => Math.abs(row.effect)));
  const [atMost, orMore, upTo] = nulls.length === 1 ? ['', '', ''] : ['at most ', ' or more', 'up to '];
  return Math.abs(effect) > most
    ? `Another seed of ${base} alone makes less, ${atMost}${size(most)}.`
    : `Another seed of ${base} alone makes as much${orMore}, ${upTo}${size(most)}.`;
}

function nullSays(nulls: readonly CaseStudyRow[], base: string): string {
  if (nulls.length === 0)
    return `There is no null: ${base} has one seed, so nothing here says what chance alone does. Give it another.`;
  const each = nulls.map(
    ({ seed, against, effect, interval95 }) =>
      `${signed(effect)} from seed ${against} to ${seed}, interval ${signed(interval95.low)} … ${signed(interval95.high)}`
  );
  const off = nulls.filter(({ interval95 }) => interval95.low > 0 || interval95.high < 0).length;
  const where =
    off === nulls.length
      ? off === 1
        ? 'It leaves zero out'
        : 'All leave zero out'
      : `${off} of ${nulls.length} leave zero out`;
  const verdict =
    off === 0
      ? `${nulls.length === 1 ? 'It holds zero' : 'All hold zero'}, as it should be.`
      : `${where}, though nothing but the seed differs: intervals count users, and two runs of one model differ by more. One run with an effect of this size shows nothing.`;
  return `The null, ${base} against itself with another seed (the other way round, the sign turns): ${each.join('; ')}. ${verdict}`;
}

function notesOf({ population, rows }: CaseStudyData): readonly string[] {
  const { pairs, users, withoutControl, matched } = population;
  const [first] = rows;
  const count = (value: number) => value.toLocaleString('en-US');
  const matchings = [
    matched.profiles.pairs > 0
      ? `${count(matched.profiles.pairs)} by the cosine of their profiles (it differs from the pair’s by ${matched.profiles.gap.toFixed(4)} on average)`
      : '',
    matched.clicks.pairs > 0
      ? `${count(matched.clicks.pairs)} by training clicks (they differ by ${matched.clicks.gap.toFixed(2)} on average)${matched.profiles.pairs > 0 ? ', since one of the pair has no profile vector' : ''}`
      : ''
  ].filter((text) => text !== '');
  return [
    `Counted: all ordered pairs (u, v) of users more than three hops apart in training who share a held-out item (test or validation): ${count(pairs)} pairs of ${count(users)} users. (u, v) and (v, u) are two: v’s rank among those far from u is not u’s among those far from v.`,
    `Controls: for each pair a user far from u who shares no held-out item with u. Matched: ${matchings.join('; ')}. Equally near candidates: one is drawn. One user may be the control of several pairs.` +
      (withoutControl > 0 ? ` ${count(withoutControl)} pairs found none and are left out.` : ''),
    'Ranks are relative: 0 is the nearest of all users far from u by the cosine of the final embeddings, 1 the farthest. An effect of +0.01 is one per cent of that list closer.' +
      (first ? unlikeStart(first) : ''),
    `Intervals over users: 95${NARROW}%, one for each run. Two pairs hang together where they have a user in common, as one of the two or as a control (the variance of dyadic data, Fafchamps and Gubert 2007). What another seed or another split would do they do not say.`
  ];
}

/** Pairs and controls need not start equally far, and what that does to the effect of a run that is merely another one. */
function unlikeStart({ pairs, controls }: CaseStudyRow): string {
  const [pair, control] = [pairs.before, controls.before];
  if (Math.abs(pair - control) < 0.005) return '';
  const [where, way] = pair < control ? ['nearer', 'below'] : ['farther', 'above'];
  return ` Pairs start ${where} than their controls (mean rank ${pair.toFixed(3)} and ${control.toFixed(3)} under the baseline): a run that only mixed ranks up would send both to the middle and make an effect ${way} zero.`;
}

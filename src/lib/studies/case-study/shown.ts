// A stored case study as pages and the command line show it: with the names of cells put in, its numbers by name, and what they say in
// plain sentences. Rules, not judgement: the same numbers give the same sentences.
import type { Values } from '../figures/values';
import type { CaseStudyData, CaseStudyRow, CaseStudySide } from './data';

export interface ShownCaseStudy extends CaseStudyData {
  /** Numbers by name, e.g. "con.seed-2023.effect", "null.effect", "pair.con.rank". */
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
 * A page carries numbers of five significant digits (views/results-check.ts). Cut here, they are the same in a results file, on the
 * page and in the terminal, and nowhere rounded twice to different digits.
 */
const short = (value: number): number => Number(value.toPrecision(5));

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
  return { ...shown, values: valuesOf(shown, names), says: saysOf(shown), notes: notesOf(shown) };
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

function valuesOf({ pair, population, rows }: CaseStudyData, names: readonly string[]): Values {
  const nameOf = (arm: number): string => names[arm] ?? String(arm);
  const entries: [string, number][] = [
    ['pairs', population.pairs],
    ['users', population.users],
    ['without-control', population.withoutControl],
    ...(pair.distance === null ? [] : [['pair.distance', pair.distance] satisfies [string, number]]),
    ...(pair.semantic === null ? [] : [['pair.semantic', pair.semantic] satisfies [string, number]]),
    ['pair.held-out', pair.heldOut.length]
  ];
  for (const { arm, cosine, rank, of } of pair.relevance) {
    const of_ = `pair.${nameOf(arm)}`;
    entries.push([`${of_}.cosine`, cosine], [`${of_}.rank`, rank], [`${of_}.of`, of]);
  }
  for (const row of rows) {
    const prefix = row.arm === 0 ? 'null' : `${nameOf(row.arm)}.seed-${row.seed}`;
    for (const [name, value] of Object.entries(valuesOfRow(row))) entries.push([`${prefix}.${name}`, value]);
  }
  return Object.fromEntries(entries);
}

const signed = (value: number): string => {
  const text = Math.abs(value).toFixed(4);
  return `${Number(text) === 0 ? '' : value < 0 ? '−' : '+'}${text}`;
};
const size = (value: number): string => `${(100 * Math.abs(value)).toFixed(2)} %`;
const share = (value: number): string => `${(100 * value).toFixed(1)} %`;
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** What each run did to the pairs, read against the null; the null last. */
function saysOf({ arms, rows }: CaseStudyData): readonly string[] {
  const nothing = rows.find(({ arm }) => arm === 0);
  const base = arms[0]?.label ?? '';
  const said = arms.slice(1).map(({ label }, at) => {
    const own = rows.filter(({ arm }) => arm === at + 1);
    const effect = mean(own.map((row) => row.effect));
    const exceeds = mean(own.map((row) => row.exceeds));
    return [
      `${label} against ${base}: the mean effect ${own.length === 1 ? '' : `over ${own.length} seeds `}is ${signed(effect)}; pairs ${effect < 0 ? 'fell back behind' : 'came closer than'} their controls by ${size(effect)} of the list.`,
      intervalSays(own),
      `${share(exceeds)} of pairs came closer than their control; 50 % is no difference.`,
      ...(nothing ? [againstNull(effect, nothing)] : [])
    ].join(' ');
  });
  return [...said, nullSays(nothing, base)];
}

function intervalSays(rows: readonly CaseStudyRow[]): string {
  const above = rows.filter(({ interval95 }) => interval95.low > 0).length;
  const below = rows.filter(({ interval95 }) => interval95.high < 0).length;
  if (rows.length === 1) return `Its interval ${above ? 'lies above zero' : below ? 'lies below zero' : 'holds zero'}.`;
  const parts = [
    [above, 'above zero'],
    [below, 'below zero'],
    [rows.length - above - below, 'across zero']
  ] as const;
  const words = parts.flatMap(([count, where]) => (count > 0 ? [`${where} for ${count} of ${rows.length} seeds`] : []));
  return `The interval lies ${words.join(', ')}.`;
}

/** The largest effect, up or down, that the null's interval holds. */
function againstNull(effect: number, { interval95 }: CaseStudyRow): string {
  const reach = Math.max(Math.abs(interval95.low), Math.abs(interval95.high));
  return Math.abs(effect) > reach
    ? `That is more than the null’s interval reaches (${size(reach)}).`
    : `The null’s interval reaches as far (${size(reach)}): another seed may do as much, so this is not told from chance.`;
}

function nullSays(row: CaseStudyRow | undefined, base: string): string {
  if (!row)
    return `There is no null: ${base} has one seed, so nothing here says what chance alone does. Give it another.`;
  const { low, high } = row.interval95;
  const verdict =
    low <= 0 && high >= 0
      ? 'It holds zero, as it should.'
      : 'It leaves zero out, though nothing but the seed differs: intervals count users, and two runs of one model differ by more. Effects of this size mean nothing.';
  return `The null, ${base} with seed ${row.seed} against itself with seed ${row.against}: effect ${signed(row.effect)}, interval ${signed(low)} … ${signed(high)}. ${verdict}`;
}

function notesOf({ population }: CaseStudyData): readonly string[] {
  const { pairs, users, withoutControl, matched, bootstrapSamples } = population;
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
    'Ranks are relative: 0 is the nearest of all users far from u by the cosine of the final embeddings, 1 the farthest. An effect of +0.01 is one per cent of that list closer. Pairs and controls need not start equally far: their mean ranks under the baseline stand in the table.',
    `Intervals: 95 %, users drawn anew with their pairs, ${count(bootstrapSamples)} times; a pair goes with one of its two users, (u, v) and (v, u) together. What else ties pairs of a common user is counted in part only, and what another seed or split would do not at all: the null is there for that.`
  ];
}

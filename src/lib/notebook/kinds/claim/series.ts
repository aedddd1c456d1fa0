// What the runs of a stored result came to, seed by seed, as the pairs of a claim ask for them: runs and references of a comparison, runs
// of a sweep at a value, effects of a case study. Pure, but for asking for the records of train cells.
import { appError } from '#lib/errors/app-error';
import type { Series } from '#lib/studies/claims/verdict';
import { changesFrom, type SeedValue } from '#lib/studies/sweep/figures';
import { suggestionFor } from '../../document/nearest';
import type { CellRecord } from '../../results/results';
import type { CellResult, ResultOf } from '../registry';
import { metricOf, type SweptMetric } from '../sweep/metrics';
import { pairText, termText, type Pair, type Term } from './expected';

export interface NamedSeries {
  readonly name: string;
  readonly above: Series;
  readonly below: Series;
}

export interface TellingSeries {
  readonly pairs: readonly NamedSeries[];
  /** What the values are of. */
  readonly unit: string;
}

interface Asked {
  readonly notebook: string;
  readonly cell: string;
  readonly pairs: readonly Pair[];
  readonly metric: SweptMetric;
}

/** A stored result of a train cell that is of today's text; why there is none. */
export type FindRecord = (name: string) => Promise<CellRecord | { readonly missing: string }>;

/** Kinds whose results can tell a claim. */
const TELLING = ['compare', 'sweep', 'case-study', 'time'];
export const canTell = (kind: string): boolean => TELLING.includes(kind);

/** @throws AppError claim/no-run, claim/other-metric, claim/not-by-seed */
export async function seriesOf(
  result: CellResult,
  asked: Asked,
  find: FindRecord
): Promise<TellingSeries | { readonly missing: string }> {
  switch (result.kind) {
    case 'compare':
      return ofComparison(result, asked, find);
    case 'sweep':
      return ofSweep(result, asked);
    case 'case-study':
      return ofCaseStudy(result, asked);
    case 'time':
      return ofTimes(result, asked);
    default:
      throw noRun(asked, result.kind, []);
  }
}

const noRun = ({ notebook, cell }: Asked, run: string, known: readonly string[]) =>
  appError('claim/no-run', { notebook, cell, run, nearest: suggestionFor(run, known), known: known.join(', ') });

/** What comparisons, case studies and times have no levels of. */
function withoutLevel(term: Term, asked: Asked, known: readonly string[]): string {
  if (term.at !== null || !known.includes(term.run)) throw noRun(asked, termText(term), known);
  return term.run;
}

async function ofComparison(
  result: ResultOf<'compare'>,
  asked: Asked,
  find: FindRecord
): Promise<TellingSeries | { readonly missing: string }> {
  const known = result.rows.map(({ name }) => name);
  const series = new Map<string, Series>();
  for (const term of asked.pairs.flatMap(({ above, below }) => [above, below])) {
    const name = withoutLevel(term, asked, known);
    const row = result.rows.find((one) => one.name === name);
    if (!row || series.has(name)) continue;
    if (row.role === 'reference') {
      series.set(name, metricOf(row.test.mean, asked.metric));
      continue;
    }
    const record = await find(name);
    if ('missing' in record) return record;
    const values =
      record.result.kind === 'train'
        ? record.result.runs.flatMap(({ seed, test }) => (test ? [[seed, metricOf(test, asked.metric)] as const] : []))
        : [];
    if (values.length === 0 || result.splits) {
      throw appError('claim/not-by-seed', { notebook: asked.notebook, cell: asked.cell, run: name });
    }
    series.set(name, new Map(values));
  }
  return { unit: asked.metric, pairs: asked.pairs.map((pair) => named(pair, (term) => series.get(term.run) ?? NaN)) };
}

const named = (pair: Pair, of: (term: Term) => Series): NamedSeries => ({
  name: pairText(pair),
  above: scaled(of(pair.above), pair.above),
  below: scaled(of(pair.below), pair.below)
});

function scaled(series: Series, { factor }: Term): Series {
  if (factor === 1) return series;
  if (typeof series === 'number') return factor * series;
  return new Map([...series].map(([seed, value]) => [seed, factor * value]));
}

function ofSweep(result: ResultOf<'sweep'>, asked: Asked): TellingSeries {
  const { notebook, cell, metric } = asked;
  if (result.metric !== metric) {
    throw appError('claim/other-metric', { notebook, cell, theirs: result.metric, ours: metric });
  }
  const levels = result.points.map(({ at }) => at.map((index, axis) => String(result.axes[axis]?.values[index])));
  const runs = result.runs.map(({ name }) => name);
  const of = (term: Term): Series => {
    const run = runs.indexOf(term.run);
    const point = levels.findIndex((level) => level.join(',') === term.at?.join(','));
    if (run === -1) throw noRun(asked, term.run, runs);
    if (point === -1)
      throw noRun(
        asked,
        termText(term),
        levels.map((level) => `${term.run}@${level.join(',')}`)
      );
    return valuesAt(result, point, run);
  };
  // Where no level is named a pair is one at every level; of changes the first is nought by definition.
  const everywhere = levels.filter((_, point) => !result.relative || result.points[point]?.at[0] !== 0);
  const pairs = asked.pairs.flatMap(({ above, below }): readonly Pair[] => {
    if (above.at !== null && below.at !== null) return [{ above, below }];
    return everywhere.map((level) => ({
      above: { at: level, ...fixed(above) },
      below: { at: level, ...fixed(below) }
    }));
  });
  return {
    unit: result.relative ? `change of ${metric}` : metric,
    pairs: pairs.map((pair) => named(pair, of))
  };
}

/** With its level, where it names one. */
const fixed = ({ at, ...term }: Term): Omit<Term, 'at'> & { readonly at?: readonly string[] } =>
  at === null ? term : { ...term, at };

/** Of changes each seed's from its own first value. A run that came to no number has none. */
function valuesAt({ points, relative }: ResultOf<'sweep'>, point: number, run: number): Series {
  const values = (index: number): readonly SeedValue[] => {
    const figure = points[index]?.runs[run];
    return figure && !('failed' in figure) ? figure.values : [];
  };
  const rest = (index: number): string => points[index]?.at.slice(1).join(',') ?? '';
  const first = points.findIndex(({ at }, index) => at[0] === 0 && rest(index) === rest(point));
  const own = relative ? changesFrom(values(point), values(first)) : values(point);
  return new Map(own.map(({ seed, value }) => [seed, value]));
}

function ofCaseStudy(result: ResultOf<'case-study'>, asked: Asked): TellingSeries {
  const known = [result.baseline, ...result.runs];
  const effects = (term: Term): Series => {
    const run = withoutLevel(term, asked, known);
    if (run === result.baseline) return 0;
    const own = Object.entries(result.values).flatMap(([key, value]) => {
      const [, name, seed] = /^(.+)\.seed-(\d+)\.effect$/.exec(key) ?? [];
      return name === run ? [[Number(seed), value] as const] : [];
    });
    return new Map(own);
  };
  return {
    unit: 'closeness of far pairs beside controls',
    pairs: asked.pairs.map((pair) => named(pair, effects))
  };
}

/** Seconds an epoch, of which less is better: rounds stand in the place of seeds. */
function ofTimes({ rows }: ResultOf<'time'>, asked: Asked): TellingSeries {
  const known = rows.map(({ name }) => name);
  const of = (term: Term): Series => {
    const name = withoutLevel(term, asked, known);
    const seconds = rows.find((row) => row.name === name)?.seconds ?? [];
    return new Map(seconds.map((value, round) => [round + 1, value]));
  };
  return { unit: 'seconds an epoch', pairs: asked.pairs.map((pair) => named(pair, of)) };
}

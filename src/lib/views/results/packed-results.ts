// Packs shown results for a prerendered page, which carries them: the epochs of every seed as columns, and metrics as numbers in one
// order. That is a sixth smaller than lists of records. Pure; packed where a page is written, unpacked where it wakes.
import type { CompareResult, CompareRow } from '#lib/notebook/kinds/compare/stored';
import type { SweepResult } from '#lib/notebook/kinds/sweep/stored';
import type { TrainResult } from '#lib/notebook/kinds/train/stored';
import { neighboursShown } from './neighbours-shown';
import type { ShownRecord, ShownResults } from './shown-results';

type Run = TrainResult['runs'][number];
type EpochRecord = Run['epochs'][number];
type Metrics = TrainResult['mean']['test'];
type Metric = keyof Metrics;
type Cutoff = keyof Metrics[Metric];

const METRICS: readonly Metric[] = ['recall', 'ndcg'];
const CUTOFFS: readonly Cutoff[] = ['5', '10', '20'];

/** One number for each metric and cutoff. */
type PackedMetrics = readonly number[];

/** A column for each number of an epoch but its seconds, which no page shows; `val` has one for each metric and cutoff, empty places where none was taken. */
interface EpochColumns {
  readonly epoch: readonly number[];
  readonly losses: Readonly<Record<string, readonly (number | null)[]>>;
  readonly val: readonly (readonly (number | null)[])[];
}

/** Metrics of several parts (`test`, `val`) or of several statistics (`mean`, `sd`). */
type EachMetrics<Key extends string> = Readonly<Record<Key, Metrics>>;
type EachPacked<Key extends string> = Readonly<Record<Key, PackedMetrics>>;

type PackedRun = Omit<Run, 'epochs' | 'val' | 'test'> & {
  /** Left out of results that were stored without them. */
  readonly epochs: EpochColumns | undefined;
};
type PackedTrain = Omit<TrainResult, 'runs' | 'mean' | 'sd'> & {
  readonly runs: readonly PackedRun[];
  readonly mean: EachPacked<'test' | 'val'>;
  readonly sd: EachPacked<'test' | 'val'>;
};
type PackedRow = Omit<CompareRow, 'test' | 'testWithoutNoise'> & {
  readonly test: EachPacked<'mean' | 'sd'>;
  readonly testWithoutNoise?: EachPacked<'mean' | 'sd'>;
};
type PackedCompare = Omit<CompareResult, 'rows'> & { readonly rows: readonly PackedRow[] };
type Result = ShownRecord['record']['result'];
export type PackedResult = Exclude<Result, TrainResult | CompareResult> | PackedTrain | PackedCompare;
type PackedRecord = Omit<ShownRecord, 'record'> & {
  readonly record: Omit<ShownRecord['record'], 'result'> & { readonly result: PackedResult };
};

export type PackedResults = Readonly<Record<string, PackedRecord>>;

const packMetrics = (metrics: Metrics): PackedMetrics =>
  METRICS.flatMap((metric) => CUTOFFS.map((cutoff) => metrics[metric][cutoff]));

function unpackMetrics(packed: readonly (number | null | undefined)[]): Metrics {
  const at = (metric: number, cutoff: number) => packed[metric * CUTOFFS.length + cutoff] ?? 0;
  const metric = (index: number) => ({ '5': at(index, 0), '10': at(index, 1), '20': at(index, 2) });
  return { recall: metric(0), ndcg: metric(1) };
}

const packSpread = ({ mean, sd }: EachMetrics<'mean' | 'sd'>): EachPacked<'mean' | 'sd'> => ({
  mean: packMetrics(mean),
  sd: packMetrics(sd)
});
const unpackSpread = ({ mean, sd }: EachPacked<'mean' | 'sd'>): EachMetrics<'mean' | 'sd'> => ({
  mean: unpackMetrics(mean),
  sd: unpackMetrics(sd)
});
const packParts = ({ test, val }: EachMetrics<'test' | 'val'>): EachPacked<'test' | 'val'> => ({
  test: packMetrics(test),
  val: packMetrics(val)
});
const unpackParts = ({ test, val }: EachPacked<'test' | 'val'>): EachMetrics<'test' | 'val'> => ({
  test: unpackMetrics(test),
  val: unpackMetrics(val)
});

/** undefined, which is not written, for none. */
function packEpochs(epochs: readonly EpochRecord[]): EpochColumns | undefined {
  if (epochs.length === 0) return undefined;
  const names = new Set(epochs.flatMap(({ losses }) => Object.keys(losses)));
  const column = (name: string) => epochs.map(({ losses }) => losses[name] ?? null);
  return {
    epoch: epochs.map(({ epoch }) => epoch),
    losses: Object.fromEntries([...names].map((name) => [name, column(name)])),
    val: METRICS.flatMap((metric) => CUTOFFS.map((cutoff) => epochs.map(({ val }) => val?.[metric][cutoff] ?? null)))
  };
}

function unpackEpochs(columns: EpochColumns | undefined): readonly EpochRecord[] {
  if (!columns) return [];
  const { epoch, losses, val } = columns;
  return epoch.map((number, row) => {
    const present = Object.entries(losses).flatMap(([name, column]) => {
      const value = column[row];
      return typeof value === 'number' ? [[name, value] as const] : [];
    });
    return {
      epoch: number,
      losses: Object.fromEntries(present),
      ...(typeof val[0]?.[row] === 'number' ? { val: unpackMetrics(val.map((column) => column[row])) } : {}),
      seconds: 0
    };
  });
}

function mapRecords<A, B>(records: Readonly<Record<string, A>>, map: (record: A) => B): Readonly<Record<string, B>> {
  return Object.fromEntries(Object.entries(records).map(([name, record]) => [name, map(record)]));
}

/** A point without the value of each seed, and without changes where the metric itself is drawn: those stand in files alone. */
const pointShown = (
  { runs, ...point }: SweepResult['points'][number],
  isRelative: boolean
): SweepResult['points'][number] => ({
  ...point,
  runs: runs.map((figure) =>
    figure === null || 'failed' in figure
      ? figure
      : { ...figure, values: [], change: isRelative ? figure.change : null }
  )
});

function packResult(result: Result): PackedResult {
  switch (result.kind) {
    case 'train': {
      const runs = result.runs.map(({ val: _, test: __, ...run }) => ({ ...run, epochs: packEpochs(run.epochs) }));
      return { ...result, runs, mean: packParts(result.mean), sd: packParts(result.sd) };
    }
    case 'compare': {
      const rows = result.rows.map(({ testWithoutNoise, ...row }) => ({
        ...row,
        test: packSpread(row.test),
        ...(testWithoutNoise && { testWithoutNoise: packSpread(testWithoutNoise) })
      }));
      return { ...result, rows };
    }
    case 'embeddings':
      return { ...result, neighbours: neighboursShown(result) };
    case 'sweep':
      return { ...result, points: result.points.map((point) => pointShown(point, result.relative)) };
    default:
      return result;
  }
}

function unpackResult(result: PackedResult): Result {
  switch (result.kind) {
    case 'train': {
      const runs = result.runs.map((run) => ({ ...run, epochs: unpackEpochs(run.epochs) }));
      return { ...result, runs, mean: unpackParts(result.mean), sd: unpackParts(result.sd) };
    }
    case 'compare': {
      const rows = result.rows.map(({ testWithoutNoise, ...row }) => ({
        ...row,
        test: unpackSpread(row.test),
        ...(testWithoutNoise && { testWithoutNoise: unpackSpread(testWithoutNoise) })
      }));
      return { ...result, rows };
    }
    default:
      return result;
  }
}

export function packResults(results: ShownResults): PackedResults {
  return mapRecords(results, (shown) => ({
    ...shown,
    record: { ...shown.record, result: packResult(shown.record.result) }
  }));
}

/**
 * What `packResults` was given, but for what no page shows: the figures of single seeds, the seconds of epochs, which are 0, neighbours
 * beyond those that are shown, and undrawn changes of a sweep. A file of results that is saved here has them again (share/take-along.ts).
 */
export function unpackResults(packed: PackedResults): ShownResults {
  return mapRecords(packed, (shown) => ({
    ...shown,
    record: { ...shown.record, result: unpackResult(shown.record.result) }
  }));
}

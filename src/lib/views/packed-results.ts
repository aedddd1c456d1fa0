// Shown results with the epochs of every seed as columns: a prerendered page carries its results, and columns of numbers
// are a sixth smaller there than a list of records. Pure; packed where a page is written, unpacked where it wakes.
import type { TrainResult } from '#lib/notebook/results';
import type { ShownRecord, ShownResults } from './shown-results';

type Run = TrainResult['runs'][number];
type EpochRecord = Run['epochs'][number];
type Metric = keyof NonNullable<EpochRecord['val']>;
type Cutoff = keyof NonNullable<EpochRecord['val']>[Metric];

const METRICS: readonly Metric[] = ['recall', 'ndcg'];
const CUTOFFS: readonly Cutoff[] = ['5', '10', '20'];

/** A column for each number of an epoch; `val` has one for each metric and cutoff, empty places where none was taken. */
interface EpochColumns {
  readonly epoch: readonly number[];
  readonly seconds: readonly number[];
  readonly losses: Readonly<Record<string, readonly (number | null)[]>>;
  readonly val: readonly (readonly (number | null)[])[];
}

type PackedRun = Omit<Run, 'epochs'> & { readonly epochs: EpochColumns };
type PackedTrain = Omit<TrainResult, 'runs'> & { readonly runs: readonly PackedRun[] };
type PackedRecord = Omit<ShownRecord, 'record'> & {
  readonly record: Omit<ShownRecord['record'], 'result'> & {
    readonly result: Exclude<ShownRecord['record']['result'], TrainResult> | PackedTrain;
  };
};

export type PackedResults = Readonly<Record<string, PackedRecord>>;

function packEpochs(epochs: readonly EpochRecord[]): EpochColumns {
  const names = new Set(epochs.flatMap(({ losses }) => Object.keys(losses)));
  const column = (name: string) => epochs.map(({ losses }) => losses[name] ?? null);
  return {
    epoch: epochs.map(({ epoch }) => epoch),
    seconds: epochs.map(({ seconds }) => seconds),
    losses: Object.fromEntries([...names].map((name) => [name, column(name)])),
    val: METRICS.flatMap((metric) => CUTOFFS.map((cutoff) => epochs.map(({ val }) => val?.[metric][cutoff] ?? null)))
  };
}

function unpackEpochs({ epoch, seconds, losses, val }: EpochColumns): readonly EpochRecord[] {
  return epoch.map((number, row) => {
    const present = Object.entries(losses).flatMap(([name, column]) => {
      const value = column[row];
      return typeof value === 'number' ? [[name, value] as const] : [];
    });
    const at = (metric: number, cutoff: number) => val[metric * CUTOFFS.length + cutoff]?.[row] ?? 0;
    const metric = (index: number) => ({ '5': at(index, 0), '10': at(index, 1), '20': at(index, 2) });
    return {
      epoch: number,
      losses: Object.fromEntries(present),
      ...(typeof val[0]?.[row] === 'number' ? { val: { recall: metric(0), ndcg: metric(1) } } : {}),
      seconds: seconds[row] ?? 0
    };
  });
}

function mapRecords<A, B>(records: Readonly<Record<string, A>>, map: (record: A) => B): Readonly<Record<string, B>> {
  return Object.fromEntries(Object.entries(records).map(([name, record]) => [name, map(record)]));
}

export function packResults(results: ShownResults): PackedResults {
  return mapRecords(results, (shown) => {
    const { result, ...record } = shown.record;
    if (result.kind !== 'train') return { ...shown, record: { ...record, result } };
    const runs = result.runs.map((run) => ({ ...run, epochs: packEpochs(run.epochs) }));
    return { ...shown, record: { ...record, result: { ...result, runs } } };
  });
}

/** What `packResults` was given. */
export function unpackResults(packed: PackedResults): ShownResults {
  return mapRecords(packed, (shown) => {
    const { result, ...record } = shown.record;
    if (result.kind !== 'train') return { ...shown, record: { ...record, result } };
    const runs = result.runs.map((run) => ({ ...run, epochs: unpackEpochs(run.epochs) }));
    return { ...shown, record: { ...record, result: { ...result, runs } } };
  });
}

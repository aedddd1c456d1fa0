// Turns the epochs of several seeds into what a learning-curve figure draws and lists. Pure.
import type { TrainResult } from '#lib/notebook/kinds/train/stored';
import type { DataTable } from '../text/table';

export type EpochRecord = TrainResult['runs'][number]['epochs'][number];

/** The epochs of one seed, finished or still coming in. */
export interface SeedEpochs {
  readonly seed: number;
  readonly epochs: readonly EpochRecord[];
  /** The epoch whose parameters were kept; null while it is not known. */
  readonly bestEpoch: number | null;
}

/** One train cell as the figure sees it. */
export interface CurveArm {
  readonly cell: string;
  readonly label: string;
  readonly alignment: string;
  readonly seeds: readonly SeedEpochs[];
  /** Still training: drawn on top. */
  readonly live: boolean;
}

export type CurveMetric =
  | { readonly kind: 'validation'; readonly metric: 'recall' | 'ndcg'; readonly cutoff: '5' | '10' | '20' }
  | { readonly kind: 'loss'; readonly name: string };

export interface CurvePoint {
  readonly epoch: number;
  readonly value: number;
}

/** "validation recall@20", "loss bpr_loss". */
export function metricLabel(metric: CurveMetric): string {
  return metric.kind === 'validation' ? `validation ${metric.metric}@${metric.cutoff}` : `training ${metric.name}`;
}

function valueAt(record: EpochRecord, metric: CurveMetric): number | undefined {
  if (metric.kind === 'validation') return record.val?.[metric.metric][metric.cutoff];
  return record.losses[metric.name];
}

/** One seed's values of `metric`, at the epochs that have one. */
export function seedCurve(seed: SeedEpochs, metric: CurveMetric): readonly CurvePoint[] {
  return seed.epochs.flatMap((record) => {
    const value = valueAt(record, metric);
    return value === undefined || !Number.isFinite(value) ? [] : [{ epoch: record.epoch, value }];
  });
}

/**
 * Mean over seeds, only at epochs that every seed reached: once the first seed has stopped, a mean over the rest would
 * jump for no reason of the model's.
 */
export function meanCurve(arm: CurveArm, metric: CurveMetric): readonly CurvePoint[] {
  const curves = arm.seeds.map((seed) => seedCurve(seed, metric)).filter((curve) => curve.length > 0);
  const first = curves[0];
  if (!first) return [];
  const maps = curves.map((curve) => new Map(curve.map((point) => [point.epoch, point.value])));
  return first.flatMap(({ epoch }) => {
    let sum = 0;
    for (const map of maps) {
      const value = map.get(epoch);
      if (value === undefined) return [];
      sum += value;
    }
    return [{ epoch, value: sum / maps.length }];
  });
}

/** Names of the loss terms that occur, in the order in which they first occur. */
export function lossNames(arms: readonly CurveArm[]): readonly string[] {
  const names = new Set<string>();
  for (const arm of arms) {
    for (const seed of arm.seeds) {
      for (const name of Object.keys(seed.epochs[0]?.losses ?? {})) names.add(name);
    }
  }
  return [...names];
}

/** All that the figure draws, seed by seed, in full precision. */
export function curvesTable(arms: readonly CurveArm[], metric: CurveMetric): DataTable {
  const rows = arms.flatMap((arm) =>
    arm.seeds.flatMap((seed) =>
      seedCurve(seed, metric).map(({ epoch, value }) => [
        arm.label,
        seed.seed,
        epoch,
        value,
        seed.bestEpoch === epoch ? 'kept' : ''
      ])
    )
  );
  return {
    caption: `${metricLabel(metric)} by epoch and seed`,
    columns: ['run', 'seed', 'epoch', metricLabel(metric), 'parameters'],
    rows
  };
}

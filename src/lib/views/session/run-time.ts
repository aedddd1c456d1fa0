// Estimates how long work would take from what is known of like work: the time that results took, measured here rather than elsewhere,
// else the few steps that the engine timed. What nothing is known of is named, never counted as nothing. Pure.
import type { TrainResult } from '#lib/notebook/kinds/train/stored';
import type { TrainingEstimate } from '#lib/engine/compute/estimate';
import type { Work } from '#lib/notebook/plan/work';
import type { Arm } from '../document/prepared';
import type { ShownRecord } from '../results/shown-results';

/** A cell as far as its time is concerned. */
export interface TimedCell {
  readonly name: string;
  readonly kind: string;
  readonly arm?: Arm;
  /** Of train cells: training interactions of their data, where known. */
  readonly interactions: number | null;
  readonly shown: ShownRecord | null;
}

export interface WorkTime {
  /** Seconds by cell, those of points at the cell that asks for them; without those of which nothing is known. */
  readonly byCell: Readonly<Record<string, number>>;
  /** Train cells of which nothing is known. */
  readonly unknown: readonly string[];
  /** By like runs, and not by an estimate. */
  readonly isMeasured: boolean;
  /** Whether all that is known of training was measured on this device. */
  readonly here: boolean;
}

/** What one finished train cell tells about others. */
interface Measured extends Arm {
  readonly cell: string;
  readonly interactions: number | null;
  readonly secondsPerRun: number;
  /** Epochs that a run took. */
  readonly epochsPerRun: number;
  readonly here: boolean;
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

function measuredOf({ name, shown, interactions }: TimedCell): readonly Measured[] {
  const result = shown?.record.result;
  if (!shown || result?.kind !== 'train' || result.runs.length === 0 || shown.record.seconds <= 0) return [];
  const treatment = shown.record.card?.treatment ?? {};
  const cap = typeof treatment.epochs === 'number' ? treatment.epochs : Infinity;
  const taken = epochsTaken(result, typeof treatment.patience === 'number' ? treatment.patience : 0);
  return [
    {
      cell: name,
      backbone: result.backbone,
      alignment: result.alignment,
      epochs: cap,
      interactions,
      secondsPerRun: shown.record.seconds / result.runs.length,
      epochsPerRun: Math.min(cap, taken),
      here: !shown.bundled
    }
  ];
}

/** Epochs of a run; where they are not kept, to the best one and as long as it was waited for a better. */
function epochsTaken({ runs }: TrainResult, patience: number): number {
  return mean(runs.map(({ epochs, best_epoch }) => (epochs.length > 0 ? epochs.length : best_epoch + 1 + patience)));
}

/** How near a measured run is to the one asked about: its own cell, its model, its alignment, any; measured here before elsewhere. */
function nearness(measured: Measured, cell: string, arm: Arm): number {
  const model = Number(measured.alignment === arm.alignment) * 2 + Number(measured.backbone === arm.backbone);
  const isWhole = measured.epochs >= arm.epochs || measured.epochsPerRun < measured.epochs;
  return model * 100 + Number(isWhole) * 10 + Number(measured.here) * 2 + Number(measured.cell === cell);
}

function secondsPerRun(
  cell: TimedCell,
  arm: Arm,
  known: readonly Measured[],
  estimate: TrainingEstimate | null
): number | null {
  const near = known.reduce<Measured | null>(
    (best, next) => (best && nearness(best, cell.name, arm) >= nearness(next, cell.name, arm) ? best : next),
    null
  );
  if (near) {
    // A run that was stopped by its limit says nothing of when a longer one would stop.
    const epochs = near.epochsPerRun < near.epochs ? Math.min(arm.epochs, near.epochsPerRun) : arm.epochs;
    const size = cell.interactions && near.interactions ? cell.interactions / near.interactions : 1;
    return (near.secondsPerRun / near.epochsPerRun) * epochs * size;
  }
  const timed = estimate?.arms.find(({ alignment }) => alignment === arm.alignment) ?? estimate?.arms[0];
  return timed && Number.isFinite(timed.secondsPerEpoch) ? timed.secondsPerEpoch * arm.epochs : null;
}

/** @param estimate of the engine, where one was asked for; its epochs are counted to their limit, since nothing says when runs stop */
export function timeOfWork(work: Work, cells: readonly TimedCell[], estimate: TrainingEstimate | null): WorkTime {
  const known = cells.flatMap(measuredOf);
  const byCell: Record<string, number> = {};
  const unknown: string[] = [];
  for (const { cell: name, seeds, point } of work.trains) {
    const cell = cells.find((each) => each.name === (point?.of ?? name));
    const seconds = cell?.arm ? secondsPerRun(cell, cell.arm, known, estimate) : null;
    const at = point?.askedBy ?? name;
    if (seconds !== null) byCell[at] = (byCell[at] ?? 0) + seconds * seeds.length;
    else if (!unknown.includes(at)) unknown.push(at);
  }
  for (const name of work.computes) {
    const kind = cells.find((cell) => cell.name === name)?.kind;
    const own =
      cells.find((cell) => cell.name === name)?.shown ?? cells.find((cell) => cell.kind === kind && cell.shown)?.shown;
    // What training for its points takes is counted; the rest of who asks for them is no work.
    if (kind !== 'sweep' && kind !== 'tune') byCell[name] = own?.record.seconds ?? 0;
  }
  return {
    byCell,
    unknown,
    isMeasured: known.length > 0,
    here: known.some(({ here }) => here) && known.every(({ here }) => here)
  };
}

/** All of it together; null where some of it is not known. */
export function totalSeconds({ byCell, unknown }: WorkTime): number | null {
  return unknown.length > 0 ? null : Object.values(byCell).reduce((a, b) => a + b, 0);
}

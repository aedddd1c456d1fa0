// The time cell: trains a few epochs of every run, in turns, and keeps how long they took. What is trained is thrown away. Nothing is
// validated on the way, and the first epoch of each turn, in which programs are compiled and memory is taken, is not timed.
import { runLabel } from '#lib/studies/treatment';
import type { TrainInput } from '#lib/training/loop/train';
import { trainUntil } from '#lib/training/loop/train';
import { meanOf } from '#lib/elementary/spread';
import { paced, timed } from '#lib/work/work';
import { VERSIONS } from '../../results/versions';
import type { Made } from '../../run/artifacts';
import type { CellWork } from '../../run/cell-work';
import type { NotebookIds } from '../inputs';
import type { KindMaker } from '../maker';
import { ownBases } from '../side-by-side';
import type { ResolvedTrain } from '../train/describe';
import { trainReads } from '../train/reads';
import { openedInput } from '../train/seed';
import type { ResolvedTime } from './describe';
import { timeStored, type StoredTimes, type TimeResult } from './stored';

export const maker: KindMaker<ResolvedTime, TimeResult> = { stored: timeStored, make: makeTimes };

/** @throws AppError training/…, device/…, internal/cancelled */
async function makeTimes(cell: ResolvedTime, plan: NotebookIds, work: CellWork): Promise<Made> {
  const { rounds, epochs } = cell;
  const trains = cell.runs.map((name): ResolvedTrain => {
    const train = plan.graph.cells.get(name);
    if (train?.kind !== 'train') throw new Error(`"${name}" is no train cell`);
    return train;
  });
  const opened = [];
  for (const train of trains) {
    const seed = train.seeds[0] ?? 0;
    opened.push(
      await openedInput({ settings: train.settings, seed, ...trainReads(train, plan, seed) }, work.artifacts)
    );
  }
  const [first] = opened;
  if (!first) throw new Error('Nothing is to be timed');
  const step = paced(timed(work, 'turns'), 'The timing');
  const seconds = trains.map((): number[] => []);
  const turns = rounds * trains.length;
  for (let turn = 0; turn < turns; turn++) {
    const at = turn % trains.length;
    const input = opened[at]?.input;
    if (!input) continue;
    await step(turn, turns, `${cell.runs[at] ?? ''}, round ${Math.floor(turn / trains.length) + 1}`);
    seconds[at]?.push(await secondsOf(input, epochs, work));
  }
  await step(turns, turns);
  const bases = ownBases(trains.map(({ settings }) => settings));
  const runs = trains.map(({ settings, seeds }, at): StoredTimes['runs'][number] => {
    const base = bases[at] ?? null;
    return {
      label: runLabel(settings),
      backbone: settings.backbone,
      alignment: settings.alignment,
      seed: seeds[0] ?? 0,
      steps: Math.ceil(first.dataset.split.train.users.length / settings.batchSize),
      base: base === at ? null : base,
      seconds: seconds[at] ?? []
    };
  });
  const { dataset } = first;
  const json: StoredTimes = {
    provenance: {
      dataset: dataset.provenance.title,
      splitHash: dataset.split.hash,
      treatment: { rounds, epochs },
      versions: { ...VERSIONS }
    },
    epochs,
    runs,
    notes: [
      `In each of ${rounds} rounds every run was trained in its turn: one epoch that does not count, then ${epochs} that ${epochs === 1 ? 'does' : 'do'}. Validation is not counted.`,
      'Times are of the device that the card names, with whatever else it did meanwhile; ratios are of one round each, so that what slows a round down slows both.'
    ]
  };
  // Two machines that agree in everything else differ in times.
  return { json, arrays: {}, digested: { epochs, runs: runs.map(({ seconds: _seconds, ...run }) => run) } };
}

/** Seconds an epoch, the mean of `epochs` after the first. */
async function secondsOf(input: TrainInput, epochs: number, { signal, gate }: CellWork): Promise<number> {
  const last = epochs + 1;
  const all: number[] = [];
  await trainUntil({ ...input, settings: { ...input.settings, epochs: last + 1 }, keep: 'last' }, last, {
    ...(signal && { signal }),
    ...(gate && { gate }),
    onEpoch: ({ seconds }) => all.push(seconds)
  });
  return meanOf(all.slice(1));
}

// Writes what a button says that it will do: what is trained, what is fetched, for how long. Pure.
import { countSeeds, type CellSeeds, type Work } from '#lib/notebook/plan/work';
import { formatDuration, listInWords, plural } from '../text/format';
import type { WorkTime } from './run-time';

/** Work with its time in seconds; null where that is not known. */
export interface SaidWork {
  readonly work: Work;
  readonly seconds: number | null;
}

/** Named one by one up to here. */
const FEW = 4;

/** " · trains 6 runs · about 2 min", to stand after a button's verb; empty where there is nothing to say. */
export function workSuffix({ work, seconds }: SaidWork): string {
  const runs = countSeeds(work.trains);
  if (runs > 0) return ` · trains ${plural(runs, 'run')}${about(seconds)}`;
  const fetched = countSeeds(work.fetches);
  if (fetched > 0) return ` · fetches ${plural(fetched, 'trained run')}`;
  return work.computes.length > 0 && seconds ? about(seconds) : '';
}

/** Only what is trained, for a cell's own small button. */
export function trainingSuffix(said: SaidWork): string {
  return said.work.trains.length > 0 ? workSuffix(said) : '';
}

const about = (seconds: number | null): string => (seconds === null ? '' : ` · about ${formatDuration(seconds)}`);

/** "con (3 seeds) and gen (1 seed)". */
export function seedsInWords(cells: readonly CellSeeds[]): string {
  const written = cells.flatMap(({ cell, seeds, point }) =>
    point ? [] : [`${cell} (${plural(seeds.length, 'seed')})`]
  );
  const askers = [...new Set(cells.flatMap(({ point }) => point?.askedBy ?? []))];
  const asked = askers.map((asker) => {
    const runs = countSeeds(cells.filter(({ point }) => point?.askedBy === asker));
    return `${plural(runs, 'run')} of ${asker}`;
  });
  const all = [...written, ...asked];
  return all.length > FEW ? `${plural(countSeeds(cells), 'run')} of ${all.length} cells` : listInWords(all);
}

/** All that a page says of running everything, as plain words: made where the page is prerendered, and anew once more is known. */
export interface WorkWords {
  /** After "Run all". */
  readonly all: string;
  /** What is trained, and from where its time is known; what comes with the site. Empty where there is nothing to say. */
  readonly line: string;
  /** What training here takes in the place of fetching; null where nothing is fetched. */
  readonly anew: string | null;
}

/** @param anew seconds of computing all of it here */
export function workWords(
  said: SaidWork & { readonly time: WorkTime },
  isEstimated: boolean,
  anew: number | null
): WorkWords {
  const { trains, fetches } = said.work;
  const fetched = countSeeds(fetches);
  const comes = `${plural(fetched, 'trained run')} ${fetched === 1 ? 'comes' : 'come'} with the site.`;
  return {
    all: workSuffix(said),
    line: [
      trains.length > 0 ? `Run all trains ${seedsInWords(trains)}. ${sourceOfTime(said.time, isEstimated)}` : '',
      fetched > 0 ? comes : ''
    ]
      .filter(Boolean)
      .join(' '),
    anew: fetched > 0 ? about(anew) : null
  };
}

function sourceOfTime({ unknown, isMeasured, here }: WorkTime, isEstimated: boolean): string {
  if (unknown.length > 0) return `How long ${namesInWords(unknown)} would take is not known yet.`;
  if (isEstimated && !isMeasured) return 'The time is for all epochs, by a few steps timed on this device.';
  return here
    ? 'The time is that of like runs on this device.'
    : 'The time is that of like stored runs, on the machine that made them.';
}

const namesInWords = (names: readonly string[]): string =>
  names.length > FEW ? `${names.length} of the cells` : listInWords(names);

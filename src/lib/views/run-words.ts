// What a button says that it will do: what is trained, what is fetched, for how long. Pure.
import { countSeeds, type CellSeeds, type Work } from '#lib/notebook/work';
import { formatDuration, listInWords, plural } from './format';

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
  if (cells.length > FEW) return `${plural(countSeeds(cells), 'run')} of ${cells.length} cells`;
  return listInWords(cells.map(({ cell, seeds }) => `${cell} (${plural(seeds.length, 'seed')})`));
}

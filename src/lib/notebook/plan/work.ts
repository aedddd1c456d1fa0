// What running cells would really take: which cells are computed, which seeds are trained, which runs are fetched. One rule for the
// runtime, which does it, and for the page, which says so before anything is pressed. Pure.

/** Where the run of one seed is: at hand, to be fetched since it comes with the site, or nowhere. */
export type RunPlaceOfSeed = 'stored' | 'site' | 'missing';

export interface SeedState {
  readonly seed: number;
  readonly state: RunPlaceOfSeed;
}

/** One cell as far as the work is concerned. */
export interface WorkCell {
  readonly name: string;
  /** `stored`: its artifact is at hand, of a train cell those of all seeds. */
  readonly state: 'stored' | 'missing';
  /** Cells whose artifacts it is computed from. */
  readonly needs: readonly string[];
  /** Of train cells: every seed. */
  readonly runs?: readonly SeedState[];
  /** A cell that stands before it and has its id: what is made for one is the other's too. */
  readonly same?: string;
  /** Of a cell that is no cell of the text but one at other values: of which, and what asks for it. */
  readonly point?: { readonly of: string; readonly askedBy: string };
}

/** Seeds of one train cell. */
export interface CellSeeds extends Pick<WorkCell, 'point'> {
  readonly cell: string;
  readonly seeds: readonly number[];
}

export interface Work {
  /** Seeds that are trained. */
  readonly trains: readonly CellSeeds[];
  /** Seeds whose runs are fetched from the site. */
  readonly fetches: readonly CellSeeds[];
  /** Other cells that are computed. */
  readonly computes: readonly string[];
}

/** The wanted cells, and what they need that is neither reused nor wanted itself. */
export function neededCells(
  wanted: Iterable<string>,
  needsOf: (name: string) => readonly string[],
  isReused: (name: string) => boolean
): ReadonlySet<string> {
  const asked = new Set(wanted);
  const needed = new Set<string>();
  const need = (name: string): void => {
    if (needed.has(name)) return;
    needed.add(name);
    if (isReused(name)) return;
    for (const input of needsOf(name)) if (asked.has(input) || !isReused(input)) need(input);
  };
  for (const name of asked) need(name);
  return needed;
}

/**
 * What running `wanted` takes.
 * @param force the wanted cells are computed again, stored or not
 */
export function workFor(cells: readonly WorkCell[], wanted: readonly string[], force: boolean): Work {
  const byName = new Map(cells.map((cell) => [cell.name, cell]));
  const isForced = (name: string): boolean => force && wanted.includes(name);
  const isReused = (name: string): boolean => byName.get(name)?.state === 'stored' && !isForced(name);
  const isFetched = (name: string): boolean =>
    !isForced(name) && byName.get(name)?.runs?.every(({ state }) => state !== 'missing') === true;
  const needed = neededCells(wanted, (name) => (isFetched(name) ? [] : (byName.get(name)?.needs ?? [])), isReused);
  const ofState = (wantedState: RunPlaceOfSeed): readonly CellSeeds[] =>
    cells.flatMap(({ name, runs, point, same }) => {
      if (!needed.has(name) || !runs || (same !== undefined && needed.has(same))) return [];
      const seeds = runs.filter(({ state }) => (isForced(name) ? 'missing' : state) === wantedState);
      return seeds.length > 0 ? [{ cell: name, seeds: seeds.map(({ seed }) => seed), ...(point && { point }) }] : [];
    });
  return {
    trains: ofState('missing'),
    fetches: ofState('site'),
    computes: cells.flatMap(({ name, runs }) => (needed.has(name) && !runs && !isReused(name) ? [name] : []))
  };
}

/** The cells with one that is finished now. */
export function withStored<Cell extends WorkCell>(cell: Cell): Cell {
  const runs = cell.runs?.map(({ seed }) => ({ seed, state: 'stored' as const }));
  return { ...cell, state: 'stored', ...(runs ? { runs } : {}) };
}

export const countSeeds = (of: readonly CellSeeds[]): number => of.reduce((sum, { seeds }) => sum + seeds.length, 0);

// Makes the words by which a page of the site speaks of its runs in a browser that has nothing stored yet. They are made where the page
// is prerendered, so that the page need not carry the code that makes them. Pure.
import type { WorkCell } from '#lib/notebook/plan/work';
import { cellsOf, type PreparedNotebook } from '../document/prepared';
import { plannedWork, seedsByCell } from './planned-work';
import { trainingSuffix, workWords, type WorkWords } from './run-words';
import { recordFor, type ShownResults } from '../results/shown-results';

export interface ColdWords extends WorkWords {
  /** After a cell's "Run"; left out where nothing is said. */
  readonly cells: Readonly<Record<string, string>>;
  /** Seeds that are trained, by train cell: none that comes with the site. */
  readonly trains: Readonly<Record<string, readonly number[]>>;
}

/** @param stored what such a browser would find of the notebook (engine/cold-look.node.ts) */
export function coldWords(notebook: PreparedNotebook, results: ShownResults, stored: readonly WorkCell[]): ColdWords {
  const cells = cellsOf(notebook);
  const names = cells.map(({ name }) => name);
  const known = {
    stored,
    cells,
    estimate: null,
    shown: (cell: (typeof cells)[number]) => recordFor(results, cell, undefined)
  };
  const said = names.map((name) => [name, trainingSuffix(plannedWork(known, [name], false))] as const);
  const all = plannedWork(known, names, false);
  return {
    ...workWords(all, false, plannedWork(known, names, true).seconds),
    trains: seedsByCell(all.work.trains),
    cells: Object.fromEntries(said.filter(([, words]) => words !== ''))
  };
}

// Which parts of a cell's output a step may point at, and what a reader can do there that a step can wait for: the one list that
// outputs register from (views/guide/hooks.ts) and steps are checked against. Figures list theirs in studies/figures/names.ts.
import { FIGURES } from '#lib/studies/figures/names';
import type { CellKind } from '../kinds';
import type { NotebookCell } from '../parse';

interface Places {
  readonly parts: readonly string[];
  readonly acts: readonly string[];
}

/** Every cell has these: its buttons. */
export const CELL_PARTS: readonly string[] = ['run', 'settings'];

const NONE: Places = { parts: [], acts: [] };

const PLACES: Readonly<Record<Exclude<CellKind, 'figure'>, Places>> = {
  dataset: { parts: ['degrees'], acts: [] },
  profiles: NONE,
  embeddings: NONE,
  train: { parts: ['curves'], acts: [] },
  compare: { parts: ['table'], acts: [] },
  recommend: { parts: ['lists', 'user'], acts: ['user'] },
  rerank: NONE,
  'case-study': { parts: ['pair', 'population'], acts: [] }
};

/** The places of a cell's output, by its kind; of a figure by what it shows. A figure that shows nothing known has none. */
export function placesOf(cell: Pick<NotebookCell, 'kind' | 'values'>): Places {
  if (cell.kind !== 'figure') return PLACES[cell.kind];
  return FIGURES.find(({ name }) => name === cell.values.show) ?? NONE;
}

// Which parts of a cell's output a step may point at, and what a reader can do there that a step can wait for: what outputs register from
// (views/guide/hooks.ts) and steps are checked against. Each kind of cell says its own (kinds/<kind>/describe.ts); figures theirs.
import type { Anchors } from '../kinds/description';
import { kindOf } from '../kinds/registry';
import type { NotebookCell } from '../document/parse';

/** Every cell has these: its buttons, all that it shows, and what steps keep of its runs. */
export const CELL_PARTS: readonly string[] = ['run', 'settings', 'output', 'kept'];

/** What of every cell can be covered: all that it shows, and what steps keep of its runs. Its buttons stay. */
export const COVERED_PARTS: readonly string[] = ['output', 'kept'];

/** The anchors of a cell's output, by its kind; of a figure by what it shows. */
export function anchorsOf({ kind, values }: Pick<NotebookCell, 'kind' | 'values'>): Anchors {
  return kindOf(kind).anchors?.(values) ?? { parts: [], acts: [] };
}

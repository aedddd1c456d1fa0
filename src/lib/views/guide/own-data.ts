// Finds the data that a lesson reads, and makes the same lesson on other data. Every dataset cell that had the source of the first one
// follows it, since a lesson compares such cells (the same shop without and with more noise). Pure.
import { cellsOf, type CellBlock, type PreparedNotebook } from '../document/prepared';

export interface LessonData {
  /** The source that the lesson came with. */
  readonly came: string;
  /** What it reads now. */
  readonly reads: string;
  /** The dataset cells to point elsewhere, in document order; at least one. */
  readonly cells: readonly string[];
}

/** The summary of a dataset cell is its source. */
const isOf =
  (source: string) =>
  ({ kind, summary }: CellBlock): boolean =>
    kind === 'dataset' && summary === source;

/**
 * What the lesson reads: of the dataset cells that came with the source of its first one, those that still have it, or have what the
 * first of them reads now. A cell that a reader pointed somewhere else by itself stays there.
 * @param original the lesson as it came
 * @returns null where no such cell is left
 */
export function lessonData(original: PreparedNotebook, now: PreparedNotebook): LessonData | null {
  const first = cellsOf(original).find(({ kind }) => kind === 'dataset');
  if (!first) return null;
  const came = first.summary;
  const names = cellsOf(original)
    .filter(isOf(came))
    .map(({ name }) => name);
  const left = cellsOf(now).filter(({ kind, name }) => kind === 'dataset' && names.includes(name));
  const reads = left[0]?.summary;
  if (reads === undefined) return null;
  const cells = left.filter(({ summary }) => summary === came || summary === reads).map(({ name }) => name);
  return { came, reads, cells };
}

/** The text in which all of `cells` read `source`. @param set sets one value of one cell, as the tools of the document do */
export function withSource(
  text: string,
  cells: readonly string[],
  source: string,
  set: (text: string, cell: string, key: string, value: string) => string
): string {
  return cells.reduce((changed, cell) => set(changed, cell, 'source', source), text);
}

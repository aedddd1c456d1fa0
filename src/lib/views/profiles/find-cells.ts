// Finds the profiles cells of all notebooks at hand: bundled ones (the reader's copy where there is one) and the reader's own.
import { loadTools } from '../document/load-tools';
import { cellsOf } from '../document/prepared';
import { bundledId } from '../kept/kept-ids';
import type { KeptNotebooks } from '../kept/kept-notebooks';

export interface FoundCell {
  readonly name: string;
  readonly summary: string;
}

export interface BundledText {
  readonly slug: string;
  readonly title: string;
  readonly text: string;
  /** Its profiles cells. */
  readonly cells: readonly FoundCell[];
}

export interface NotebookText {
  readonly fileName: string;
  readonly title: string;
  readonly text: string;
}

export interface CellChoice {
  /** As `openNotebookText` takes it. */
  readonly id: string;
  readonly title: string;
  readonly cell: string;
  readonly summary: string;
}

/** null where there is no such notebook. */
export async function openNotebookText(
  id: string,
  bundled: readonly BundledText[],
  kept: KeptNotebooks
): Promise<NotebookText | null> {
  const copy = await kept.read(id);
  const original = bundled.find(({ slug }) => bundledId(slug) === id);
  const text = copy?.text ?? original?.text;
  if (text === undefined) return null;
  const name = original?.slug ?? id;
  return { fileName: `${name}.md`, title: /^#\s+(.+)$/m.exec(text)?.[1]?.trim() ?? name, text };
}

/** Parses only what the reader has kept: of the others the page knows the cells since it was built. */
export async function findCells(bundled: readonly BundledText[], kept: KeptNotebooks): Promise<readonly CellChoice[]> {
  const own = await kept.list();
  const ids = [...own.map(({ id }) => id), ...bundled.map(({ slug }) => bundledId(slug))];
  const found = await Promise.all(
    ids.map(async (id): Promise<readonly CellChoice[]> => {
      const notebook = await openNotebookText(id, bundled, kept);
      if (!notebook) return [];
      const cells = await profilesCells(id, notebook, bundled);
      return cells.map(({ name, summary }) => ({ id, title: notebook.title, cell: name, summary }));
    })
  );
  return found.flat();
}

/** Those of one notebook. */
export async function profilesCells(
  id: string,
  { text, fileName }: NotebookText,
  bundled: readonly BundledText[]
): Promise<readonly FoundCell[]> {
  const original = bundled.find(({ slug }) => bundledId(slug) === id);
  if (original?.text === text) return original.cells;
  const { prepareNotebook } = await loadTools();
  return cellsOf(prepareNotebook(text, fileName)).filter(({ kind }) => kind === 'profiles');
}

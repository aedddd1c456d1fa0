// The one-cell notebook of the Data page: a dataset cell for an import, edited by its form and run by the input/output worker like
// any other notebook. Kept between visits under a name of its own.
import type { ImportRecord } from '#lib/dataset/imports/record';
import type { NotebookEngine } from '#lib/engine/routing/notebook-engine';
import { cellsOf, type CellBlock } from '../document/prepared';
import type { DocumentTools } from '../document/load-tools';
import { NotebookSession } from '../session/notebook-session.svelte';

/** The paper's preparation (model spec §8.16), without its sample of users. Keys of the dataset cell. */
export const PAPER_PREPARATION = { min_rating: 3, core: 10, split: 'paper' } as const;

/** What of an import says how it is prepared at first. */
export type Prepared = Pick<ImportRecord, 'name' | 'given' | 'counts' | 'ownSplit'>;

/** From here on a 10-core leaves enough of any data of this field. */
const LARGE = 20_000;

/**
 * How an import is prepared at first: a split of its own is kept, and nothing taken out of it; others as the paper does, with a smaller
 * core, or none, where a core of 10 would leave little.
 */
export function firstPreparation({ counts, ownSplit }: Prepared): Readonly<Record<string, string | number>> {
  // Zeros switch a step off, and stand there to be changed.
  if (ownSplit) return { min_rating: 0, core: 0, split: 'own' };
  const { core } = PAPER_PREPARATION;
  const mean = counts.interactions / Math.max(1, counts.users, counts.items);
  const fitting = counts.interactions >= LARGE || mean >= 2 * core ? core : mean >= core ? core / 2 : 0;
  return { ...PAPER_PREPARATION, core: fitting };
}

/** The text of the notebook: one dataset cell that reads the import as it was read, with its first preparation. */
export function preparationText(record: Prepared, tools: Pick<DocumentTools, 'setCellValue'>): string {
  const { name, given } = record;
  const bare = `# ${name}\n\n\`\`\`dataset\nname: ${name}\n\`\`\`\n`;
  const values = { source: name, ...given, ...firstPreparation(record) };
  return Object.entries(values).reduce((text, [key, value]) => tools.setCellValue(text, name, key, value), bare);
}

export async function openPreparation(
  record: Prepared,
  parts: { readonly engine: () => Promise<NotebookEngine>; readonly tools: () => Promise<DocumentTools> }
): Promise<NotebookSession> {
  const tools = await parts.tools();
  const fileName = `${record.name}.md`;
  return new NotebookSession({
    fileName,
    notebook: tools.prepareNotebook(preparationText(record, tools), fileName),
    results: {},
    original: null,
    engine: parts.engine,
    tools: parts.tools,
    // The page makes it anew from the import; a notebook made of it is kept like every other.
    keep: () => Promise.resolve()
  });
}

/** The dataset cell of a preparation. */
export const datasetCell = (session: NotebookSession): CellBlock | undefined => cellsOf(session.notebook)[0];

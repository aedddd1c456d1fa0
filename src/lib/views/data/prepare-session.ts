// The one-cell notebook of the Data page: a dataset cell for an import, edited by its form and run by the input/output worker like
// any other notebook. Kept between visits under a name of its own.
import type { ImportRecord } from '#lib/engine/io/protocol';
import type { NotebookEngine } from '#lib/engine/client';
import { cellsOf, type CellBlock } from '../document/prepared';
import type { DocumentTools } from '../document/load-tools';
import { NotebookSession } from '../notebook-session.svelte';

/** The paper's preparation (model spec §8.16), without its sample of users. Keys of the dataset cell. */
export const PAPER_PREPARATION = { min_rating: 3, core: 10, split: 'paper' } as const;

/** The text of the notebook: one dataset cell that reads the import as it was read, prepared as the paper does. */
export function preparationText(
  { name, given }: Pick<ImportRecord, 'name' | 'given'>,
  tools: Pick<DocumentTools, 'setCellValue'>
): string {
  const bare = `# ${name}\n\n\`\`\`dataset\nname: ${name}\n\`\`\`\n`;
  const values = { source: name, ...given, ...PAPER_PREPARATION };
  return Object.entries(values).reduce((text, [key, value]) => tools.setCellValue(text, name, key, value), bare);
}

export async function openPreparation(
  record: Pick<ImportRecord, 'name' | 'given'>,
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

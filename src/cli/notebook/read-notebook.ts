// A notebook's file, checked before anything starts.
import { readFile } from 'node:fs/promises';
import { appError } from '#lib/errors/app-error';
import { textWithOverrides, withOverrides } from '#lib/notebook/document/overrides';
import { parseNotebook, type NotebookDocument } from '#lib/notebook/document/parse';
import { notebookGraph } from '#lib/notebook/plan/graph';

/**
 * The document, and its text with the values of --set but for paths of data; everything that is wrong with it is known before anything starts.
 * @param file as the reader named it, for messages
 * @throws AppError notebook/…
 */
export async function readNotebookFile(
  path: string,
  file: string,
  overrides: Readonly<Record<string, string>>
): Promise<{ readonly notebook: NotebookDocument; readonly text: string }> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const reason = isMissing ? 'it is not there' : error instanceof Error ? error.message : String(error);
    throw appError('notebook/file-missing', { file, reason }, {}, error);
  }
  const document = withOverrides(parseNotebook(text, file), overrides);
  const [problem] = notebookGraph(document).problems.values();
  if (problem) throw problem;
  const told = Object.entries(overrides).filter(([target, value]) => !isPathOfData(document, target, value));
  return { notebook: document, text: textWithOverrides(text, Object.fromEntries(told)) };
}

/**
 * Whether data are named by a path of this machine. Results that are passed on do not say it: it tells others nothing, may tell who made
 * them, and changes no id, since data are known by their content.
 */
const isPathOfData = ({ cells }: NotebookDocument, target: string, value: string): boolean =>
  cells.some(({ kind, name }) => kind === 'dataset' && target === `${name}.source`) &&
  /[\\/]/.test(value) &&
  !/^https?:/i.test(value);

// A notebook with its results in one file: written from what a page shows, and taken in as it was. Pure.
import '#lib/errors/share';
import { appError } from '#lib/errors/app-error';
import type { CellRecord, ResultsFile } from '#lib/notebook/results/results';
import { readResults } from '#lib/notebook/results/read-results';
import * as tools from '../document/tools';
import { toResultsFile } from '../results/results-file';
import { fromResultsFile } from '../results/from-results-file';
import type { ShownRecord, ShownResults } from '../results/shown-results';

/** A cell with what stands under it. */
export interface CellShown {
  readonly name: string;
  readonly shown: ShownRecord | null;
  readonly isStale: boolean;
}

export interface WholeFile {
  readonly file: ResultsFile;
  /** Cells whose result is of other settings than theirs, and stays behind. */
  readonly stale: readonly string[];
}

/**
 * @param whole results as they came with the page: a page shows them in fewer digits
 */
export function wholeFile(
  notebook: { readonly fileName: string; readonly text: string },
  cells: readonly CellShown[],
  whole: readonly CellRecord[] = []
): WholeFile {
  const results: [string, ShownRecord][] = cells.flatMap(({ name, shown, isStale }) => {
    if (!shown || isStale) return [];
    const same = shown.bundled ? whole.find(({ digest }) => digest === shown.record.digest) : undefined;
    // A renamed cell has taken its result along.
    return [[name, { ...shown, record: { ...(same ?? shown.record), name } }]];
  });
  const names = results.map(([name]) => name);
  return {
    file: toResultsFile(Object.fromEntries(results), names, notebook.fileName, notebook.text),
    stale: cells.flatMap(({ name, shown, isStale }) => (shown && isStale ? [name] : []))
  };
}

export interface TakenIn {
  readonly text: string;
  readonly results: ShownResults;
  /** Results that are of no form that is known here. */
  readonly leftOut: readonly string[];
}

/**
 * A notebook from a dropped file: Markdown, or what `wholeFile` or the command line wrote.
 * @throws AppError share/no-notebook, share/newer
 */
export async function takenIn(fileName: string, content: string): Promise<TakenIn> {
  const no = (reason: string, cause?: unknown) => appError('share/no-notebook', { file: fileName, reason }, {}, cause);
  if (content.includes('\0')) throw no('it is not text');
  if (!/\.json$/i.test(fileName)) return { text: content, results: {}, leftOut: [] };
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (error) {
    throw no('it is called JSON and is none', error);
  }
  const { file, leftOut } = readResults(json, fileName);
  const { text } = file;
  if (text === undefined) throw no('it has results, but not the text of the notebook that they are of');
  // As it stands in the file, each result is of the settings that its cell has there.
  const prints = await tools.fingerprints({ text });
  return { text, results: tools.withFingerprints(fromResultsFile(file), prints), leftOut };
}

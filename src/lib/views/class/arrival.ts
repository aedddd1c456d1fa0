// Fetches a notebook from its address, with the results beside it. Nothing of it runs. Whoever calls this has asked the reader first, where
// the address is not the site's own (FromElsewhere.svelte). Redirects are not followed: they lead where nobody was asked about.
import '#lib/errors/all';
import { appError, AppError, type SerializedError } from '#lib/errors/app-error';
import { MOST_TEXT } from '#lib/notebook/document/limits';
import { fingerprints, prepareNotebook, withFingerprints } from '../document/tools';
import { readResults } from '#lib/notebook/results/read-results';
import { withShortNumbers } from '../results/results-check';
import { fromResultsFile } from '../results/from-results-file';
import type { KeptNotebook, ShownResults } from '../results/shown-results';
import { resultsAddress, withAddresses } from './notebook-address';

/** Bytes of a file of results: that of nine models with all epochs has 200 KB. */
const MOST_RESULTS = 32_000_000;
const PATIENCE_MS = 60_000;

export interface Arrived {
  readonly state: KeptNotebook;
  readonly title: string;
  /** What is wrong with the results beside it; null where they are shown, or there are none. */
  readonly left: SerializedError | null;
}

/** @throws AppError class/…, notebook/newer-version, notebook/too-large */
export async function fetchNotebook(url: string): Promise<Arrived> {
  const text = withAddresses(await textAt(url, MOST_TEXT), url);
  const notebook = prepareNotebook(text, '', 'own');
  const refused = notebook.problems.find(({ code }) => REFUSED.has(code));
  if (refused) throw AppError.fromJSON(refused);
  const { results, left } = await resultsBeside(url);
  const state = { text, results: withFingerprints(results, await fingerprints(notebook)) };
  return { state, title: notebook.title, left };
}

/** Such a text is not opened at all; any other mistake is shown beside its place. */
const REFUSED: ReadonlySet<string> = new Set(['notebook/newer-version', 'notebook/too-large']);

async function resultsBeside(url: string): Promise<{ results: ShownResults; left: SerializedError | null }> {
  const address = resultsAddress(url);
  try {
    const file: unknown = JSON.parse(withShortNumbers(await textAt(address, MOST_RESULTS)));
    const { file: read, leftOut } = readResults(file, address);
    const left = leftOut.length > 0 ? appError('class/left-out', { address, cells: leftOut }).toJSON() : null;
    return { results: fromResultsFile(read), left };
  } catch (error) {
    // A notebook may come without.
    if (error instanceof AppError && NONE_THERE.has(error.code)) return { results: {}, left: null };
    if (error instanceof AppError && !error.code.startsWith('share/')) return { results: {}, left: error.toJSON() };
  }
  return { results: {}, left: appError('class/bad-results', { address }).toJSON() };
}

const NONE_THERE: ReadonlySet<string> = new Set(['class/gone', 'class/not-a-notebook', 'class/unreachable']);

/** @throws AppError class/… */
async function textAt(address: string, most: number): Promise<string> {
  let response: Response;
  try {
    response = await fetch(address, {
      redirect: 'manual',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(PATIENCE_MS)
    });
  } catch (error) {
    throw appError('class/unreachable', { address }, {}, error);
  }
  const { status } = response;
  const redirects = response.type === 'opaqueredirect' || (status >= 300 && status < 400);
  if (redirects) throw appError('class/redirects', { address });
  if (status === 404 || status === 410) throw appError('class/gone', { address });
  if (!response.ok) throw appError('class/refused', { address, status });
  const what = response.headers.get('content-type')?.includes('text/html') ? 'a web page' : null;
  if (what) throw appError('class/not-a-notebook', { address, what });
  const bytes = await upTo(response, most, address);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Said below.
  }
  throw appError('class/not-a-notebook', { address, what: 'no text' });
}

async function upTo(response: Response, most: number, address: string): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  try {
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      size += next.value.length;
      if (size > most) throw appError('class/too-large', { address, most });
      parts.push(next.value);
    }
  } catch (error) {
    await reader?.cancel().catch(() => undefined);
    throw error instanceof AppError ? error : appError('class/unreachable', { address }, {}, error);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

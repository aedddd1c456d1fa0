// Where a notebook lies that a link opens ("/notebook/?notebook=ADDRESS"), and what of its text leads beside it. Pure.
import { isWeb, withRuns } from '#lib/notebook/document/front-matter';
import { setInCells } from '#lib/notebook/document/edit';
import { readNotebook } from '#lib/notebook/document/parse';

export interface NotebookAddress {
  readonly url: string;
  readonly origin: string;
  /** It lies on this very site: nobody need be asked. */
  readonly isSite: boolean;
  /** Under which the notebook is kept here: the same address is the same notebook. */
  readonly id: string;
}

/**
 * @param link as it stands in the page's address; relative to the page where it has no origin
 * @param site absolute URL of the site, with a slash at its end
 * @returns null where that is no address of the web
 */
export function notebookAddress(link: string, page: string, site: string): NotebookAddress | null {
  if (link.trim() === '' || !URL.canParse(link, page)) return null;
  const url = new URL(link, page);
  if (!isWeb(url.href) || url.username !== '' || url.password !== '') return null;
  url.hash = '';
  const { href, origin, pathname } = url;
  const file = pathname.split('/').at(-1) ?? '';
  return { url: href, origin, isSite: href.startsWith(site), id: `${slug(file)}-${shortHash(href)}` };
}

const slug = (file: string): string =>
  file
    .replace(/\.(md|markdown)$/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'notebook';

/** FNV-1a, 32 bits: tells addresses of files of one name apart. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(36);
}

/** Results lie beside the notebook, under its name. */
export const resultsAddress = (url: string): string => url.replace(/(\.(md|markdown))?(\?.*)?$/i, '.results.json$3');

/** A source with a slash or a dot is a path; a bare name is bundled data or an import of the reader's. */
const isRelative = (source: unknown): source is string =>
  typeof source === 'string' && /[/.]/.test(source) && !/^[a-z][a-z\d+.-]*:/i.test(source);

/**
 * The text with what lies beside it at its full address: sources of its cells, and its runs. What is not relative stays as it is. Ids of
 * results depend on content and not on these, so that what is stored still fits.
 * @param url the notebook's own
 */
export function withAddresses(text: string, url: string): string {
  const at = (path: string): string => new URL(path, url).href;
  const { document } = readNotebook(text);
  const sources = document.cells.flatMap(({ name, values: { source } }): [string, string][] =>
    isRelative(source) ? [[name, at(source)]] : []
  );
  const changed = setInCells(text, 'source', new Map(sources));
  const { runs } = document;
  return runs?.from === 'address' && !isWeb(runs.address) ? withRuns(changed, at(runs.address)) : changed;
}

// Hands a notebook over to be taken along: as a link, as Markdown, with its results in one file, or as a page of HTML. Fetched when somebody
// asks for one of them. Browser only.
import { appError } from '#lib/errors/app-error';
import type { CellRecord } from '#lib/notebook/results/results';
import { fragmentOf } from '#lib/notebook/transfer/notebook-link';
import { saveText } from '../charts/save-file';
import type { NotebookSession } from '../session/notebook-session.svelte';
import { isResultsFile } from '../results/results-check';
import type { Drawing } from '../standalone/drawing';
import { formatNumber, plural } from '../text/format';

export type Takeable = 'link' | 'markdown' | 'file' | 'page';

export interface Taken {
  /** What came of it. */
  readonly words: string;
  /** Shown to be copied by hand too; null where there is none. */
  readonly link: string | null;
  /** It was too long for a link: the file is offered in its place. */
  readonly isTooLong?: true;
}

export interface TakeFrom {
  readonly session: NotebookSession;
  /** What a page of HTML is drawn with. */
  readonly drawing: Drawing;
  /** The address of the page that opens linked notebooks, whole. */
  readonly page: string;
  /** The results as they came with the page, in full precision; null where there are none. */
  readonly bundledResults: (() => Promise<string>) | null;
}

/** Characters of an address. Browsers take more, but mail and chat programs cut what is longer, and then it opens nothing. */
export const LONGEST_LINK = 8000;

/** A file's name without folder and ending. */
const nameOf = (fileName: string): string => fileName.replace(/^.*\/|\.md$/g, '');

/** @throws whatever the making of it does */
export async function takeAlong(what: Takeable, from: TakeFrom): Promise<Taken> {
  const { session } = from;
  const name = nameOf(session.fileName);
  switch (what) {
    case 'link':
      return takeLink(session.notebook.text, from.page);
    case 'markdown':
      saveText(`${name}.md`, 'text/markdown', session.notebook.text);
      return { words: `Saved as ${name}.md.`, link: null };
    case 'file':
      return takeFile(name, from);
    case 'page':
      return takePage(name, from);
  }
}

async function takeLink(text: string, page: string): Promise<Taken> {
  const link = `${page}${await fragmentOf(text)}`;
  const length = `${formatNumber(link.length, 6)} characters`;
  if (link.length > LONGEST_LINK) {
    return {
      words: `This notebook makes a link of ${length}; mail and chat programs cut those above ${formatNumber(LONGEST_LINK, 6)}. Take it along as a file.`,
      link: null,
      isTooLong: true
    };
  }
  const says = `It carries the text of the notebook (${length}), not its results. Who opens it sees the notebook; nothing runs, and no server learns what it says.`;
  try {
    await navigator.clipboard.writeText(link);
    return { words: `The link is copied. ${says}`, link };
  } catch {
    return { words: `Copy this link. ${says}`, link };
  }
}

async function takeFile(name: string, { session, bundledResults }: TakeFrom): Promise<Taken> {
  const cells = session.cells.map((cell) => ({
    name: cell.name,
    shown: session.shown(cell),
    isStale: session.freshness(cell) === 'stale'
  }));
  const isFromSite = cells.some(({ shown }) => shown?.bundled);
  const [{ wholeFile }, whole] = await Promise.all([
    import('./whole-file'),
    bundledResults && isFromSite ? wholeResults(bundledResults) : []
  ]);
  const { text } = session.notebook;
  const { file, stale } = wholeFile({ fileName: session.fileName, text }, cells, whole);
  saveText(`${name}.results.json`, 'application/json', `${JSON.stringify(file, null, 1)}\n`);
  const left = stale.length > 0 ? ` Left out, since their settings have changed: ${stale.join(', ')}.` : '';
  return {
    words: `Saved as ${name}.results.json: the notebook, ${plural(file.cells.length, 'result')} and their cards. Dropped on the first page, in any browser, it opens with them.${left}`,
    link: null
  };
}

/** What came with the page, in all its digits. */
async function wholeResults(fetchResults: () => Promise<string>): Promise<readonly CellRecord[]> {
  let file: unknown;
  try {
    file = JSON.parse(await fetchResults());
  } catch (error) {
    throw appError('share/not-fetched', { reason: error instanceof Error ? error.message : String(error) }, {}, error);
  }
  return isResultsFile(file) ? file.cells : [];
}

async function takePage(name: string, { session, drawing }: TakeFrom): Promise<Taken> {
  const { standaloneHtml } = await import('../standalone/render-in-page');
  saveText(`${name}.html`, 'text/html', await standaloneHtml(session, drawing));
  return { words: `Saved as ${name}.html: a page that needs no other file and no program, and prints.`, link: null };
}

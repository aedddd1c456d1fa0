// Turns prose into HTML, safely: markdown-it with raw HTML off, no images (a notebook from outside could count its readers with them),
// and links only to the web, to this site or within the page. Nothing else in the app makes HTML from text.
import MarkdownIt, { type MarkdownIt as Renderer } from 'markdown-it';
import type { TermId } from '../glossary/entries';
import { withTerms } from '../glossary/terms';
import type { Heading } from './prepared';

export interface RenderedProse {
  readonly opening: string;
  readonly html: string;
  readonly headings: readonly Heading[];
}

const WEB = /^https?:\/\//i;
/** No scheme at all: a path or a fragment. A control character or backslash is no part of an honest one. */
const LOCAL = /^(?!\/\/)[^:\\\p{Cc}]*(#.*)?$/u;

/** Whether a link of a notebook may be followed. */
export function isAllowedLink(url: string): boolean {
  const trimmed = url.trim();
  return WEB.test(trimmed) || LOCAL.test(trimmed);
}

/**
 * Where a text with links lies: public/notebooks or its folder of lessons, whose pages are /notebooks/NAME/ and /learn/NAME/; or in the
 * reader's browser, whose page is /notebook/.
 */
export type LinksFrom = 'notebooks' | 'lessons' | 'own';

const termHref = (term: TermId, from: LinksFrom): string => `${from === 'own' ? '' : '../'}../glossary/#${term}`;

const OTHER_NOTEBOOK = /^(?:\.\/)?(\.\.\/|lessons\/)?([\w-]+)\.md(#.*)?$/;

/** Bundled notebooks and lessons name each other by file ("NAME.md", "lessons/NAME.md", "../NAME.md"); on the site these are pages. */
function sitePath(url: string, from: LinksFrom): string {
  const [, folder = '', name, hash = ''] = OTHER_NOTEBOOK.exec(url) ?? [];
  if (name === undefined) return url;
  if (folder === '') return `../${name}/${hash}`;
  if (from === 'notebooks' && folder === 'lessons/') return `../../learn/${name}/${hash}`;
  if (from === 'lessons' && folder === '../') return `../../notebooks/${name}/${hash}`;
  return url;
}

/** What `renderProse` hands through the renderer. */
function fromOf(env: unknown): LinksFrom {
  const from: unknown = typeof env === 'object' && env !== null ? Reflect.get(env, 'from') : null;
  return from === 'lessons' ? from : 'notebooks';
}

/** Which terms of the glossary a notebook's text has marked so far, and where its links begin. */
export class TermMarks {
  readonly seen = new Set<TermId>();
  constructor(readonly from: LinksFrom) {}

  /** A text as HTML, with terms that stand in it for the first time as links. */
  html(text: string): string {
    const { escapeHtml } = renderer.utils;
    return withTerms(text, this.seen)
      .map(({ text: words, term }) => {
        const html = escapeHtml(words);
        return term === null ? html : `<a class="term" href="${termHref(term, this.from)}">${html}</a>`;
      })
      .join('');
  }
}

/** What `renderProse` hands through the renderer, too. */
function marksOf(env: unknown): TermMarks | null {
  const marks: unknown = typeof env === 'object' && env !== null ? Reflect.get(env, 'marks') : null;
  return marks instanceof TermMarks ? marks : null;
}

/** What stands in headings and links is theirs. */
const UNMARKED = { unmarked: true };

function makeRenderer(): Renderer {
  const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
  markdown.disable('image');
  markdown.validateLink = isAllowedLink;
  markdown.renderer.rules.link_open = (tokens, index, options, env: unknown, self) => {
    const token = tokens[index];
    const href = token?.attrGet('href');
    if (token && typeof href === 'string') {
      token.attrSet('href', sitePath(href, fromOf(env)));
      if (WEB.test(href)) token.attrSet('rel', 'noopener noreferrer');
    }
    return self.renderToken(tokens, index, options);
  };
  markdown.renderer.rules.text = (tokens, index, _, env: unknown) => {
    const { content = '', meta } = tokens[index] ?? {};
    const marks = meta?.unmarked ? null : marksOf(env);
    return marks ? marks.html(content) : markdown.utils.escapeHtml(content);
  };
  // A line of code may be wider than the page: what scrolls has to be reachable by keyboard.
  const { fence, code_block: indented } = markdown.renderer.rules;
  const reachable = (html: string) => html.replace(/^<pre>/, '<pre tabindex="0" role="region" aria-label="Code">');
  if (fence) markdown.renderer.rules.fence = (...given) => reachable(fence(...given));
  if (indented) markdown.renderer.rules.code_block = (...given) => reachable(indented(...given));
  markdown.renderer.rules.table_open = () =>
    '<div class="scroll" tabindex="0" role="region" aria-label="Table"><table>';
  markdown.renderer.rules.table_close = () => '</table></div>';
  return markdown;
}

const renderer = makeRenderer();

/** Text as an id: "Two spaces!" → "two-spaces". */
export function slugOf(text: string): string {
  const slug = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return slug || 'section';
}

/** Keeps terms out of what stands in headings and links. */
function leaveUnmarked(tokens: ReturnType<Renderer['parse']>): void {
  tokens.forEach(({ type, children }, index) => {
    if (type !== 'inline') return;
    let depth = tokens[index - 1]?.type === 'heading_open' ? 1 : 0;
    for (const child of children ?? []) {
      if (child.type === 'link_open') depth += 1;
      else if (child.type === 'link_close') depth -= 1;
      else if (child.type === 'text' && depth > 0) child.meta = UNMARKED;
    }
  });
}

/**
 * Renders one prose block. `taken` holds the ids given so far in this notebook and gains the new ones. Where `first`
 * is set, a leading title and the paragraph under it come apart from the rest, so that a page can set them as its head.
 * @param marks of the same notebook, where terms are to be marked
 */
export function renderProse(
  text: string,
  taken: Set<string>,
  first: boolean,
  from: LinksFrom = 'notebooks',
  marks: TermMarks | null = null
): RenderedProse {
  const tokens = renderer.parse(text, {});
  leaveUnmarked(tokens);
  const headings: Heading[] = [];
  tokens.forEach((token, index) => {
    if (token.type !== 'heading_open') return;
    const words = tokens[index + 1]?.children?.map((child) => child.content).join('') ?? '';
    const slug = slugOf(words);
    let id = slug;
    for (let count = 2; taken.has(id); count += 1) id = `${slug}-${count}`;
    taken.add(id);
    token.attrSet('id', id);
    headings.push({ id, text: words, level: Number(token.tag.slice(1)) });
  });
  let split = 0;
  if (first && tokens[0]?.type === 'heading_open' && tokens[0].tag === 'h1') {
    split = 3;
    const paragraph = tokens[3];
    if (paragraph?.type === 'paragraph_open') {
      paragraph.attrSet('class', 'lede');
      split = 6;
    }
  }
  const render = (part: typeof tokens) => renderer.renderer.render(part, renderer.options, { from, marks });
  return { opening: render(tokens.slice(0, split)), html: render(tokens.slice(split)), headings };
}

// A whole page of HTML around a notebook that is drawn already: it needs no other file and no script, and its policy allows none. Pure.
import { withoutControls } from './without-controls';

/** Nothing is fetched and nothing runs, whatever stands in the page. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export interface StandalonePage {
  readonly title: string;
  /** Rules; what would end the style sheet is refused. */
  readonly css: string;
  /** Of the drawn notebook. */
  readonly html: string;
  /** The address that links within the site count from; without one they lead nowhere and are words. */
  readonly from?: string;
}

/** @throws Error where the style sheet would end the element that it stands in */
export function standalonePage({ title, css, html, from }: StandalonePage): string {
  if (/<\/style/i.test(css)) throw new Error('A style sheet holds the end of its element.');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="RLMRec Notebook">
<title>${escaped(title)}</title>
<style>
${withoutFonts(css).trim()}
</style>
</head>
<body>
${withWholeLinks(withoutControls(html), from).trim()}
</body>
</html>
`;
}

/** Fonts are files of their own: the page has those of the reader's system. */
const withoutFonts = (css: string): string =>
  css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/@font-face\s*\{[^}]*\}/g, '');

/** Links that still lead somewhere where there is no site around the page. */
const withWholeLinks = (html: string, from: string | undefined): string =>
  html.replace(/(<a\b[^>]*?)\shref="([^"]*)"/g, (whole, before: string, href: string) => {
    if (/^(https?:|#)/i.test(href)) return whole;
    return from === undefined
      ? before
      : `${before} href="${escaped(new URL(href.replaceAll('&amp;', '&'), from).href)}"`;
  });

// Only at build time, when pages are written: the first script is put into each of them, and their fonts are asked for with the page
// itself, not when its style sheet has been read. With `font-display: optional` (app.css) text is then painted once, in its own font,
// and does not move.
import type { Handle } from '@sveltejs/kit';
import boot from './boot.js?raw';

/** Without the lines that are for readers of the source. */
const BOOT = boot.replace(/^\s*\/[/*].*\n/gm, '').trim();

/** Upright fonts stand on every page, that of code in notebooks; italics wait until some text is. */
const isFirstFont = (path: string, route: string | null): boolean =>
  path.includes('-normal') && (!path.includes('-mono-') || route?.includes('notebook') === true);

export const handle: Handle = ({ event, resolve }) =>
  resolve(event, {
    preload: ({ type, path }) => type !== 'font' || isFirstFont(path, event.route.id),
    // A function: what stands in the script is no pattern.
    transformPageChunk: ({ html }) => html.replace('%boot%', () => BOOT)
  });

// Runs where pages are prerendered: puts the first script into each of them.
import type { Handle } from '@sveltejs/kit';
import boot from './boot.js?raw';

/** Without the lines that are for readers of the source. */
const BOOT = boot.replace(/^\s*\/[/*].*\n/gm, '').trim();

export const handle: Handle = ({ event, resolve }) =>
  // A function: what stands in the script is no pattern.
  resolve(event, { transformPageChunk: ({ html }) => html.replace('%boot%', () => BOOT) });

// Chooses which profiles of a list are shown, and which part of a long list is in view. Pure.
import type { ProfileRow } from '#lib/notebook/profiles/profile-work';

export const SHOWN = ['all', 'items', 'users', 'marked', 'changed'] as const;
export type Shown = (typeof SHOWN)[number];

/** Rows of one kind that hold every word of `query` in title, id or text, whatever its case. */
export function matching(rows: readonly ProfileRow[], shown: Shown, query: string): readonly ProfileRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (shown === 'items' && row.node !== 'item') return false;
    if (shown === 'users' && row.node !== 'user') return false;
    if (shown === 'marked' && row.problem === null) return false;
    if (shown === 'changed' && !row.edited) return false;
    if (words.length === 0) return true;
    const text = `${row.title}\n${row.id}\n${row.text ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

export interface Window {
  readonly first: number;
  /** Behind the last one. */
  readonly end: number;
}

/** Rows to draw: those in view and some before and behind, so that a quick scroll shows no gap. */
export function windowOf(count: number, rowHeight: number, scrollTop: number, height: number): Window {
  const spare = 10;
  const first = Math.max(0, Math.min(count, Math.floor(scrollTop / rowHeight)) - spare);
  return { first, end: Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + spare) };
}

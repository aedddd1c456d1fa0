// Marks results that an earlier version of the code made: those that come with the site where pages are prerendered, a reader's own when
// they are opened. What is computed in an open page is of today's code. Pure.
import { earlierCode, kindsBehind, type EarlierCode } from '#lib/notebook/plan/revisions';
import { cellsOf, type PreparedNotebook } from '../document/prepared';
import type { ShownRecord, ShownResults } from './shown-results';

/** @param now revisions of today's code, unless a test says otherwise */
export function withEarlier(
  results: ShownResults,
  notebook: PreparedNotebook,
  now?: Parameters<typeof earlierCode>[2]
): ShownResults {
  const cells = new Map(cellsOf(notebook).map((cell) => [cell.name, cell]));
  const marked = Object.entries(results).map(([name, { earlier: _before, ...shown }]): [string, ShownRecord] => {
    const earlier = earlierCode(
      shown.record.revisions,
      kindsBehind(name, (at) => cells.get(at)),
      now
    );
    return [name, earlier.length > 0 ? { ...shown, earlier: earlierInWords(earlier) } : shown];
  });
  return Object.fromEntries(marked);
}

/** With which code a result was made, where that has changed since. */
function earlierInWords(earlier: readonly EarlierCode[]): string {
  const each = earlier.map(({ kind, made, now }) => `${kind} revision ${made}, now ${now}`);
  return `Made with an earlier version of the code (${each.join('; ')})`;
}

// Times of epochs as the command line prints them.
import { printable } from '#lib/errors/printable';
import type { TimeResult } from '#lib/notebook/kinds/time/stored';
import { count, textTable } from './text-table';

/** Plain text of several lines. */
export function describeTimes({ rows, notes }: TimeResult): string {
  const table = textTable([
    ['seconds an epoch', 'steps', 'median', 'fastest', 'slowest', 'to its base'],
    ...rows.map(({ label, steps, median, least, most, ratio }) => [
      label,
      count(steps),
      ...[median, least, most].map((seconds) => seconds.toPrecision(3)),
      ratio ? `× ${ratio.median.toFixed(2)}` : ''
    ])
  ]);
  return [table, notes.map((note) => `- ${printable(note)}`).join('\n')].join('\n\n');
}

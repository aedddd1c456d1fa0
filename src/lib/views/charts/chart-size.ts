// Computes how wide a chart is and how much of that its labels need. Pure; pixels, which are the units of a chart's SVG too.
import { largest } from '#lib/elementary/extent';

/**
 * The width to draw a chart at: that of its box, `measured` by ChartFrame once the page is awake, but at least `least`; until then, and on
 * the server, `first`.
 */
export function chartWidth(measured: number, least: number, first: number): number {
  return measured > 0 ? Math.max(least, measured) : first;
}

/**
 * Room for the longest of `labels`, at `letter` pixels a letter, with a margin; at most `most`. Text is not measured, so that the server
 * comes to the same room.
 */
export function labelRoom(labels: readonly string[], letter: number, margin: number, most = Infinity): number {
  const lengths = labels.map((label) => label.length);
  return Math.min(most, margin + letter * largest(lengths, 4));
}

/** A label cut to the room that it has. */
export function shortLabel(label: string, room: number): string {
  const letters = Math.max(4, Math.floor(room / 6.2));
  return label.length <= letters ? label : `${label.slice(0, letters - 1).trimEnd()}…`;
}

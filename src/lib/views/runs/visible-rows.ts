// Which rows of a long list are drawn: those in the window of its box, and some beside them, so that scrolling and the Tab key find the next
// ones there. As many wherever the list is scrolled, so that a row that leaves lends its elements to one that comes. Pure.

/** Rows drawn above and below what is seen, at least. */
const BESIDE = 6;
/** Rows by which the window moves on: within them scrolling draws nothing. */
const STEP = 3;

/**
 * Rows that are drawn at a time.
 * @param height of the box in pixels @param row height of a row, the same for all
 */
export const rowsDrawn = (height: number, row: number): number => Math.ceil(height / row) + 2 * BESIDE + STEP;

/**
 * The first row that is drawn.
 * @param scrolled pixels of the list above the box @param drawn as `rowsDrawn` says @param count of all rows
 */
export function firstDrawn(scrolled: number, row: number, drawn: number, count: number): number {
  const first = Math.floor((Math.floor(scrolled / row) - BESIDE) / STEP) * STEP;
  return Math.max(0, Math.min(first, count - drawn));
}

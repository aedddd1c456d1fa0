// Which rows of a long list are drawn: those in the window of its box, and some beside them, so that scrolling and the Tab key find the next
// ones there. Pure.

/** Rows drawn above and below what is seen. */
const BESIDE = 12;

export interface VisibleRows {
  readonly from: number;
  /** Behind the last one. */
  readonly to: number;
  /** Pixels that the rows before and after would take. */
  readonly above: number;
  readonly below: number;
}

/**
 * @param scrolled pixels of the list above the box @param height of the box, 0 where it is not known yet
 * @param row height of a row in pixels, the same for all @param count of all rows
 */
export function visibleRows(scrolled: number, height: number, row: number, count: number): VisibleRows {
  const first = Math.min(Math.max(0, Math.floor(scrolled / row)), count);
  const from = Math.max(0, first - BESIDE);
  const to = Math.min(count, first + Math.ceil(height / row) + BESIDE);
  return { from, to, above: from * row, below: (count - to) * row };
}

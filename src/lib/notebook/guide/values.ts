// The named numbers of a cell's result: what a step's question is checked against. They come from what is shown, so that an answer is
// checked on the reader's own data too. Pure.
import { kindOf, type CellResult } from '../kinds/registry';

/** Names are words joined by dots. */
export function valuesOf(result: CellResult): Readonly<Record<string, number>> {
  return kindOf(result.kind).values(result);
}

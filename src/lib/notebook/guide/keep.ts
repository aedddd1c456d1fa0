// Reads what a step keeps of each run: "point CELL.X, CELL.Y as NAME", "curve CELL as NAME", "list CELL as NAME". Pure.
import { namedNumber } from './task';
import type { Keep } from './types';

const POINT = /^point\s+(\S+?)\s*,\s*(\S+)\s+as\s+(\S.{0,79})$/u;
const WHOLE = /^(curve|list)\s+([\p{L}\p{N}][\p{L}\p{N}_-]*)\s+as\s+(\S.{0,79})$/u;

export const KEEP_EXPECTED = '"point CELL.X, CELL.Y as NAME", "curve CELL as NAME" or "list CELL as NAME"';

/** null where the text says nothing that can be kept. */
export function keepOf(text: string): Keep | null {
  const [, x, y, pointName] = POINT.exec(text) ?? [];
  if (x !== undefined && y !== undefined && pointName !== undefined) {
    const [across, up] = [namedNumber(x), namedNumber(y)];
    return across && up && { type: 'point', x: across, y: up, name: pointName.trim() };
  }
  const [, type, cell, name] = WHOLE.exec(text) ?? [];
  if (cell === undefined || name === undefined) return null;
  return { type: type === 'list' ? 'list' : 'curve', cell, name: name.trim() };
}

/** The cell whose runs are kept. */
export const keptCell = (keep: Keep): string => (keep.type === 'point' ? keep.y.cell : keep.cell);

/** What stands across a picture of pins, and up: of points in the words of a name that reads "UP, by ACROSS", else the names of the numbers. */
export function axesOf(keep: Keep): readonly [across: string, up: string] {
  if (keep.type !== 'point') return ['epoch', 'recall@20'];
  const [, up, across] = /^(.+), by (.+)$/u.exec(keep.name) ?? [];
  return up === undefined || across === undefined ? [keep.x.value, keep.y.value] : [across, up];
}

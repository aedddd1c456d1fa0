// The two programs that make exponential sums on WebGPU, by the width of rows: narrow ones lie in a thread's registers, two rows a thread;
// wider ones go in tiles through the workgroup's memory. Neither asks for more than every WebGPU device has.
import { elementsOf, WORKGROUP } from '../backend/device-kernel';
import { specialise } from '../backend/specialise';
import { WIDEST_IN_REGISTERS } from './streamed-widths';
import rowsCode from './exponential-sums.wgsl?raw';
import tiledCode from './exponential-sums-tiled.wgsl?raw';

/** Workgroup memory that every WebGPU device has. */
const WORKGROUP_BYTES = 16_384;
/** Others that a tile may have; as many as there is room for. */
const TILES = [32, 16, 8] as const;
/** Rows of a workgroup in tiles, four to each eighth of its threads. */
const TILED_ROWS = 32;

export interface SumsForm {
  readonly name: string;
  readonly code: string;
  /** Rows of x that a workgroup makes. */
  readonly rows: number;
}

/** @param stride elements that are written for a row */
export function sumsForm(width: number, stride: number, isWeighted: boolean): SumsForm {
  const { components, element, groups } = elementsOf(width);
  const flags = { wide: components === 4, weighted: isWeighted, total: !isWeighted };
  const words = { ELEMENT: element, GROUPS: groups, STRIDE: stride, WORKGROUP };
  if (width <= WIDEST_IN_REGISTERS) {
    return { name: 'exponential-sums', code: specialise(rowsCode, flags, words, groups), rows: 2 * WORKGROUP };
  }
  const row = groups % 2 === 1 ? groups : groups + 1;
  const bytes = 4 * components * row + 16 * (TILED_ROWS / 4);
  const tile = TILES.find((size) => size * bytes <= WORKGROUP_BYTES);
  if (!tile) throw new RangeError(`No tile holds rows of width ${width}`);
  const pairs = tile >= 16;
  const code = specialise(
    tiledCode,
    { ...flags, pairs },
    { ...words, ROW: row, TILE: tile, STEP: pairs ? 16 : 8 },
    Math.ceil(groups / 8)
  );
  return { name: 'exponential-sums-tiled', code, rows: TILED_ROWS };
}

// Exponential sums over workers, by rows of x; everyone gets all others. The bits are those of one call into the module
// (exponential-sums.as.ts), which cuts its rows in the same way.
import { addShare, partLength, rowParts } from '../dense/row-parts';
import type { PartedWork } from '../workers/ahead';
import { othersPanelFloats, othersTileFloats, partScratchFloats } from './exponential-sums.module';

const NO_ROWS = { first: 0, end: 0 };

/**
 * s [n, d], z [n, 1], the rows' maxima [n, 1] where they are taken off, and with a weight t [m, d], in this order.
 * @param x row-major [n, width] @param others row-major [m, width] @param weight w = weight / z; 0 for no t
 * @param factors one a row: w = factor · weight / z; null where all are 1
 */
export function exponentialSumsInParts(
  {
    x,
    others,
    factors,
    width
  }: {
    readonly x: Float32Array;
    readonly others: Float32Array;
    readonly factors: Float32Array | null;
    readonly width: number;
  },
  temperature: number,
  weight: number,
  isShifted: boolean
): PartedWork {
  const [rows, count] = [x.length / width, others.length / width];
  const parts = rowParts(rows);
  const most = Math.min(rows, partLength(rows));
  const hasWeights = weight !== 0;
  const s = new Float32Array(rows * width);
  const z = new Float32Array(rows);
  const maxima = new Float32Array(rows);
  const t = new Float32Array(hasWeights ? others.length : 0);
  return {
    parts: parts.length,
    shared: {
      put: { others },
      room: {
        panels: othersPanelFloats(count, width),
        scratch: partScratchFloats(most, count, width, hasWeights),
        ...(hasWeights ? { tiles: othersTileFloats(count, width), t: count * width } : {})
      },
      calls: [{ name: 'packOthers', values: ['others', 'panels', count, width, temperature] }]
    },
    of(part) {
      const { first, end } = parts[part] ?? NO_ROWS;
      const size = [end - first, count, width];
      return {
        put: {
          x: x.subarray(first * width, end * width),
          ...(factors ? { factors: factors.subarray(first, end) } : {})
        },
        room: { s: (end - first) * width, z: end - first, maxima: end - first },
        calls: [
          {
            name: 'exponentialSumsOfPart',
            values: [
              'x',
              'panels',
              's',
              'z',
              isShifted ? 'maxima' : 0,
              hasWeights ? 'tiles' : 0,
              'scratch',
              ...size,
              weight,
              factors ? 'factors' : 0
            ]
          },
          ...(hasWeights ? [{ name: 'openOthers', values: ['tiles', 't', count, width] }] : [])
        ],
        give: ['s', 'z', 'maxima', ...(hasWeights ? ['t'] : [])]
      };
    },
    use([ownS, ownZ, ownMaxima, ownT], part) {
      const { first } = parts[part] ?? NO_ROWS;
      if (ownS) s.set(ownS, first * width);
      if (ownZ) z.set(ownZ, first);
      if (ownMaxima) maxima.set(ownMaxima, first);
      if (ownT) addShare(t, ownT, part);
    },
    results: [
      { shape: [rows, width], values: s },
      { shape: [rows, 1], values: z },
      ...(isShifted ? [{ shape: [rows, 1], values: maxima }] : []),
      ...(hasWeights ? [{ shape: [count, width], values: t }] : [])
    ]
  };
}

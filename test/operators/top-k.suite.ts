// What scoring with selection must give on every backend: the list of a full sort, without the items left out. Scores are
// small integers, exact in float32, so that ties abound and every backend must break them alike.
import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { permutation, uniformInt } from '#kernels/random/random';
import { topK } from '#kernels/top-k/top-k';
import { ALTERNATING_WIDTHS } from './shapes';

const SHAPES = [
  { rows: 1, count: 1, width: 1, k: 20 },
  { rows: 5, count: 12, width: 3, k: 20 },
  { rows: 40, count: 700, width: 8, k: 20 },
  { rows: 3, count: 5000, width: 33, k: 5 },
  { rows: 200, count: 300, width: 256, k: 20 },
  { rows: 6, count: 20, width: 260, k: 10 },
  { rows: 2, count: 100_000, width: 4, k: 20 },
  { rows: 1500, count: 700, width: 4, k: 20 },
  // The longest list that an evaluation looks at.
  { rows: 9, count: 900, width: 8, k: 100 },
  ...ALTERNATING_WIDTHS.flatMap((width) => [20, 5].map((k) => ({ rows: 40, count: 300, width, k })))
] as const;

export function describeTopK(): void {
  describe('topK', () => {
    it.each(SHAPES)('is the full sort’s list for $rows rows, $count items, width $width, k $k', async (shape) => {
      const { rows, count, width, k } = shape;
      const before = memory().numTensors;
      const integers = (step: number, n: number): Float32Array =>
        Float32Array.from({ length: n }, (_, i) => uniformInt({ seed: count, stream: 115, step }, i, 5) - 2);
      const [x, items] = [integers(0, rows * width), integers(1, count * width)];
      const lists = Array.from({ length: rows }, (_, row) => {
        const key = { seed: row, stream: 116, step: count };
        return permutation(key, Math.min(count, 500))
          .slice(0, uniformInt(key, 999, Math.min(count, 500) + 1))
          .sort();
      });
      const rowPtr = new Int32Array(rows + 1);
      lists.forEach((list, row) => (rowPtr[row + 1] = (rowPtr[row] ?? 0) + list.length));
      const excluded = { rowPtr, items: Int32Array.from(lists.flatMap((list) => [...list])) };
      const ranked = await topK(x, items, width, excluded, k);
      for (let row = 0; row < rows; row++) {
        const scores = Array.from({ length: count }, (_, item) => {
          let score = 0;
          for (let c = 0; c < width; c++) score += (x[row * width + c] ?? 0) * (items[item * width + c] ?? 0);
          return score;
        });
        const left = new Set(lists[row]);
        const sorted = scores.map((_, item) => item).filter((item) => !left.has(item));
        sorted.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
        const expected = sorted.slice(0, k);
        const none = Array.from({ length: k - expected.length }, () => -1);
        expect(Array.from(ranked.items.subarray(row * k, (row + 1) * k))).toEqual([...expected, ...none]);
        // Adding 0 turns −0, which some backends make of 0 · −2, into 0.
        expect(Array.from(ranked.scores.subarray(row * k, row * k + expected.length), (score) => score + 0)).toEqual(
          expected.map((item) => (scores[item] ?? NaN) + 0)
        );
      }
      expect(memory().numTensors).toBe(before);
    });

    it('takes no exclusions, and no rows at all', async () => {
      const free = { rowPtr: new Int32Array(2), items: new Int32Array() };
      expect((await topK(Float32Array.of(1), Float32Array.of(3, 4), 1, free, 1)).items).toEqual(Int32Array.of(1));
      expect(
        (await topK(new Float32Array(), Float32Array.of(3), 1, { ...free, rowPtr: new Int32Array(1) }, 1)).items
      ).toEqual(new Int32Array());
    });
  });
}

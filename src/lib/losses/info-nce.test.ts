import { engine, memory, tensor2d, tidy, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { normalArray, uniformArray, uniformInt } from '#kernels/random/random';
import { infoNce, infoNceOfUnitRows, LOWEST_TEMPERATURE, maskedInfoNce, normaliseRows, sumOfLogSums } from './info-nce';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

type Rows = readonly (readonly number[])[];

function randomRows(seed: number, rows: number, width: number): Rows {
  const draws = normalArray({ seed, stream: 92, step: 0 }, rows * width);
  return Array.from({ length: rows }, (_, r) => [...draws.subarray(r * width, (r + 1) * width)].map(Math.fround));
}

const matrix = (rows: Rows): Tensor2D => tensor2d(rows.map((row) => [...row]));
const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((s, x, i) => s + x * (b[i] ?? 0), 0);

/** float64 references, written from the formulas of the model specification. */
function infoNceReference(x: Rows, y: Rows, c: Rows, t: number): number {
  const unit = (rows: Rows): Rows => rows.map((row) => row.map((value) => value / Math.sqrt(1e-8 + dot(row, row))));
  const [xs, ys, cs] = [unit(x), unit(y), unit(c)];
  return xs.reduce((total, row, i) => {
    const all = cs.reduce((s, candidate) => s + Math.exp(dot(row, candidate) / t), 0);
    return total - dot(row, ys[i] ?? []) / t + Math.log(all);
  }, 0);
}

function maskedReference(x: Rows, y: Rows, t: number): number {
  const unit = (rows: Rows): Rows =>
    rows.map((row) => row.map((value) => value / Math.max(Math.sqrt(dot(row, row)), 1e-12)));
  const [xs, ys] = [unit(x), unit(y)];
  const terms = xs.map((row, i) => {
    const all = ys.reduce((s, target) => s + Math.exp(dot(row, target) / t), 0);
    return Math.log(Math.exp(dot(row, ys[i] ?? []) / t) / (all + 1e-8) + 1e-8);
  });
  return -terms.reduce((a, b) => a + b, 0) / terms.length;
}

/** Central differences of a reference along a random direction of one input. */
function slope(reference: (moved: Rows) => number, at: Rows, direction: Rows): number {
  const step = 1e-5;
  const move = (sign: number): Rows =>
    at.map((row, r) => row.map((value, i) => value + sign * step * (direction[r]?.[i] ?? 0)));
  return (reference(move(1)) - reference(move(-1))) / (2 * step);
}

function gradientsOf(
  loss: (...inputs: Tensor2D[]) => Tensor,
  inputs: readonly Rows[]
): { value: number; gradients: number[][] } {
  return tidy(() => {
    const tensors = inputs.map(matrix);
    const { value, grads } = engine().gradients(() => loss(...tensors), tensors);
    return { value: value.dataSync()[0] ?? NaN, gradients: grads.map((g) => [...g.dataSync()]) };
  });
}

describe('InfoNCE of rows that count several times', () => {
  /** Each row as often as it counts. */
  const spread = (rows: Rows, counts: readonly number[]): Rows =>
    rows.flatMap((row, at) => Array.from({ length: counts[at] ?? 1 }, () => row));

  it('has the value and the gradients of the same rows written out', () => {
    for (let trial = 0; trial < 12; trial++) {
      const key = { seed: 22, stream: 94, step: trial };
      const [b, c, d] = [1 + uniformInt(key, 0, 7), 1 + uniformInt(key, 1, 9), 1 + uniformInt(key, 2, 9)];
      const temperature = 0.05 + (uniformArray(key, 4)[3] ?? 0);
      const times = (of: number, count: number) =>
        Array.from({ length: count }, (_, at) => 1 + uniformInt({ ...key, step: 100 * trial + of }, at, 5));
      const [n, m] = [times(1, b), times(2, c)];
      const [x, y, candidates] = [0, 1, 2].map((at) => randomRows(40 + 3 * trial + at, at === 2 ? c : b, d));
      if (!x || !y || !candidates) throw new Error('no rows');
      const repeats = { rows: Float32Array.from(n), candidates: Float32Array.from(m) };
      const { value, gradients } = gradientsOf(
        (p, q, r) => infoNceOfUnitRows(normaliseRows(p), normaliseRows(q), normaliseRows(r), temperature, repeats),
        [x, y, candidates]
      );
      const reference = (p: Rows, q: Rows, r: Rows) =>
        infoNceReference(spread(p, n), spread(q, n), spread(r, m), temperature);
      const expected = reference(x, y, candidates);
      const size = n.reduce((a, one) => a + one, 0);
      expect(Math.abs(value - expected)).toBeLessThan(2e-5 * Math.max(1, Math.abs(expected), size / temperature));
      [x, y, candidates].forEach((input, at) => {
        const direction = randomRows(700 + trial, input.length, d);
        const along = dot(gradients[at] ?? [], direction.flat());
        const slopeThere = slope(
          (moved) => reference(at === 0 ? moved : x, at === 1 ? moved : y, at === 2 ? moved : candidates),
          input,
          direction
        );
        const scale = gradients[at]?.reduce((a, g, k) => a + Math.abs(g * (direction.flat()[k] ?? 0)), 0) ?? 0;
        expect(Math.abs(along - slopeThere)).toBeLessThan(2e-3 * Math.max(0.1, scale));
      });
    }
  });
});

describe('InfoNCE', () => {
  it('has the value and the gradients of the formula for random shapes, in one block and in several', () => {
    for (let trial = 0; trial < 12; trial++) {
      const key = { seed: 21, stream: 93, step: trial };
      const [b, c, d] = [1 + uniformInt(key, 0, 9), 1 + uniformInt(key, 1, 17), 1 + uniformInt(key, 2, 9)];
      const temperature = LOWEST_TEMPERATURE + (uniformArray(key, 4)[3] ?? 0);
      const [x, y, candidates] = [
        randomRows(3 * trial, b, d),
        randomRows(3 * trial + 1, b, d),
        randomRows(3 * trial + 2, c, d)
      ];
      const { value, gradients } = gradientsOf((p, q, r) => infoNce(p, q, r, temperature), [x, y, candidates]);
      const expected = infoNceReference(x, y, candidates, temperature);
      expect(Math.abs(value - expected)).toBeLessThan(2e-5 * Math.max(1, Math.abs(expected), b / temperature));
      [x, y, candidates].forEach((input, at) => {
        const direction = randomRows(900 + trial, input.length, d);
        const along = dot(gradients[at] ?? [], direction.flat());
        const reference = slope(
          (moved) =>
            infoNceReference(at === 0 ? moved : x, at === 1 ? moved : y, at === 2 ? moved : candidates, temperature),
          input,
          direction
        );
        expect(Math.abs(along - reference)).toBeLessThan(3e-4 * Math.max(1, Math.abs(reference), b / temperature));
      });
    }
  });

  it('is the same whatever the block of rows', () => {
    const [x, c] = [randomRows(1, 11, 4), randomRows(2, 7, 4)];
    const whole = gradientsOf((p, q) => sumOfLogSums(p, q, 0.3), [x, c]);
    for (const blockElements of [1, 7, 14, 50]) {
      const parts = gradientsOf((p, q) => sumOfLogSums(p, q, 0.3, blockElements), [x, c]);
      expect(parts.value).toBeCloseTo(whole.value, 4);
      parts.gradients.flat().forEach((g, i) => {
        expect(g).toBeCloseTo(whole.gradients.flat()[i] ?? NaN, 5);
      });
    }
  });

  it('stays finite at the lowest temperature with equal rows and refuses a lower one', () => {
    const rows = [
      [3, 4],
      [3, 4],
      [-3, -4]
    ];
    const { value, gradients } = gradientsOf((x) => infoNce(x, x, x, LOWEST_TEMPERATURE), [rows]);
    expect([value, ...gradients.flat()].every(Number.isFinite)).toBe(true);
    expect(() => tidy(() => infoNce(matrix(rows), matrix(rows), matrix(rows), 0.01))).toThrow(RangeError);
  });
});

describe('masked InfoNCE', () => {
  it('has the value and the gradients of the formula for random shapes', () => {
    for (let trial = 0; trial < 12; trial++) {
      const key = { seed: 22, stream: 93, step: trial };
      const [m, d] = [1 + uniformInt(key, 0, 12), 2 + uniformInt(key, 1, 9)];
      const temperature = 0.05 + (uniformArray(key, 4)[3] ?? 0);
      const [x, y] = [randomRows(50 + 2 * trial, m, d), randomRows(51 + 2 * trial, m, d)];
      const { value, gradients } = gradientsOf((p, q) => maskedInfoNce(p, q, temperature), [x, y]);
      expect(Math.abs(value - maskedReference(x, y, temperature))).toBeLessThan(2e-5 / temperature);
      [x, y].forEach((input, at) => {
        const direction = randomRows(800 + trial, m, d);
        const along = dot(gradients[at] ?? [], direction.flat());
        const reference = slope(
          (moved) => maskedReference(at === 0 ? moved : x, at === 1 ? moved : y, temperature),
          input,
          direction
        );
        expect(Math.abs(along - reference)).toBeLessThan(3e-4 * Math.max(1, Math.abs(reference), 1 / temperature));
      });
    }
  });

  it('has the same gradient to the rows where the targets are fixed, in any blocks', () => {
    const [x, y] = [randomRows(5, 9, 6), randomRows(6, 9, 6)];
    const free = gradientsOf((p, q) => maskedInfoNce(p, q, 0.2), [x, y]);
    for (const blockElements of [9, 30, 1000]) {
      const fixed = gradientsOf((p, q) => maskedInfoNce(p, q, 0.2, { fixedTargets: true, blockElements }), [x, y]);
      expect(fixed.value).toBeCloseTo(free.value, 5);
      fixed.gradients[0]?.forEach((g, i) => {
        expect(g).toBeCloseTo(free.gradients[0]?.[i] ?? NaN, 5);
      });
    }
  });

  it('has a finite gradient for a zero row', () => {
    const { gradients } = gradientsOf(
      (x) =>
        maskedInfoNce(
          x,
          matrix([
            [1, 0],
            [0, 1]
          ]),
          0.5
        ),
      [
        [
          [0, 0],
          [1, 1]
        ]
      ]
    );
    expect(gradients.flat().every(Number.isFinite)).toBe(true);
  });
});

describe('memory', () => {
  it('holds nothing after a gradient', () => {
    const before = memory().numTensors;
    gradientsOf((x) => infoNce(x, x, x, 0.2), [randomRows(1, 5, 3)]);
    gradientsOf((x, y) => maskedInfoNce(x, y, 0.2), [randomRows(1, 5, 3), randomRows(2, 5, 3)]);
    expect(memory().numTensors).toBe(before);
  });
});

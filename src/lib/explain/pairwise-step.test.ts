// A step on a pair against the gradient of its loss, by hand and by differences.
import { expect, it } from 'vitest';
import { pairLoss, pushOf, scoreOf, stepOnPair } from './pairwise-step';

const rows = () => ({ user: Float64Array.of(1, 2), clicked: Float64Array.of(0.5, -1), other: Float64Array.of(1, 1) });
const marginOf = ({ user, clicked, other }: ReturnType<typeof rows>): number =>
  scoreOf(user, clicked) - scoreOf(user, other);

it('the push is σ(−margin): a half where both are equal, nothing where the clicked item leads by far', () => {
  expect(pushOf(0)).toBe(0.5);
  expect(pushOf(Math.log(3))).toBeCloseTo(1 / 4, 15);
  expect(pushOf(-Math.log(3))).toBeCloseTo(3 / 4, 15);
  expect([pushOf(1000), pushOf(-1000)]).toEqual([0, 1]);
});

it('the loss is −log σ(margin), log 2 where both are equal, without overflow at either end', () => {
  expect(pairLoss(0)).toBeCloseTo(Math.LN2, 15);
  expect(pairLoss(Math.log(3))).toBeCloseTo(Math.log(4 / 3), 15);
  expect(pairLoss(-Math.log(3))).toBeCloseTo(Math.log(4), 15);
  expect([pairLoss(1000), pairLoss(-1000)]).toEqual([0, 1000]);
});

it('a step moves each row by the others as they were before', () => {
  // Scores −1.5 and 3, margin −4.5. User: push · (clicked − other) = push · (−0.5, −2).
  const { user, clicked, other } = rows();
  const push = 1 / (1 + Math.exp(-4.5));
  expect(stepOnPair(user, clicked, other, { rate: 0.1, decay: 0 })).toBe(-4.5);
  const near = (row: Float64Array, wanted: readonly number[]) =>
    wanted.forEach((value, d) => expect(row[d]).toBeCloseTo(value, 14));
  near(user, [1 - 0.05 * push, 2 - 0.2 * push]);
  near(clicked, [0.5 + 0.1 * push, -1 + 0.2 * push]);
  near(other, [1 - 0.1 * push, 1 - 0.2 * push]);
});

it('a step goes down the gradient of the loss with its decay, as differences measure it', () => {
  const decay = 0.3;
  const rate = 1e-3;
  const lossOf = (at: ReturnType<typeof rows>): number => {
    const squares = [...at.user, ...at.clicked, ...at.other].reduce((sum, value) => sum + value * value, 0);
    return pairLoss(marginOf(at)) + (decay / 2) * squares;
  };
  const moved = rows();
  stepOnPair(moved.user, moved.clicked, moved.other, { rate, decay });
  for (const row of ['user', 'clicked', 'other'] as const) {
    for (const d of [0, 1]) {
      const [above, below, start] = [rows(), rows(), rows()];
      const h = 1e-5;
      above[row][d] = (above[row][d] ?? 0) + h;
      below[row][d] = (below[row][d] ?? 0) - h;
      const slope = (lossOf(above) - lossOf(below)) / (2 * h);
      expect(((moved[row][d] ?? 0) - (start[row][d] ?? 0)) / rate).toBeCloseTo(-slope, 6);
    }
  }
});

// One step of learning to rank from pairs (BPR: Rendle et al., UAI 2009, alg. 1): a user's row and the rows of two items, one that was
// clicked and one that was not. Pure, in float64, in place: the figure that trains by such steps and the page where a reader makes single
// ones use the same code. It knows no data and draws nothing.
import { exp } from '#lib/elementary/exponential';
import { log } from '#lib/elementary/logarithm';

/** Numbers of one user or item; rows of a table are subarrays of it. */
export type Row = Float64Array;

export interface StepSize {
  /** How far along the gradient. */
  readonly rate: number;
  /** How much each row is pulled towards zero, per unit of it. */
  readonly decay: number;
}

/** The score of an item for a user: the product of their rows. */
export function scoreOf(user: Row, item: Row): number {
  let sum = 0;
  for (let d = 0; d < user.length; d += 1) sum += (user[d] ?? 0) * (item[d] ?? 0);
  return sum;
}

/** How hard a step pushes where the clicked item leads by `margin`: σ(−margin), the slope of the loss. */
export const pushOf = (margin: number): number => 1 / (1 + exp(margin));

/** −log σ(margin), in nats; 0 where the clicked item leads by far. */
export const pairLoss = (margin: number): number =>
  // Either form is exact where it is taken, and neither overflows.
  margin > 0 ? log(1 + exp(-margin)) : log(1 + exp(margin)) - margin;

/**
 * Moves all three rows one step down the loss of the pair, each by the others as they were before.
 * @returns the margin before the step
 */
export function stepOnPair(user: Row, clicked: Row, other: Row, { rate, decay }: StepSize): number {
  const margin = scoreOf(user, clicked) - scoreOf(user, other);
  const push = pushOf(margin);
  for (let d = 0; d < user.length; d += 1) {
    const [w, h, o] = [user[d] ?? 0, clicked[d] ?? 0, other[d] ?? 0];
    user[d] = w + rate * (push * (h - o) - decay * w);
    clicked[d] = h + rate * (push * w - decay * h);
    other[d] = o + rate * (-push * w - decay * o);
  }
  return margin;
}

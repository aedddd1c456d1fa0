// Uniform draws without replacement for profile evidence, from the counter generator: what one node draws depends on the
// seed and on that node only, never on the order in which profiles are written.
import type { RandomKey } from '#kernels/random/random';
import { uniformInt } from '#kernels/random/random';

/** `take` of the numbers 0 … count−1, each subset equally likely, in ascending order; all of them where there are fewer. */
export function sample(count: number, take: number, key: RandomKey): number[] {
  const numbers = Array.from({ length: count }, (_, index) => index);
  if (take >= count) return numbers;
  const drawn = numbers.slice(0, 0);
  for (let index = 0; index < take; index++) {
    // A step of Fisher and Yates: the drawn number's place is filled by the last one left.
    const at = uniformInt(key, index, numbers.length);
    const value = numbers[at];
    const last = numbers.pop();
    if (value === undefined || last === undefined) break;
    if (at < numbers.length) numbers[at] = last;
    drawn.push(value);
  }
  return drawn.sort((a, b) => a - b);
}

// Points to try: drawn at random, or evenly by a Sobol sequence (Sobol', 1967; direction numbers of Joe and Kuo, 2008), shifted by the seed
// so that another seed gives other points as evenly spread. Pure; the same on every machine.
import { powerOfTwo } from '#lib/elementary/exact';
import { STREAM } from '#kernels/random/streams';
import { threefry2x32 } from '#kernels/random/threefry';

type Points = readonly (readonly number[])[];

const word = (seed: number, step: number, index: number): number =>
  threefry2x32(seed, STREAM.trials, index, step)[0] >>> 0;

/** @returns `count` points, each of `dimensions` numbers in [0, 1) */
export function randomPoints(seed: number, dimensions: number, count: number): Points {
  return Array.from({ length: count }, (_, point) =>
    Array.from({ length: dimensions }, (__, axis) => word(seed, point, axis) / 2 ** 32)
  );
}

/** Primitive polynomials and first direction numbers for the second dimension on: degree, inner coefficients, m₁ … m_degree. */
const DIRECTIONS: readonly (readonly [degree: number, inner: number, first: readonly number[]])[] = [
  [1, 0, [1]],
  [2, 1, [1, 3]],
  [3, 1, [1, 3, 1]],
  [3, 2, [1, 1, 1]],
  [4, 1, [1, 1, 3, 3]],
  [4, 4, [1, 3, 5, 13]],
  [5, 2, [1, 1, 5, 5, 17]],
  [5, 4, [1, 1, 5, 5, 5]],
  [5, 7, [1, 1, 7, 11, 19]]
];
const BITS = 32;

/** How many axes can be spread evenly. */
export const MOST_SOBOL_AXES = DIRECTIONS.length + 1;

/** The direction words of one dimension, that of the highest bit first. */
function directions(dimension: number): Uint32Array {
  const words = new Uint32Array(BITS);
  const found = DIRECTIONS[dimension - 1];
  if (!found) {
    for (let bit = 0; bit < BITS; bit += 1) words[bit] = powerOfTwo(BITS - 1 - bit);
    return words;
  }
  const [degree, inner, first] = found;
  for (let bit = 0; bit < BITS; bit += 1) {
    if (bit < degree) {
      words[bit] = (first[bit] ?? 0) * powerOfTwo(BITS - 1 - bit);
      continue;
    }
    const back = words[bit - degree] ?? 0;
    let next = back ^ (back >>> degree);
    for (let k = 1; k < degree; k += 1) {
      if (((inner >>> (degree - 1 - k)) & 1) === 1) next ^= words[bit - k] ?? 0;
    }
    words[bit] = next >>> 0;
  }
  return words;
}

/**
 * @returns `count` points, each of `dimensions` numbers in [0, 1): of the first 2ᵏ exactly one lies in each 2⁻ᵏ-th of every axis
 * @throws RangeError for more than MOST_SOBOL_AXES dimensions
 */
export function sobolPoints(seed: number, dimensions: number, count: number): Points {
  if (dimensions > MOST_SOBOL_AXES) throw new RangeError(`A Sobol sequence here has at most ${MOST_SOBOL_AXES} axes`);
  const columns = Array.from({ length: dimensions }, (_, axis) => {
    const words = directions(axis);
    const shift = word(seed, 0, axis);
    return Array.from({ length: count }, (__, point) => {
      let value = shift;
      for (let bit = 0, rest = point; rest > 0; bit += 1, rest >>>= 1) {
        if ((rest & 1) === 1) value ^= words[bit] ?? 0;
      }
      return (value >>> 0) / 2 ** 32;
    });
  });
  return Array.from({ length: count }, (_, point) => columns.map((column) => column[point] ?? 0));
}

import { expect, test } from 'vitest';
import { argument, CASES, draws } from './checksum';
import * as constants from './constants';
import { exp, expm1, tanh } from './exponential';
import { log, log1p, log2 } from './logarithm';
import { integerPower } from './power';
import { cos, sin } from './trigonometry';
import * as exact from './reference';

const { BITS, ONE, PI, LN2, fixed, ulps } = exact;
const ratio = (a: bigint, b: bigint): bigint => (a << BITS) / b;

/** Right values by big integers; null where the value is no number that fixed point holds. */
const RIGHT: Readonly<Record<string, (x: number) => bigint | null>> = {
  exp: (x) => (x > -745 && x < 709.78 ? exact.expReference(fixed(x)) : null),
  expm1: (x) => (x < 700 && x > -800 ? exact.expReference(fixed(x)) - ONE : null),
  log: (x) => (x > 2 ** -1000 && x < Infinity ? exact.logReference(fixed(x)) : null),
  log1p: (x) => (x > -1 && x < Infinity ? exact.logReference(ONE + fixed(x)) : null),
  log2: (x) => (x > 2 ** -1000 && x < Infinity ? ratio(exact.logReference(fixed(x)), LN2) : null),
  sin: (x) => (Math.abs(x) < 2 ** 200 ? exact.sinReference(fixed(x)) : null),
  cos: (x) => (Math.abs(x) < 2 ** 200 ? exact.cosReference(fixed(x)) : null),
  tanh: (x) => {
    if (!(Math.abs(x) < 300)) return null;
    const t = exact.expReference(2n * fixed(x)) - ONE;
    return ratio(t, t + 2n * ONE);
  }
};

/** Bounds on the error in units in the last place, a little above what the arguments below show. */
const BELOW: Readonly<Record<string, number>> = {
  exp: 0.7,
  expm1: 0.85,
  log: 0.7,
  log1p: 0.7,
  log2: 0.6,
  sin: 0.8,
  cos: 0.8,
  tanh: 0.85
};

/** Where errors are largest: around 0, 1, the borders of the reductions, and multiples of π/2. */
const HARD = [
  ...[
    1e-300, 1e-17, 5e-17, 1.5e-16, 1e-9, 1e-8, 1e-3, 0.3465, 0.3466, 0.5, 0.70710678, 0.7071068, 1, 1.4142135, 1.4142136
  ],
  ...Array.from({ length: 400 }, (_, k) => (k * Math.PI) / 4),
  ...Array.from({ length: 400 }, (_, k) => (k + 0.5) * Math.LN2),
  ...Array.from({ length: 200 }, (_, k) => 1 + (k - 100) / 2 ** 30),
  ...[709.7, 740, 744.5, 1647099, 1647100.5, 3.3e6, 1e10, 6.02e23, 1e55]
].flatMap((x) => [x, -x]);

/** 2^−1000 and below have too few bits in fixed point to be judged. */
const judged = (x: number): boolean => x === 0 || Math.abs(x) > 2 ** -960;

for (const [name, right] of Object.entries(RIGHT)) {
  test(`${name} is right to within one unit in the last place, wherever it is looked at`, () => {
    const one = CASES[name];
    if (!one) throw new Error(name);
    const next = draws(7);
    let worst = 0;
    let counted = 0;
    const arguments_ = [...HARD, ...Array.from({ length: 6_000 }, (_, i) => argument(one, i, next))];
    for (const x of arguments_.filter(judged)) {
      const value = right(x);
      if (value === null) continue;
      counted++;
      worst = Math.max(worst, ulps(one.f(x), value));
    }
    expect(counted).toBeGreaterThan(4_000);
    expect(worst).toBeLessThan(BELOW[name] ?? 0);
  });
}

test('whole powers are right to one unit in the last place, even the ten thousandth', () => {
  const next = draws(11);
  let worst = 0;
  for (let i = 0; i < 1_000; i++) {
    const x = 1 - (next() / 2 ** 32) * (i % 2 === 0 ? 0.05 : 1.9);
    const n = next() % (i % 2 === 0 ? 10_000 : 40);
    const value = exact.powerReference(fixed(x), n);
    const got = integerPower(x, n);
    if (Math.abs(got) > 1e-300 && Math.abs(got) < 1e300) worst = Math.max(worst, ulps(got, value));
  }
  expect(worst).toBeLessThan(1);
  expect(integerPower(3, 0)).toBe(1);
  expect(integerPower(-2, 3)).toBe(-8);
  expect(integerPower(10, 22)).toBe(1e22);
  expect(integerPower(2, 1024)).toBe(Infinity);
  expect(integerPower(0.5, 1074)).toBe(5e-324);
  expect(() => integerPower(2, -1)).toThrow(RangeError);
  expect(() => integerPower(2, 0.5)).toThrow(RangeError);
});

test('constants are what they are said to be, held to big integers', () => {
  const far = (sum: readonly number[], right: bigint): number => {
    const gap = sum.reduce((total, part) => total + fixed(part), 0n) - right;
    return Number((gap < 0n ? -gap : gap) >> (BITS - 160n)) / 2 ** 160;
  };
  expect(far([constants.LN2_HIGH, constants.LN2_LOW], LN2)).toBeLessThan(2 ** -84);
  expect(far([constants.LOG2E_HIGH, constants.LOG2E_LOW], ratio(ONE, LN2))).toBeLessThan(2 ** -107);
  const { HALF_PI_FIRST, HALF_PI_SECOND, HALF_PI_THIRD } = constants;
  expect(far([HALF_PI_FIRST, HALF_PI_SECOND, HALF_PI_THIRD], PI / 2n)).toBeLessThan(2 ** -118);
  for (const part of [constants.LN2_HIGH, HALF_PI_FIRST, HALF_PI_SECOND]) {
    // So few bits that a product with a whole number below 2^20 is exact.
    const bits = fixed(part).toString(2).replace(/0+$/, '').length;
    expect(bits).toBeLessThanOrEqual(33);
  }
});

test('what is no number, endless or 0 comes out as the language says of Math', () => {
  const odd = [NaN, Infinity, -Infinity, 0, -0, -1, 1e-320, -1e-320, 710, -746, 1.7976931348623157e308, -2];
  const pairs: readonly (readonly [(x: number) => number, (x: number) => number])[] = [
    [exp, Math.exp],
    [expm1, Math.expm1],
    [log, Math.log],
    [log1p, Math.log1p],
    [log2, Math.log2],
    [sin, Math.sin],
    [cos, Math.cos],
    [tanh, Math.tanh]
  ];
  for (const [ours, theirs] of pairs) {
    for (const x of odd) {
      const [got, right] = [ours(x), theirs(x)];
      if (!Number.isFinite(right) || right === 0) expect(got, `${theirs.name}(${x})`).toBe(right);
      else expect(got / right, `${theirs.name}(${x})`).toBeCloseTo(1, 14);
    }
  }
});

test('binary logarithms of powers of two are whole, and a huge angle is not guessed', () => {
  for (let k = -1074; k <= 1023; k++) expect(log2(2 ** k)).toBe(k);
  // 6381956970095103 · 2^797 lies nearer to a multiple of π/2 than any other double (Muller, Elementary Functions, ch. 11).
  expect(cos(6381956970095103 * 2 ** 797)).toBeCloseTo(-4.6871659242546277e-19, 30);
  expect(sin(1e22)).toBe(-0.8522008497671888);
});

// A checksum of what the functions of this room give for a million arguments each: equal in every engine, or the room does not keep its
// promise. Plain code without imports from outside, so that bare engines can run it as a script.
import { exp, expm1, tanh } from './exponential';
import { log, log1p, log2 } from './logarithm';
import { integerPower } from './power';
import { cos, sin } from './trigonometry';

/** A function and where it is looked at: arguments are drawn from this range, and each third from all doubles. */
interface Case {
  readonly from: number;
  readonly to: number;
  readonly f: (x: number) => number;
}

export const CASES: Readonly<Record<string, Case>> = {
  exp: { from: -50, to: 50, f: exp },
  expm1: { from: -4, to: 4, f: expm1 },
  log: { from: 0, to: 4, f: log },
  log1p: { from: -1, to: 2, f: log1p },
  log2: { from: 0, to: 100, f: log2 },
  sin: { from: -7, to: 7, f: sin },
  cos: { from: -7, to: 7, f: cos },
  tanh: { from: -3, to: 3, f: tanh },
  integerPower: { from: -1.01, to: 1.01, f: (x) => integerPower(x, Math.floor(Math.abs(x) * 7919) % 20_000 || 3) },
  // Powers of two are the one use of ** that the lint rule allows (as literals); here they show that every engine has them exactly.
  // eslint-disable-next-line no-restricted-syntax
  powerOfTwo: { from: 0, to: 2098, f: (x) => 2 ** ((Math.floor(Math.abs(x)) % 2098) - 1074 || 0) }
};

/** Numbers of a linear congruential generator (Numerical Recipes' constants), the same in every engine. */
export function draws(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
}

const view = new DataView(new ArrayBuffer(8));

/** Argument number i of a case: two of three from its range, one of any sign and exponent. */
export function argument({ from, to }: Case, i: number, next: () => number): number {
  const high = next();
  const low = next();
  if (i % 3 !== 0) return from + (to - from) * ((high + low / 4_294_967_296) / 4_294_967_296);
  view.setUint32(0, high);
  view.setUint32(4, low);
  return view.getFloat64(0);
}

/** FNV-1a over the bits of the values of one function, as eight hexadecimal digits; every NaN counts as the same. */
export function checksum(name: string, count: number): string {
  const one = CASES[name];
  if (!one) throw new RangeError(`No function ${name}`);
  const next = draws(2023);
  let hash = 0x811c9dc5;
  for (let i = 0; i < count; i++) {
    const value = one.f(argument(one, i, next));
    view.setFloat64(0, value === value ? value : 0.5);
    hash = Math.imul(hash ^ view.getUint32(0), 0x01000193);
    hash = Math.imul(hash ^ view.getUint32(4), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** All functions, a line each: name and checksum. */
export function checksums(count: number): string {
  return Object.keys(CASES)
    .map((name) => `${name} ${checksum(name, count)}`)
    .join('\n');
}

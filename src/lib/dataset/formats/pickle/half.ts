// Numbers of half precision (IEEE 754 binary16), which not every browser's DataView reads.
import { powerOfTwo } from '#lib/elementary/exact';

/** @param bits sign, five bits of exponent, ten of fraction */
export function halfPrecision(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  // Without an exponent the leading one is left out as well.
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * powerOfTwo(exponent - 25);
}

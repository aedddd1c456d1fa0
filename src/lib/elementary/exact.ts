// What + − × lose when they round, found with + − × alone, and scaling by powers of two. The pieces that the functions of this room
// are made of; they know nothing of logarithms or angles.

const view = new DataView(new ArrayBuffer(8));

/** a + b − sum, exactly, where `sum` is a + b rounded (Knuth's TwoSum). */
export function errorOfSum(a: number, b: number, sum: number): number {
  const shareOfB = sum - a;
  return a - (sum - shareOfB) + (b - shareOfB);
}

/** 2²⁷ + 1: multiplying by it parts a double into halves of 26 bits (Veltkamp). */
const SPLITTER = 134_217_729;

/** a · b − product, exactly, where `product` is a · b rounded (Dekker); a, b and the product far from overflow and underflow. */
export function errorOfProduct(a: number, b: number, product: number): number {
  const wideA = SPLITTER * a;
  const highA = wideA - (wideA - a);
  const lowA = a - highA;
  const wideB = SPLITTER * b;
  const highB = wideB - (wideB - b);
  const lowB = b - highB;
  return highA * highB - product + highA * lowB + lowA * highB + lowA * lowB;
}

/** 2^k for −1022 ≤ k ≤ 1023, from its bits. */
export function powerOfTwo(k: number): number {
  view.setUint32(0, (k + 1023) << 20);
  view.setUint32(4, 0);
  return view.getFloat64(0);
}

/** x · 2^k, rounded once; −1100 ≤ k ≤ 1024 and |x| between ½ and 2. */
export function scaled(x: number, k: number): number {
  if (k > 1023) return x * 2 * powerOfTwo(k - 1);
  if (k >= -1021) return x * powerOfTwo(k);
  return x * powerOfTwo(k + 100) * powerOfTwo(-100);
}

/** The exponent e of a normal x = m · 2^e with 1 ≤ |m| < 2. */
export function exponentOf(x: number): number {
  view.setFloat64(0, x);
  return ((view.getUint32(0) >>> 20) & 0x7ff) - 1023;
}

/** The m of a normal x = m · 2^e with 1 ≤ |m| < 2. */
export function mantissaOf(x: number): number {
  view.setFloat64(0, x);
  view.setUint32(0, (view.getUint32(0) & 0x800fffff) | 0x3ff00000);
  return view.getFloat64(0);
}

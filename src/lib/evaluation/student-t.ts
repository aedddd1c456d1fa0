// Student's t distribution from the regularised incomplete beta function, in float64.
import { exp } from '#lib/elementary/exponential';
import { log, log1p } from '#lib/elementary/logarithm';

/** ln Γ(x) for x > 0: Stirling's series after shifting x above 12. Absolute error below 1e-12 for x up to 1e6. */
export function logGamma(x: number): number {
  let shift = 0;
  let y = x;
  while (y < 12) {
    shift += log(y);
    y += 1;
  }
  const r = 1 / (y * y);
  const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r / 1188)))) / y;
  return (y - 0.5) * log(y) - y + 0.5 * log(2 * Math.PI) + series - shift;
}

/**
 * I_x(a, b), the regularised incomplete beta function, by its continued fraction (DLMF 8.17.22) with the modified Lentz
 * method; x is reflected where the fraction converges slowly.
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = exp(a * log(x) + b * log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a;
  const tiny = 1e-300;
  const guard = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    for (const coefficient of [even, odd]) {
      d = 1 / guard(1 + coefficient * d);
      c = guard(1 + coefficient / c);
      fraction *= c * d;
    }
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return front * fraction;
}

/** P(|T| ≥ |t|) for Student's t with df degrees of freedom. */
export function twoSidedP(t: number, df: number): number {
  if (!Number.isFinite(t)) return Number.isNaN(t) ? NaN : 0;
  return incompleteBeta(df / (df + t * t), df / 2, 0.5);
}

/** The t with P(|T| ≥ t) = p, by bisection. */
export function twoSidedQuantile(p: number, df: number): number {
  let low = 0;
  let high = 1;
  while (twoSidedP(high, df) > p) high *= 2;
  for (let i = 0; i < 200 && high - low > 1e-13 * high; i++) {
    const middle = (low + high) / 2;
    if (twoSidedP(middle, df) > p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

// Computes the way from one map to another: where every point is on the way, and what colour the kind of space has. Pure.
import type { Rgb } from './splat';

/** Slow at both ends (cubic); 0 … 1 in and out. */
export function eased(share: number): number {
  const at = Math.max(0, Math.min(1, share));
  return at < 0.5 ? 4 * at ** 3 : 1 - (2 - 2 * at) ** 3 / 2;
}

/**
 * Writes the places at `share` of the straight way from `from` to `to` into `out`, all [N, 2]. A point that one of them lacks stands where
 * the other has it, during the half of the way that is nearer to that one.
 */
export function between(from: Float32Array, to: Float32Array, share: number, out: Float32Array): void {
  const lone = share < 0.5 ? from : to;
  for (let at = 0; at < out.length; at += 1) {
    const start = from[at] ?? NaN;
    const end = to[at] ?? NaN;
    const place = start + (end - start) * share;
    out[at] = place === place ? place : (lone[at] ?? NaN);
  }
}

export function mixed(from: Rgb, to: Rgb, share: number): Rgb {
  const mix = (a: number, b: number) => Math.round(a + (b - a) * share);
  return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2])];
}

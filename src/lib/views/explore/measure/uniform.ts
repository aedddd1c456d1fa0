// Makes numbers that look random and are the same every time, for tests and for the measurement on made-up points.

/** Uniform in [0, 1), by a multiplicative congruence (Lehmer; Park and Miller 1988). */
export function uniform(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => {
    state = (state * 16807) % 2147483647;
    return (state - 1) / 2147483646;
  };
}

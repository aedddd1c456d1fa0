// Differences from recorded numbers, and how large they may be.

/** What is compared, each with its own tolerance. */
export type Quantity = 'forward' | 'losses' | 'gradients' | 'scores' | 'parameters' | 'metrics';

export interface Tolerances extends Readonly<Record<Quantity, number>> {
  readonly losses: number;
}

/**
 * Losses: relative. Arrays: largest difference over the array's largest magnitude. Metrics are counts and logarithms, so
 * they are nearly exact. The cpu and wasm backends are held to a tighter bound than a GPU.
 */
export function tolerancesOf(backend: string): Tolerances {
  const host = backend === 'cpu' || backend === 'wasm';
  return {
    forward: 1e-5,
    losses: host ? 1e-5 : 1e-4,
    gradients: 1e-3,
    scores: 1e-5,
    parameters: 1e-5,
    metrics: 1e-6
  };
}

/** |value − reference| / |reference|; the plain difference where the reference is 0. Not a number counts as infinite. */
export function relativeDifference(value: number, reference: number): number {
  const difference = Math.abs(value - reference);
  if (Number.isNaN(difference)) return Infinity;
  return reference === 0 ? difference : difference / Math.abs(reference);
}

/** Largest |value − reference| over the largest |reference|. Lengths that differ count as infinite. */
export function arrayDifference(values: ArrayLike<number>, reference: ArrayLike<number>): number {
  if (values.length !== reference.length) return Infinity;
  let largest = 0;
  let scale = 0;
  for (let i = 0; i < reference.length; i++) {
    const difference = Math.abs((values[i] ?? NaN) - (reference[i] ?? NaN));
    if (Number.isNaN(difference)) return Infinity;
    largest = Math.max(largest, difference);
    scale = Math.max(scale, Math.abs(reference[i] ?? 0));
  }
  return scale === 0 ? largest : largest / scale;
}

/** Collects the largest difference of each quantity, with the name of what it was found in. */
export class Differences {
  private readonly largest = new Map<Quantity, { difference: number; name: string }>();

  note(quantity: Quantity, name: string, difference: number): void {
    const known = this.largest.get(quantity);
    if (!known || difference > known.difference) this.largest.set(quantity, { difference, name });
  }

  get(quantity: Quantity): number | undefined {
    return this.largest.get(quantity)?.difference;
  }

  get quantities(): readonly Quantity[] {
    return [...this.largest.keys()];
  }

  within(tolerances: Tolerances): boolean {
    return this.quantities.every((quantity) => (this.get(quantity) ?? 0) <= tolerances[quantity]);
  }

  /** e.g. `forward 1.2e-7, losses 3.0e-8, gradients 5.1e-7`; what is too large is named with its bound. */
  describe(tolerances: Tolerances): string {
    return [...this.largest]
      .map(([quantity, { difference, name }]) => {
        const bound = tolerances[quantity];
        const tooLarge = difference > bound ? ` (${name}; at most ${bound.toExponential(0)})` : '';
        return `${quantity} ${difference.toExponential(1)}${tooLarge}`;
      })
      .join(', ');
  }
}

// The ways in which a service can misbehave, and a plan of them that is the same each time.
import { uniformAt } from '#kernels/random/random';

export type Fault =
  /** Status 429; `retryAfter` as the header has it. */
  | { readonly kind: 'rate-limit'; readonly retryAfter?: string }
  | { readonly kind: 'no-credit' }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'refused-parameter'; readonly param: string }
  | { readonly kind: 'no-model' }
  /** Never answers. */
  | { readonly kind: 'time-out' }
  /** The connection ends before anything is sent, or in the middle of the answer. */
  | { readonly kind: 'cut-off' }
  | { readonly kind: 'cut-mid-body' }
  | { readonly kind: 'html' }
  /** Of chat answers. */
  | { readonly kind: 'no-json' | 'truncated' | 'wrapped' | 'empty' | 'refusal' | 'filtered' | 'none' | 'too-long' }
  /** Of embeddings. */
  | { readonly kind: 'too-few' | 'wrong-order' | 'null-number' | 'nan' };

/** Hits `share` of the arriving calls with one of `faults`, decided by the seed and the number of the call. */
export function faultPlan(
  seed: number,
  share: number,
  faults: readonly Fault[]
): (call: { readonly number: number }) => Fault | null {
  const key = { seed, stream: 0, step: 0 };
  return ({ number }) => {
    if (uniformAt(key, 2 * number) >= share) return null;
    return faults[Math.floor(uniformAt(key, 2 * number + 1) * faults.length)] ?? null;
  };
}

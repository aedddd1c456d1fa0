// From what a text model gives to one vector a text, as sentence encoders do it. Pure.
import type { Pooling } from './settings';
import type { ModelVectors, TokenVectors } from './types';

export interface PoolSettings {
  readonly pooling: Pooling;
  /** Numbers that are kept, from the beginning (Matryoshka; Kusupati et al. 2022); 0 keeps all. */
  readonly truncate: number;
  readonly normalise: boolean;
}

/**
 * [texts, width or truncate]: mean over the tokens that are no padding, Σ mᵢhᵢ / Σ mᵢ, the first token's vector, the last one's that is no
 * padding (on whichever side that stands), or the model's own; cut, then at length 1 where `normalise`. Sums are float64.
 */
export function pooled(output: ModelVectors, { pooling, truncate, normalise }: PoolSettings): Float32Array {
  const [texts] = output.shape;
  const width = output.shape.at(-1) ?? 0;
  const kept = truncate > 0 ? Math.min(truncate, width) : width;
  const result = new Float32Array(texts * kept);
  const sum = new Float64Array(kept);
  for (let text = 0; text < texts; text++) {
    sum.fill(0);
    const rows = output.kind === 'texts' ? [text] : rowsOf(output, text, pooling);
    for (const row of rows) {
      for (let k = 0; k < kept; k++) sum[k] = (sum[k] ?? 0) + (output.values[row * width + k] ?? 0);
    }
    const length = normalise
      ? Math.sqrt(sum.reduce((squares, value) => squares + value * value, 0))
      : Math.max(1, rows.length);
    for (let k = 0; k < kept; k++) result[text * kept + k] = length > 0 ? (sum[k] ?? 0) / length : 0;
  }
  return result;
}

/** Rows of `values` that make the vector of a text. */
function rowsOf({ mask, shape: [, tokens] }: TokenVectors, text: number, pooling: Pooling): readonly number[] {
  const first = text * tokens;
  if (pooling === 'cls') return [first];
  const rows = Array.from({ length: tokens }, (_, token) => first + token).filter((row) => mask[row] !== 0);
  return pooling === 'last' ? rows.slice(-1) : rows;
}

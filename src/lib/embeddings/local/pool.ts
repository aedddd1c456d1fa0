// From the vectors of a text's tokens to one vector, as sentence encoders do it. Pure.
import type { Pooling } from './settings';
import type { TokenVectors } from './types';

/**
 * [texts, width]: mean over the tokens that are no padding, Σ mᵢhᵢ / Σ mᵢ, or the first token's vector; at length 1 where `normalise`.
 * Sums are float64.
 */
export function pooled({ values, mask, shape }: TokenVectors, pooling: Pooling, normalise: boolean): Float32Array {
  const [texts, tokens, width] = shape;
  const result = new Float32Array(texts * width);
  const sum = new Float64Array(width);
  for (let text = 0; text < texts; text++) {
    sum.fill(0);
    let counted = 0;
    for (let token = 0; token < tokens; token++) {
      const at = text * tokens + token;
      if (pooling === 'cls' ? token > 0 : mask[at] === 0) continue;
      counted += 1;
      for (let k = 0; k < width; k++) sum[k] = (sum[k] ?? 0) + (values[at * width + k] ?? 0);
    }
    const length = normalise
      ? Math.sqrt(sum.reduce((squares, value) => squares + value * value, 0))
      : Math.max(1, counted);
    for (let k = 0; k < width; k++) result[text * width + k] = length > 0 ? (sum[k] ?? 0) / length : 0;
  }
  return result;
}

// Rows of an encoder, users before items, as the vectors of both.
import type { SemanticVectors } from '#lib/dataset/types';

/**
 * @param values row-major [users + items, dimensions]; zeros where a row has no vector
 * @param present 1 for rows that have one
 */
export function vectorsOfRows(
  values: Float32Array,
  present: Uint8Array,
  userCount: number,
  dimensions: number
): SemanticVectors {
  return {
    dimensions,
    users: values.slice(0, userCount * dimensions),
    items: values.slice(userCount * dimensions),
    userPresent: present.slice(0, userCount),
    itemPresent: present.slice(userCount)
  };
}

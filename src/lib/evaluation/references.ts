// Rankings without training, as embeddings whose dot product is the score, so that one evaluation serves all: popularity,
// and the semantic vectors by themselves.
import type { InteractionList, SemanticVectors } from '#lib/dataset/types';
import { square } from '#lib/elementary/power';

export interface ScoringEmbeddings {
  readonly users: Float32Array; // [users, dimensions]
  readonly items: Float32Array; // [items, dimensions]
  readonly dimensions: number;
}

/** Score of an item = its number of training interactions, the same for every user. */
export function popularityEmbeddings(userCount: number, itemCount: number, train: InteractionList): ScoringEmbeddings {
  const items = new Float32Array(itemCount);
  for (const item of train.items) items[item] = (items[item] ?? 0) + 1;
  return { users: new Float32Array(userCount).fill(1), items, dimensions: 1 };
}

/**
 * Score = cosine of the user's and the item's semantic vectors (semantic-only row). A node without a vector scores 0
 * with everything.
 */
export function semanticEmbeddings(vectors: SemanticVectors): ScoringEmbeddings {
  const { dimensions } = vectors;
  return {
    users: unitRows(vectors.users, dimensions, vectors.userPresent),
    items: unitRows(vectors.items, dimensions, vectors.itemPresent),
    dimensions
  };
}

/** The rows of [n, dimensions] over their lengths; a zero row stays. @param present rows without a 1 become zeros */
export function unitRows(rows: Float32Array, dimensions: number, present?: Uint8Array): Float32Array {
  const out = new Float32Array(rows.length);
  for (let start = 0, row = 0; start < rows.length; start += dimensions, row++) {
    if (present && !present[row]) continue;
    let squares = 0;
    for (let i = start; i < start + dimensions; i++) squares += square(rows[i] ?? 0);
    const scale = squares === 0 ? 0 : 1 / Math.sqrt(squares);
    for (let i = start; i < start + dimensions; i++) out[i] = (rows[i] ?? 0) * scale;
  }
  return out;
}

/** The pairs whose flag is set, in the same order: held-out clicks that are no noise, say. */
export function selectPairs(pairs: InteractionList, keep: Uint8Array): InteractionList {
  return {
    users: pairs.users.filter((_, pair) => keep[pair] === 1),
    items: pairs.items.filter((_, pair) => keep[pair] === 1)
  };
}

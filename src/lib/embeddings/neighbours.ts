// A few items with the items nearest to them in the semantic space, for judging the space by eye; and the facts of an
// embedding set that a notebook shows.
import type { SemanticVectors } from '#lib/dataset/types';
import type { EmbeddingSet } from './types';
import { square } from '#lib/elementary/power';

export interface Neighbours {
  readonly title: string;
  readonly nearest: readonly { readonly title: string; readonly cosine: number }[];
}

export interface NeighbourOptions {
  /** How many items, spread evenly over the rows that have a vector. */
  readonly items: number;
  /** How many nearest items each. */
  readonly nearest: number;
}

function lengths(vectors: SemanticVectors): Float64Array {
  const { dimensions, items } = vectors;
  return Float64Array.from(vectors.itemPresent, (_, row) => {
    let squares = 0;
    for (let k = row * dimensions; k < (row + 1) * dimensions; k++) squares += square(items[k] ?? 0);
    return Math.sqrt(squares);
  });
}

/** Nearest items by cosine, ties by lower row; items without a vector take no part. `titles` by row. */
export function nearestItems(
  vectors: SemanticVectors,
  titles: readonly string[],
  { items: count, nearest }: NeighbourOptions = { items: 6, nearest: 5 }
): Neighbours[] {
  const { dimensions, items, itemPresent } = vectors;
  const length = lengths(vectors);
  const rows = [...itemPresent.keys()].filter((row) => itemPresent[row] === 1 && (length[row] ?? 0) > 0);
  const wanted = Math.min(count, rows.length);
  const chosen = Array.from({ length: wanted }, (_, k) => rows[Math.floor(((k + 0.5) * rows.length) / wanted)]);
  const titleOf = (row: number) => titles[row] ?? String(row);
  return chosen
    .filter((row) => row !== undefined)
    .map((row) => {
      const cosines = rows
        .filter((other) => other !== row)
        .map((other) => {
          let product = 0;
          for (let k = 0; k < dimensions; k++) {
            product += (items[row * dimensions + k] ?? 0) * (items[other * dimensions + k] ?? 0);
          }
          return { row: other, cosine: product / ((length[row] ?? 1) * (length[other] ?? 1)) };
        });
      cosines.sort((a, b) => b.cosine - a.cosine || a.row - b.row);
      return {
        title: titleOf(row),
        nearest: cosines.slice(0, nearest).map(({ row: other, cosine }) => ({ title: titleOf(other), cosine }))
      };
    });
}

/** The fields of a notebook's EmbeddingsResult. */
export interface EmbeddingFacts {
  readonly encoder: string;
  readonly label: string;
  readonly dimensions: number;
  readonly users: number;
  readonly items: number;
  /** Nodes, users and items, without a vector. */
  readonly without: number;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly neighbours: readonly Neighbours[];
}

/** `itemTitles` by row. */
export function embeddingFacts({ vectors, provenance }: EmbeddingSet, itemTitles: readonly string[]): EmbeddingFacts {
  const absent = (flags: Uint8Array) => flags.reduce((count, flag) => count + (flag === 1 ? 0 : 1), 0);
  return {
    encoder: provenance.encoder,
    label: provenance.label,
    dimensions: vectors.dimensions,
    users: vectors.userPresent.length,
    items: vectors.itemPresent.length,
    without: absent(vectors.userPresent) + absent(vectors.itemPresent),
    facts: provenance.facts,
    neighbours: nearestItems(vectors, itemTitles)
  };
}

// Which items a page shows with their nearest items, to judge a set of vectors by eye. Files of results have more.
import type { EmbeddingsResult } from '#lib/notebook/kinds/embeddings/stored';

type Neighbours = EmbeddingsResult['neighbours'];

const ITEMS = 4;
const NEAREST = 3;

/** Shuffled, swapped or removed after they were made. */
export const isPerturbed = ({ facts }: EmbeddingsResult): boolean => facts.perturbation !== undefined;

/** A few; none of vectors that are wrong on purpose, where an item is near what another one's texts are near. */
export const neighboursShown = (result: EmbeddingsResult): Neighbours =>
  isPerturbed(result)
    ? []
    : result.neighbours.slice(0, ITEMS).map((row) => ({ ...row, nearest: row.nearest.slice(0, NEAREST) }));

// A row that no training makes, of one data set.
import { appError } from '#lib/errors/app-error';
import type { ListsOfAll } from '#lib/evaluation/evaluate';
import { popularityEmbeddings, semanticEmbeddings, type ScoringEmbeddings } from '#lib/evaluation/references';
import type { CellWork } from '../run/cell-work';
import { isLinear, type ReferenceName } from './asked';
import type { LinearAsked } from './linear-reference';

export interface OneReference {
  readonly label: string;
  readonly scoring: ScoringEmbeddings | ListsOfAll;
  /** What a reader has to know of it. */
  readonly notes: readonly string[];
}

/** @throws AppError notebook/needs-embeddings, evaluation/…, internal/cancelled */
export async function referenceOn(name: ReferenceName, asked: LinearAsked, work: CellWork): Promise<OneReference> {
  const { userCount, itemCount, split } = asked.dataset;
  if (name === 'popularity') {
    return { label: 'Popularity', scoring: popularityEmbeddings(userCount, itemCount, split.train), notes: [] };
  }
  if (isLinear(name)) {
    const { linearReference } = await import('./linear-reference');
    return linearReference(name, asked, work);
  }
  const { embeddingsId } = asked;
  if (embeddingsId === null) throw appError('notebook/needs-embeddings', { what: 'The reference "semantic-only"' });
  const { vectors } = await work.artifacts.embeddings(embeddingsId);
  const absent = (present: Uint8Array) => present.reduce((count, flag) => count + (flag === 1 ? 0 : 1), 0);
  const [users, items] = [absent(vectors.userPresent), absent(vectors.itemPresent)];
  const notes =
    users + items > 0
      ? [
          `Semantic only: ${users} users and ${items} items have no vector; they score 0 with everything, and ties go in the order of the data.`
        ]
      : [];
  return { label: 'Semantic only', scoring: semanticEmbeddings(vectors), notes };
}

// The code of each linear model, by its name, and whose lists are made of it. Fetched where a table has such a row.
import { itemCountOf, neighboursWork, type Clicks, type Neighbours } from '#kernels/neighbours/neighbours';
import { arrayPool } from '#kernels/workers/active';
import { appError } from '#lib/errors/app-error';
import type { ScoreUsers } from '../evaluate';
import { ease } from './ease';
import { easeText, type TextVectors } from './ease-text';
import { itemKnnScores, nearestItems } from './item-knn';
import { scoresByWeights, type ItemWeights } from './item-weights';
import { l3ae } from './l3ae';
import { linearModel, type LinearName, type LinearValues } from './models';
import type { LinearWork } from './work';

export interface LinearInput {
  /** Of the training split. */
  readonly clicks: Clicks;
  /** For models of texts; null where there are none. */
  readonly vectors: TextVectors | null;
}

/** Scores by one model with one set of values. @throws AppError evaluation/…, internal/cancelled by `work.onStep` */
export async function solveLinear(
  name: LinearName,
  values: LinearValues,
  { clicks, vectors }: LinearInput,
  work: Omit<LinearWork, 'pool'>
): Promise<ScoreUsers> {
  const value = (key: string): number => {
    const found = values[key] ?? linearModel(name).settings.find((setting) => setting.key === key)?.default;
    if (found === undefined) throw new Error(`${name} has no setting ${key}`);
    return found;
  };
  const own = { ...work, pool: await arrayPool(workOf(name, clicks, vectors)) };
  const scored = (weights: ItemWeights): ScoreUsers => scoresByWeights(clicks.byUser, weights, itemCountOf(clicks));
  switch (name) {
    case 'item-knn':
      return itemKnnScores(clicks, await nearest(own, clicks, value('neighbours')), value('neighbours'));
    case 'ease':
      return scored(await ease(clicks, value('lambda'), own));
    case 'ease-text':
      return scored(await easeText(textsOf(name, vectors), value('lambda_text'), own));
    case 'l3ae':
      return scored(
        await l3ae(
          clicks,
          textsOf(name, vectors),
          { clicks: value('lambda_clicks'), texts: value('lambda_text'), towards: value('lambda_towards') },
          own
        )
      );
  }
}

async function nearest(work: LinearWork, clicks: Clicks, count: number): Promise<Neighbours> {
  await work.onStep('comparing items', 0, 1);
  return nearestItems(clicks, count, work.pool);
}

function textsOf(name: LinearName, vectors: TextVectors | null): TextVectors {
  if (!vectors) throw appError('notebook/needs-embeddings', { what: `The reference "${name}"` });
  return vectors;
}

/** Multiply-adds, about. */
function workOf(name: LinearName, clicks: Clicks, vectors: TextVectors | null): number {
  const items = itemCountOf(clicks);
  if (name === 'item-knn') return neighboursWork(clicks);
  return items * items * (items / 2 + (vectors?.dimensions ?? 0));
}

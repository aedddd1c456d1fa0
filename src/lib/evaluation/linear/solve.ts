// The code of each linear model, by its name, and whose lists are made of it. Fetched where a table has such a row.
import { itemCountOf, neighboursWork, type Clicks, type Neighbours } from '#kernels/neighbours/neighbours';
import { productInParts } from '#kernels/dense/dense.parts';
import { arrayPool } from '#kernels/workers/active';
import type { RowPool } from '#kernels/workers/pool';
import { appError } from '#lib/errors/app-error';
import type { ScoreUsers } from '../evaluate';
import { ease, easeBytes } from './ease';
import { easeText, easeTextBytes, type TextVectors } from './ease-text';
import { itemKnnScores, nearestItems } from './item-knn';
import { scoresByWeights, type ItemWeights } from './item-weights';
import { l3ae, l3aeBytes } from './l3ae';
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
  const multiplyAdds = workOf(name, clicks, vectors);
  const pool = await arrayPool(multiplyAdds);
  // What takes long says so, and what it takes, before it begins and as long as it goes on.
  const cost =
    pool && multiplyAdds > LONG
      ? ` (${costInWords(multiplyAdds / (await paceOf(pool)), bytesOf(name, clicks, vectors, pool.living().length))})`
      : '';
  const own: LinearWork = {
    memory: work.memory,
    pool,
    onStep: (what, done, total) => work.onStep(what + cost, done, total)
  };
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

/** Multiply-adds from which on it is said what a model takes: some seconds. */
const LONG = 2 ** 34;

/** "about 40 s, at most 0.9 GB of memory". */
export const costInWords = (seconds: number, bytes: number): string =>
  `about ${seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.round(seconds / 60)} minutes`}, at most ${(bytes / 2 ** 30).toFixed(1)} GB of memory`;

/** Multiply-adds a second of all who work, by a small product. */
async function paceOf(pool: RowPool): Promise<number> {
  const [rows, depth] = [1024, 256];
  const factors = new Float32Array(rows * depth).fill(0.5);
  const multiply = () => productInParts(pool, { a: factors, b: factors, depth }, () => undefined);
  await multiply(); // Workers start.
  const started = performance.now();
  await multiply();
  return (rows * rows * depth * 1000) / Math.max(1, performance.now() - started);
}

/** Bytes at most. */
function bytesOf(name: LinearName, clicks: Clicks, vectors: TextVectors | null, runners: number): number {
  const [items, width] = [itemCountOf(clicks), vectors?.dimensions ?? 0];
  switch (name) {
    case 'item-knn':
      return 8 * clicks.byItem.items.length * runners;
    case 'ease':
      return easeBytes(items, runners);
    case 'ease-text':
      return easeTextBytes(items, width, runners);
    case 'l3ae':
      return l3aeBytes(items, width, runners);
  }
}

/** Multiply-adds, about. */
function workOf(name: LinearName, clicks: Clicks, vectors: TextVectors | null): number {
  const items = itemCountOf(clicks);
  if (name === 'item-knn') return neighboursWork(clicks);
  return items * items * (items / 2 + (vectors?.dimensions ?? 0));
}

// The code of each linear model, by its name, and whose lists are made of it. Fetched where a table has such a row.
import { itemCountOf, neighboursWork, type Clicks } from '#kernels/neighbours/neighbours';
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

/** What is solved, and how: one model's code. */
interface Solver {
  /** Multiply-adds, about. */
  work(input: LinearInput): number;
  /** At most. */
  bytes(input: LinearInput, runners: number): number;
  /** @param value of a setting, by its key */
  scores(input: LinearInput, value: (key: string) => number, work: LinearWork): Promise<ScoreUsers>;
}

const scored = ({ clicks }: LinearInput, weights: ItemWeights): ScoreUsers =>
  scoresByWeights(clicks.byUser, weights, itemCountOf(clicks));
const widthOf = ({ vectors }: LinearInput): number => vectors?.dimensions ?? 0;

/** Of a matrix of items by items: its inverse, and products as wide as the vectors. */
function matrixWork(input: LinearInput): number {
  const items = itemCountOf(input.clicks);
  return items * items * (items / 2 + widthOf(input));
}

const SOLVERS: Readonly<Record<LinearName, Solver>> = {
  'item-knn': {
    work: ({ clicks }) => neighboursWork(clicks),
    bytes: ({ clicks }, runners) => 8 * clicks.byItem.items.length * runners,
    async scores({ clicks }, value, work) {
      await work.onStep('comparing items', 0, 1);
      const count = value('neighbours');
      return itemKnnScores(clicks, await nearestItems(clicks, count, work.pool), count);
    }
  },
  ease: {
    work: matrixWork,
    bytes: ({ clicks }, runners) => easeBytes(itemCountOf(clicks), runners),
    scores: async (input, value, work) => scored(input, await ease(input.clicks, value('lambda'), work))
  },
  'ease-text': {
    work: matrixWork,
    bytes: (input, runners) => easeTextBytes(itemCountOf(input.clicks), widthOf(input), runners),
    scores: async (input, value, work) =>
      scored(input, await easeText(textsOf('ease-text', input), value('lambda_text'), work))
  },
  l3ae: {
    work: matrixWork,
    bytes: (input, runners) => l3aeBytes(itemCountOf(input.clicks), widthOf(input), runners),
    async scores(input, value, work) {
      const settings = {
        clicks: value('lambda_clicks'),
        texts: value('lambda_text'),
        towards: value('lambda_towards')
      };
      return scored(input, await l3ae(input.clicks, textsOf('l3ae', input), settings, work));
    }
  }
};

/** Scores by one model with one set of values. @throws AppError evaluation/…, internal/cancelled by `work.onStep` */
export async function solveLinear(
  name: LinearName,
  values: LinearValues,
  input: LinearInput,
  work: Omit<LinearWork, 'pool'>
): Promise<ScoreUsers> {
  const value = (key: string): number => {
    const found = values[key] ?? linearModel(name).settings.find((setting) => setting.key === key)?.default;
    if (found === undefined) throw new Error(`${name} has no setting ${key}`);
    return found;
  };
  const solver = SOLVERS[name];
  const multiplyAdds = solver.work(input);
  const pool = await arrayPool(multiplyAdds);
  // What takes long says so, and what it takes, before it begins and as long as it goes on.
  const cost =
    pool && multiplyAdds > LONG
      ? ` (${costInWords(multiplyAdds / (await paceOf(pool)), solver.bytes(input, pool.living().length))})`
      : '';
  const onStep: LinearWork['onStep'] = (what, done, total) => work.onStep(what + cost, done, total);
  return solver.scores(input, value, { memory: work.memory, pool, onStep });
}

function textsOf(name: LinearName, { vectors }: LinearInput): TextVectors {
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

// An exported run, read back from its files: settings and metrics, trained arrays, final embeddings. The metrics are computed again from
// the embeddings, so that a run of other data, or one that was changed, is not taken for what it says.
import * as v from 'valibot';
import { readNpy } from '#lib/dataset/formats/npy/npy';
import { evaluateEmbeddings } from '#lib/evaluation/evaluate';
import type { Dataset } from '#lib/dataset/types';
import { appError } from '#lib/errors/app-error';
import { RunResultForm } from '../forms';
import type { RunArrays, RunResult } from '../types';
import { readModel, type ParameterPlace } from './run-files';

const Description = v.object({
  version: v.literal(1),
  label: v.string(),
  settings: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
  split: v.string(),
  result: RunResultForm
});

export interface ReadRun {
  readonly label: string;
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  readonly splitHash: string;
  readonly result: RunResult;
  readonly arrays: RunArrays;
  readonly places: readonly ParameterPlace[];
}

/** Files of a run by the names that the export gives them. */
export type RunFolderReader = (name: string) => Promise<Uint8Array>;

/** Equal bits on one backend; another may round the last digit of a sum otherwise. */
const CLOSE = 1e-6;

/**
 * Needs a started backend, for the metrics.
 * @throws AppError training/model-unreadable, training/model-of-other-data, dataset/not-an-array
 */
export async function readRun(
  read: RunFolderReader,
  dataset: Pick<Dataset, 'userCount' | 'itemCount' | 'split'>
): Promise<ReadRun> {
  const description = parseDescription(await read('model.json'));
  const { split, userCount, itemCount } = dataset;
  if (description.split !== split.hash) {
    throw appError('training/model-of-other-data', {
      has: description.split.slice(0, 12),
      needs: split.hash.slice(0, 12)
    });
  }
  const model = readModel(await read('model.safetensors'), 'model.safetensors');
  const users = readNpy(await read('user_embeddings.npy'), 'user_embeddings.npy');
  const items = readNpy(await read('item_embeddings.npy'), 'item_embeddings.npy');
  const width = users.columns;
  if (users.rows !== userCount || items.rows !== itemCount || items.columns !== width) {
    const has = `${users.rows} × ${width} and ${items.rows} × ${items.columns}`;
    throw appError('training/does-not-fit', {
      what: 'embeddings',
      has,
      needs: `${userCount} users and ${itemCount} items`
    });
  }
  const test = await evaluateEmbeddings(users.values, items.values, width, split.train, split.test);
  const said = description.result.test.recall['20'];
  if (Math.abs(test.metrics.recall['20'] - said) > CLOSE) {
    const reason = `it says test recall@20 is ${said}, its embeddings give ${test.metrics.recall['20']}`;
    throw appError('training/model-unreadable', { file: 'model.json', reason });
  }
  const places: ParameterPlace[] = [];
  let size = 0;
  for (const [name, { shape, values }] of Object.entries(model)) {
    places.push({ name, shape, offset: size });
    size += values.length;
  }
  const parameters = new Float32Array(size);
  for (const { name, offset } of places) parameters.set(model[name]?.values ?? [], offset);
  return {
    label: description.label,
    settings: description.settings,
    splitHash: description.split,
    result: description.result,
    arrays: {
      userEmbeddings: users.values,
      itemEmbeddings: items.values,
      testUsers: test.users,
      testRecall20: test.perUser.recall['20'],
      testNdcg20: test.perUser.ndcg['20'],
      parameters
    },
    places
  };
}

function parseDescription(bytes: Uint8Array): v.InferOutput<typeof Description> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw appError('training/model-unreadable', { file: 'model.json', reason: 'it is not JSON' });
  }
  const parsed = v.safeParse(Description, json);
  if (parsed.success) return parsed.output;
  const reason = v.summarize(parsed.issues).split('\n')[0] ?? 'it is of another form';
  throw appError('training/model-unreadable', { file: 'model.json', reason });
}

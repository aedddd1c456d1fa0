// A trained run as files for elsewhere: final embeddings (.npy), each user's best items (CSV), and the model with its settings
// (safetensors and JSON), which can be read back here.
import { writeNpy } from '#lib/dataset/formats/npy/npy';
import { topK } from '#kernels/top-k/top-k';
import { groupByUser } from '#kernels/top-k/select';
import type { Dataset } from '#lib/dataset/types';
import { appError } from '#lib/errors/app-error';
import type { RunArrays, RunResult } from '../types';
import { readSafetensors, writeSafetensors, type NamedArray } from './safetensors';

export interface RunFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Where each trained array lies among the run's parameters. */
export interface ParameterPlace {
  readonly name: string;
  readonly shape: readonly number[];
  readonly offset: number;
}

export interface ExportedRun {
  readonly label: string;
  /** Settings by the names of notebooks. */
  readonly treatment: Readonly<Record<string, string | number | boolean>>;
  readonly splitHash: string;
  readonly result: RunResult;
  readonly arrays: RunArrays;
  readonly places: readonly ParameterPlace[];
}

const LIST_LENGTH = 20;
const text = (content: string): Uint8Array<ArrayBuffer> => Uint8Array.from(new TextEncoder().encode(content));

/** All files of a run. Needs a started backend, for the lists. */
export async function runFiles(
  run: ExportedRun,
  dataset: Pick<Dataset, 'userIds' | 'itemIds' | 'split'>
): Promise<RunFile[]> {
  const { userEmbeddings, itemEmbeddings } = run.arrays;
  const users = dataset.userIds.length;
  const width = userEmbeddings.length / users;
  return [
    { name: 'user_embeddings.npy', bytes: writeNpy(userEmbeddings, [users, width]) },
    { name: 'item_embeddings.npy', bytes: writeNpy(itemEmbeddings, [dataset.itemIds.length, width]) },
    { name: 'top20.csv', bytes: text(await topLists(run.arrays, width, dataset)) },
    { name: 'model.safetensors', bytes: modelFile(run) },
    {
      name: 'model.json',
      bytes: text(
        `${JSON.stringify({ version: 1, label: run.label, settings: run.treatment, split: run.splitHash, result: run.result }, null, 1)}\n`
      )
    }
  ];
}

/** One line a user and rank: user, rank, item, score; training items are left out. */
async function topLists(
  { userEmbeddings, itemEmbeddings }: RunArrays,
  width: number,
  { userIds, itemIds, split }: Pick<Dataset, 'userIds' | 'itemIds' | 'split'>
): Promise<string> {
  const trained = groupByUser(split.train, userIds.length);
  const { items, scores } = await topK(userEmbeddings, itemEmbeddings, width, trained, LIST_LENGTH);
  const lines = ['user,rank,item,score'];
  userIds.forEach((user, row) => {
    for (let rank = 0; rank < LIST_LENGTH; rank++) {
      const item = items[row * LIST_LENGTH + rank] ?? -1;
      if (item < 0) break;
      lines.push([user, rank + 1, itemIds[item] ?? '', scores[row * LIST_LENGTH + rank] ?? 0].map(cell).join(','));
    }
  });
  return `${lines.join('\n')}\n`;
}

/** RFC 4180: quoted where it has to be. */
function cell(value: string | number): string {
  const shown = String(value);
  return /[",\r\n]/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}

function modelFile({ label, splitHash, result, arrays, places }: ExportedRun): Uint8Array<ArrayBuffer> {
  if (arrays.parameters === undefined || places.length === 0) {
    throw appError('training/model-not-kept', { label, seed: result.seed });
  }
  const { parameters } = arrays;
  const named = Object.fromEntries(
    places.map(({ name, shape, offset }): [string, NamedArray] => [
      name,
      { shape, values: parameters.subarray(offset, offset + shape.reduce((a, b) => a * b, 1)) }
    ])
  );
  return writeSafetensors({ arrays: named, metadata: { model: label, seed: String(result.seed), split: splitHash } });
}

/** The trained arrays of a model file, by name. @throws AppError training/model-unreadable */
export function readModel(bytes: Uint8Array, file: string): Readonly<Record<string, NamedArray>> {
  return readSafetensors(bytes, file).arrays;
}

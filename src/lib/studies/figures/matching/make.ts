// The figure "matching": how well the vectors of a contrastively aligned run pick out their own profiles among B, projected as the run learned
// to. It trains nothing. The pairs are those that the run was trained on, so that a bound on others would be lower.
import { tensor, tidy } from '@tensorflow/tfjs-core';
import { as2d } from '#kernels/backend/tensors';
import { permutation } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import { applyMlp } from '#lib/alignment/mlp';
import { MATCHING_ALIGNMENTS } from '#lib/alignment/names';
import type { SemanticVectors } from '#lib/dataset/types';
import { log } from '#lib/elementary/logarithm';
import { appError } from '#lib/errors/app-error';
import { batchGrid } from '#lib/explain/bound-grid';
import { settingReader } from '#lib/settings/reader';
import { numbersOf } from '../device-graph';
import type { FigureRun, FigureStudy } from '../types';
import { matchingBound, unit, type UnitPairs } from './matching';
import type { MatchingData } from './stored';

const PREFIX = 'alignment.';

/** @throws AppError notebook/no-pull, training/model-not-kept, internal/cancelled. Needs a started backend. */
export const make: FigureStudy<MatchingData> = async ({ dataset, embeddings, runs, seed, settings, step }) => {
  const [run] = runs;
  if (!dataset || !embeddings || !run) throw new Error('The figure needs data, vectors and a run');
  const { alignment, alignmentSettings } = run.settings;
  const { kd_temperature: temperature } = alignmentSettings;
  const { label, arrays } = run;
  if (!MATCHING_ALIGNMENTS.includes(alignment) || typeof temperature !== 'number')
    throw appError('notebook/no-pull', { label, alignment, known: MATCHING_ALIGNMENTS });
  const { vectors } = embeddings;
  const width = arrays.userEmbeddings.length / dataset.userCount;
  const pairsOf = async (rows: Float32Array, texts: Float32Array, present: Uint8Array): Promise<UnitPairs> => {
    const there = [...present.keys()].filter((row) => present[row] === 1);
    const projected = await project(run, picked(texts, vectors.dimensions, there), vectors);
    return { rows: unit(picked(rows, width, there), width), partners: unit(projected, width), width };
  };
  const users = await pairsOf(arrays.userEmbeddings, vectors.users, vectors.userPresent);
  const items = await pairsOf(arrays.itemEmbeddings, vectors.items, vectors.itemPresent);
  const others = { ...users, partners: ofOthers(users, seed) };

  const batch = settingReader(settings).number('batch');
  const counts = { users: users.rows.length / width, items: items.rows.length / width };
  const grid = batchGrid(batch).filter((size) => size <= Math.max(counts.users, counts.items));
  const sizes: MatchingData['sizes'] = [];
  for (const size of [...new Set([...grid, counts.users])].sort((a, b) => a - b)) {
    const bound = (pairs: UnitPairs) =>
      matchingBound(pairs, size, temperature, seed, () => step(sizes.length, grid.length + 1));
    sizes.push({ batch: size, users: await bound(users), items: await bound(items), others: await bound(others) });
  }
  await step(1, 1);
  const data = { run: { label, seed: run.seed, temperature }, ...counts, batch, sizes };
  return { show: 'matching', values: valuesOf(data), ...data };
};

function picked(rows: Float32Array, width: number, wanted: readonly number[]): Float32Array {
  const out = new Float32Array(wanted.length * width);
  wanted.forEach((row, at) => out.set(rows.subarray(row * width, (row + 1) * width), at * width));
  return out;
}

/** Profiles through the projection that the run learned, [n, width]. */
async function project(
  { label, seed, parameters }: Pick<FigureRun, 'label' | 'seed' | 'parameters'>,
  rows: Float32Array,
  { dimensions }: SemanticVectors
): Promise<Float32Array> {
  const learned = Object.entries(parameters ?? {}).filter(([name]) => name.startsWith(PREFIX));
  if (learned.length === 0) throw appError('training/model-not-kept', { label, seed });
  const projected = tidy(() => {
    const tensors = Object.fromEntries(
      learned.map(([name, { shape, values }]) => [name.slice(PREFIX.length), tensor(values, [...shape], 'float32')])
    );
    return as2d(applyMlp(tensors, as2d(tensor(rows, [rows.length / dimensions, dimensions], 'float32'))));
  });
  try {
    return await numbersOf(projected);
  } finally {
    projected.dispose();
  }
}

/** Every row's partner is that of another row: a random order, each taking the next one's. */
function ofOthers({ partners, width }: UnitPairs, seed: number): Float64Array {
  const order = permutation({ seed, stream: STREAM.samples, step: 0 }, partners.length / width);
  const out = new Float64Array(partners.length);
  order.forEach((row, at) => {
    const other = order[(at + 1) % order.length] ?? 0;
    out.set(partners.subarray(other * width, (other + 1) * width), row * width);
  });
  return out;
}

/** "users.64", "items.64", "others.64"; "users.drawn" of the cell's own batch, "users.all" among all users. */
function valuesOf({ sizes, batch, users }: Omit<MatchingData, 'show' | 'values'>): Record<string, number> {
  const values: Record<string, number> = { ceiling: log(batch) };
  for (const { batch: size, ...estimates } of sizes) {
    for (const [name, estimate] of Object.entries(estimates)) {
      if (estimate === null) continue;
      values[`${name}.${size}`] = estimate.mean;
      if (size === batch) values[`${name}.drawn`] = estimate.mean;
      if (size === users) values[`${name}.all`] = estimate.mean;
    }
  }
  return values;
}

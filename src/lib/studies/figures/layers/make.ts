// The figure "layers": one trained node table read at other depths. For L = 0 … deepest, the last layer alone, Ā^L E, and the sum of
// layers 0 … L (He et al., SIGIR 2020, eq. 8, with the official code's sum). It trains nothing: a model trained at another depth has
// another table.
import { add, tidy, type Tensor2D } from '@tensorflow/tfjs-core';
import { as2d } from '#kernels/backend/tensors';
import { buildGraph } from '#lib/dataset/graph';
import type { Dataset } from '#lib/dataset/types';
import { evaluateEmbeddings } from '#lib/evaluation/evaluate';
import { deviceGraph, numbersOf, type DeviceGraph } from '../device-graph';
import { datasetAndRun, nodeTableOf } from '../nodes';
import type { FigureStudy } from '../types';
import type { LayersData, Reading } from './stored';
import { clickPairs, meanCosine, randomPairs, type RowPairs } from './similarity';

const PAIRS = 2000;

/** @throws AppError training/model-not-kept, internal/cancelled, device/…. Needs a started backend. */
export const make: FigureStudy<LayersData> = async (input) => {
  const { dataset, run } = datasetAndRun(input);
  const { userCount, itemCount, split } = dataset;
  const table = nodeTableOf(run);
  const deepest = Number(input.settings.deepest);
  const users = randomPairs(input.seed, userCount, PAIRS);
  const clicks = clickPairs(split.train, userCount);
  const onDevice = deviceGraph(buildGraph(userCount, itemCount, split.train), table);
  const depths: LayersData['depths'] = [];
  let layers = { alone: onDevice.table.clone(), sum: onDevice.table.clone() };
  try {
    for (let depth = 0; depth <= deepest; depth++) {
      await input.step(depth, deepest + 1);
      if (depth > 0) layers = deeper(onDevice, layers);
      const read = async (rows: Tensor2D): Promise<Reading> =>
        readingOf(dataset, await numbersOf(rows), table.width, { users, clicks });
      depths.push({ depth, alone: await read(layers.alone), sum: await read(layers.sum) });
    }
  } finally {
    layers.alone.dispose();
    layers.sum.dispose();
    onDevice.dispose();
  }
  const { layers: trained } = run.settings.backboneSettings;
  const runLayers = typeof trained === 'number' ? trained : null;
  return {
    show: 'layers',
    values: valuesOf(depths, runLayers),
    run: { label: run.label, seed: run.seed, layers: runLayers },
    pairs: users.left.length,
    depths
  };
};

interface Layers {
  readonly alone: Tensor2D;
  readonly sum: Tensor2D;
}

/** One layer more: Ā x, and by Horner's rule E + Ā s, as training computes the sum. Takes the layers before away. */
function deeper({ table, propagate }: DeviceGraph, { alone, sum }: Layers): Layers {
  const next = { alone: propagate(alone), sum: tidy(() => as2d(add(table, propagate(sum)))) };
  alone.dispose();
  sum.dispose();
  return next;
}

/** @param table [users + items, width] */
async function readingOf(
  { userCount, split }: Dataset,
  table: Float32Array,
  width: number,
  pairs: { readonly users: RowPairs; readonly clicks: RowPairs }
): Promise<Reading> {
  const userRows = table.subarray(0, userCount * width);
  const itemRows = table.subarray(userCount * width);
  const isHeldOut = split.val.users.length > 0;
  const evaluation = isHeldOut ? await evaluateEmbeddings(userRows, itemRows, width, split.train, split.val) : null;
  return {
    users: meanCosine(table, width, pairs.users),
    clicks: meanCosine(table, width, pairs.clicks),
    recall20: evaluation?.metrics.recall['20'] ?? null
  };
}

/** Numbers by reading and depth: "alone.3.cosine" (users), "alone.3.clicks", "alone.3.recall20", the same of "sum". */
function valuesOf(depths: LayersData['depths'], layers: number | null): Record<string, number> {
  const values: Record<string, number> = layers === null ? {} : { 'trained.layers': layers };
  for (const { depth, ...readings } of depths) {
    for (const [name, { users, clicks, recall20 }] of Object.entries(readings)) {
      for (const [what, value] of Object.entries({ cosine: users, clicks, recall20 })) {
        if (value !== null) values[`${name}.${depth}.${what}`] = value;
      }
    }
  }
  return values;
}

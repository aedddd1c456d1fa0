// Whole training steps of LightGCN: draws, forward, losses, gradients, optimiser, as the trainer runs them; and the same base
// step in the best stock form.
import { add, mul, square, sum, tensor, tensor1d, train, variable, type Scalar } from '@tensorflow/tfjs-core';
import { as2d, asScalar } from '#kernels/backend/tensors';
import { uniformArray } from '#kernels/random/random';
import { alignmentNamed } from '#lib/alignment/names';
import type { ParameterSet } from '#lib/backbones/types';
import type { SemanticVectors } from '#lib/dataset/types';
import { makeBatch } from '#lib/training/loop/batch';
import { initNodeTable } from '#lib/training/model/init';
import { Model, NODE_TABLE } from '#lib/training/model/model';
import { ParameterLayout } from '#lib/training/model/parameters';
import { resolveSettings, type Overrides, type PresetName } from '#lib/training/settings/presets';
import { EpochSampler, type Triples } from '#lib/training/loop/sampler';
import { Stepper } from '#lib/training/loop/step';
import type { AlignmentName } from '#lib/training/types';
import { madeUpClicks, madeUpGraph, type GraphSize } from './graphs';
import { disposeStock, stockBpr, stockEdgeMask, stockMatrices, stockSumOfLayers } from './stock';
import type { BenchCase, Prepared } from './types';

const SEED = 2023;

/** As the report calls the step of an arm. */
export const stepName = (alignment: AlignmentName): string =>
  `LightGCN ${alignmentNamed(alignment)?.suffix ?? 'base'} step`;

function madeUpVectors({ users, items }: GraphSize, dimensions: number): SemanticVectors {
  const draw = (rows: number, step: number): Float32Array =>
    uniformArray({ seed: 1, stream: 124, step }, rows * dimensions).map((value) => value - 0.5);
  return {
    dimensions,
    users: draw(users, 0),
    items: draw(items, 1),
    userPresent: new Uint8Array(users).fill(1),
    itemPresent: new Uint8Array(items).fill(1)
  };
}

/** One step of LightGCN at the shipped settings of a preset. `width` is that of the semantic vectors. */
export function stepCase(
  size: GraphSize,
  alignment: AlignmentName,
  width: number,
  name?: string,
  preset: PresetName = 'amazon'
): BenchCase {
  const settings = resolveSettings('lightgcn', alignment, preset);
  const vectors = alignment === 'none' ? '' : `, ${width}-wide vectors`;
  return {
    name: name ?? stepName(alignment),
    what: `Batch ${settings.batchSize}, ${settings.dimensions} dimensions, ${preset === 'amazon' ? 'shipped Amazon-book settings' : `preset "${preset}"`}${vectors}.`,
    units: 2 * size.interactions,
    forms: {
      ours: () => ourStep(size, alignment, width, preset),
      ...(alignment === 'none' && preset === 'amazon' ? { stock: () => stockStep(size) } : {})
    },
    ...(alignment === 'none' ? {} : { missing: { stock: 'its similarities need gigabytes' } })
  };
}

function epochOf(size: GraphSize): Triples {
  return new EpochSampler(madeUpClicks(size), size.users, size.items, SEED).epoch(0);
}

/** What a step of LightGCN starts from; the caller disposes the model. */
export function stepInputs(
  size: GraphSize,
  alignment: AlignmentName,
  width: number,
  preset: PresetName,
  overrides: Overrides = {}
) {
  const settings = resolveSettings('lightgcn', alignment, preset, overrides);
  const graph = madeUpGraph(size);
  const vectors = alignment === 'none' ? undefined : madeUpVectors(size, width);
  const model = new Model({ graph, settings, vectors });
  const arrays: ParameterSet = {
    [NODE_TABLE]: initNodeTable(size.users, size.items, settings.dimensions, SEED),
    ...model.init({ seed: SEED, stream: 0, step: 0 })
  };
  return { settings, graph, vectors, model, arrays, triples: epochOf(size), seed: SEED };
}

/** The first batch of an epoch. */
export const firstBatch = (triples: Triples, { users, items }: GraphSize, rows: number) =>
  makeBatch(triples, 0, rows, users, users + items);

function ourStep(size: GraphSize, alignment: AlignmentName, width: number, preset: PresetName): Prepared {
  const { settings, model, arrays, triples } = stepInputs(size, alignment, width, preset);
  const layout = new ParameterLayout(arrays);
  const stepper = new Stepper(model, layout, settings, SEED, layout.initialState(arrays));
  return {
    async run() {
      const batch = firstBatch(triples, size, settings.batchSize);
      await stepper.run(batch, 0);
      batch.dispose();
    },
    dispose() {
      stepper.dispose();
      model.dispose();
    }
  };
}

/** The base step in tfjs alone: scatterND for every sum over rows, tfjs's own Adam. */
function stockStep(size: GraphSize): Prepared {
  const { layers = 3, keep_rate = 0.8 } = resolveSettings('lightgcn', 'none', 'amazon').backboneSettings;
  const { regWeight, batchSize, dimensions } = resolveSettings('lightgcn', 'none', 'amazon');
  const nodes = size.users + size.items;
  const graph = madeUpGraph(size);
  const matrices = stockMatrices({ ...graph, rows: nodes, columns: nodes });
  const triples = epochOf(size);
  const { shape, values } = initNodeTable(size.users, size.items, dimensions, SEED);
  const table = variable(tensor(values, [...shape]));
  const optimiser = train.adam(1e-3);
  const index = (list: Int32Array, offset: number) =>
    tensor1d(
      list.slice(0, batchSize).map((i) => i + offset),
      'int32'
    );
  const step = (): Scalar => {
    const masked = { ...matrices.forward, values: stockEdgeMask(matrices.forward.values, Number(keep_rate)) };
    const final = stockSumOfLayers({ ...matrices, forward: masked }, as2d(table), Number(layers));
    const bpr = stockBpr(
      final,
      index(triples.users, 0),
      index(triples.positives, size.users),
      index(triples.negatives, size.users)
    );
    return asScalar(add(bpr, mul(sum(square(table)), regWeight)));
  };
  return {
    run: () => {
      optimiser.minimize(step);
    },
    dispose() {
      disposeStock(matrices.forward);
      disposeStock(matrices.transposed);
      table.dispose();
      optimiser.dispose();
    }
  };
}

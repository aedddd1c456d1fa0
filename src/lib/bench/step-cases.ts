// Whole training steps: draws, forward, losses, gradients, optimiser, as the trainer runs them; and LightGCN's base step in the best
// stock form.
import { add, mul, square, sum, tensor, tensor1d, train, variable, type Scalar } from '@tensorflow/tfjs-core';
import { as2d, asScalar } from '#kernels/backend/tensors';
import { uniformArray } from '#kernels/random/random';
import { alignmentNamed, COMPARED_ALIGNMENTS, type AlignmentName } from '#lib/alignment/names';
import { BACKBONE_NAMES, backboneNamed, isOfTexts, type BackboneName } from '#lib/backbones/names';
import type { ParameterSet } from '#lib/backbones/types';
import type { SemanticVectors } from '#lib/dataset/types';
import { makeBatch } from '#lib/training/loop/batch';
import { initNodeTable } from '#lib/training/model/init';
import { Model, NODE_TABLE } from '#lib/training/model/model';
import { ParameterLayout } from '#lib/training/model/parameters';
import { resolveSettings, type Overrides } from '#lib/training/settings/presets';
import type { PresetName } from '#lib/backbones/presets';
import { EpochSampler, type Triples } from '#lib/training/loop/sampler';
import { Stepper } from '#lib/training/loop/step';
import { madeUpClicks, madeUpGraph, SIZES, type GraphSize, type SizeName } from './graphs';
import { disposeStock, stockBpr, stockEdgeMask, stockMatrices, stockSumOfLayers } from './stock';
import type { BenchCase, Prepared } from './types';

const SEED = 2023;

/** As the report calls the step of an arm. */
export const stepName = (alignment: AlignmentName, backbone: BackboneName = 'lightgcn'): string =>
  `${backboneNamed(backbone).label} ${alignmentNamed(alignment)?.suffix ?? 'base'} step`;

const readsVectors = (alignment: AlignmentName, backbone: BackboneName): boolean =>
  alignment !== 'none' || isOfTexts(backbone);

/** Numbers that are drawn; tables repeat them, since millions of draws take longer than the steps. Prime, so that no row is like another. */
const DRAWN = 262_147;

function madeUpVectors({ users, items }: GraphSize, dimensions: number): SemanticVectors {
  const draw = (rows: number, step: number): Float32Array => {
    const drawn = uniformArray({ seed: 1, stream: 124, step }, DRAWN).map((value) => value - 0.5);
    const values = new Float32Array(rows * dimensions);
    for (let at = 0; at < values.length; at += DRAWN) values.set(drawn.subarray(0, values.length - at), at);
    return values;
  };
  return {
    dimensions,
    users: draw(users, 0),
    items: draw(items, 1),
    userPresent: new Uint8Array(users).fill(1),
    itemPresent: new Uint8Array(items).fill(1)
  };
}

/** One step at the shipped settings of a preset. `width` is that of the semantic vectors. */
export function stepCase(
  size: GraphSize,
  alignment: AlignmentName,
  width: number,
  name?: string,
  preset: PresetName = 'amazon',
  backbone: BackboneName = 'lightgcn'
): BenchCase {
  const settings = resolveSettings(backbone, alignment, preset);
  const vectors = readsVectors(alignment, backbone) ? `, ${width}-wide vectors` : '';
  return {
    name: name ?? stepName(alignment, backbone),
    what: `Batch ${settings.batchSize}, ${settings.dimensions} dimensions, ${preset === 'amazon' ? 'shipped Amazon-book settings' : `preset "${preset}"`}${vectors}.`,
    units: 2 * size.interactions,
    isStep: true,
    forms: {
      ours: () => ourStep(size, alignment, width, preset, backbone),
      ...(alignment === 'none' && preset === 'amazon' && backbone === 'lightgcn'
        ? { stock: () => stockStep(size) }
        : {})
    },
    ...(alignment === 'none' ? {} : { missing: { stock: 'its similarities need gigabytes' } })
  };
}

/** At the shipped settings. */
export const stepsAnEpoch = (size: SizeName): number =>
  Math.ceil(SIZES[size].interactions / resolveSettings('lightgcn', 'none', 'amazon').batchSize);

/** LightGCN with every alignment, the other backbones by themselves. */
export function stepCases(size: GraphSize, width: number): BenchCase[] {
  const arms = COMPARED_ALIGNMENTS.map((alignment) => stepCase(size, alignment, width));
  const others = BACKBONE_NAMES.filter((backbone) => backbone !== 'lightgcn').map((backbone) =>
    stepCase(size, 'none', width, undefined, 'amazon', backbone)
  );
  return [...arms, ...others];
}

function epochOf(size: GraphSize): Triples {
  return new EpochSampler(madeUpClicks(size), size.users, size.items, SEED).epoch(0);
}

/** What a step starts from; the caller disposes the model. */
export function stepInputs(
  size: GraphSize,
  alignment: AlignmentName,
  width: number,
  preset: PresetName,
  overrides: Overrides = {},
  backbone: BackboneName = 'lightgcn'
) {
  const settings = resolveSettings(backbone, alignment, preset, overrides);
  const graph = madeUpGraph(size);
  const vectors = readsVectors(alignment, backbone) ? madeUpVectors(size, width) : undefined;
  const model = new Model({ graph, settings, vectors });
  const arrays: ParameterSet = {
    ...(model.hasTable ? { [NODE_TABLE]: initNodeTable(size.users, size.items, settings.dimensions, SEED) } : {}),
    ...model.init({ seed: SEED, stream: 0, step: 0 })
  };
  return { settings, graph, vectors, model, arrays, triples: epochOf(size), seed: SEED };
}

/** The first batch of an epoch. */
export const firstBatch = (triples: Triples, { users, items }: GraphSize, rows: number) =>
  makeBatch(triples, 0, rows, users, users + items);

function ourStep(
  size: GraphSize,
  alignment: AlignmentName,
  width: number,
  preset: PresetName,
  backbone: BackboneName
): Prepared {
  const { settings, model, arrays, triples } = stepInputs(size, alignment, width, preset, {}, backbone);
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

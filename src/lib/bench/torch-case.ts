// The steps of LightGCN as data for a program of another framework (bench/torch_steps.py): the same graph, start, vectors and batch, and
// the loss terms of our first step, which both must agree on. Those are without edge dropout, whose draws are each framework's own.
import { tidy } from '@tensorflow/tfjs-core';
import { COMPARED_ALIGNMENTS, type AlignmentName } from '#lib/alignment/names';
import { nodeTable } from '#lib/training/model/model';
import { resolveSettings } from '#lib/training/settings/presets';
import { ParameterLayout } from '#lib/training/model/parameters';
import { Stepper } from '#lib/training/loop/step';
import type { GraphSize } from './graphs';
import { firstBatch, stepInputs, stepName } from './step-cases';

type Numbers = Float32Array | Int32Array;

interface ShapedNumbers {
  readonly shape: readonly number[];
  readonly values: Numbers;
}

interface Arm {
  readonly name: string;
  readonly alignment: AlignmentName;
  readonly layers: number;
  readonly keepRate: number;
  readonly regWeight: number;
  readonly learningRate: number;
  readonly weight: number;
  readonly temperature: number;
  /** Array of each parameter. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Array of masked nodes. */
  readonly masked?: string;
  readonly firstLosses: Readonly<Record<string, number>>;
}

export interface TorchCase {
  readonly users: number;
  readonly arms: readonly Arm[];
  readonly arrays: ReadonlyMap<string, ShapedNumbers>;
}

/** Base, Con and Gen at the shipped settings of Amazon-book, on the active backend. @param width of the semantic vectors */
export async function torchCase(size: GraphSize, width: number): Promise<TorchCase> {
  const arrays = new Map<string, ShapedNumbers>();
  const put = (name: string, values: Numbers, shape: readonly number[] = [values.length]): string => {
    arrays.set(name, { shape, values });
    return name;
  };
  const arms: Arm[] = [];
  for (const alignment of COMPARED_ALIGNMENTS) {
    const { keep_rate: keepRate = 1 } = resolveSettings('lightgcn', alignment, 'amazon').backboneSettings;
    const inputs = stepInputs(size, alignment, width, 'amazon', { keep_rate: 1 });
    const { settings, graph, vectors, model, triples, seed } = inputs;
    const { backboneSettings, alignmentSettings, batchSize, regWeight, learningRate } = settings;
    put('rowPtr', graph.rowPtr);
    put('colIdx', graph.colIdx);
    put('values', graph.values);
    put('anchors', triples.users.slice(0, batchSize));
    put(
      'positives',
      triples.positives.slice(0, batchSize).map((item) => item + size.users)
    );
    put(
      'negatives',
      triples.negatives.slice(0, batchSize).map((item) => item + size.users)
    );
    if (vectors) {
      const both = new Float32Array(vectors.users.length + vectors.items.length);
      both.set(vectors.users);
      both.set(vectors.items, vectors.users.length);
      put('vectors', both, [size.users + size.items, width]);
    }
    const parameters = Object.fromEntries(
      Object.entries(inputs.arrays).map(([name, { shape, values }]) => [
        name,
        put(`${alignment}.${name}`, values, shape)
      ])
    );
    const layout = new ParameterLayout(inputs.arrays);
    const state = layout.initialState(inputs.arrays);
    const start = tidy(() => layout.read(state));
    const drawn = await model.prepare({ key: { seed, stream: 0, step: 0 }, stepInEpoch: 0 }, nodeTable(start));
    Object.values(start).forEach((one) => one.dispose());
    const { maskedNodes } = drawn.alignment;
    const stepper = new Stepper(model, layout, settings, seed, state);
    const batch = firstBatch(triples, size, batchSize);
    await stepper.run(batch, 0);
    batch.dispose();
    arms.push({
      name: stepName(alignment),
      alignment,
      layers: Number(backboneSettings.layers),
      keepRate: Number(keepRate),
      regWeight,
      learningRate,
      weight: Number(alignmentSettings.kd_weight ?? alignmentSettings.recon_weight ?? 0),
      temperature: Number(alignmentSettings.kd_temperature ?? alignmentSettings.re_temperature ?? 1),
      parameters,
      ...(maskedNodes instanceof Int32Array ? { masked: put(`${alignment}.masked`, maskedNodes) } : {}),
      firstLosses: await stepper.meanLosses(false)
    });
    stepper.dispose();
    model.dispose();
  }
  return { users: size.users, arms, arrays };
}

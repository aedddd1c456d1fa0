// Steps of LightGCN, GCCF, SGL and SimGCL as data for a program of another framework (bench/torch_steps.py): the same graph, start, vectors
// and batch, and the loss terms of our first step, which both must agree on. Those are without edge dropout and noise, whose draws are each
// framework's own.
import { tidy } from '@tensorflow/tfjs-core';
import { COMPARED_ALIGNMENTS, type AlignmentName } from '#lib/alignment/names';
import type { BackboneName } from '#lib/backbones/names';
import { withSelfLoops } from '#lib/dataset/graph';
import { nodeTable } from '#lib/training/model/model';
import { resolveSettings, type Overrides } from '#lib/training/settings/presets';
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
  readonly backbone: BackboneName;
  readonly alignment: AlignmentName;
  /** The backbone's, with its draws and without. */
  readonly settings: Readonly<Record<string, number | boolean>>;
  readonly quiet: Readonly<Record<string, number | boolean>>;
  /** Arrays of its graph in CSR. */
  readonly graph: Readonly<Record<'rowPtr' | 'colIdx' | 'values', string>>;
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

/** What takes a backbone's draws out of its step. */
const QUIET = {
  lightgcn: { keep_rate: 1 },
  gccf: {},
  sgl: { keep_rate: 1 },
  simgcl: { eps: 0 }
} as const satisfies Partial<Record<BackboneName, Overrides>>;

const CASES: readonly (readonly [keyof typeof QUIET, AlignmentName])[] = [
  ...COMPARED_ALIGNMENTS.map((alignment) => ['lightgcn', alignment] as const),
  ['gccf', 'none'],
  ['sgl', 'none'],
  ['simgcl', 'none']
];

/**
 * LightGCN with each alignment, and the others by themselves, at the shipped settings of Amazon-book, on the active backend.
 * @param width of the semantic vectors
 */
export async function torchCase(size: GraphSize, width: number): Promise<TorchCase> {
  const arrays = new Map<string, ShapedNumbers>();
  const put = (name: string, values: Numbers, shape: readonly number[] = [values.length]): string => {
    arrays.set(name, { shape, values });
    return name;
  };
  const arms: Arm[] = [];
  for (const [backbone, alignment] of CASES) {
    const inputs = stepInputs(size, alignment, width, 'amazon', QUIET[backbone], backbone);
    const { settings, vectors, model, triples, seed } = inputs;
    const { backboneSettings, alignmentSettings, batchSize, regWeight, learningRate } = settings;
    const hasLoops = backboneSettings.self_loops === true;
    const graph = hasLoops ? withSelfLoops(inputs.graph) : inputs.graph;
    const graphName = (name: string): string => (hasLoops ? `loops.${name}` : name);
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
        put(`${backbone}.${alignment}.${name}`, values, shape)
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
      name: stepName(alignment, backbone),
      backbone,
      alignment,
      settings: resolveSettings(backbone, alignment, 'amazon').backboneSettings,
      quiet: backboneSettings,
      graph: {
        rowPtr: put(graphName('rowPtr'), graph.rowPtr),
        colIdx: put(graphName('colIdx'), graph.colIdx),
        values: put(graphName('values'), graph.values)
      },
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

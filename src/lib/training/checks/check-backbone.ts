// Checks a backbone against the contract of backbones/types.ts, on a graph small enough for any of them, and says what is wrong in
// words that teach. For whoever writes one: `npx vitest run src/lib/training/check-backbone` runs it over all that are registered.
import { add, engine, memory, tidy, zeros, type Rank, type Tensor } from '@tensorflow/tfjs-core';
import { as2d } from '#kernels/backend/tensors';
import { uniformArray } from '#kernels/random/random';
import type { Backbone, BackboneContext, StepState, TensorSet } from '#lib/backbones/types';
import { buildGraph } from '#lib/dataset/graph';
import type { SemanticVectors } from '#lib/dataset/types';
import { TrainingBatch } from '../loop/batch';
import { initNodeTable } from '../model/init';
import { NODE_TABLE, nodeTable } from '../model/model';
import { ParameterLayout } from '../model/parameters';

const SEED = 1;
const DIMENSIONS = 8;

/** Four users and five items; every node has a click. */
const graph = buildGraph(4, 5, {
  users: Int32Array.of(0, 0, 1, 1, 2, 2, 3, 3),
  items: Int32Array.of(0, 1, 1, 2, 2, 3, 3, 4)
});

/** For backbones that are built on texts: vectors of four numbers, one item without. */
const vectors: SemanticVectors = {
  dimensions: 4,
  users: new Float32Array(16),
  userPresent: new Uint8Array(4).fill(1),
  items: uniformArray({ seed: SEED, stream: 0, step: 0 }, 20),
  itemPresent: Uint8Array.of(1, 1, 1, 0, 1)
};

/** @returns what is wrong, one sentence a finding; nothing where the backbone keeps the contract */
export async function checkBackbone(build: (context: BackboneContext) => Backbone): Promise<string[]> {
  const before = memory().numTensors;
  const backbone = build({ graph, dimensions: DIMENSIONS, vectors });
  const hasTable = backbone.hasTable ?? true;
  const arrays = {
    ...(hasTable ? { [NODE_TABLE]: initNodeTable(graph.userCount, graph.itemCount, DIMENSIONS, SEED) } : {}),
    ...backbone.init({ seed: SEED, stream: 0, step: 0 })
  };
  const layout = new ParameterLayout(arrays);
  const state = layout.initialState(arrays);
  const parameters = tidy(() => layout.read(state));
  const batch = new TrainingBatch(
    Int32Array.of(0, 1, 2),
    Int32Array.of(4, 5, 6),
    backbone.usesNegatives ? Int32Array.of(7, 8, 4) : null,
    graph.nodeCount
  );
  const found = await findings(backbone, parameters, batch);
  batch.dispose();
  Object.values(parameters).forEach((tensor) => tensor.dispose());
  state.dispose();
  backbone.dispose();
  const left = memory().numTensors - before;
  return left === 0 ? found : [...found, `${left} tensors stay behind: dispose() must free what build() made.`];
}

async function findings(backbone: Backbone, parameters: TensorSet, batch: TrainingBatch): Promise<string[]> {
  const found: string[] = [];
  const own = Object.fromEntries(Object.entries(parameters).filter(([name]) => name !== NODE_TABLE));
  const hasTable = backbone.hasTable ?? true;
  const e0 = hasTable ? as2d(nodeTable(parameters).clone()) : zeros<Rank.R2>([0, DIMENSIONS]);
  const steps: StepState[] = [];
  for (const step of [0, 1]) {
    const key = { seed: SEED, stream: 0, step };
    steps.push(await backbone.prepare({ key, stepInEpoch: step }, e0, steps[step - 1]));
  }
  for (const state of steps) {
    try {
      structuredClone(state);
    } catch {
      found.push('prepare() must return plain data (numbers and typed arrays): a checkpoint has to hold it.');
    }
  }

  const clean = (): Tensor => backbone.forward(own, e0, e0, {}, 'clean').final;
  const [first, second] = [tidy(clean), tidy(clean)];
  const [rows, width] = first.shape;
  if (rows !== graph.nodeCount || width !== backbone.outputDim) {
    found.push(
      `final is [${first.shape.join(', ')}], and [${graph.nodeCount}, ${backbone.outputDim}] was promised: one row a node, outputDim wide.`
    );
  }
  const values = await first.data();
  if (!values.every(Number.isFinite)) found.push('Clean embeddings hold numbers that are not finite.');
  const again = await second.data();
  if (values.some((value, i) => value !== again[i])) {
    found.push('Clean mode differs from call to call: it must use neither draws nor the state of a step.');
  }
  [first, second].forEach((tensor) => tensor.dispose());

  const names: string[] = [];
  for (const state of steps) {
    const { terms, gradients } = stepOf(backbone, parameters, own, state, batch);
    names.push(Object.keys(terms).sort().join(', '));
    for (const [name, value] of Object.entries(terms)) {
      if (!Number.isFinite(value)) found.push(`The term ${name} is ${value} in a step.`);
    }
    for (const [name, gradient] of Object.entries(gradients)) {
      if (!gradient.every(Number.isFinite)) found.push(`The gradient to ${name} holds numbers that are not finite.`);
    }
    const learns = (name: string): boolean => gradients[name]?.some((value) => value !== 0) ?? false;
    if (hasTable ? !learns(NODE_TABLE) : !Object.keys(gradients).some(learns)) {
      const what = hasTable ? 'the node table' : 'a parameter';
      found.push(`No gradient reaches ${what}: nothing would be learned from clicks.`);
    }
  }
  if (names[0] !== names[1]) {
    found.push(`Steps have different terms (${names.join(' / ')}): a term that is off in a step is scalar(0).`);
  }
  e0.dispose();
  return found;
}

function stepOf(
  backbone: Backbone,
  parameters: TensorSet,
  own: TensorSet,
  state: StepState,
  batch: TrainingBatch
): { terms: Record<string, number>; gradients: Record<string, Float32Array | Int32Array | Uint8Array> } {
  return tidy(() => {
    const terms: Record<string, number> = {};
    const names = Object.keys(parameters);
    const { grads } = engine().gradients(
      () => {
        const e0 = parameters[NODE_TABLE] ? nodeTable(parameters) : zeros<Rank.R2>([0, DIMENSIONS]);
        const all = Object.entries(backbone.forward(own, e0, e0, state, 'train').loss(batch));
        for (const [name, term] of all) terms[name] = term.dataSync()[0] ?? Number.NaN;
        return all.map(([, term]) => term).reduce((a, b) => add(a, b));
      },
      Object.values(parameters),
      undefined,
      true
    );
    const gradients = Object.fromEntries(
      grads.flatMap((gradient, at) => (gradient ? [[names[at] ?? '', gradient.dataSync()]] : []))
    );
    return { terms, gradients };
  });
}

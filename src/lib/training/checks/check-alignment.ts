// Checks an alignment against the contract of alignment/types.ts, on a graph small enough for any of them, and says what is wrong in words
// that teach. For whoever writes one: `npx vitest run src/lib/training/check-alignment` runs it over all that are registered.
import { engine, memory, tensor, tensor2d, tidy, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { addAll } from '#kernels/backend/tensors';
import { uniformArray } from '#kernels/random/random';
import type { Alignment, AlignmentContext } from '#lib/alignment/types';
import type { Batch, StepState, TensorSet } from '#lib/backbones/types';
import { WITHOUT_REST } from '#lib/work/work';
import { TrainingBatch } from '../loop/batch';

const SEED = 1;
const [USERS, ITEMS] = [4, 5];
const NODES = USERS + ITEMS;
/** Three widths that differ, so that none is taken for another. */
const [DIMENSIONS, OUTPUT, SEMANTIC] = [4, 6, 3];
/** The last user and the last item have no vector. */
const present = (rows: number): Uint8Array => Uint8Array.from({ length: rows }, (_, row) => (row < rows - 1 ? 1 : 0));
const drawn = (step: number, count: number): Float32Array =>
  uniformArray({ seed: SEED, stream: 97, step }, count).map((value) => value - 0.5);

const CONTEXT: AlignmentContext = {
  userCount: USERS,
  itemCount: ITEMS,
  outputDim: OUTPUT,
  dimensions: DIMENSIONS,
  backbone: { name: 'made up', usesNegatives: true },
  vectors: {
    dimensions: SEMANTIC,
    users: drawn(0, USERS * SEMANTIC),
    items: drawn(1, ITEMS * SEMANTIC),
    userPresent: present(USERS),
    itemPresent: present(ITEMS)
  }
};

/** @returns what is wrong, one sentence a finding; nothing where the alignment keeps the contract */
export async function checkAlignment(build: (context: AlignmentContext) => Alignment): Promise<string[]> {
  const before = memory().numTensors;
  const alignment = build(CONTEXT);
  const parameters = Object.fromEntries(
    Object.entries(alignment.init({ seed: SEED, stream: 0, step: 0 })).map(([name, { shape, values }]) => [
      name,
      tensor(values, [...shape], 'float32')
    ])
  );
  const e0 = tensor2d(drawn(2, NODES * DIMENSIONS), [NODES, DIMENSIONS]);
  const final = tensor2d(drawn(3, NODES * OUTPUT), [NODES, OUTPUT]);
  const batches = [
    new TrainingBatch(Int32Array.of(0, 1, 2), Int32Array.of(4, 5, 6), Int32Array.of(7, 8, 4), NODES),
    // Nodes without a vector, and no others.
    new TrainingBatch(Int32Array.of(3), Int32Array.of(8), Int32Array.of(8), NODES)
  ];
  const found = await findings(alignment, parameters, e0, final, batches);
  batches.forEach((batch) => {
    batch.dispose();
  });
  [e0, final, ...Object.values(parameters)].forEach((one) => one.dispose());
  alignment.dispose();
  const left = memory().numTensors - before;
  return left === 0 ? found : [...found, `${left} tensors stay behind: dispose() must free what build() made.`];
}

async function findings(
  alignment: Alignment,
  parameters: TensorSet,
  e0: Tensor2D,
  final: Tensor2D,
  batches: readonly Batch[]
): Promise<string[]> {
  const found: string[] = [];
  await alignment.ready?.(WITHOUT_REST);
  const states = batches.map((_, step) =>
    alignment.prepare({ key: { seed: SEED, stream: 0, step }, stepInEpoch: step })
  );
  for (const state of states) {
    try {
      structuredClone(state);
    } catch {
      found.push('prepare() must return plain data (numbers and typed arrays): a checkpoint has to hold it.');
    }
  }
  if (!alignment.transform && !alignment.loss && !alignment.fuse) {
    found.push('It has neither transform() nor loss() nor fuse(): the vectors would act on nothing.');
  }
  const shapes: readonly (readonly [string, Tensor2D | undefined, number])[] = [
    ['transform()', tidy(() => alignment.transform?.(parameters, e0, states[0] ?? {})), DIMENSIONS],
    ['fuse()', tidy(() => alignment.fuse?.(parameters, final)), OUTPUT]
  ];
  for (const [what, made, least] of shapes) {
    if (!made) continue;
    const [rows, width] = made.shape;
    const fits = rows === NODES && (what === 'fuse()' ? width >= least : width === least);
    if (!fits) {
      const wanted = what === 'fuse()' ? `at least ${least}` : `${least}`;
      found.push(
        `${what} gives [${rows}, ${width}]: one row a node, ${NODES}, and a width of ${wanted} were asked for.`
      );
    }
    if (!(await made.data()).every(Number.isFinite)) found.push(`${what} gives numbers that are not finite.`);
    made.dispose();
  }
  return alignment.loss ? [...found, ...lossFindings(alignment, parameters, final, batches, states)] : found;
}

function lossFindings(
  alignment: Alignment,
  parameters: TensorSet,
  final: Tensor2D,
  batches: readonly Batch[],
  states: readonly StepState[]
): string[] {
  const found: string[] = [];
  const names: string[] = [];
  let isReached = false;
  batches.forEach((batch, step) => {
    const { terms, gradients } = stepOf(alignment, parameters, final, batch, states[step] ?? {});
    names.push(Object.keys(terms).sort().join(', '));
    for (const [name, value] of Object.entries(terms)) {
      if (!Number.isFinite(value)) found.push(`The term ${name} is ${value} in a step.`);
    }
    if (!gradients.every((gradient) => gradient.every(Number.isFinite))) {
      found.push('A gradient of the loss holds numbers that are not finite.');
    }
    isReached ||= gradients[0]?.some((value) => value !== 0) ?? false;
  });
  if (!isReached) found.push('No gradient of the loss reaches the final embeddings: they would learn nothing from it.');
  if (names[0] !== names[1]) {
    const both = names.map((name) => name || 'none').join(' / ');
    found.push(`Steps have different terms (${both}): where no node of a batch has a vector, a term is scalar(0).`);
  }
  return found;
}

/** The terms of a step and their gradients: to `final` first, then to each parameter. */
function stepOf(
  alignment: Alignment,
  parameters: TensorSet,
  final: Tensor2D,
  batch: Batch,
  state: StepState
): { terms: Record<string, number>; gradients: Float32Array[] } {
  return tidy(() => {
    const terms: Record<string, number> = {};
    const total = (): Tensor => {
      const all = alignment.loss?.(parameters, final, batch, state) ?? {};
      for (const [name, term] of Object.entries(all)) terms[name] = term.dataSync()[0] ?? Number.NaN;
      return addAll(Object.values(all));
    };
    const { grads } = engine().gradients(total, [final, ...Object.values(parameters)], undefined, true);
    return { terms, gradients: grads.map((gradient) => Float32Array.from(gradient?.dataSync() ?? [])) };
  });
}

// The figure "pull": for one batch, what the alignment's own loss pulls each final embedding towards. One step's pull from where the run
// ended: it says what the term asks for, not where nodes go, which the backbone's loss and the optimiser decide too.
import { tensor } from '@tensorflow/tfjs-core';
import { PROPER_ALIGNMENTS } from '#lib/alignment/names';
import type { TensorSet } from '#lib/backbones/types';
import { buildGraph, type BipartiteGraph } from '#lib/dataset/graph';
import type { Dataset } from '#lib/dataset/types';
import type { EmbeddingSet } from '#lib/embeddings/types';
import { appError } from '#lib/errors/app-error';
import { settingReader } from '#lib/settings/reader';
import { principalPlane } from '#lib/studies/projection/projection';
import { sampleNodes, trainDegrees, type SampledNodes } from '#lib/studies/projection/sample';
import { inSquare, SIDE, squareAround } from '#lib/studies/projection/square';
import { alignmentGradient } from '#lib/training/model/alignment-gradient';
import { makeBatch } from '#lib/training/loop/batch';
import { Model, nodeTable } from '#lib/training/model/model';
import { EpochSampler } from '#lib/training/loop/sampler';
import { valueKeys } from '../values';
import type { FigureRun, FigureStudy } from '../types';
import type { PullData } from './stored';
import { strengthGroups } from './strength';
import { square } from '#lib/elementary/power';

type RunData = PullData['runs'][number];

/** The longest twentieth of the arrows is drawn at least this long. */
const LONG_ARROW = 0.06 * SIDE;

export const make: FigureStudy<PullData> = async ({ dataset, embeddings, runs, seed, settings, step }) => {
  if (!dataset || !embeddings) throw new Error('The figure needs data and vectors');
  const { userCount, itemCount, split } = dataset;
  const sample = sampleNodes(dataset, settingReader(settings).number('points'), seed);
  const graph = buildGraph(userCount, itemCount, split.train);
  const shown: RunData[] = [];
  for (const run of runs) {
    await step(shown.length, runs.length);
    const pull = await pullOf(run, dataset, graph, embeddings);
    shown.push(await describe(run, pull, dataset, sample, () => step(shown.length, runs.length)));
  }
  await step(runs.length, runs.length);
  const nodes = {
    users: sample.users,
    ids: [...sample.ids],
    labels: [...sample.labels],
    degrees: [...sample.degrees]
  };
  return { show: 'pull', values: valuesOf(shown), nodes, runs: shown };
};

interface Pull {
  readonly alignment: RunData['alignment'];
  /** Final embeddings of the step, [N, width]. */
  readonly final: Float32Array;
  /** −gradient, [N, width]. */
  readonly pull: Float32Array;
  readonly width: number;
  readonly masked: ReadonlySet<number>;
  readonly batch: number;
}

/** The pull of the first batch of a run with its seed, at its trained parameters. */
async function pullOf(
  { label, seed, settings, parameters }: FigureRun,
  { userCount, itemCount, split }: Dataset,
  graph: BipartiteGraph,
  { vectors }: EmbeddingSet
): Promise<Pull> {
  const { alignment } = settings;
  const model = new Model({ graph, vectors, settings });
  if (!model.alignment?.loss || !parameters) {
    const pulls = model.alignment?.loss !== undefined;
    model.dispose();
    if (pulls) throw appError('training/model-not-kept', { label, seed });
    throw appError('notebook/no-pull', { label, alignment, known: PROPER_ALIGNMENTS }, { field: 'runs' });
  }
  const tensors: TensorSet = Object.fromEntries(
    Object.entries(parameters).map(([name, { shape, values }]) => [name, tensor(values, [...shape], 'float32')])
  );
  const triples = new EpochSampler(split.train, userCount, itemCount, seed).epoch(0);
  const size = Math.min(settings.batchSize, triples.users.length);
  const batch = makeBatch(triples, 0, size, userCount, graph.nodeCount, model.backbone.usesNegatives);
  try {
    const at = { key: { seed, stream: 0, step: 0 }, stepInEpoch: 0 };
    const state = await model.prepare(at, nodeTable(tensors));
    const { final, gradient, width } = await alignmentGradient(model, tensors, batch, state);
    const { maskedNodes } = state.alignment;
    const masked = new Set(maskedNodes instanceof Int32Array ? maskedNodes : []);
    return { alignment, final, pull: gradient.map((value) => -value), width, masked, batch: size };
  } finally {
    batch.dispose();
    model.dispose();
    Object.values(tensors).forEach((one) => one.dispose());
  }
}

async function describe(
  { label, seed }: FigureRun,
  { alignment, final, pull, width, masked, batch }: Pull,
  dataset: Dataset,
  sample: SampledNodes,
  step: () => Promise<void>
): Promise<RunData> {
  const { userCount } = dataset;
  const plane = await principalPlane(final, width, undefined, step);
  const square = squareAround([plane.xy], sample.nodes);
  const flat = sample.nodes.map((node) =>
    plane.axes.map((axis) => axis.reduce((sum, value, k) => sum + value * (pull[node * width + k] ?? 0), 0))
  );
  const long = longLength(flat.map(([x = 0, y = 0]) => Math.sqrt(x * x + y * y)));
  const stretch = long > 0 ? LONG_ARROW / long : 0;
  const lengths = rowLengths(pull, width);
  const degrees = trainDegrees(dataset);
  const pulled = lengths.filter((length) => length > 0).length;
  return {
    label,
    alignment,
    seed,
    batch,
    explained: plane.explained,
    points: inSquare(plane.xy, sample.nodes, square),
    arrows: flat.flatMap((xy) => xy.map((value) => Math.round(value * stretch))),
    stretch: stretch / square.scale,
    masked: sample.nodes.flatMap((node, place) => (masked.has(node) ? [place] : [])),
    counts: { nodes: lengths.length, pulled, masked: masked.size },
    along: meanAlong(final, pull, width),
    strength: [
      ...strengthGroups('user', lengths.subarray(0, userCount), degrees.subarray(0, userCount)),
      ...strengthGroups('item', lengths.subarray(userCount), degrees.subarray(userCount))
    ]
  };
}

/** The length that nineteen in twenty of the pulls that are not zero do not exceed; 0 where all are. */
function longLength(lengths: readonly number[]): number {
  const sorted = lengths.filter((length) => length > 0).sort((a, b) => a - b);
  return sorted[Math.floor(0.95 * (sorted.length - 1))] ?? 0;
}

function rowLengths(rows: Float32Array, width: number): Float64Array {
  return Float64Array.from({ length: rows.length / width }, (_, row) => {
    let squares = 0;
    for (let k = row * width; k < (row + 1) * width; k++) squares += square(rows[k] ?? 0);
    return Math.sqrt(squares);
  });
}

function meanAlong(final: Float32Array, pull: Float32Array, width: number): number {
  const [lengths, pulls] = [rowLengths(final, width), rowLengths(pull, width)];
  let [sum, count] = [0, 0];
  pulls.forEach((length, row) => {
    const product = length * (lengths[row] ?? 0);
    if (!(product > 0)) return;
    let dot = 0;
    for (let k = row * width; k < (row + 1) * width; k++) dot += (final[k] ?? 0) * (pull[k] ?? 0);
    sum += Math.abs(dot / product);
    count += 1;
  });
  return count > 0 ? sum / count : 0;
}

function valuesOf(runs: readonly RunData[]): Record<string, number> {
  const keys = valueKeys(runs.map(({ label }) => label));
  return Object.fromEntries(
    runs.flatMap(({ batch, counts, along, strength }, at) => {
      const named: [string, number][] = [
        ['batch', batch],
        ['nodes', counts.nodes],
        ['pulled', counts.pulled],
        ['masked', counts.masked],
        ['still', 1 - counts.pulled / counts.nodes],
        ['along', along],
        ...(['user', 'item'] as const).flatMap((node) =>
          strength
            .filter((group) => group.node === node)
            .map(({ mean }, nth): [string, number] => [`strength.${node}s.${nth + 1}`, mean])
        )
      ];
      return named.map(([name, value]) => [`${keys[at] ?? at}.${name}`, value]);
    })
  );
}

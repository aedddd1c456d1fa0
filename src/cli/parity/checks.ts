// The checks, one a kind of golden file: what our code computes from the recorded inputs against what the official code
// recorded. Each returns the largest relative differences.
import { concat, grads, keep, mul, sum, tensor, tidy, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { as2d } from '#kernels/backend/tensors';
import { infoNce, maskedInfoNce } from '#lib/losses/info-nce';
import { bprLoss, makeTripleIndex } from '#kernels/bpr/bpr';
import { evaluateScores } from '#lib/evaluation/evaluate';
import { CUTOFFS } from '#lib/evaluation/types';
import { Model, nodeTable } from '#lib/training/model/model';
import { ParameterLayout } from '#lib/training/model/parameters';
import { Stepper } from '#lib/training/loop/step';
import type { RunSettings } from '#lib/training/types';
import { NONE, scalarDifference, tensorDifference, worst, type Differences } from './difference';
import {
  floatsOf,
  ForwardPair,
  integersOf,
  type GoldenAdam,
  type GoldenCase,
  type GoldenDataset,
  type GoldenLosses,
  type GoldenMetrics,
  type GoldenModel
} from './golden-file';
import * as v from 'valibot';
import {
  backboneOf,
  batchOf,
  fromOfficial,
  graphOf,
  recordedDraws,
  SELF_LOOPS,
  settingsFrom,
  stateFrom,
  upload,
  vectorsOf
} from './official-model';

const HIDDEN_SCORE = -1e7; // Official scores of training items are −1e8.

export async function checkModelCase(
  file: GoldenModel,
  recorded: GoldenCase,
  data: GoldenDataset
): Promise<Differences> {
  const backbone = backboneOf(file.backbone);
  if (!backbone) throw new Error(`${file.backbone} has no implementation`);
  const settings = settingsFrom(backbone, file.variant, recorded.config, 1e-3, file.adjacency.which === SELF_LOOPS);
  const graph = graphOf(data);
  const model = new Model({ graph, vectors: vectorsOf(data), settings });
  const parameters = upload(fromOfficial(file.parameters));
  const batch = batchOf(file.batch, graph, model.backbone.usesNegatives);
  const state = await stateFrom(model, nodeTable(parameters), recordedDraws(recorded.draws, graph));
  const { terms, gradients } = await model.lossAndGradients(parameters, batch, state);

  const lossDifferences = await Promise.all(
    Object.entries(recorded.losses).map(async ([name, expected]) =>
      scalarDifference(name === 'reg_loss' ? await regLoss(parameters, settings) : await valueOf(terms[name]), expected)
    )
  );
  const total = worst([...lossDifferences, await totalDifference(terms, parameters, settings, recorded.total)]);

  const expectedGradients = fromOfficial(recorded.gradients);
  const gradientDifferences = await Promise.all(
    Object.entries(expectedGradients).map(async ([name, { values }]) => {
      const parameter = parameters[name];
      if (!parameter) return Infinity;
      // What reaches no term has no gradient but the regulariser's (GCCF's matrices).
      const g = (await gradients[name]?.data()) ?? new Float32Array(parameter.size);
      const theta = await parameter.data();
      return tensorDifference(
        Array.from(g, (value, at) => value + 2 * settings.regWeight * (theta[at] ?? 0)),
        values
      );
    })
  );

  const forward = tidy(() => keep(model.trainEmbeddings(parameters, state)));
  const clean = tidy(() => keep(model.cleanEmbeddings(parameters)));
  const forwardDifference = worst([
    await forwardAgainst(recorded, await forward.data<'float32'>(), graph.userCount),
    scoresAgainst(floatsOf(recorded.eval_scores), await clean.data<'float32'>(), graph.userCount, graph.itemCount)
  ]);

  [forward, clean].forEach((t) => t.dispose());
  [parameters, terms, gradients].forEach((set) => Object.values(set).forEach((t) => t.dispose()));
  batch.dispose();
  model.dispose();
  return { forward: forwardDifference, losses: total, gradients: worst(gradientDifferences) };
}

async function valueOf(term: Tensor | undefined): Promise<number> {
  return term ? ((await term.data())[0] ?? Number.NaN) : Number.NaN;
}

async function regLoss(parameters: Readonly<Record<string, Tensor>>, settings: RunSettings): Promise<number> {
  const layout = new ParameterLayout(await download(parameters));
  const state = layout.initialState(await download(parameters));
  const norm = tidy(() => layout.regulariser(state, 1));
  const value = await valueOf(norm);
  norm.dispose();
  state.dispose();
  return settings.regWeight * value;
}

async function download(parameters: Readonly<Record<string, Tensor>>) {
  const entries = Object.entries(parameters).map(
    async ([name, t]) => [name, { shape: t.shape, values: await t.data<'float32'>() }] as const
  );
  return Object.fromEntries(await Promise.all(entries));
}

async function totalDifference(
  terms: Readonly<Record<string, Tensor>>,
  parameters: Readonly<Record<string, Tensor>>,
  settings: RunSettings,
  expected: number
): Promise<number> {
  const values = await Promise.all(Object.values(terms).map(valueOf));
  return scalarDifference(
    values.reduce((a, b) => a + b, await regLoss(parameters, settings)),
    expected
  );
}

function forwardAgainst(recorded: GoldenCase, final: Float32Array, userCount: number): number {
  // The view that BPR and the alignment read: `main`, or the third (clean) view of SGL and SimGCL.
  const pair = v.parse(ForwardPair, recorded.forward.main ?? recorded.forward.view3);
  const split = userCount * (pair.user.shape[1] ?? 0);
  return worst([
    tensorDifference(final.subarray(0, split), floatsOf(pair.user)),
    tensorDifference(final.subarray(split), floatsOf(pair.item))
  ]);
}

function scoresAgainst(expected: Float32Array, clean: Float32Array, userCount: number, itemCount: number): number {
  const width = clean.length / (userCount + itemCount);
  const actual: number[] = [];
  const wanted: number[] = [];
  for (let user = 0; user < userCount; user++) {
    for (let item = 0; item < itemCount; item++) {
      const recorded = expected[user * itemCount + item] ?? 0;
      if (recorded < HIDDEN_SCORE) continue;
      let score = 0;
      for (let c = 0; c < width; c++) {
        score += (clean[user * width + c] ?? 0) * (clean[(userCount + item) * width + c] ?? 0);
      }
      actual.push(score);
      wanted.push(recorded);
    }
  }
  return tensorDifference(actual, wanted);
}

export async function checkAdam(file: GoldenAdam, data: GoldenDataset): Promise<Differences> {
  const backbone = backboneOf(file.backbone);
  if (!backbone) throw new Error(`${file.backbone} has no implementation`);
  const selfLoops = file.adjacency.which === SELF_LOOPS;
  const settings = settingsFrom(backbone, file.variant, file.config, file.optimizer.lr, selfLoops);
  const graph = graphOf(data);
  const model = new Model({ graph, vectors: vectorsOf(data), settings });
  const start = fromOfficial(file.parameters);
  const layout = new ParameterLayout(start);
  // The recorded draws stand in for `prepare`; everything else is the trainer's own step.
  let draws = recordedDraws([], graph);
  model.prepare = (_at, nodes) => stateFrom(model, nodes, draws);
  const stepper = new Stepper(model, layout, settings, 0, layout.initialState(start));
  const losses: number[] = [];
  for (const step of file.steps) {
    draws = recordedDraws(step.draws, graph);
    const batch = batchOf(step.batch, graph, model.backbone.usesNegatives);
    await stepper.run(batch, 0);
    batch.dispose();
    const means = await stepper.meanLosses(true);
    for (const [name, expected] of Object.entries(step.losses)) {
      losses.push(scalarDifference(means[name] ?? Number.NaN, expected));
    }
  }
  const flat = await layout.download(stepper.state);
  const expected = fromOfficial(file.final_parameters);
  const parameters = layout.slots.map(({ name, offset, size }) =>
    tensorDifference(flat.subarray(offset, offset + size), expected[name]?.values ?? [])
  );
  stepper.dispose();
  model.dispose();
  return { forward: worst(parameters), losses: worst(losses), gradients: 0 };
}

export async function checkMetrics(file: GoldenMetrics): Promise<Differences> {
  const scores = floatsOf(file.scores);
  const list = (pairs: GoldenMetrics['train']) => ({ users: integersOf(pairs.rows), items: integersOf(pairs.cols) });
  const differences: number[] = [];
  for (const part of ['val', 'test'] as const) {
    const evaluation = await evaluateScores(
      (users) => Promise.resolve(rowsOf(scores, users, file.item_num)),
      file.user_num,
      file.item_num,
      list(file.train),
      list(file[part])
    );
    const expected = file.results[part];
    differences.push(evaluation.users.length === expected.users_counted ? 0 : Infinity);
    CUTOFFS.forEach((k) => {
      const at = expected.k.indexOf(k);
      differences.push(scalarDifference(evaluation.metrics.recall[`${k}`], expected.recall[at] ?? Number.NaN));
      differences.push(scalarDifference(evaluation.metrics.ndcg[`${k}`], expected.ndcg[at] ?? Number.NaN));
    });
  }
  return { ...NONE, forward: worst(differences) };
}

function rowsOf(scores: Float32Array, users: Int32Array, width: number): Float32Array {
  const rows = new Float32Array(users.length * width);
  users.forEach((user, at) => rows.set(scores.subarray(user * width, (user + 1) * width), at * width));
  return rows;
}

/** Official function → ours on tensors in the recorded order; the official BPR sums where ours averages. */
const LOSSES: Readonly<Record<string, (inputs: readonly Tensor[], temperature: number) => Tensor>> = {
  cal_bpr_loss: (inputs) => mul(bprOfStacked(inputs.map(matrix)), matrix(inputs[0]).shape[0]),
  cal_infonce_loss: ([x, y, c], temperature) => infoNce(matrix(x), matrix(y), matrix(c), temperature),
  ssl_con_loss: ([x, y], temperature) => maskedInfoNce(matrix(x), matrix(y), temperature)
};

/** BPR of anchors, positives and negatives [B, d] that lie in three matrices: rows b, B + b, 2 B + b of one. */
function bprOfStacked(inputs: readonly Tensor2D[]): Tensor {
  const size = inputs[0]?.shape[0] ?? 0;
  const rows = (role: number): Int32Array => Int32Array.from({ length: size }, (_, b) => role * size + b);
  return bprLoss(as2d(concat([...inputs], 0)), makeTripleIndex(rows(0), rows(1), rows(2), 3 * size));
}

function matrix(t: Tensor | undefined) {
  if (!t) throw new Error('An input of the loss is missing');
  return as2d(t);
}

export async function checkLoss(recorded: GoldenLosses['cases'][number]): Promise<Differences> {
  const compute = LOSSES[recorded.function];
  if (!compute) throw new Error(`No loss of ours answers to ${recorded.function}`);
  const temperature = recorded.kwargs.temp ?? 1;
  const names = Object.keys(recorded.inputs);
  const inputs = Object.values(recorded.inputs).map((array) => tensor(floatsOf(array), [...array.shape]));
  const value = tidy(() => keep(sum(compute(inputs, temperature))));
  const gradients = tidy(() => grads((...args) => sum(compute(args, temperature)))(inputs).map((g) => keep(g)));
  const gradientDifferences = await Promise.all(
    gradients.map(async (g, at) => {
      const expected = recorded.gradients[names[at] ?? ''];
      return expected ? tensorDifference(await g.data(), floatsOf(expected)) : 0;
    })
  );
  const losses = scalarDifference(await valueOf(value), recorded.value);
  [value, ...inputs, ...gradients].forEach((t) => t.dispose());
  return { forward: 0, losses, gradients: worst(gradientDifferences) };
}

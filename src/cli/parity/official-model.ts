// The official code's names, layouts and recorded draws, turned into ours: parameters, settings, graph, batch and step
// state. The model that they drive is the one that trains; nothing is computed a second way here.
import { tensor, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { transposeCsr } from '#kernels/spmm/sparse-pair';
import { ALIGNMENT_NAMES, alignmentSuffix, type AlignmentName } from '#lib/alignment/names';
import type { ParameterData, ParameterSet, StepState } from '#lib/backbones/types';
import { buildGraph, type BipartiteGraph } from '#lib/dataset/graph';
import type { SemanticVectors } from '#lib/dataset/types';
import { TrainingBatch } from '#lib/training/loop/batch';
import { Model, NODE_TABLE, type ModelState } from '#lib/training/model/model';
import type { RunSettings } from '#lib/training/types';
import type { BackboneName } from '#lib/backbones/names';
import {
  floatsOf,
  integersOf,
  type EncodedArray,
  type GoldenAdam,
  type GoldenCase,
  type GoldenDataset
} from './golden-file';

/** The official backbones by their official names, which are ours. A file of another one is skipped by name. */
const OFFICIAL: readonly BackboneName[] = ['gccf', 'lightgcn', 'sgl', 'simgcl', 'dccf', 'autocf'];

export const backboneOf = (name: string): BackboneName | undefined => OFFICIAL.find((known) => known === name);

/** A recorded variant is called as labels call the alignment: "con" of "LightGCN-Con". */
function alignmentOf(variant: 'base' | 'con' | 'gen'): AlignmentName {
  if (variant === 'base') return 'none';
  const found = ALIGNMENT_NAMES.find((name) => alignmentSuffix(name).toLowerCase() === `-${variant}`);
  if (!found) throw new Error(`No alignment is called ${variant}`);
  return found;
}

/** Official configuration key → our hyperparameter key, where they differ. */
const CONFIG_KEYS: Readonly<Record<string, string>> = {
  layer_num: 'layers',
  gcn_layer: 'layers',
  temperature: 'cl_temperature',
  intent_num: 'intents',
  ssl_reg: 'ssl_weight',
  gt_layer: 'attention_layers',
  head_num: 'heads',
  seed_num: 'seed_nodes',
  fix_steps: 'refresh_every'
};
/** The same official key means another thing in AutoCF. */
const AUTOCF_KEYS: Readonly<Record<string, string>> = { ...CONFIG_KEYS, keep_rate: 'extra_rate' };

export function settingsFrom(
  backbone: BackboneName,
  variant: 'base' | 'con' | 'gen',
  official: GoldenCase['config'],
  learningRate: number,
  selfLoops: boolean
): RunSettings {
  const config = Object.fromEntries(
    Object.entries(official).flatMap(([key, value]) => (typeof value === 'number' ? [[key, value]] : []))
  );
  const names = backbone === 'autocf' ? AUTOCF_KEYS : CONFIG_KEYS;
  const values = Object.fromEntries(Object.entries(config).map(([key, value]) => [names[key] ?? key, value]));
  return {
    backbone,
    alignment: alignmentOf(variant),
    dimensions: config.embedding_size ?? 0,
    learningRate,
    batchSize: 0,
    epochs: 1,
    validateEvery: 1,
    patience: 1,
    patienceSteps: 0,
    regWeight: config.reg_weight ?? 0,
    backboneSettings: { ...values, self_loops: selfLoops },
    alignmentSettings: values
  };
}

/** Official parameter name → our name, and whether the official array is (out, in) where ours is [in, out]. */
function ownName(official: string): { name: string; transposed: boolean } {
  if (official.endsWith('masker.mask_token')) return { name: 'alignment.mask_token', transposed: false };
  if (official.startsWith('mlp.')) return { name: `alignment.${official}`, transposed: official.endsWith('.weight') };
  return { name: `backbone.${official}`, transposed: false };
}

/** DCCF's tables carry a suffix. */
const TABLE = /^(user|item)_embeds(\.weight)?$/;

function oriented(array: EncodedArray, transposed: boolean): ParameterData {
  const values = floatsOf(array);
  if (!transposed) return { shape: array.shape, values };
  const [rows = 0, columns = 0] = array.shape;
  const turned = values.map((_, at) => values[(at % rows) * columns + Math.floor(at / rows)] ?? 0);
  return { shape: [columns, rows], values: turned };
}

/** Official arrays by our names, the two embedding tables stacked into the node table. */
export function fromOfficial(official: Readonly<Record<string, EncodedArray>>): ParameterSet {
  const tableOf = (kind: 'user' | 'item'): EncodedArray | undefined =>
    official[`${kind}_embeds`] ?? official[`${kind}_embeds.weight`];
  const [users, items] = [tableOf('user'), tableOf('item')];
  if (!users || !items) throw new Error('The file has no user or item table');
  const [userRows = 0, width = 0] = users.shape;
  const values = new Float32Array([...floatsOf(users), ...floatsOf(items)]);
  const rest = Object.entries(official).filter(([name]) => !TABLE.test(name));
  return {
    [NODE_TABLE]: { shape: [userRows + (items.shape[0] ?? 0), width], values },
    ...Object.fromEntries(
      rest.map(([name, array]) => {
        const own = ownName(name);
        return [own.name, oriented(array, own.transposed)];
      })
    )
  };
}

export function upload(parameters: ParameterSet): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { shape, values }]) => [name, tensor(values, [...shape], 'float32')])
  );
}

export const SELF_LOOPS = 'adjacency_self_loop';

/** Without self loops: a backbone that wants them adds them itself. */
export function graphOf(data: GoldenDataset): BipartiteGraph {
  const train = { users: integersOf(data.train.rows), items: integersOf(data.train.cols) };
  return buildGraph(data.user_num, data.item_num, train);
}

export function vectorsOf(data: GoldenDataset): SemanticVectors {
  return {
    dimensions: data.user_semantic.shape[1] ?? 0,
    users: floatsOf(data.user_semantic),
    items: floatsOf(data.item_semantic),
    userPresent: new Uint8Array(data.user_num).fill(1),
    itemPresent: new Uint8Array(data.item_num).fill(1)
  };
}

export function batchOf(
  arrays: GoldenAdam['steps'][number]['batch'],
  graph: BipartiteGraph,
  usesNegatives: boolean
): TrainingBatch {
  const items = (array: EncodedArray): Int32Array => integersOf(array).map((item) => graph.userCount + item);
  const users = integersOf(arrays.users);
  return new TrainingBatch(users, items(arrays.pos), usesNegatives ? items(arrays.neg) : null, graph.nodeCount);
}

/** The recorded draws of a step, under the names by which a step's state has them. */
export function recordedDraws(draws: GoldenCase['draws'], graph: BipartiteGraph): ModelState {
  const backbone: Record<string, StepState[string]> = {};
  const alignment: Record<string, StepState[string]> = {};
  for (const draw of draws) {
    const view = /^view([12])$/.exec(draw.view ?? '')?.[1] ?? '';
    switch (draw.role) {
      case 'edge_keep_mask':
        backbone[`edgeMask${view}`] = maskInEntryOrder(integersOf(draw.data), graph);
        break;
      case 'noise_uniform':
        backbone[`noise${view}.${draw.layer ?? 0}`] = floatsOf(draw.data);
        break;
      case 'gumbel_uniform':
        backbone.recordedUniform = floatsOf(draw.data);
        break;
      case 'extra_masked_nodes':
        backbone.recordedExtra = integersOf(draw.data);
        break;
      case 'decoder_row_picks':
        backbone.recordedRows = integersOf(draw.data);
        break;
      case 'decoder_col_picks':
        backbone.recordedColumns = integersOf(draw.data);
        break;
      case 'gen_mask_nodes':
        alignment.maskedNodes = integersOf(draw.data);
        break;
      default:
        throw new Error(`No place for a recorded draw of role ${draw.role}`);
    }
  }
  return { backbone, alignment };
}

/** A step's state as `prepare` makes it, with recorded draws in the place of its own. */
export async function stateFrom(model: Model, nodes: Tensor2D, recorded: ModelState): Promise<ModelState> {
  const at = { key: { seed: 0, stream: 0, step: 0 }, stepInEpoch: 0 };
  const own = await Model.prototype.prepare.call(model, at, nodes, recorded);
  return {
    backbone: { ...own.backbone, ...recorded.backbone },
    alignment: { ...own.alignment, ...recorded.alignment }
  };
}

/** Official masks are in column-major order of the adjacency, ours in row-major order. */
function maskInEntryOrder(official: Int32Array, graph: BipartiteGraph): Uint8Array {
  const { from } = transposeCsr({ ...graph, rows: graph.nodeCount, columns: graph.nodeCount });
  const mask = new Uint8Array(official.length);
  from.forEach((entry, at) => (mask[entry] = official[at] ?? 0));
  return mask;
}

// The official code's names, layouts and recorded draws, turned into ours: parameters, settings, graph, batch and step
// state. The model that they drive is the one that trains; nothing is computed a second way here.
import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import { transposeCsr } from '#kernels/spmm/spmm';
import type { ParameterData, ParameterSet } from '#lib/backbones/types';
import { buildGraph, type BipartiteGraph } from '#lib/dataset/graph';
import type { SemanticVectors } from '#lib/dataset/types';
import { TrainingBatch } from '#lib/training/batch';
import { NODE_TABLE, type ModelState } from '#lib/training/model';
import type { AlignmentName, BackboneName, RunSettings } from '#lib/training/types';
import {
  floatsOf,
  integersOf,
  type EncodedArray,
  type GoldenAdam,
  type GoldenCase,
  type GoldenDataset
} from './golden-file';

/** Backbones that have an implementation; files of others are skipped by name. */
export const IMPLEMENTED: Readonly<Record<string, BackboneName>> = { lightgcn: 'lightgcn' };

const ALIGNMENT: Readonly<Record<'base' | 'con' | 'gen', AlignmentName>> = {
  base: 'none',
  con: 'contrastive',
  gen: 'generative'
};

/** Official configuration key → our hyperparameter key, where they differ. */
const CONFIG_KEYS: Readonly<Record<string, string>> = { layer_num: 'layers' };

export function settingsFrom(
  backbone: BackboneName,
  variant: 'base' | 'con' | 'gen',
  config: Readonly<Record<string, number>>,
  learningRate: number
): RunSettings {
  const values = Object.fromEntries(Object.entries(config).map(([key, value]) => [CONFIG_KEYS[key] ?? key, value]));
  return {
    backbone,
    alignment: ALIGNMENT[variant],
    dimensions: config.embedding_size ?? 0,
    learningRate,
    batchSize: 0,
    epochs: 1,
    validateEvery: 1,
    patience: 1,
    patienceSteps: 0,
    regWeight: config.reg_weight ?? 0,
    backboneSettings: values,
    alignmentSettings: values
  };
}

/** Official parameter name → our name, and whether the official array is (out, in) where ours is [in, out]. */
function ownName(official: string): { name: string; transposed: boolean } {
  if (official.endsWith('masker.mask_token')) return { name: 'alignment.mask_token', transposed: false };
  if (official.startsWith('mlp.')) return { name: `alignment.${official}`, transposed: official.endsWith('.weight') };
  return { name: `backbone.${official}`, transposed: false };
}

const USER_TABLE = 'user_embeds';
const ITEM_TABLE = 'item_embeds';

function oriented(array: EncodedArray, transposed: boolean): ParameterData {
  const values = floatsOf(array);
  if (!transposed) return { shape: array.shape, values };
  const [rows = 0, columns = 0] = array.shape;
  const turned = values.map((_, at) => values[(at % rows) * columns + Math.floor(at / rows)] ?? 0);
  return { shape: [columns, rows], values: turned };
}

/** Official arrays by our names, the two embedding tables stacked into the node table. */
export function fromOfficial(official: Readonly<Record<string, EncodedArray>>): ParameterSet {
  const users = official[USER_TABLE];
  const items = official[ITEM_TABLE];
  if (!users || !items) throw new Error('The file has no user or item table');
  const [userRows = 0, width = 0] = users.shape;
  const values = new Float32Array([...floatsOf(users), ...floatsOf(items)]);
  const rest = Object.entries(official).filter(([name]) => name !== USER_TABLE && name !== ITEM_TABLE);
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

export function graphOf(data: GoldenDataset, which: string): BipartiteGraph {
  const train = { users: integersOf(data.train.rows), items: integersOf(data.train.cols) };
  return buildGraph(data.user_num, data.item_num, train, { selfLoops: which === 'adjacency_self_loop' });
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

export function batchOf(arrays: GoldenAdam['steps'][number]['batch'], graph: BipartiteGraph): TrainingBatch {
  const items = (array: EncodedArray): Int32Array => integersOf(array).map((item) => graph.userCount + item);
  const users = integersOf(arrays.users);
  return new TrainingBatch(users, items(arrays.pos), items(arrays.neg), graph.nodeCount);
}

/** The recorded draws of a step as the state that `prepare` would have made. */
export function stateOf(draws: GoldenCase['draws'], graph: BipartiteGraph): ModelState {
  const backbone: Record<string, Uint8Array> = {};
  const alignment: Record<string, Int32Array> = {};
  for (const draw of draws) {
    if (draw.role === 'edge_keep_mask') backbone.edgeMask = maskInEntryOrder(integersOf(draw.data), graph);
    else if (draw.role === 'gen_mask_nodes') alignment.maskedNodes = integersOf(draw.data);
    else throw new Error(`No place for a recorded draw of role ${draw.role}`);
  }
  return { backbone, alignment };
}

/** Official masks are in column-major order of the adjacency, ours in row-major order. */
function maskInEntryOrder(official: Int32Array, graph: BipartiteGraph): Uint8Array {
  const { from } = transposeCsr({ ...graph, rows: graph.nodeCount, columns: graph.nodeCount });
  const mask = new Uint8Array(official.length);
  from.forEach((entry, at) => (mask[entry] = official[at] ?? 0));
  return mask;
}

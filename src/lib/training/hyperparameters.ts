// Every hyperparameter that a notebook may set, as data: forms, validation and documentation are made from this table.
// Values live in presets.ts.
import type { AlignmentName, BackboneName } from './types';

export interface Hyperparameter {
  /** As written in a notebook. */
  readonly key: string;
  readonly label: string;
  readonly help: string;
  readonly type: 'integer' | 'number' | 'boolean';
  /** Of numbers. */
  readonly min?: number;
  readonly max?: number;
  readonly unit?: string;
  /** A switch that no preset sets: left out, the official behaviour holds. */
  readonly optional?: true;
  readonly belongsTo: Owner;
}

/**
 * Whose a hyperparameter is: of training whatever is trained, or of the backbones or alignments that are named. The one place that says
 * so: what a run hands to which part, where a form shows a key and what a comparison counts as alignment follow from it.
 */
export type Owner =
  | { readonly part: 'training' }
  | { readonly part: 'backbone'; readonly names: readonly BackboneName[] }
  | { readonly part: 'alignment'; readonly names: readonly AlignmentName[] };

export const HYPERPARAMETERS = [
  {
    key: 'dimensions',
    label: 'Embedding size',
    help: 'Width d of the node table.',
    type: 'integer',
    min: 2,
    max: 512,
    belongsTo: { part: 'training' }
  },
  {
    key: 'learning_rate',
    label: 'Learning rate',
    help: 'Step size of Adam.',
    type: 'number',
    min: 1e-6,
    max: 1,
    belongsTo: { part: 'training' }
  },
  {
    key: 'batch_size',
    label: 'Batch size',
    help: 'Interactions a step; the last batch of an epoch may be smaller.',
    type: 'integer',
    min: 1,
    max: 65536,
    unit: 'interactions',
    belongsTo: { part: 'training' }
  },
  {
    key: 'epochs',
    label: 'Epochs at most',
    help: 'Upper bound; early stopping usually ends a run before.',
    type: 'integer',
    min: 1,
    max: 100000,
    unit: 'epochs',
    belongsTo: { part: 'training' }
  },
  {
    key: 'validate_every',
    label: 'Validate every',
    help: 'Validation after epochs 0, n, 2n, …',
    type: 'integer',
    min: 1,
    max: 1000,
    unit: 'epochs',
    belongsTo: { part: 'training' }
  },
  {
    key: 'patience',
    label: 'Patience',
    help: 'Stop after this many validations in a row without a better validation recall@20.',
    type: 'integer',
    min: 1,
    max: 1000,
    unit: 'validations',
    belongsTo: { part: 'training' }
  },
  {
    key: 'patience_steps',
    label: 'Patience in steps',
    help: 'Do not stop before this many training steps without a better validation; 0 counts validations alone.',
    type: 'integer',
    min: 0,
    max: 1000000,
    unit: 'steps',
    belongsTo: { part: 'training' }
  },
  {
    key: 'reg_weight',
    label: 'Regularisation',
    help: 'Weight of the squared norm of all trainable numbers, the alignment’s included.',
    type: 'number',
    min: 0,
    max: 10,
    belongsTo: { part: 'training' }
  },
  {
    key: 'layers',
    label: 'Layers',
    help: 'Propagation layers L (in AutoCF those of the encoder).',
    type: 'integer',
    min: 0,
    max: 8,
    belongsTo: { part: 'backbone', names: ['gccf', 'lightgcn', 'sgl', 'simgcl', 'dccf', 'autocf'] }
  },
  {
    key: 'keep_rate',
    label: 'Keep rate',
    help: 'Probability that a directed edge of the graph is kept in a training step.',
    type: 'number',
    min: 0.01,
    max: 1,
    belongsTo: { part: 'backbone', names: ['lightgcn', 'sgl'] }
  },
  {
    key: 'cl_weight',
    label: 'Contrast weight',
    help: 'Weight of the backbone’s own contrastive loss.',
    type: 'number',
    min: 0,
    max: 100,
    belongsTo: { part: 'backbone', names: ['sgl', 'simgcl', 'dccf'] }
  },
  {
    key: 'cl_temperature',
    label: 'Contrast temperature',
    help: 'Temperature τ of the backbone’s own contrastive loss.',
    type: 'number',
    min: 0.02,
    max: 10,
    belongsTo: { part: 'backbone', names: ['sgl', 'simgcl', 'dccf'] }
  },
  {
    key: 'eps',
    label: 'Noise',
    help: 'Length of the noise that SimGCL adds to every row in every layer.',
    type: 'number',
    min: 0,
    max: 10,
    belongsTo: { part: 'backbone', names: ['simgcl'] }
  },
  {
    key: 'intents',
    label: 'Intents',
    help: 'Number K of intents, for users and for items.',
    type: 'integer',
    min: 1,
    max: 1024,
    belongsTo: { part: 'backbone', names: ['dccf'] }
  },
  {
    key: 'ssl_weight',
    label: 'Spread weight',
    help: 'Weight of the terms that keep a node apart from its kind (official ssl_reg).',
    type: 'number',
    min: 0,
    max: 100,
    belongsTo: { part: 'backbone', names: ['autocf'] }
  },
  {
    key: 'attention_layers',
    label: 'Attention layers',
    help: 'Layers of the decoder.',
    type: 'integer',
    min: 1,
    max: 8,
    belongsTo: { part: 'backbone', names: ['autocf'] }
  },
  {
    key: 'heads',
    label: 'Heads',
    help: 'Attention heads; the embedding size must be a multiple.',
    type: 'integer',
    min: 1,
    max: 64,
    belongsTo: { part: 'backbone', names: ['autocf'] }
  },
  {
    key: 'seed_nodes',
    label: 'Seed nodes',
    help: 'Nodes around which edges are masked.',
    type: 'integer',
    min: 1,
    max: 100000,
    unit: 'nodes',
    belongsTo: { part: 'backbone', names: ['autocf'] }
  },
  {
    key: 'mask_depth',
    label: 'Mask depth',
    help: 'Hops from the seeds that lose their edges.',
    type: 'integer',
    min: 1,
    max: 5,
    unit: 'hops',
    belongsTo: { part: 'backbone', names: ['autocf'] }
  },
  {
    key: 'extra_rate',
    label: 'Extra nodes',
    help: 'Share of all nodes that join the masked ones at random (official keep_rate).',
    type: 'number',
    min: 0,
    max: 1,
    belongsTo: { part: 'backbone', names: ['autocf'] }
  },
  {
    key: 'refresh_every',
    label: 'Refresh',
    help: 'Masks and random pairs are drawn anew after this many steps of an epoch.',
    type: 'integer',
    min: 1,
    max: 100000,
    unit: 'steps',
    belongsTo: { part: 'backbone', names: ['autocf'] }
  },
  {
    key: 'self_loops',
    label: 'Self loops',
    help: 'A + I in place of A. Official: in base GCCF only, by the accident of a name.',
    type: 'boolean',
    belongsTo: { part: 'backbone', names: ['gccf'] }
  },
  {
    key: 'layer_mean',
    label: 'Average the layers',
    help: 'Official: layers are summed; the papers of LightGCN and SimGCL average them.',
    type: 'boolean',
    optional: true,
    belongsTo: { part: 'backbone', names: ['lightgcn', 'sgl', 'simgcl'] }
  },
  {
    key: 'contrast_negatives',
    label: 'Contrast negatives',
    help: 'Official SGL also contrasts the negative items; its paper contrasts users and positive items.',
    type: 'boolean',
    optional: true,
    belongsTo: { part: 'backbone', names: ['sgl'] }
  },
  {
    key: 'without_layer_zero',
    label: 'Leave out layer 0',
    help: 'Official SimGCL keeps layer 0 in all its views, the clean one that is scored too; its paper leaves it out.',
    type: 'boolean',
    optional: true,
    belongsTo: { part: 'backbone', names: ['simgcl'] }
  },
  {
    key: 'items_over_items',
    label: 'Items over items',
    help: 'Official DCCF divides the item terms by the number of users in the batch; set, they are divided by that of items.',
    type: 'boolean',
    optional: true,
    belongsTo: { part: 'backbone', names: ['dccf'] }
  },
  {
    key: 'kd_weight',
    label: 'Alignment weight',
    help: 'Weight of the contrastive alignment loss.',
    type: 'number',
    min: 0,
    max: 100,
    belongsTo: { part: 'alignment', names: ['contrastive'] }
  },
  {
    key: 'kd_temperature',
    label: 'Alignment temperature',
    help: 'Temperature τ of the contrastive alignment loss.',
    type: 'number',
    min: 0.02,
    max: 10,
    belongsTo: { part: 'alignment', names: ['contrastive'] }
  },
  {
    key: 'mask_ratio',
    label: 'Mask ratio',
    help: 'Share of all nodes masked in a step.',
    type: 'number',
    min: 0.0001,
    max: 1,
    belongsTo: { part: 'alignment', names: ['generative'] }
  },
  {
    key: 'recon_weight',
    label: 'Reconstruction weight',
    help: 'Weight of the reconstruction loss.',
    type: 'number',
    min: 0,
    max: 100,
    belongsTo: { part: 'alignment', names: ['generative'] }
  },
  {
    key: 're_temperature',
    label: 'Reconstruction temperature',
    help: 'Temperature τ of the reconstruction loss.',
    type: 'number',
    min: 0.02,
    max: 10,
    belongsTo: { part: 'alignment', names: ['generative'] }
  },
  {
    key: 'in_batch_users',
    label: 'Candidates from the batch',
    help: 'Official: a user is contrasted with the profiles of all users; the paper (eq. 16) says those of the batch.',
    type: 'boolean',
    optional: true,
    belongsTo: { part: 'alignment', names: ['contrastive'] }
  },
  {
    key: 'batch_masked_only',
    label: 'Masked nodes of the batch',
    help: 'Official: all masked nodes are reconstructed; the paper (algorithm 2) says those in the batch.',
    type: 'boolean',
    optional: true,
    belongsTo: { part: 'alignment', names: ['generative'] }
  }
] as const satisfies readonly Hyperparameter[];

export type HyperparameterKey = (typeof HYPERPARAMETERS)[number]['key'];

const TABLE: readonly (Hyperparameter & { readonly key: HyperparameterKey })[] = HYPERPARAMETERS;

/** The hyperparameters that a run of this backbone and alignment has. */
export function hyperparametersOf(
  backbone: BackboneName,
  alignment: AlignmentName
): readonly (Hyperparameter & { readonly key: HyperparameterKey })[] {
  return TABLE.filter(({ belongsTo }) => {
    if (belongsTo.part === 'training') return true;
    return belongsTo.part === 'backbone' ? belongsTo.names.includes(backbone) : belongsTo.names.includes(alignment);
  });
}

/** Whose a key is; null for what is no hyperparameter. */
export function partOf(key: string): Owner['part'] | null {
  return TABLE.find((parameter) => parameter.key === key)?.belongsTo.part ?? null;
}

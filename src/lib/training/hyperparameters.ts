// Every hyperparameter that a notebook may set, as data: forms, validation and documentation are made from this table.
// Values live in presets.ts.
import type { AlignmentName, BackboneName } from './types';

export interface Hyperparameter {
  /** As written in a notebook. */
  readonly key: string;
  readonly label: string;
  readonly help: string;
  readonly type: 'integer' | 'number';
  readonly min: number;
  readonly max: number;
  readonly unit?: string;
  /** Whose it is; absent lists mean all. */
  readonly backbones?: readonly BackboneName[];
  readonly alignments?: readonly AlignmentName[];
}

export const HYPERPARAMETERS = [
  { key: 'dimensions', label: 'Embedding size', help: 'Width d of the node table.', type: 'integer', min: 2, max: 512 },
  { key: 'learning_rate', label: 'Learning rate', help: 'Step size of Adam.', type: 'number', min: 1e-6, max: 1 },
  {
    key: 'batch_size',
    label: 'Batch size',
    help: 'Interactions a step; the last batch of an epoch may be smaller.',
    type: 'integer',
    min: 1,
    max: 65536,
    unit: 'interactions'
  },
  {
    key: 'epochs',
    label: 'Epochs at most',
    help: 'Upper bound; early stopping usually ends a run before.',
    type: 'integer',
    min: 1,
    max: 100000,
    unit: 'epochs'
  },
  {
    key: 'validate_every',
    label: 'Validate every',
    help: 'Validation after epochs 0, n, 2n, …',
    type: 'integer',
    min: 1,
    max: 1000,
    unit: 'epochs'
  },
  {
    key: 'patience',
    label: 'Patience',
    help: 'Stop after this many validations in a row without a better validation recall@20.',
    type: 'integer',
    min: 1,
    max: 1000,
    unit: 'validations'
  },
  {
    key: 'patience_steps',
    label: 'Patience in steps',
    help: 'Do not stop before this many training steps without a better validation; 0 counts validations alone.',
    type: 'integer',
    min: 0,
    max: 1000000,
    unit: 'steps'
  },
  {
    key: 'reg_weight',
    label: 'Regularisation',
    help: 'Weight of the squared norm of all trainable numbers, the alignment’s included.',
    type: 'number',
    min: 0,
    max: 10
  },
  {
    key: 'layers',
    label: 'Layers',
    help: 'Propagation layers L.',
    type: 'integer',
    min: 0,
    max: 8,
    backbones: ['lightgcn']
  },
  {
    key: 'keep_rate',
    label: 'Keep rate',
    help: 'Probability that a directed edge of the graph is kept in a training step.',
    type: 'number',
    min: 0.01,
    max: 1,
    backbones: ['lightgcn']
  },
  {
    key: 'kd_weight',
    label: 'Alignment weight',
    help: 'Weight of the contrastive alignment loss.',
    type: 'number',
    min: 0,
    max: 100,
    alignments: ['contrastive']
  },
  {
    key: 'kd_temperature',
    label: 'Alignment temperature',
    help: 'Temperature τ of the contrastive alignment loss.',
    type: 'number',
    min: 0.02,
    max: 10,
    alignments: ['contrastive']
  },
  {
    key: 'mask_ratio',
    label: 'Mask ratio',
    help: 'Share of all nodes masked in a step.',
    type: 'number',
    min: 0.0001,
    max: 1,
    alignments: ['generative']
  },
  {
    key: 'recon_weight',
    label: 'Reconstruction weight',
    help: 'Weight of the reconstruction loss.',
    type: 'number',
    min: 0,
    max: 100,
    alignments: ['generative']
  },
  {
    key: 're_temperature',
    label: 'Reconstruction temperature',
    help: 'Temperature τ of the reconstruction loss.',
    type: 'number',
    min: 0.02,
    max: 10,
    alignments: ['generative']
  }
] as const satisfies readonly Hyperparameter[];

export type HyperparameterKey = (typeof HYPERPARAMETERS)[number]['key'];

const TABLE: readonly (Hyperparameter & { readonly key: HyperparameterKey })[] = HYPERPARAMETERS;

/** The hyperparameters that a run of this backbone and alignment has. */
export function hyperparametersOf(
  backbone: BackboneName,
  alignment: AlignmentName
): readonly (Hyperparameter & { readonly key: HyperparameterKey })[] {
  return TABLE.filter(
    ({ backbones, alignments }) =>
      (!backbones || backbones.includes(backbone)) && (!alignments || alignments.includes(alignment))
  );
}

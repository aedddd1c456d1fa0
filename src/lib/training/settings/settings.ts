// The trainer's own hyperparameters, whatever it trains, and its values of the presets. A backbone's preset may set one of these otherwise
// (reg_weight); what belongs to a backbone or to an alignment stands in its folder.
import type { HyperparameterField } from '#lib/backbones/description';
import type { Values } from '#lib/backbones/presets';

export const TRAINING_FIELDS = [
  {
    key: 'dimensions',
    label: 'Embedding size',
    help: 'Width d of the node table.',
    type: 'integer',
    min: 2,
    max: 512
  },
  {
    key: 'learning_rate',
    label: 'Learning rate',
    help: 'Step size of Adam.',
    type: 'number',
    min: 1e-6,
    max: 1
  },
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
  }
] as const satisfies readonly HyperparameterField[];

/** The same for all official models (model spec §2). */
export const COMMON: Values = {
  dimensions: 32,
  learning_rate: 1e-3,
  batch_size: 4096,
  epochs: 3000,
  validate_every: 3,
  patience: 5,
  patience_steps: 0
};

/**
 * The bundled data has 10,800 training interactions: one epoch is 43 steps of 256. Learning rate and regularisation were
 * chosen on the validation recall of the LightGCN base arm alone (docs/bookshop.md). Patience: 450 steps, what 15 official
 * epochs on Amazon-book come to (12 epochs here are 516).
 */
export const SMALL: Values = {
  ...COMMON,
  batch_size: 256,
  validate_every: 3,
  patience: 4,
  patience_steps: 450,
  learning_rate: 3e-3,
  reg_weight: 1e-4
};

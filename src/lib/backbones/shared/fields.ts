// Settings that several backbones mean alike. Each names those that it has in its own table, beside those that only it has.
import type { Field } from '#lib/settings/field';

export const LAYERS = {
  key: 'layers',
  label: 'Layers',
  help: 'Propagation layers L (in AutoCF those of the encoder).',
  type: 'integer',
  min: 0,
  max: 8
} as const satisfies Field;

export const KEEP_RATE = {
  key: 'keep_rate',
  label: 'Keep rate',
  help: 'Probability that a directed edge of the graph is kept in a training step.',
  type: 'number',
  min: 0.01,
  max: 1
} as const satisfies Field;

export const CL_WEIGHT = {
  key: 'cl_weight',
  label: 'Contrast weight',
  help: 'Weight of the backbone’s own contrastive loss.',
  type: 'number',
  min: 0,
  max: 100
} as const satisfies Field;

export const CL_TEMPERATURE = {
  key: 'cl_temperature',
  label: 'Contrast temperature',
  help: 'Temperature τ of the backbone’s own contrastive loss.',
  type: 'number',
  min: 0.02,
  max: 10
} as const satisfies Field;

export const LAYER_MEAN = {
  key: 'layer_mean',
  label: 'Average the layers',
  help: 'Official: layers are summed; the papers of LightGCN and SimGCL average them.',
  type: 'boolean',
  optional: true
} as const satisfies Field;

export const WITHOUT_LAYER_ZERO = {
  key: 'without_layer_zero',
  label: 'Leave out layer 0',
  help: 'Official SimGCL keeps layer 0 in all its views, the clean one that is scored too; its paper leaves it out. So does ProMax with LightGCN.',
  type: 'boolean',
  optional: true
} as const satisfies Field;

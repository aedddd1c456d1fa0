// AutoCF: its settings, and its values as shipped (model spec §7).
import type { BackboneDescription } from '../description';
import { LAYERS } from '../shared/fields';

export const AUTOCF = {
  name: 'autocf',
  label: 'AutoCF',
  fields: [
    LAYERS,
    {
      key: 'ssl_weight',
      label: 'Spread weight',
      help: 'Weight of the terms that keep a node apart from its kind (official ssl_reg).',
      type: 'number',
      min: 0,
      max: 100
    },
    {
      key: 'attention_layers',
      label: 'Attention layers',
      help: 'Layers of the decoder.',
      type: 'integer',
      min: 1,
      max: 8
    },
    {
      key: 'heads',
      label: 'Heads',
      help: 'Attention heads; the embedding size must be a multiple.',
      type: 'integer',
      min: 1,
      max: 64
    },
    {
      key: 'seed_nodes',
      label: 'Seed nodes',
      help: 'Nodes around which edges are masked.',
      type: 'integer',
      min: 1,
      max: 100000,
      unit: 'nodes'
    },
    {
      key: 'mask_depth',
      label: 'Mask depth',
      help: 'Hops from the seeds that lose their edges.',
      type: 'integer',
      min: 1,
      max: 5,
      unit: 'hops'
    },
    {
      key: 'extra_rate',
      label: 'Extra nodes',
      help: 'Share of all nodes that join the masked ones at random (official keep_rate).',
      type: 'number',
      min: 0,
      max: 1
    },
    {
      key: 'refresh_every',
      label: 'Refresh',
      help: 'Masks and random pairs are drawn anew after this many steps of an epoch.',
      type: 'integer',
      min: 1,
      max: 100000,
      unit: 'steps'
    }
  ],
  presets: {
    fixed: {
      attention_layers: 1,
      heads: 4,
      seed_nodes: 100,
      mask_depth: 2,
      extra_rate: 0.2,
      refresh_every: 10
    },
    amazon: { layers: 2, reg_weight: 1e-6, ssl_weight: 5 },
    yelp: { layers: 3, reg_weight: 1e-7, ssl_weight: 2 },
    steam: { layers: 2, reg_weight: 1e-6, ssl_weight: 0.5 },
    small: { layers: 2, ssl_weight: 1, seed_nodes: 10 }
  }
} as const satisfies BackboneDescription;

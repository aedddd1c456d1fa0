// LightGCN: its settings, and its values as shipped (model spec §7).
import type { BackboneDescription } from '../description';
import { KEEP_RATE, LAYER_MEAN, LAYERS, WITHOUT_LAYER_ZERO } from '../shared/fields';

export const LIGHTGCN = {
  name: 'lightgcn',
  label: 'LightGCN',
  fields: [LAYERS, KEEP_RATE, LAYER_MEAN, WITHOUT_LAYER_ZERO],
  presets: {
    fixed: { keep_rate: 0.8 },
    amazon: { layers: 3, reg_weight: 1e-6 },
    yelp: { layers: 3, reg_weight: 1e-6 },
    steam: { layers: 2, reg_weight: 1e-6 },
    small: { layers: 3 }
  }
} as const satisfies BackboneDescription;

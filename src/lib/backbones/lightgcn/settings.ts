// LightGCN, as shipped (model spec §7).
import { con, gen, presetTable } from '../presets';

export const lightgcn = presetTable(
  { keep_rate: 0.8 },
  {
    none: {
      amazon: { layers: 3, reg_weight: 1e-6 },
      yelp: { layers: 3, reg_weight: 1e-6 },
      steam: { layers: 2, reg_weight: 1e-6 }
    },
    contrastive: {
      amazon: { layers: 3, reg_weight: 1e-7, ...con(1e-2, 0.2) },
      yelp: { layers: 3, reg_weight: 1e-7, ...con(1e-2, 0.2) },
      steam: { layers: 3, reg_weight: 1e-8, ...con(1e-3, 0.1) }
    },
    generative: {
      amazon: { layers: 2, reg_weight: 1e-7, ...gen(0.1, 0.5, 0.15) },
      yelp: { layers: 2, reg_weight: 1e-7, ...gen(0.01, 0.1, 0.05) },
      steam: { layers: 2, reg_weight: 1e-6, ...gen(0.1, 0.5, 0.15) },
      general: {
        source: 'official general block; reg_weight and keep_rate as on Amazon-book',
        values: { layers: 3, reg_weight: 1e-7, ...gen(0.1, 0.2, 0.1) }
      }
    }
  },
  { layers: 3 }
);

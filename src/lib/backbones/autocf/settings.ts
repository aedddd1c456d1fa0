// AutoCF, as shipped (model spec §7).
import { con, gen, presetTable } from '../presets';

export const autocf = presetTable(
  {
    attention_layers: 1,
    heads: 4,
    seed_nodes: 100,
    mask_depth: 2,
    extra_rate: 0.2,
    refresh_every: 10
  },
  {
    none: {
      amazon: { layers: 2, reg_weight: 1e-6, ssl_weight: 5 },
      yelp: { layers: 3, reg_weight: 1e-7, ssl_weight: 2 },
      steam: { layers: 2, reg_weight: 1e-6, ssl_weight: 0.5 }
    },
    contrastive: {
      amazon: { layers: 2, reg_weight: 1e-6, ssl_weight: 1, ...con(0.1, 0.5) },
      yelp: { layers: 2, reg_weight: 1e-8, ssl_weight: 1, ...con(0.01, 0.1) },
      steam: { layers: 2, reg_weight: 1e-6, ssl_weight: 0.5, ...con(0.01, 0.2) }
    },
    generative: {
      amazon: { layers: 2, reg_weight: 1e-6, ssl_weight: 1, ...gen(1, 0.5, 0.2) },
      yelp: { layers: 2, reg_weight: 1e-8, ssl_weight: 1, ...gen(0.1, 0.1, 0.2) },
      steam: { layers: 2, reg_weight: 1e-6, ssl_weight: 0.5, ...gen(1, 0.2, 0.2) }
    }
  },
  { layers: 2, ssl_weight: 1, seed_nodes: 10 }
);

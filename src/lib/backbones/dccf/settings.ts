// DCCF, as shipped (model spec §7).
import { con, gen, presetTable } from '../presets';

export const dccf = presetTable(
  { cl_weight: 1e-3, cl_temperature: 0.1, intents: 128 },
  {
    none: {
      amazon: { layers: 2, reg_weight: 1e-4 },
      yelp: { layers: 2, reg_weight: 1e-4 },
      steam: { layers: 3, reg_weight: 1e-3 }
    },
    contrastive: {
      amazon: { layers: 2, reg_weight: 1e-4, ...con(1e-2, 0.5) },
      yelp: { layers: 2, reg_weight: 1e-4, ...con(1e-2, 0.2) },
      steam: { layers: 3, reg_weight: 1e-3, ...con(1e-2, 0.5) }
    },
    generative: {
      amazon: { layers: 2, reg_weight: 1e-4, ...gen(0.1, 0.2, 0.05) },
      yelp: { layers: 2, reg_weight: 1e-4, ...gen(0.01, 0.1, 0.05) },
      steam: { layers: 3, reg_weight: 1e-3, ...gen(0.01, 0.2, 0.1) }
    }
  },
  { layers: 2 }
);

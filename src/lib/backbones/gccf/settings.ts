// GCCF, as shipped (model spec §7).
import { con, gen, presetTable } from '../presets';

export const gccf = presetTable(
  { layers: 2 },
  {
    // The official check is on the exact name "gccf": only the base model runs with self loops.
    none: {
      amazon: { reg_weight: 1e-6, self_loops: true },
      yelp: { reg_weight: 1e-6, self_loops: true },
      steam: { reg_weight: 1e-6, self_loops: true }
    },
    contrastive: {
      amazon: { reg_weight: 1e-6, self_loops: false, ...con(1e-3, 0.1) },
      yelp: { reg_weight: 1e-6, self_loops: false, ...con(1e-3, 0.2) },
      steam: { reg_weight: 1e-6, self_loops: false, ...con(1e-2, 0.5) }
    },
    generative: {
      amazon: { reg_weight: 1e-7, self_loops: false, ...gen(0.01, 0.1, 0.1) },
      yelp: { reg_weight: 1e-6, self_loops: false, ...gen(0.01, 1, 0.05) },
      steam: { reg_weight: 1e-6, self_loops: false, ...gen(0.01, 0.1, 0.1) }
    }
  },
  { self_loops: true }
);

// SimGCL, as shipped (model spec §7).
import { con, gen, presetTable } from '../presets';

export const simgcl = presetTable(
  { layers: 3, reg_weight: 1e-5, cl_weight: 0.1 },
  {
    none: {
      amazon: { cl_temperature: 0.2, eps: 0.9 },
      yelp: { cl_temperature: 0.2, eps: 0.9 },
      steam: { cl_temperature: 0.5, eps: 0.2 }
    },
    contrastive: {
      amazon: { cl_temperature: 0.2, eps: 0.9, ...con(1e-2, 0.2) },
      yelp: { cl_temperature: 0.2, eps: 0.9, ...con(1e-2, 0.1) },
      steam: { cl_temperature: 0.5, eps: 0.2, ...con(1e-2, 0.2) }
    },
    generative: {
      amazon: { cl_temperature: 0.2, eps: 0.9, ...gen(0.1, 0.2, 0.05) },
      yelp: { cl_temperature: 0.2, eps: 0.9, ...gen(0.01, 0.05, 0.01) },
      steam: { cl_temperature: 0.5, eps: 0.2, ...gen(0.01, 0.1, 0.05) }
    }
  },
  { reg_weight: 1e-4, cl_temperature: 0.2, eps: 0.9 }
);

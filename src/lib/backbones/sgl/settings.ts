// SGL, as shipped (model spec §7).
import { con, gen, presetTable } from '../presets';

/** The dataset block's layer count is never read: 3 holds, also on Steam, whose base entry says 2 (official behaviour). */
export const sgl = presetTable(
  { layers: 3, keep_rate: 0.8 },
  {
    none: {
      amazon: { reg_weight: 1e-5, cl_weight: 0.1, cl_temperature: 0.2 },
      yelp: { reg_weight: 1e-6, cl_weight: 1e-3, cl_temperature: 0.1 },
      steam: { reg_weight: 1e-5, cl_weight: 0.1, cl_temperature: 0.5 }
    },
    contrastive: {
      amazon: { reg_weight: 1e-5, cl_weight: 0.1, cl_temperature: 0.2, ...con(1e-2, 0.5) },
      yelp: { reg_weight: 1e-5, cl_weight: 0.1, cl_temperature: 0.2, ...con(1e-2, 1) },
      steam: { reg_weight: 1e-5, cl_weight: 0.1, cl_temperature: 0.5, ...con(1e-2, 1) }
    },
    generative: {
      amazon: { reg_weight: 1e-5, cl_weight: 0.1, cl_temperature: 0.2, ...gen(0.1, 0.2, 0.2) },
      yelp: { reg_weight: 1e-5, cl_weight: 0.1, cl_temperature: 0.2, ...gen(0.1, 0.2, 0.15) },
      steam: { reg_weight: 1e-5, cl_weight: 0.1, cl_temperature: 0.5, ...gen(0.1, 0.2, 0.1) }
    }
  },
  { cl_weight: 0.1, cl_temperature: 0.2 }
);

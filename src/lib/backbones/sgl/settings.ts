// SGL: its settings, and its values as shipped (model spec §7).
import type { BackboneDescription } from '../description';
import { CL_TEMPERATURE, CL_WEIGHT, KEEP_RATE, LAYER_MEAN, LAYERS } from '../shared/fields';

export const SGL = {
  name: 'sgl',
  label: 'SGL',
  fields: [
    LAYERS,
    KEEP_RATE,
    CL_WEIGHT,
    CL_TEMPERATURE,
    LAYER_MEAN,
    {
      key: 'contrast_negatives',
      label: 'Contrast negatives',
      help: 'Official SGL also contrasts the negative items; its paper contrasts users and positive items.',
      type: 'boolean',
      optional: true
    }
  ],
  presets: {
    // The dataset block's layer count is never read: 3 holds, also on Steam, whose base entry says 2 (official behaviour).
    fixed: { layers: 3, keep_rate: 0.8 },
    amazon: { reg_weight: 1e-5, cl_weight: 0.1, cl_temperature: 0.2 },
    yelp: { reg_weight: 1e-6, cl_weight: 1e-3, cl_temperature: 0.1 },
    steam: { reg_weight: 1e-5, cl_weight: 0.1, cl_temperature: 0.5 },
    small: { cl_weight: 0.1, cl_temperature: 0.2 }
  }
} as const satisfies BackboneDescription;

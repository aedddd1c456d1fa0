// SimGCL: its settings, and its values as shipped (model spec §7).
import type { BackboneDescription } from '../description';
import { CL_TEMPERATURE, CL_WEIGHT, LAYER_MEAN, LAYERS, WITHOUT_LAYER_ZERO } from '../shared/fields';

export const SIMGCL = {
  name: 'simgcl',
  label: 'SimGCL',
  fields: [
    LAYERS,
    CL_WEIGHT,
    CL_TEMPERATURE,
    {
      key: 'eps',
      label: 'Noise',
      help: 'Length of the noise that SimGCL adds to every row in every layer.',
      type: 'number',
      min: 0,
      max: 10
    },
    LAYER_MEAN,
    WITHOUT_LAYER_ZERO
  ],
  presets: {
    fixed: { layers: 3, reg_weight: 1e-5, cl_weight: 0.1 },
    amazon: { cl_temperature: 0.2, eps: 0.9 },
    yelp: { cl_temperature: 0.2, eps: 0.9 },
    steam: { cl_temperature: 0.5, eps: 0.2 },
    small: { reg_weight: 1e-4, cl_temperature: 0.2, eps: 0.9 }
  }
} as const satisfies BackboneDescription;

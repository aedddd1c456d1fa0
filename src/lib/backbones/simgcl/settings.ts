// SimGCL: its settings, and its values as shipped (model spec §7).
import type { BackboneDescription } from '../description';
import { CL_TEMPERATURE, CL_WEIGHT, LAYER_MEAN, LAYERS } from '../shared/fields';

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
    {
      key: 'without_layer_zero',
      label: 'Leave out layer 0',
      help: 'Official SimGCL keeps layer 0 in all its views, the clean one that is scored too; its paper leaves it out.',
      type: 'boolean',
      optional: true
    }
  ],
  presets: {
    fixed: { layers: 3, reg_weight: 1e-5, cl_weight: 0.1 },
    amazon: { cl_temperature: 0.2, eps: 0.9 },
    yelp: { cl_temperature: 0.2, eps: 0.9 },
    steam: { cl_temperature: 0.5, eps: 0.2 },
    small: { reg_weight: 1e-4, cl_temperature: 0.2, eps: 0.9 }
  }
} as const satisfies BackboneDescription;

// DCCF: its settings, and its values as shipped (model spec §7).
import type { BackboneDescription } from '../description';
import { CL_TEMPERATURE, CL_WEIGHT, LAYERS } from '../shared/fields';

export const DCCF = {
  name: 'dccf',
  label: 'DCCF',
  fields: [
    LAYERS,
    CL_WEIGHT,
    CL_TEMPERATURE,
    {
      key: 'intents',
      label: 'Intents',
      help: 'Number K of intents, for users and for items.',
      type: 'integer',
      min: 1,
      max: 1024
    },
    {
      key: 'items_over_items',
      label: 'Items over items',
      help: 'Official DCCF divides the item terms by the number of users in the batch; set, they are divided by that of items.',
      type: 'boolean',
      optional: true
    }
  ],
  presets: {
    fixed: { cl_weight: 1e-3, cl_temperature: 0.1, intents: 128 },
    amazon: { layers: 2, reg_weight: 1e-4 },
    yelp: { layers: 2, reg_weight: 1e-4 },
    steam: { layers: 3, reg_weight: 1e-3 },
    small: { layers: 2 }
  }
} as const satisfies BackboneDescription;

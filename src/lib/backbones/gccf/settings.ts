// GCCF: its settings, and its values as shipped (model spec §7).
import type { BackboneDescription } from '../description';
import { LAYERS } from '../shared/fields';

export const GCCF = {
  name: 'gccf',
  label: 'GCCF',
  fields: [
    LAYERS,
    {
      key: 'self_loops',
      label: 'Self loops',
      help: 'A + I in place of A. Official: in base GCCF only, by the accident of a name.',
      type: 'boolean'
    }
  ],
  presets: {
    fixed: { layers: 2 },
    // The official check is on the exact name "gccf": only the base model runs with self loops.
    amazon: { reg_weight: 1e-6, self_loops: true },
    yelp: { reg_weight: 1e-6, self_loops: true },
    steam: { reg_weight: 1e-6, self_loops: true },
    small: { self_loops: true }
  }
} as const satisfies BackboneDescription;

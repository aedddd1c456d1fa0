// BPR-MF, a baseline that the official code does not have: matrix factorisation with the schedule of the other models. It has no
// settings of its own.
import type { BackboneDescription } from '../description';

const SOURCE = 'this project: the common schedule, LightGCN’s regularisation';
const BASE = { reg_weight: 1e-6 };

export const BPR_MF = {
  name: 'bpr-mf',
  label: 'BPR-MF',
  fields: [],
  presets: {
    source: SOURCE,
    fixed: {},
    amazon: BASE,
    yelp: BASE,
    steam: BASE,
    general: { source: SOURCE, values: BASE },
    small: {}
  }
} as const satisfies BackboneDescription;

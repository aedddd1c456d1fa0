// BPR-MF, a baseline that the official code does not have: matrix factorisation with the schedule of the other models.
import { con, gen, presetTable, type Values } from '../presets';

const SOURCE = 'this project: the common schedule, LightGCN’s regularisation and alignment';
const BASE: Values = { reg_weight: 1e-6 };
const arm = (alignment: Values) => ({
  amazon: { ...BASE, ...alignment },
  yelp: { ...BASE, ...alignment },
  steam: { ...BASE, ...alignment },
  general: { source: SOURCE, values: { ...BASE, ...alignment } }
});

export const bprMf = presetTable(
  {},
  {
    none: arm({}),
    contrastive: arm(con(1e-2, 0.2)),
    generative: arm(gen(0.1, 0.2, 0.1))
  },
  {},
  SOURCE
);

// What stands for a train cell's result while its first runs are under way.
import type { TrainResult } from '#lib/notebook/kinds/train/stored';

const ZEROS = { '5': 0, '10': 0, '20': 0 };
const METRICS = { recall: ZEROS, ndcg: ZEROS };

export const NOTHING_TRAINED: TrainResult = {
  kind: 'train',
  backbone: '',
  alignment: '',
  runs: [],
  mean: { test: METRICS, val: METRICS },
  sd: { test: METRICS, val: METRICS }
};

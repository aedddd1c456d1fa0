// Alignment by distributions (SDR of ProMax): its settings, and the values of the authors' code (BlueGhostYi/ProRec, lightgcn_promax).
import type { AlignmentDescription } from '../types';

const lightgcn = (sdr_weight: number) => ({
  layers: 3,
  keep_rate: 1,
  without_layer_zero: true,
  reg_weight: 1e-6,
  patience: 20,
  sdr_weight,
  sdr_temperature: 0.2
});

export const DISTRIBUTION = {
  name: 'distribution',
  suffix: 'SDR',
  acts: 'by how users’ profiles spread over those of items (SDR of ProMax)',
  isRival: true,
  fields: [
    {
      key: 'sdr_weight',
      label: 'SDR weight',
      help: 'Weight of the cross-entropy between a user’s scores and the likeness of profiles.',
      type: 'number',
      min: 0,
      max: 100
    },
    {
      key: 'sdr_temperature',
      label: 'SDR temperature',
      help: 'Temperature τ of both softmaxes over items, of profiles and of embeddings.',
      type: 'number',
      min: 0.05,
      max: 10
    },
    {
      key: 'joint_whitening',
      label: 'Whiten together',
      help: 'Authors’ code: vectors of users and of items are whitened apart, so that their axes have nothing to do with each other; here together.',
      type: 'boolean',
      optional: true
    },
    {
      key: 'equal_users',
      label: 'Users weigh the same',
      help: 'Authors’ code: users whose likeness is spread over all items weigh less; here all weigh 1.',
      type: 'boolean',
      optional: true
    }
  ],
  presets: {
    own: {
      source: 'SDR as in the authors’ code on Yelp and Steam (BlueGhostYi/ProRec)',
      values: { sdr_weight: 0.5, sdr_temperature: 0.2 }
    },
    shipped: { lightgcn: { amazon: lightgcn(1.5), yelp: lightgcn(0.5), steam: lightgcn(0.5) } }
  }
} as const satisfies AlignmentDescription;

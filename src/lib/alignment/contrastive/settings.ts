// Contrastive alignment (RLMRec-Con): its settings, and the aligned models' values as shipped (model spec §7).
import type { AlignmentDescription } from '../types';

const con = (kd_weight: number, kd_temperature: number) => ({ kd_weight, kd_temperature });

export const CONTRASTIVE = {
  name: 'contrastive',
  suffix: 'Con',
  acts: 'contrastively (RLMRec-Con)',
  matchesProfiles: true,
  fields: [
    {
      key: 'kd_weight',
      label: 'Alignment weight',
      help: 'Weight of the contrastive alignment loss.',
      type: 'number',
      min: 0,
      max: 100
    },
    {
      key: 'kd_temperature',
      label: 'Alignment temperature',
      help: 'Temperature τ of the contrastive alignment loss.',
      type: 'number',
      min: 0.02,
      max: 10
    },
    {
      key: 'in_batch_users',
      label: 'Candidates from the batch',
      help: 'Official: a user is contrasted with the profiles of all users; the paper (eq. 16) says those of the batch.',
      type: 'boolean',
      optional: true
    }
  ],
  presets: {
    own: { source: 'alignment as official for LightGCN on Amazon-book and Yelp', values: con(1e-2, 0.2) },
    shipped: {
      gccf: {
        amazon: { reg_weight: 1e-6, self_loops: false, ...con(1e-3, 0.1) },
        yelp: { reg_weight: 1e-6, self_loops: false, ...con(1e-3, 0.2) },
        steam: { reg_weight: 1e-6, self_loops: false, ...con(1e-2, 0.5) }
      },
      lightgcn: {
        amazon: { layers: 3, reg_weight: 1e-7, ...con(1e-2, 0.2) },
        yelp: { layers: 3, reg_weight: 1e-7, ...con(1e-2, 0.2) },
        steam: { layers: 3, reg_weight: 1e-8, ...con(1e-3, 0.1) }
      },
      sgl: {
        amazon: { reg_weight: 1e-5, cl_weight: 0.1, cl_temperature: 0.2, ...con(1e-2, 0.5) },
        yelp: { reg_weight: 1e-5, cl_weight: 0.1, cl_temperature: 0.2, ...con(1e-2, 1) },
        steam: { reg_weight: 1e-5, cl_weight: 0.1, cl_temperature: 0.5, ...con(1e-2, 1) }
      },
      simgcl: {
        amazon: { cl_temperature: 0.2, eps: 0.9, ...con(1e-2, 0.2) },
        yelp: { cl_temperature: 0.2, eps: 0.9, ...con(1e-2, 0.1) },
        steam: { cl_temperature: 0.5, eps: 0.2, ...con(1e-2, 0.2) }
      },
      dccf: {
        amazon: { layers: 2, reg_weight: 1e-4, ...con(1e-2, 0.5) },
        yelp: { layers: 2, reg_weight: 1e-4, ...con(1e-2, 0.2) },
        steam: { layers: 3, reg_weight: 1e-3, ...con(1e-2, 0.5) }
      },
      autocf: {
        amazon: { layers: 2, reg_weight: 1e-6, ssl_weight: 1, ...con(0.1, 0.5) },
        yelp: { layers: 2, reg_weight: 1e-8, ssl_weight: 1, ...con(0.01, 0.1) },
        steam: { layers: 2, reg_weight: 1e-6, ssl_weight: 0.5, ...con(0.01, 0.2) }
      }
    }
  }
} as const satisfies AlignmentDescription;

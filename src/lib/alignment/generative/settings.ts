// Generative alignment (RLMRec-Gen): its settings, and the aligned models' values as shipped (model spec §7).
import type { AlignmentDescription } from '../types';

const gen = (recon_weight: number, re_temperature: number, mask_ratio: number) => ({
  mask_ratio,
  recon_weight,
  re_temperature
});

export const GENERATIVE = {
  name: 'generative',
  suffix: 'Gen',
  acts: 'by reconstruction (RLMRec-Gen)',
  masksNodes: true,
  fields: [
    {
      key: 'mask_ratio',
      label: 'Mask ratio',
      help: 'Share of all nodes masked in a step.',
      type: 'number',
      min: 0.0001,
      max: 1
    },
    {
      key: 'recon_weight',
      label: 'Reconstruction weight',
      help: 'Weight of the reconstruction loss.',
      type: 'number',
      min: 0,
      max: 100
    },
    {
      key: 're_temperature',
      label: 'Reconstruction temperature',
      help: 'Temperature τ of the reconstruction loss.',
      type: 'number',
      min: 0.02,
      max: 10
    },
    {
      key: 'batch_masked_only',
      label: 'Masked nodes of the batch',
      help: 'Official: all masked nodes are reconstructed; the paper (algorithm 2) says those in the batch.',
      type: 'boolean',
      optional: true
    }
  ],
  presets: {
    own: { source: 'alignment from the official general block', values: gen(0.1, 0.2, 0.1) },
    shipped: {
      gccf: {
        amazon: { reg_weight: 1e-7, self_loops: false, ...gen(0.01, 0.1, 0.1) },
        yelp: { reg_weight: 1e-6, self_loops: false, ...gen(0.01, 1, 0.05) },
        steam: { reg_weight: 1e-6, self_loops: false, ...gen(0.01, 0.1, 0.1) }
      },
      lightgcn: {
        amazon: { layers: 2, reg_weight: 1e-7, ...gen(0.1, 0.5, 0.15) },
        yelp: { layers: 2, reg_weight: 1e-7, ...gen(0.01, 0.1, 0.05) },
        steam: { layers: 2, reg_weight: 1e-6, ...gen(0.1, 0.5, 0.15) },
        general: {
          source: 'official general block; reg_weight and keep_rate as on Amazon-book',
          values: { layers: 3, reg_weight: 1e-7, ...gen(0.1, 0.2, 0.1) }
        }
      },
      sgl: {
        amazon: { reg_weight: 1e-5, cl_weight: 0.1, cl_temperature: 0.2, ...gen(0.1, 0.2, 0.2) },
        yelp: { reg_weight: 1e-5, cl_weight: 0.1, cl_temperature: 0.2, ...gen(0.1, 0.2, 0.15) },
        steam: { reg_weight: 1e-5, cl_weight: 0.1, cl_temperature: 0.5, ...gen(0.1, 0.2, 0.1) }
      },
      simgcl: {
        amazon: { cl_temperature: 0.2, eps: 0.9, ...gen(0.1, 0.2, 0.05) },
        yelp: { cl_temperature: 0.2, eps: 0.9, ...gen(0.01, 0.05, 0.01) },
        steam: { cl_temperature: 0.5, eps: 0.2, ...gen(0.01, 0.1, 0.05) }
      },
      dccf: {
        amazon: { layers: 2, reg_weight: 1e-4, ...gen(0.1, 0.2, 0.05) },
        yelp: { layers: 2, reg_weight: 1e-4, ...gen(0.01, 0.1, 0.05) },
        steam: { layers: 3, reg_weight: 1e-3, ...gen(0.01, 0.2, 0.1) }
      },
      autocf: {
        amazon: { layers: 2, reg_weight: 1e-6, ssl_weight: 1, ...gen(1, 0.5, 0.2) },
        yelp: { layers: 2, reg_weight: 1e-8, ssl_weight: 1, ...gen(0.1, 0.1, 0.2) },
        steam: { layers: 2, reg_weight: 1e-6, ssl_weight: 0.5, ...gen(1, 0.2, 0.2) }
      }
    }
  }
} as const satisfies AlignmentDescription;

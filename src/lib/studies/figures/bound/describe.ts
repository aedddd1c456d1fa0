// What the figure "bound" says of itself.
import type { FigureDescription } from '../types';

export const BOUND = {
  name: 'bound',
  label: 'the InfoNCE bound on mutual information',
  version: 1,
  reads: {},
  fields: [
    {
      key: 'correlation',
      label: 'Correlation',
      help: 'ρ of each pair of components of the two Gaussian vectors; their mutual information is −d/2 · log(1 − ρ²) nats.',
      type: 'number',
      default: 0.8,
      min: 0,
      max: 0.99
    },
    {
      key: 'width',
      label: 'Width',
      help: 'd, the number of components of each vector.',
      type: 'integer',
      default: 8,
      min: 1,
      max: 32
    },
    {
      key: 'temperature',
      label: 'Temperature',
      help: 'τ of the cosine critic, the one that alignment uses.',
      type: 'number',
      default: 0.2,
      min: 0.02,
      max: 2
    },
    {
      key: 'batch',
      label: 'Batch',
      help: 'Pairs in a batch: one partner is the right one, all others are negatives. The bound never exceeds log of this.',
      type: 'integer',
      default: 128,
      min: 2,
      max: 1024,
      unit: 'pairs'
    }
  ],
  parts: ['chart', 'temperatures', 'temperature', 'batch', 'correlation'],
  acts: ['temperature', 'batch', 'correlation']
} as const satisfies FigureDescription;

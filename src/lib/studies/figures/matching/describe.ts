// What the figure "matching" says of itself.
import type { FigureDescription } from '../types';

export const MATCHING = {
  name: 'matching',
  label: 'how well trained vectors find their profiles, as a bound',
  version: 1,
  reads: { dataset: true, runs: 1, embeddings: true },
  fields: [
    {
      key: 'batch',
      label: 'Batch',
      help: 'Users, or items, among whose profiles each one’s own is to be found. The bound never exceeds log of this.',
      type: 'integer',
      default: 64,
      min: 2,
      max: 1024
    }
  ],
  parts: ['chart'],
  acts: []
} as const satisfies FigureDescription;

// What the figure "pull" says of itself.
import type { FigureDescription } from '../types';

export const PULL = {
  name: 'pull',
  label: 'what an alignment pulls where',
  version: 1,
  reads: { dataset: true, runs: 1, embeddings: true },
  fields: [
    {
      key: 'points',
      label: 'Arrows',
      help: 'How many users and how many items get an arrow, drawn at random, the same for every run.',
      type: 'integer',
      default: 120,
      min: 10,
      max: 1000
    }
  ],
  parts: ['field', 'strength'],
  acts: ['switch', 'mask']
} as const satisfies FigureDescription;

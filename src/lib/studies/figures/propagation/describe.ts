// What the figure "propagation" says of itself.
import type { FigureDescription } from '../types';

export const PROPAGATION = {
  name: 'propagation',
  label: 'one propagation, by hand and by the operator',
  version: 1,
  reads: { dataset: true, runs: 1, user: true },
  fields: [
    {
      key: 'components',
      label: 'Components shown',
      help: 'How many of the d numbers of each node to show.',
      type: 'integer',
      default: 4,
      min: 1,
      max: 16
    }
  ],
  parts: ['graph', 'sum', 'operator', 'difference'],
  acts: ['hover', 'hop']
} as const satisfies FigureDescription;

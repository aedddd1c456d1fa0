// What the figure "candidates" says of itself.
import type { FigureDescription } from '../types';

export const CANDIDATES = {
  name: 'candidates',
  label: 'the order of models among drawn candidates and among all',
  version: 1,
  reads: { dataset: true, runs: 0 },
  fields: [
    {
      key: 'candidates',
      label: 'Candidates',
      help: 'How many items a held-out item is ranked among, drawn from those that the user has not clicked.',
      type: 'integer',
      default: 100,
      min: 1,
      max: 1_000_000,
      unit: 'items'
    },
    {
      key: 'cutoff',
      label: 'Cut-off',
      help: 'k of recall@k.',
      type: 'integer',
      default: 10,
      min: 1,
      max: 100,
      unit: 'items'
    },
    {
      key: 'neighbours',
      label: 'Neighbours',
      help: 'Of ItemKNN: how many similar items each item keeps.',
      type: 'integer',
      default: 50,
      min: 1,
      max: 10_000
    },
    {
      key: 'lambda',
      label: 'λ of EASE',
      help: 'Weight of the squared weights, in clicks; 50 to 1000 is usual.',
      type: 'number',
      default: 100,
      min: 0.001,
      max: 1_000_000
    }
  ],
  parts: ['order', 'slider', 'chart'],
  acts: ['candidates']
} as const satisfies FigureDescription;

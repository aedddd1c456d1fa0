// What the figure "layers" says of itself.
import type { FigureDescription } from '../types';

export const LAYERS = {
  name: 'layers',
  label: 'what more layers do to the embeddings',
  version: 1,
  reads: { dataset: true, runs: 1 },
  fields: [
    {
      key: 'deepest',
      label: 'Deepest',
      help: 'Layers to look at, from none to this many.',
      type: 'integer',
      default: 8,
      min: 1,
      max: 32,
      unit: 'layers'
    }
  ],
  parts: ['chart', 'slider'],
  acts: ['depth']
} as const satisfies FigureDescription;

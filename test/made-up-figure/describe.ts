// A figure that is none of the notebook's: it counts users with many training clicks. What a new figure has to say of itself.
import type { FigureDescription } from '#lib/studies/figures/types';

export const EAGER = {
  name: 'eager',
  label: 'users who click much',
  version: 4,
  reads: { dataset: true },
  fields: [
    {
      key: 'least',
      label: 'Clicks',
      help: 'At least so many.',
      type: 'integer',
      default: 2,
      min: 1,
      max: 100,
      unit: 'clicks'
    }
  ],
  parts: ['number'],
  acts: ['count']
} as const satisfies FigureDescription;

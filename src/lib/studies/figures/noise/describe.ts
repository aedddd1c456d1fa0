// What the figure "noise" says of itself.
import type { FigureDescription } from '../types';

export const NOISE = {
  name: 'noise',
  label: 'clicks that say nothing, and where a model ranks them',
  version: 2,
  reads: { dataset: true, runs: 0, user: true, clean: true },
  fields: [],
  parts: ['counts', 'reader', 'ranks'],
  acts: ['mark', 'reveal']
} as const satisfies FigureDescription;

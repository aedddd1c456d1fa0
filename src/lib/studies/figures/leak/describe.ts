// What the figure "leak" says of itself.
import { DOMAINS } from '#lib/profiles/domains';
import type { FigureDescription } from '../types';

export const LEAK = {
  name: 'leak',
  label: 'what a prompt holds, and what profiles are worth that were shown too much',
  version: 1,
  reads: { dataset: true, user: true },
  fields: [
    {
      key: 'share',
      label: 'Share leaked',
      help: 'Which share of the test clicks the writer of profiles is shown, which it must not be. 0 is how profiles are made everywhere else.',
      type: 'number',
      default: 0,
      min: 0,
      max: 1
    },
    {
      key: 'domain',
      label: 'Domain',
      help: 'What the items are: the instruction of a prompt speaks of them by name.',
      type: 'choice',
      default: 'generic',
      options: DOMAINS
    }
  ],
  parts: ['prompt', 'profile', 'check', 'worth'],
  acts: ['trace']
} as const satisfies FigureDescription;

// What the figure "reranked" says of itself.
import { DOMAINS } from '#lib/profiles/domains';
import type { FigureDescription } from '../types';

export const RERANKED = {
  name: 'reranked',
  label: 'lists re-ranked by a program with the known faults of language models, and the faults counted',
  version: 1,
  reads: { dataset: true, runs: 1 },
  fields: [
    {
      key: 'position',
      label: 'Pull of the order',
      help: 'How often a place goes to the candidate that stands first of those left, whatever it is.',
      type: 'number',
      default: 0.5,
      min: 0,
      max: 1
    },
    {
      key: 'invents',
      label: 'Invents',
      help: 'How often a place names something that is not among the candidates.',
      type: 'number',
      default: 0.05,
      min: 0,
      max: 1
    },
    {
      key: 'repeats',
      label: 'Repeats',
      help: 'How often a place names a candidate again.',
      type: 'number',
      default: 0.02,
      min: 0,
      max: 1
    },
    {
      key: 'candidates',
      label: 'Candidates',
      help: 'How many first places of the run’s list a question shows.',
      type: 'integer',
      default: 30,
      min: 20,
      max: 100
    },
    {
      key: 'users',
      label: 'Users',
      help: 'How many users are asked about, drawn at random from those with a test interaction.',
      type: 'integer',
      default: 100,
      min: 1,
      max: 2000,
      unit: 'users'
    },
    {
      key: 'domain',
      label: 'Domain',
      help: 'What the items are: the question speaks of them by name.',
      type: 'choice',
      default: 'generic',
      options: DOMAINS
    }
  ],
  parts: ['answer', 'counts', 'worth', 'order'],
  acts: ['mark', 'reveal']
} as const satisfies FigureDescription;

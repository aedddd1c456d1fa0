// What the figure "spaces" says of itself.
import type { FigureDescription } from '../types';

export const SPACES = {
  name: 'spaces',
  label: 'maps of the semantic and the collaborative space',
  version: 1,
  reads: { dataset: true, runs: 1, embeddings: true, user: true },
  fields: [
    {
      key: 'points',
      label: 'Points',
      help: 'How many users and how many items a map shows, drawn at random, the same in every map.',
      type: 'integer',
      default: 250,
      min: 10,
      max: 2000
    },
    {
      key: 'neighbours',
      label: 'Neighbours',
      help: 'How many nearest items of an item to compare between two spaces.',
      type: 'integer',
      default: 10,
      min: 1,
      max: 100,
      unit: 'items'
    }
  ],
  parts: ['maps', 'lists', 'overlap'],
  acts: ['select', 'switch']
} as const satisfies FigureDescription;

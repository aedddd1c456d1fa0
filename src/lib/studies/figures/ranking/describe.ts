// What the figure "ranking" says of itself.
import type { FigureDescription } from '../types';

export const RANKING = {
  name: 'ranking',
  label: 'how a list comes about by learning from pairs',
  version: 1,
  reads: { dataset: true, user: true },
  fields: [
    {
      key: 'learning_rate',
      label: 'Learning rate',
      help: 'How far one step moves the rows of numbers of a pair.',
      type: 'number',
      default: 0.05,
      min: 0.001,
      max: 0.5
    },
    {
      key: 'epochs',
      label: 'Epochs',
      help: 'How often training goes through all clicks, each time with other items beside them.',
      type: 'integer',
      default: 60,
      min: 8,
      max: 200,
      unit: 'epochs'
    },
    {
      key: 'dimensions',
      label: 'Dimensions',
      help: 'Numbers in the row of a user or of an item.',
      type: 'integer',
      default: 32,
      min: 2,
      max: 128
    },
    {
      key: 'decay',
      label: 'Decay',
      help: 'How much each step pulls the rows of its pair towards zero.',
      type: 'number',
      default: 0.01,
      min: 0,
      max: 1
    }
  ],
  parts: ['pair', 'push', 'list', 'places', 'curves'],
  acts: ['step', 'epoch'],
  trains: true
} as const satisfies FigureDescription;

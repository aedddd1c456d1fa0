// A kind of cell that is none of the notebook's: it counts items with few training clicks. What a new kind has to say of itself.
import type { KindDescription } from '#lib/notebook/kinds/description';
import { alone, reads } from '#lib/notebook/kinds/references';
import { NAME_FIELD } from '#lib/notebook/schema/common';
import type { TallyResult } from './stored';

export interface ResolvedTally {
  readonly kind: 'tally';
  readonly name: string;
  readonly dataset: string;
  readonly most: number;
}

export const tallyKind: KindDescription<ResolvedTally, TallyResult> = {
  kind: 'tally',
  title: 'Tally',
  help: 'How many items have few training clicks.',
  fields: [
    NAME_FIELD,
    {
      key: 'dataset',
      label: 'Data set',
      help: 'The data set to count in.',
      type: 'cell',
      required: true,
      cellKind: 'dataset'
    },
    { key: 'most', label: 'Clicks', help: 'At most so many.', type: 'integer', required: false, default: 2, min: 0 }
  ],
  revision: 3,
  stored: { label: 'tallies' },
  resolve: (reader) => ({
    kind: 'tally',
    name: reader.text('name'),
    dataset: reader.text('dataset'),
    most: reader.integer('most')
  }),
  references: ({ dataset }) => reads('dataset', 'dataset', dataset),
  identify: ({ dataset, most }, at) => alone(at.hash({ most }, { dataset: at.id(dataset) })),
  runsIn: () => 'io',
  summary: ({ text }) => [`at most ${text('most')} clicks`],
  values: ({ items }) => ({ items }),
  anchors: () => ({ parts: ['number'], acts: [] })
};

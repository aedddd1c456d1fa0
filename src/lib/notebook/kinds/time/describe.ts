// The time cell: how long an epoch of training takes, for train cells beside one another on the device that is at hand (paper, Table 4).
// What is measured says something of that device and that moment only; ratios between runs travel better than seconds.
import { NAME_FIELD } from '../../schema/common';
import type { FieldReader } from '../../schema/reader';
import type { KindDescription } from '../description';
import { alone, reads } from '../references';
import type { TimeResult } from './stored';

export interface ResolvedTime {
  readonly kind: 'time';
  readonly name: string;
  readonly runs: readonly string[];
  readonly rounds: number;
  /** Epochs timed in each round, after one that is not. */
  readonly epochs: number;
}

export const timeKind: KindDescription<ResolvedTime, TimeResult> = {
  kind: 'time',
  title: 'Time of an epoch',
  help: 'Seconds of training an epoch, measured here: every run in turn, round after round, each beside the unaligned run of its backbone. Validation does not count.',
  fields: [
    NAME_FIELD,
    {
      key: 'runs',
      label: 'Runs',
      help: 'The train cells to time, with their settings and first seed.',
      type: 'cells',
      required: true,
      cellKind: 'train'
    },
    {
      key: 'rounds',
      label: 'Rounds',
      help: 'How often every run has its turn. Three or more say how much times change from one to the next.',
      type: 'integer',
      required: false,
      default: 3,
      min: 1,
      max: 50
    },
    {
      key: 'epochs',
      label: 'Epochs',
      help: 'Epochs timed in each round; one before them, which compiles and warms up, is not.',
      type: 'integer',
      required: false,
      default: 1,
      min: 1,
      max: 100
    }
  ],
  revision: 1,
  stored: { label: 'times of epochs' },
  resolve: (reader: FieldReader) => ({
    kind: 'time',
    name: reader.text('name'),
    runs: reader.names('runs'),
    rounds: reader.integer('rounds'),
    epochs: reader.integer('epochs')
  }),
  // Runs are read, though their settings are all that is needed: so nothing of them trains any more when the clock starts.
  references: ({ runs }) => reads('runs', 'train', runs, { withItsData: true }),
  identify: ({ runs, rounds, epochs }, at) =>
    alone(at.hash({ rounds, epochs }, { runs: runs.map((name) => at.id(name)) })),
  summary: ({ reads: names, text }) => [names.join(', '), `${text('rounds')} rounds`],
  /** "RUN.seconds" an epoch, the median of its rounds; "RUN.ratio" to the unaligned run of its backbone. */
  values: ({ rows }) =>
    Object.fromEntries(
      rows.flatMap(({ name, median, ratio }): [string, number][] => [
        [`${name}.seconds`, median],
        ...(ratio ? [[`${name}.ratio`, ratio.median] satisfies [string, number]] : [])
      ])
    ),
  anchors: () => ({ parts: ['table'], acts: [] })
};

// The figure cell: a small study of a lesson, made from what other cells made. What each figure reads, and its settings, it says itself
// (studies/figures/FIGURE/describe.ts).
import { appError } from '#lib/errors/app-error';
import { resolveSettings } from '#lib/settings/resolve';
import { FIGURE_NAMES, figureDescription, FIGURES, type FigureName } from '#lib/studies/figures/registry';
import type { FigureReads } from '#lib/studies/figures/types';
import { joinFields, NAME_FIELD, ownedField, SEED_FIELD } from '../../schema/common';
import { ownSettings } from '../../schema/own-settings';
import type { FieldReader } from '../../schema/reader';
import type { KindDescription } from '../description';
import type { FigureResult } from './stored';
import { alone, reads } from '../references';
import type { PlainSettings } from '../../schema/types';

const reading = (what: keyof FigureReads) => ({
  key: 'show',
  values: FIGURES.filter(({ reads }) => reads[what] !== undefined).map(({ name }) => name)
});

export interface ResolvedFigure {
  readonly kind: 'figure';
  readonly name: string;
  readonly show: FigureName;
  readonly dataset?: string;
  readonly clean?: string;
  readonly runs: readonly string[];
  readonly embeddings?: string;
  /** An id of the data, or "auto"; only where the figure shows a user. */
  readonly user: string;
  readonly seed: number;
  readonly settings: PlainSettings;
}

export const figureKind: KindDescription<ResolvedFigure, FigureResult> = {
  kind: 'figure',
  title: 'Figure',
  help: 'A small study to look at and play with; lessons are made of these. It reads what other cells made and trains nothing.',
  fields: [
    NAME_FIELD,
    {
      key: 'show',
      label: 'Show',
      help: `What to show: ${FIGURES.map(({ name, label }) => `"${name}" ${label}`).join('; ')}.`,
      type: 'choice',
      required: true,
      options: FIGURE_NAMES
    },
    {
      key: 'dataset',
      label: 'Data set',
      help: 'The data set that it looks at.',
      type: 'cell',
      required: false,
      cellKind: 'dataset',
      appliesTo: reading('dataset')
    },
    {
      key: 'clean',
      label: 'Without noise',
      help: 'The same data without added noise: training clicks that it does not have are marked as added.',
      type: 'cell',
      required: false,
      cellKind: 'dataset',
      appliesTo: reading('clean')
    },
    {
      key: 'runs',
      label: 'Runs',
      help: 'The train cells that it looks at, each by its first seed.',
      type: 'cells',
      required: false,
      default: [],
      cellKind: 'train',
      appliesTo: reading('runs')
    },
    {
      key: 'embeddings',
      label: 'Embeddings',
      help: 'The semantic vectors that it looks at.',
      type: 'cell',
      required: false,
      cellKind: 'embeddings',
      appliesTo: reading('embeddings')
    },
    {
      key: 'user',
      label: 'User',
      help: 'An id as in the data; "auto" takes one by a rule that looks at no result.',
      type: 'text',
      required: false,
      default: 'auto',
      appliesTo: reading('user')
    },
    SEED_FIELD,
    ...joinFields(FIGURES.flatMap(({ name, fields }) => fields.map((field) => ownedField(field, 'show', name))))
  ],
  revision: 2,
  stored: { label: 'figures' },
  resolve: resolveFigure,
  references: ({ dataset, clean, runs, embeddings }) => [
    ...reads('dataset', 'dataset', dataset),
    // The same data without noise: what is read of it is which clicks it has.
    ...reads('clean', 'dataset', clean, { mayBeOfOtherData: true }),
    ...reads('runs', 'train', runs),
    ...reads('embeddings', 'embeddings', embeddings)
  ],
  identify: ({ show, dataset, clean, runs, embeddings, user, seed, settings }, at) => {
    const { version, reads: read } = figureDescription(show);
    return alone(
      at.hash(
        { show, version, seed, settings, user: read.user ? user : undefined },
        {
          dataset: at.id(dataset),
          clean: at.id(clean),
          runs: runs.map(at.firstRun),
          embeddings: at.id(embeddings),
          truth: read.clean ? at.truth : undefined
        }
      )
    );
  },
  readsTruth: ({ show }) => figureDescription(show).reads.clean === true,
  summary: ({ text }) => [text('show')],
  values: ({ data }) => data.values,
  /** Of what it shows; a figure that shows nothing known has none. */
  anchors: ({ show }) => {
    const { parts = [], acts = [], trains } = FIGURES.find(({ name }) => name === show) ?? {};
    return { parts, acts, ...(trains && { leaves: 'curve' }) };
  }
};

/** Keys that only some figures have. */
const READ_KEYS: readonly (keyof FigureReads)[] = ['dataset', 'clean', 'runs', 'embeddings', 'user'];

function resolveFigure(reader: FieldReader): ResolvedFigure {
  const show = reader.choice('show', FIGURE_NAMES);
  const { reads } = figureDescription(show);
  for (const key of READ_KEYS) {
    if (reads[key] !== undefined || !reader.isGiven(key)) continue;
    throw appError('notebook/key-does-not-apply', { key, because: `show is "${show}"` }, reader.where(key));
  }
  const needed = (key: string, what: string): string => {
    const name = reader.optionalText(key);
    if (name !== undefined) return name;
    const details = { kind: 'figure', key, expected: `the name of ${what} cell` };
    throw appError('notebook/missing-key', details, reader.where(key));
  };
  const dataset = reads.dataset ? needed('dataset', 'a "dataset"') : undefined;
  const embeddings = reads.embeddings ? needed('embeddings', 'an "embeddings"') : undefined;
  const clean = reader.optionalText('clean');
  const runs = reader.isGiven('runs') ? reader.names('runs') : [];
  if (runs.length < (reads.runs ?? 0)) {
    const details = { kind: 'figure', key: 'runs', expected: 'a list of names of "train" cells' };
    throw appError('notebook/missing-key', details, reader.where('runs'));
  }
  return {
    kind: 'figure',
    name: reader.text('name'),
    show,
    ...(dataset === undefined ? {} : { dataset }),
    ...(clean === undefined ? {} : { clean }),
    runs,
    ...(embeddings === undefined ? {} : { embeddings }),
    user: reads.user ? reader.id('user') : 'auto',
    seed: reader.integer('seed'),
    settings: ownSettings(reader, 'show', show, FIGURES, resolveSettings)
  };
}

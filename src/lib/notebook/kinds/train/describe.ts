// The train cell: one backbone, one alignment or none, one run a seed. Beside the fixed keys any hyperparameter of the
// backbone and the alignment may be set; their fields lie beside their code, their defaults are the preset's.
import { appError } from '#lib/errors/app-error';
import { HYPERPARAMETERS, hyperparametersOf, type Hyperparameter } from '#lib/training/settings/hyperparameters';
import { resolveSettings } from '#lib/training/settings/presets';
import { PRESETS } from '#lib/backbones/presets';
import { BACKBONE_NAMES, backboneNamed, isOfTexts, type BackboneName } from '#lib/backbones/names';
import { ALIGNMENT_NAMES, masksNodes, type AlignmentName } from '#lib/alignment/names';
import { ALIGNMENTS } from '#lib/alignment/registry';
import type { AlignmentDescription } from '#lib/alignment/types';
import { INITS, type RunSettings } from '#lib/training/types';
import { MAX_SEED, NAME_FIELD } from '../../schema/common';
import type { FieldReader } from '../../schema/reader';
import type { KindDescription } from '../description';
import { leftOutOf } from './left-out';
import { DEFAULT_ALIGNMENT, DEFAULT_BACKBONE, DEFAULT_PRESET } from './defaults';
import type { TrainResult } from './stored';
import { reads } from '../references';
import type { CellId, IdInputs, SeedId } from '../id-inputs';
import type { FieldSchema } from '../../schema/types';

function hyperparameterField(parameter: Hyperparameter): FieldSchema {
  const { belongsTo, optional, ...field } = parameter;
  return {
    ...field,
    help: optional ? field.help : `${field.help} Left out, the preset’s value holds.`,
    required: false,
    ...(belongsTo.part === 'training' ? {} : { appliesTo: { key: belongsTo.part, values: belongsTo.names } })
  };
}

/** What the alignments do, rivals last. */
function alignmentHelp(): string {
  const acts = (rivals: boolean): string[] =>
    ALIGNMENTS.map((one): AlignmentDescription => one).flatMap((one) =>
      (one.isRival ?? false) === rivals ? [one.acts] : []
    );
  const rivals = acts(true);
  const others = rivals.length > 0 ? `, or, for comparison, ${rivals.join(' or ')}` : '';
  return `How semantic vectors act on the backbone: ${['not at all', ...acts(false)].join(', ')}${others}.`;
}

const RANDOM = 'random';

export interface ResolvedTrain {
  readonly kind: 'train';
  readonly name: string;
  readonly dataset: string;
  /** Named or not, it is read only where `readsVectors`. */
  readonly embeddings?: string;
  /** The train cell whose node table the runs start from. */
  readonly startFrom?: string;
  readonly backbone: BackboneName;
  readonly alignment: AlignmentName;
  readonly preset: string;
  readonly seeds: readonly number[];
  /** The preset with the cell's own hyperparameters over it. */
  readonly settings: RunSettings;
}

export const trainKind: KindDescription<ResolvedTrain, TrainResult> = {
  kind: 'train',
  title: 'Training',
  help: 'Trains a recommender to early stopping, once a seed, and measures it by ranking all items.',
  fields: [
    NAME_FIELD,
    {
      key: 'dataset',
      label: 'Data set',
      help: 'The data set to train on.',
      type: 'cell',
      required: true,
      cellKind: 'dataset'
    },
    {
      key: 'backbone',
      label: 'Backbone',
      help: 'The graph recommender.',
      type: 'choice',
      required: false,
      default: DEFAULT_BACKBONE,
      options: BACKBONE_NAMES
    },
    {
      key: 'alignment',
      label: 'Alignment',
      help: alignmentHelp(),
      type: 'choice',
      required: false,
      default: DEFAULT_ALIGNMENT,
      options: ALIGNMENT_NAMES
    },
    {
      key: 'embeddings',
      label: 'Embeddings',
      help: 'The semantic vectors, for an alignment, a start from texts or a backbone of texts. They may be made from the same data with another "noise".',
      type: 'cell',
      required: false,
      cellKind: 'embeddings'
    },
    {
      key: 'start_from',
      label: 'Start from',
      help: 'A train cell whose embeddings the runs start from, seed by seed (its first seed where it lacks one). Over other data, rows are carried over by the ids of users and items.',
      type: 'cell',
      required: false,
      cellKind: 'train'
    },
    {
      key: 'init',
      label: 'Start',
      help: 'Where the node table begins: at random, or in the texts (LLMInit): items in the columns of their vectors that vary most, users in the mean of their items.',
      type: 'choice',
      required: false,
      default: RANDOM,
      options: [RANDOM, ...INITS]
    },
    {
      key: 'preset',
      label: 'Preset',
      help: 'Hyperparameters as shipped with the official code for a data set, or "small" for data like the bundled one.',
      type: 'choice',
      required: false,
      default: DEFAULT_PRESET,
      options: PRESETS
    },
    {
      key: 'seeds',
      label: 'Seeds',
      help: 'One run a seed. Runs with the same seed share initialisation, negatives and dropout, whatever their alignment.',
      type: 'integers',
      required: false,
      default: [2023],
      min: 0,
      max: MAX_SEED
    },
    ...HYPERPARAMETERS.map(hyperparameterField)
  ],
  revision: 1,
  runs: { revision: 2 },
  stored: { label: 'trained runs' },
  resolve: resolveTrain,
  references: ({ dataset, embeddings, startFrom, settings }) => [
    ...reads('dataset', 'dataset', dataset),
    // Vectors of profiles that clicks without noise tell, for a model that trains on noisy ones.
    ...reads('embeddings', 'embeddings', embeddings, {
      isRead: readsVectors(settings),
      mayHaveOtherNoise: true,
      withItsData: readsVectors(settings)
    }),
    // A start is carried over by the ids of users and items, so that pre-training can be on other data.
    ...reads('start_from', 'train', startFrom, { mayBeOfOtherData: true, withItsData: true })
  ],
  identify: identifyRuns,
  leftOut: ({ backbone, alignment, preset }) => leftOutOf({ backbone, alignment, preset }),
  summary: ({ text, value }) => [
    [text('backbone'), text('alignment')].filter((part) => part !== '' && part !== 'none').join(' + '),
    seedsInWords(value('seeds'))
  ],
  values: ({ mean: { test }, runs }) => ({
    'recall@20': test.recall['20'],
    'ndcg@20': test.ndcg['20'],
    /** Epochs trained, the mean over seeds. */
    epochs: runs.reduce((sum, { epochs }) => sum + epochs.length, 0) / Math.max(1, runs.length),
    seeds: runs.length
  }),
  anchors: () => ({ parts: ['curves'], acts: [], leaves: 'curve' })
};

function resolveTrain(reader: FieldReader): ResolvedTrain {
  const backbone = reader.choice('backbone', BACKBONE_NAMES);
  const alignment = reader.choice('alignment', ALIGNMENT_NAMES);
  const preset = reader.choice('preset', PRESETS);
  const embeddings = reader.optionalText('embeddings');
  const startFrom = reader.optionalText('start_from');
  if (alignment !== 'none' && embeddings === undefined) {
    throw appError('notebook/needs-embeddings', { what: `The alignment "${alignment}"` }, reader.where('alignment'));
  }
  if (isOfTexts(backbone)) checkOfTexts(reader, backbone, alignment);
  const init = INITS.find((one) => one === reader.choice('init', [RANDOM, ...INITS]));
  if (init !== undefined && embeddings === undefined) {
    throw appError('notebook/needs-embeddings', { what: `The start "${init}"` }, reader.where('init'));
  }
  if (init !== undefined && startFrom !== undefined) {
    const because = '"start_from" says where the runs begin';
    throw appError('notebook/key-does-not-apply', { key: 'init', because }, reader.where('init'));
  }
  const own = hyperparametersOf(backbone, alignment).map(({ key }) => key);
  const overrides: Record<string, number | boolean> = {};
  for (const { key, type, belongsTo } of HYPERPARAMETERS) {
    if (!reader.isGiven(key)) continue;
    if (!own.some((other) => other === key)) {
      const because = belongsTo.part === 'alignment' ? `alignment is "${alignment}"` : `backbone is "${backbone}"`;
      throw appError('notebook/key-does-not-apply', { key, because }, reader.where(key));
    }
    overrides[key] =
      type === 'boolean' ? reader.boolean(key) : type === 'integer' ? reader.integer(key) : reader.number(key);
  }
  return {
    kind: 'train',
    name: reader.text('name'),
    dataset: reader.text('dataset'),
    ...(embeddings === undefined ? {} : { embeddings }),
    ...(startFrom === undefined ? {} : { startFrom }),
    backbone,
    alignment,
    preset,
    seeds: reader.integers('seeds'),
    settings: { ...resolveSettings(backbone, alignment, preset, overrides), ...(init === undefined ? {} : { init }) }
  };
}

/** A backbone that is built on texts needs some, and has no node table that could begin somewhere or be masked. */
function checkOfTexts(reader: FieldReader, backbone: BackboneName, alignment: AlignmentName): void {
  const { label } = backboneNamed(backbone);
  if (!reader.isGiven('embeddings')) {
    throw appError('notebook/needs-embeddings', { what: `The backbone "${backbone}"` }, reader.where('backbone'));
  }
  if (masksNodes(alignment)) {
    throw appError('training/no-table-to-mask', { backbone: label, alignment }, reader.where('alignment'));
  }
  for (const key of ['init', 'start_from']) {
    const because = `${label} has no node table`;
    if (reader.isGiven(key)) throw appError('notebook/key-does-not-apply', { key, because }, reader.where(key));
  }
}

/** Whether a run reads semantic vectors. */
export const readsVectors = ({
  backbone,
  alignment,
  init
}: Pick<RunSettings, 'backbone' | 'alignment' | 'init'>): boolean =>
  alignment !== 'none' || init !== undefined || isOfTexts(backbone);

/** The run that a seed starts from: that of the same seed, else the first. */
export function startOf(runs: readonly SeedId[], seed: number): SeedId | undefined {
  return runs.find((run) => run.seed === seed) ?? runs[0];
}

/** Each seed is an artifact of its own; the cell's id is made of theirs. */
async function identifyRuns(cell: ResolvedTrain, at: IdInputs): Promise<CellId> {
  const { settings } = cell;
  const inputs = {
    dataset: at.id(cell.dataset),
    embeddings: readsVectors(settings) ? at.id(cell.embeddings) : undefined
  };
  const starts = cell.startFrom === undefined ? [] : at.runs(cell.startFrom);
  const runs: SeedId[] = [];
  for (const seed of cell.seeds) {
    runs.push({ seed, id: await at.hash({ settings, seed }, { ...inputs, start: startOf(starts, seed)?.id }, 'run') });
  }
  return { id: await at.hash({}, { runs: runs.map(({ id }) => id) }), runs };
}

function seedsInWords(seeds: unknown): string {
  if (!Array.isArray(seeds)) return '';
  return seeds.length === 1 ? '1 seed' : `${seeds.length} seeds`;
}

// The embeddings cell: one semantic vector a user and an item (paper eq. 15), by an encoder of profile texts or as they came with
// the data.
import { appError } from '#lib/errors/app-error';
import { VECTOR_PERTURBATIONS, type VectorPerturbation } from '#lib/dataset/prepare/settings';
import { ENCODER_DESCRIPTIONS } from '#lib/embeddings/encoders';
import { identifyingSettings, resolveSettings } from '#lib/settings/resolve';
import { joinFields, NAME_FIELD, ownedField, SEED_FIELD } from '../../schema/common';
import { checkFilesNamed, filesNamed, settingsByContent } from '../../schema/files';
import { ownSettings } from '../../schema/own-settings';
import type { FieldReader } from '../../schema/reader';
import type { KindDescription } from '../description';
import type { EmbeddingsResult } from './stored';
import { alone, reads } from '../references';
import type { PlainSettings } from '../../schema/types';
import type { CellId, IdInputs } from '../id-inputs';

const ENCODER_NAMES = ENCODER_DESCRIPTIONS.map((encoder) => encoder.name);
const READING = (reads: 'profiles' | 'dataset') =>
  ENCODER_DESCRIPTIONS.filter((encoder) => encoder.reads === reads).map((encoder) => encoder.name);

export interface ResolvedEmbeddings {
  readonly kind: 'embeddings';
  readonly name: string;
  readonly encoder: string;
  /** What the encoder reads: a profiles cell, or the data set where vectors came with it. */
  readonly reads: { readonly kind: 'profiles' | 'dataset'; readonly name: string };
  readonly seed: number;
  /** Principal components to keep; 0 keeps the vectors as they are. */
  readonly pca: number;
  readonly perturb: { readonly how: VectorPerturbation; readonly share: number };
  readonly settings: PlainSettings;
}

export const embeddingsKind: KindDescription<ResolvedEmbeddings, EmbeddingsResult> = {
  kind: 'embeddings',
  title: 'Embeddings',
  help: 'Profiles as vectors, users and items in one space. Alignment reads them.',
  fields: [
    NAME_FIELD,
    {
      key: 'encoder',
      label: 'Encoder',
      help: 'How texts become vectors: "lsa" computes them here from word counts; "openai" asks a service; "dataset" takes those that came with the data, "files" those of files.',
      type: 'choice',
      required: false,
      default: 'lsa',
      options: ENCODER_NAMES
    },
    {
      key: 'profiles',
      label: 'Profiles',
      help: 'The profiles to encode.',
      type: 'cell',
      required: false,
      cellKind: 'profiles',
      appliesTo: { key: 'encoder', values: READING('profiles') }
    },
    {
      key: 'dataset',
      label: 'Data set',
      help: 'The data set whose own vectors to take.',
      type: 'cell',
      required: false,
      cellKind: 'dataset',
      appliesTo: { key: 'encoder', values: READING('dataset') }
    },
    {
      key: 'pca',
      label: 'Principal components',
      help: 'Reduce the vectors to this many dimensions; 0 leaves them as they are. Wide vectors make contrastive alignment slow without a GPU.',
      type: 'integer',
      required: false,
      default: 0,
      min: 0,
      max: 4096,
      unit: 'dimensions'
    },
    {
      key: 'perturb',
      label: 'Perturbation',
      help: 'Makes vectors wrong on purpose, to see what the right ones are worth: shuffle them among users and among items, swap them in pairs, or remove them.',
      type: 'choice',
      required: false,
      default: 'none',
      options: VECTOR_PERTURBATIONS
    },
    {
      key: 'perturb_share',
      label: 'Share perturbed',
      help: 'Share of the users and of the items whose vectors are made wrong; a larger share holds those of a smaller one.',
      type: 'number',
      required: false,
      default: 1,
      min: 0,
      max: 1,
      appliesTo: { key: 'perturb', values: VECTOR_PERTURBATIONS.slice(1) }
    },
    {
      ...SEED_FIELD,
      help: 'Number from which all random choices of this cell are drawn, those of the perturbation too.'
    },
    ...joinFields(
      ENCODER_DESCRIPTIONS.flatMap(({ name, fields }) => fields.map((field) => ownedField(field, 'encoder', name)))
    )
  ],
  revision: 2,
  stored: { label: 'sets of embeddings' },
  resolve: resolveEmbeddings,
  references: (cell) => reads(cell.reads.kind, cell.reads.kind, cell.reads.name),
  identify: identifyEmbeddings,
  runsIn: ({ encoder }) => (encoderOf(encoder)?.asksService || encoderOf(encoder)?.runsBeside ? 'io' : 'engine'),
  filesRead,
  summary: ({ text }) => [text('encoder'), text('dimensions') && `${text('dimensions')} dimensions`],
  values: ({ dimensions, users, items, without }) => ({ dimensions, users, items, without })
};

function resolveEmbeddings(reader: FieldReader): ResolvedEmbeddings {
  const encoder = reader.choice('encoder', ENCODER_NAMES);
  const kind = encoderOf(encoder)?.reads ?? 'profiles';
  const other = kind === 'profiles' ? 'dataset' : 'profiles';
  if (reader.isGiven(other)) {
    const because = `the encoder "${encoder}" reads ${kind === 'profiles' ? 'profiles' : 'the data set'}`;
    throw appError('notebook/key-does-not-apply', { key: other, because }, reader.where(other));
  }
  const name = reader.optionalText(kind);
  if (name === undefined) {
    const details = { kind: 'embeddings', key: kind, expected: `the name of a "${kind}" cell` };
    throw appError('notebook/missing-key', details, reader.where(kind));
  }
  const cell: ResolvedEmbeddings = {
    kind: 'embeddings',
    name: reader.text('name'),
    encoder,
    reads: { kind, name },
    seed: reader.integer('seed'),
    pca: reader.integer('pca'),
    perturb: { how: reader.choice('perturb', VECTOR_PERTURBATIONS), share: reader.number('perturb_share') },
    settings: ownSettings(reader, 'encoder', encoder, ENCODER_DESCRIPTIONS, resolveSettings)
  };
  checkFilesNamed('embeddings', filesRead(cell), reader);
  return cell;
}

const encoderOf = (wanted: string) => ENCODER_DESCRIPTIONS.find(({ name }) => name === wanted);

function filesRead({ encoder, settings }: ResolvedEmbeddings) {
  return filesNamed(settings, encoderOf(encoder)?.readsFiles);
}

async function identifyEmbeddings(cell: ResolvedEmbeddings, at: IdInputs): Promise<CellId | null> {
  const { encoder, reads: read, pca, perturb } = cell;
  const identifying = identifyingSettings(encoderOf(encoder)?.fields ?? [], cell.settings);
  const settings = settingsByContent(identifying, filesRead(cell), at.files);
  if (!settings) return null;
  const made = {
    encoder,
    version: encoderOf(encoder)?.version ?? 0,
    seed: read.kind === 'profiles' ? cell.seed : undefined,
    settings,
    // Left out where they are off, as they were before there were such keys.
    pca: pca > 0 ? pca : undefined,
    ...(perturb.how === 'none' ? {} : { perturb, perturbSeed: cell.seed })
  };
  return alone(at.hash(made, { [read.kind]: at.id(read.name) }));
}

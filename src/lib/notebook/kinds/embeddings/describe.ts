// The embeddings cell: one semantic vector a user and an item (paper eq. 15), by an encoder of profiles or of items' own texts, or as they
// came with the data.
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

/** What an item's vector is made from. */
export const ITEM_TEXTS = ['profiles', 'items', 'permuted-items'] as const;
/** What a user's vector is made from. */
export const USER_VECTORS = ['profiles', 'items'] as const;

export interface ResolvedEmbeddings {
  readonly kind: 'embeddings';
  readonly name: string;
  readonly encoder: string;
  readonly texts: (typeof ITEM_TEXTS)[number];
  readonly users: (typeof USER_VECTORS)[number];
  /** What is read: a profiles cell, or the data set alone where no profile is needed. */
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
      help: 'How texts become vectors: "lsa" from word counts, "use" by a small neural encoder of English (28 MB, loaded once), "openai" by a service; "dataset" takes those that came with the data, "files" those of files.',
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
      key: 'dataset',
      label: 'Data set',
      help: 'The data set whose items to encode, where "texts" and "users" need no profiles.',
      type: 'cell',
      required: false,
      cellKind: 'dataset',
      appliesTo: { key: 'users', values: ['items'] }
    },
    {
      key: 'texts',
      label: 'Items from',
      help: 'What an item’s vector is made from: its profile, or its own texts; "permuted-items" gives every item those of another, so that words are gone and clicks are kept.',
      type: 'choice',
      required: false,
      default: 'profiles',
      options: ITEM_TEXTS,
      appliesTo: { key: 'encoder', values: READING('profiles') }
    },
    {
      key: 'users',
      label: 'Users from',
      help: 'What a user’s vector is made from: the profile, or the mean of the vectors of the user’s training items.',
      type: 'choice',
      required: false,
      default: 'profiles',
      options: USER_VECTORS,
      appliesTo: { key: 'encoder', values: READING('profiles') }
    },
    {
      key: 'pca',
      label: 'Principal components',
      help: 'Reduces the vectors to this many dimensions; 0 leaves them. Wide vectors are slow without a GPU.',
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
      help: 'Makes vectors wrong on purpose: shuffled among users and among items, swapped in pairs, or removed. All three take clicks away with the words, which "texts: permuted" of the profiles cell keeps.',
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
  summary: ({ text }) => [
    text('encoder'),
    text('dimensions') && `${text('dimensions')} dimensions`,
    loadedBy(text('encoder'))
  ],
  values: ({ dimensions, users, items, without }) => ({ dimensions, users, items, without })
};

function resolveEmbeddings(reader: FieldReader): ResolvedEmbeddings {
  const encoder = reader.choice('encoder', ENCODER_NAMES);
  const texts = reader.choice('texts', ITEM_TEXTS);
  const users = reader.choice('users', USER_VECTORS);
  const isEncoded = encoderOf(encoder)?.reads === 'profiles';
  for (const key of isEncoded ? [] : ['texts', 'users']) {
    if (!reader.isGiven(key)) continue;
    const because = `the encoder "${encoder}" takes vectors that are made already`;
    throw appError('notebook/key-does-not-apply', { key, because }, reader.where(key));
  }
  const kind = isEncoded && (texts === 'profiles' || users === 'profiles') ? 'profiles' : 'dataset';
  const other = kind === 'profiles' ? 'dataset' : 'profiles';
  if (reader.isGiven(other)) {
    const because = isEncoded ? readBecause(texts, users) : `the encoder "${encoder}" reads the data set`;
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
    texts,
    users,
    reads: { kind, name },
    seed: reader.integer('seed'),
    pca: reader.integer('pca'),
    perturb: { how: reader.choice('perturb', VECTOR_PERTURBATIONS), share: reader.number('perturb_share') },
    settings: ownSettings(reader, 'encoder', encoder, ENCODER_DESCRIPTIONS, resolveSettings)
  };
  checkFilesNamed('embeddings', filesRead(cell), reader);
  return cell;
}

function readBecause(texts: ResolvedEmbeddings['texts'], users: ResolvedEmbeddings['users']): string {
  if (texts !== 'profiles' && users !== 'profiles') return `"texts: ${texts}" and "users: ${users}" read the data set`;
  const whose =
    texts === 'profiles' && users === 'profiles' ? 'items and users' : users === 'profiles' ? 'users' : 'items';
  return `vectors of ${whose} are made from profiles`;
}

/** Said before it is run. */
const loadedBy = (encoder: string): string => {
  const { loads } = encoderOf(encoder) ?? {};
  return loads === undefined ? '' : `loads ${loads} once`;
};

const encoderOf = (wanted: string) => ENCODER_DESCRIPTIONS.find(({ name }) => name === wanted);

function filesRead({ encoder, settings }: ResolvedEmbeddings) {
  return filesNamed(settings, encoderOf(encoder)?.readsFiles);
}

async function identifyEmbeddings(cell: ResolvedEmbeddings, at: IdInputs): Promise<CellId | null> {
  const { encoder, texts, users, reads: read, pca, perturb } = cell;
  const identifying = identifyingSettings(encoderOf(encoder)?.fields ?? [], cell.settings);
  const settings = settingsByContent(identifying, filesRead(cell), at.files);
  if (!settings) return null;
  const made = {
    encoder,
    version: encoderOf(encoder)?.version ?? 0,
    seed: encoderOf(encoder)?.reads === 'profiles' ? cell.seed : undefined,
    settings,
    // Left out where they are off, as they were before there were such keys.
    texts: texts === 'profiles' ? undefined : texts,
    users: users === 'profiles' ? undefined : users,
    pca: pca > 0 ? pca : undefined
  };
  const inputs = { [read.kind]: at.id(read.name) };
  if (perturb.how === 'none') return alone(at.hash(made, inputs));
  const wrong = await alone(at.hash({ ...made, perturb, perturbSeed: cell.seed }, inputs));
  return { ...wrong, unperturbed: await at.hash(made, inputs) };
}

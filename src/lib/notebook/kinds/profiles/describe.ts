// The profiles cell: a few sentences a user and an item, written from training data by a generator (paper §3.2).
import { PROFILE_TEXTS, type ProfileTexts } from '#lib/dataset/prepare/settings';
import { GENERATORS } from '#lib/profiles/generators';
import { appError } from '#lib/errors/app-error';
import { identifyingSettings, resolveSettings } from '#lib/settings/resolve';
import { joinFields, NAME_FIELD, ownedField, SEED_FIELD } from '../../schema/common';
import { checkFilesNamed, filesNamed, settingsByContent } from '../../schema/files';
import { ownSettings } from '../../schema/own-settings';
import type { FieldReader } from '../../schema/reader';
import type { KindDescription } from '../description';
import type { ProfilesResult } from './stored';
import { reads } from '../references';
import type { PlainSettings } from '../../schema/types';
import type { CellId, IdInputs } from '../id-inputs';

const GENERATOR_NAMES = GENERATORS.map((generator) => generator.name);
const READ_TEXTS = GENERATORS.filter(({ readsTexts }) => readsTexts).map(({ name }) => name);

export interface ResolvedProfiles {
  readonly kind: 'profiles';
  readonly name: string;
  readonly dataset: string;
  readonly generator: string;
  readonly seed: number;
  readonly texts: ProfileTexts;
  readonly settings: PlainSettings;
}

export const profilesKind: KindDescription<ResolvedProfiles, ProfilesResult> = {
  kind: 'profiles',
  title: 'Profiles',
  help: 'What kind of users would like an item, and what kind of items a user would like, in a few sentences made from training data only.',
  fields: [
    NAME_FIELD,
    {
      key: 'dataset',
      label: 'Data set',
      help: 'The data set whose users and items get profiles.',
      type: 'cell',
      required: true,
      cellKind: 'dataset'
    },
    {
      key: 'generator',
      label: 'Generator',
      help: 'Who writes them. "template" composes them by rule, without a language model.',
      type: 'choice',
      required: false,
      default: 'template',
      options: GENERATOR_NAMES
    },
    {
      key: 'texts',
      label: 'Words',
      help: 'A control: "permuted" gives every item the texts of another before profiles are made, so that words are gone and clicks are kept, which shuffled vectors take away too.',
      type: 'choice',
      required: false,
      default: 'own',
      options: PROFILE_TEXTS,
      appliesTo: { key: 'generator', values: READ_TEXTS }
    },
    SEED_FIELD,
    ...joinFields(GENERATORS.flatMap(({ name, fields }) => fields.map((field) => ownedField(field, 'generator', name))))
  ],
  revision: 2,
  stored: {
    label: 'sets of profiles',
    note: 'Answers of language models are kept apart, so nothing is paid for again.'
  },
  resolve: resolveProfiles,
  references: ({ dataset }) => reads('dataset', 'dataset', dataset),
  identify: identifyProfiles,
  runsIn: ({ generator }) => (generatorOf(generator)?.asksService ? 'io' : 'engine'),
  filesRead,
  summary: ({ text }) => [
    text('generator') && `by ${text('generator')}`,
    text('texts') === 'permuted' ? 'words permuted' : ''
  ],
  values: ({ users, items, without, meanWords }) => ({
    users,
    items,
    without,
    'words.user': meanWords.user,
    'words.item': meanWords.item
  })
};

function resolveProfiles(reader: FieldReader): ResolvedProfiles {
  const generator = reader.choice('generator', GENERATOR_NAMES);
  const settings = ownSettings(reader, 'generator', generator, GENERATORS, resolveSettings);
  const cell: ResolvedProfiles = {
    kind: 'profiles',
    name: reader.text('name'),
    dataset: reader.text('dataset'),
    generator,
    seed: reader.integer('seed'),
    texts: readTexts(reader, generator),
    settings
  };
  checkFilesNamed('profiles', filesRead(cell), reader);
  return cell;
}

function readTexts(reader: FieldReader, generator: string): ProfileTexts {
  if (reader.isGiven('texts') && !READ_TEXTS.includes(generator)) {
    const because = `the generator "${generator}" hands on profiles that are written already`;
    throw appError('notebook/key-does-not-apply', { key: 'texts', because }, reader.where('texts'));
  }
  return reader.choice('texts', PROFILE_TEXTS);
}

const generatorOf = (wanted: string) => GENERATORS.find(({ name }) => name === wanted);

function filesRead({ generator, settings }: ResolvedProfiles) {
  return filesNamed(settings, generatorOf(generator)?.readsFiles);
}

/** What a reader changed by hand is part of the id; it is kept under the id without it. */
async function identifyProfiles(cell: ResolvedProfiles, at: IdInputs): Promise<CellId | null> {
  const { generator, seed, texts, dataset } = cell;
  const identifying = identifyingSettings(generatorOf(generator)?.fields ?? [], cell.settings);
  const settings = settingsByContent(identifying, filesRead(cell), at.files);
  if (!settings) return null;
  const made = {
    generator,
    version: generatorOf(generator)?.version ?? 0,
    seed,
    settings,
    ...(texts === 'own' ? {} : { texts })
  };
  const inputs = { dataset: at.id(dataset) };
  const base = await at.hash(made, inputs);
  const edits = await at.edits(base);
  return { id: edits === null ? base : await at.hash({ ...made, edits }, inputs), runs: [], base };
}

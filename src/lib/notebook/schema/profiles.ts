// The profiles cell: a few sentences a user and an item, written from training data by a generator (paper §3.2).
import { GENERATORS } from '#lib/profiles/generators';
import { resolveSettings } from '#lib/settings/resolve';
import { joinFields, NAME_FIELD, ownedField, SEED_FIELD } from './common';
import { checkFilesNamed } from './files';
import { ownSettings } from './own-settings';
import type { FieldReader } from './reader';
import type { CellSchema, ResolvedProfiles } from './types';

const GENERATOR_NAMES = GENERATORS.map((generator) => generator.name);

export const profilesSchema: CellSchema = {
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
    SEED_FIELD,
    ...joinFields(GENERATORS.flatMap(({ name, fields }) => fields.map((field) => ownedField(field, 'generator', name))))
  ]
};

export function resolveProfiles(reader: FieldReader): ResolvedProfiles {
  const generator = reader.choice('generator', GENERATOR_NAMES);
  const settings = ownSettings(reader, 'generator', generator, GENERATORS, resolveSettings);
  const cell: ResolvedProfiles = {
    kind: 'profiles',
    name: reader.text('name'),
    dataset: reader.text('dataset'),
    generator,
    seed: reader.integer('seed'),
    settings
  };
  checkFilesNamed(cell, reader);
  return cell;
}

// Name, label and settings of the encoder "lsa", without its code: what forms, validation and help are made from.
import type { ResolvedSettings, SettingField } from '#lib/settings/field';
import { settingReader } from '#lib/settings/reader';
import type { EncoderDescription } from '../types';

export interface LsaSettings {
  readonly dimensions: number;
  readonly minTexts: number;
  readonly maxShare: number;
  readonly iterations: number;
  readonly normalise: boolean;
}

const LSA_FIELDS: readonly SettingField[] = [
  {
    key: 'dimensions',
    label: 'Dimensions',
    help: 'Length of a vector: how many singular values are kept. 128 to 256 is usual.',
    type: 'integer',
    default: 128,
    min: 2,
    max: 512
  },
  {
    key: 'min_texts',
    label: 'Fewest texts with a word',
    help: 'A word in fewer profiles than this is left out of the vocabulary.',
    type: 'integer',
    default: 2,
    min: 1,
    max: 1000,
    unit: 'texts'
  },
  {
    key: 'max_share',
    label: 'Largest share of texts with a word',
    help: 'A word in a larger share of the profiles than this is left out of the vocabulary.',
    type: 'number',
    default: 0.3,
    min: 0.01,
    max: 1
  },
  {
    key: 'iterations',
    label: 'Power iterations',
    help: 'Rounds of the subspace iteration; more bring the smaller singular values closer to the exact ones.',
    type: 'integer',
    default: 4,
    min: 0,
    max: 20
  },
  {
    key: 'normalise',
    label: 'Unit length',
    help: 'Scale each vector to length 1, as text embedding services do.',
    type: 'boolean',
    default: true
  }
];

export function readLsaSettings(resolved: ResolvedSettings): LsaSettings {
  const read = settingReader(resolved);
  return {
    dimensions: read.number('dimensions'),
    minTexts: read.number('min_texts'),
    maxShare: read.number('max_share'),
    iterations: read.number('iterations'),
    normalise: read.boolean('normalise')
  };
}

export const LSA: EncoderDescription & { readonly reads: 'profiles' } = {
  name: 'lsa',
  label: 'Latent semantic analysis (TF-IDF and truncated SVD) of the profiles, not a language model.',
  version: 1,
  reads: 'profiles',
  fields: LSA_FIELDS
};

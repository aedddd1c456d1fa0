// Name, label and settings of the encoder "openai", without its code. The endpoint and the key are no settings: a notebook never
// holds them.
import type { ResolvedSettings, SettingField } from '#lib/settings/field';
import { settingReader } from '#lib/settings/reader';
import type { EncoderDescription } from '../types';

export interface ServiceSettings {
  readonly model: string;
  /** 0: the model's own. */
  readonly dimensions: number;
}

const FIELDS: readonly SettingField[] = [
  {
    key: 'model',
    label: 'Model',
    help: 'An embedding model of your endpoint (Settings, Language model). The paper used text-embedding-ada-002.',
    type: 'text',
    default: 'text-embedding-3-small',
    maxLength: 200,
    suggestions: ['text-embedding-3-small', 'text-embedding-3-large', 'text-embedding-ada-002', 'nomic-embed-text']
  },
  {
    key: 'dimensions',
    label: 'Dimensions',
    help: 'Numbers a vector, for models that can give fewer (text-embedding-3-small and -large); 0 takes the model’s own.',
    type: 'integer',
    default: 0,
    min: 0,
    max: 8192,
    unit: 'numbers'
  }
];

export function readServiceSettings(resolved: ResolvedSettings): ServiceSettings {
  const read = settingReader(resolved);
  return { model: read.text('model').trim(), dimensions: read.number('dimensions') };
}

export const SERVICE: EncoderDescription & { readonly reads: 'profiles' } = {
  name: 'openai',
  label: 'Embeddings of a service that speaks OpenAI’s API.',
  version: 1,
  asksService: true,
  reads: 'profiles',
  fields: FIELDS
};

// Encoders by name, with their code. Some read profiles, one hands on vectors that came with the data; `reads` tells which.
// Encoders that ask a service or run a local model take their place here as further readers of profiles.
import { appError } from '#lib/errors/app-error';
import type { ResolvedSettings, SettingValues } from '#lib/profiles/settings';
import { resolveSettings } from '#lib/profiles/settings';
import type { VectorSource } from './dataset-vectors';
import { DATASET_VECTORS, datasetVectors, readDatasetVectorSettings } from './dataset-vectors';
import type { EncoderDescription } from './encoders';
import { lsaEncoder } from './lsa/lsa';
import { LSA, readLsaSettings } from './lsa/settings';
import { readServiceSettings, SERVICE } from './service/settings';
import type { EmbeddingSet, EncoderContext, EncoderInput, TextEncoder } from './types';

interface Resolves {
  /** Checked, with defaults filled in: what an artifact's id is made from. */
  resolve(values: SettingValues): ResolvedSettings;
}

export interface ProfileEncoderEntry extends EncoderDescription, Resolves {
  readonly reads: 'profiles';
  encode(input: EncoderInput, values: SettingValues, seed: number, context: EncoderContext): Promise<EmbeddingSet>;
}

export interface DatasetEncoderEntry extends EncoderDescription, Resolves {
  readonly reads: 'dataset';
  embed(dataset: VectorSource, values: SettingValues): EmbeddingSet;
}

export type EncoderEntry = ProfileEncoderEntry | DatasetEncoderEntry;

function textEncoder<Settings>(
  description: EncoderDescription & { readonly reads: 'profiles' },
  code: TextEncoder<Settings>,
  read: (resolved: ResolvedSettings) => Settings
): ProfileEncoderEntry {
  const resolve = (values: SettingValues) => resolveSettings(description.name, description.fields, values);
  return {
    ...description,
    resolve,
    encode: async (input, values, seed, context) => code.encode(input, read(resolve(values)), seed, context)
  };
}

const datasetEncoder: DatasetEncoderEntry = {
  ...DATASET_VECTORS,
  resolve: (values) => resolveSettings(DATASET_VECTORS.name, DATASET_VECTORS.fields, values),
  embed: (dataset, values) => datasetVectors(dataset, readDatasetVectorSettings(datasetEncoder.resolve(values)))
};

/** Its client is large, and the engine has no use for it. */
const serviceEncoder = textEncoder(
  SERVICE,
  {
    ...SERVICE,
    encode: async (...args) => (await import('./service/service')).serviceEncoder.encode(...args)
  },
  readServiceSettings
);

export const ENCODERS: readonly EncoderEntry[] = [
  textEncoder(LSA, lsaEncoder, readLsaSettings),
  serviceEncoder,
  datasetEncoder
];

export function encoder(name: string): EncoderEntry {
  const found = ENCODERS.find((entry) => entry.name === name);
  if (!found) {
    throw appError(
      'embeddings/unknown-encoder',
      { name, known: ENCODERS.map((entry) => entry.name).join(', ') },
      { field: 'encoder' }
    );
  }
  return found;
}

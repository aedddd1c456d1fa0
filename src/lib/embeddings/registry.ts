// Encoders by name, with their code. Some read profiles, others hand on vectors that were made elsewhere; `reads` tells which.
// Encoders that ask a service or run a local model take their place here as further readers of profiles.
import { appError } from '#lib/errors/app-error';
import type { ResolvedSettings, SettingValues } from '#lib/settings/field';
import { settingReader } from '#lib/settings/reader';
import { resolveSettings } from '#lib/settings/resolve';
import { SOURCE_KEY } from '#lib/profiles/files/settings';
import type { ReadJob } from '#lib/dataset/bytes/types';
import type { FileSource } from '#lib/dataset/sources/source';
import type { VectorSource } from './dataset-vectors';
import { DATASET_VECTORS, datasetVectors, readDatasetVectorSettings } from './dataset-vectors';
import { VECTOR_FILES } from './files/settings';
import { LOCAL, readLocalSettings } from './local/settings';
import { lsaEncoder } from './lsa/lsa';
import { LSA, readLsaSettings } from './lsa/settings';
import { readServiceSettings, SERVICE } from './service/settings';
import { USE } from './use/settings';
import type { EmbeddingSet, EncoderContext, EncoderDescription, EncoderInput, TextEncoder } from './types';

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
  /** @param files those that the cell names, where the encoder reads some */
  embed(dataset: VectorSource, values: SettingValues, files?: FileSource, job?: ReadJob): Promise<EmbeddingSet>;
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
  embed: async (dataset, values) => datasetVectors(dataset, readDatasetVectorSettings(datasetEncoder.resolve(values)))
};

const fileEncoder: DatasetEncoderEntry = {
  ...VECTOR_FILES,
  resolve: (values) => resolveSettings(VECTOR_FILES.name, VECTOR_FILES.fields, values),
  async embed(dataset, values, files, job) {
    const name = settingReader(fileEncoder.resolve(values)).text(SOURCE_KEY);
    if (!files) throw appError('files/not-attached', { name }, { field: SOURCE_KEY });
    const { vectorsFromFiles } = await import('./files/files');
    return vectorsFromFiles(dataset, files, job);
  }
};

/** It is fetched with its weights, where a notebook asks for it. */
const useEncoder = textEncoder(
  USE,
  {
    ...USE,
    encode: async (...args) => (await import('./use/use')).useEncoder.encode(...args)
  },
  () => ({})
);

/** Its client is large, and the engine has no use for it. */
const serviceEncoder = textEncoder(
  SERVICE,
  {
    ...SERVICE,
    encode: async (...args) => (await import('./service/service')).serviceEncoder.encode(...args)
  },
  readServiceSettings
);

/** Its library is larger than all of ours. */
const localEncoder = textEncoder(
  LOCAL,
  {
    ...LOCAL,
    encode: async (...args) => (await import('./local/local')).localEncoder.encode(...args)
  },
  readLocalSettings
);

export const ENCODERS: readonly EncoderEntry[] = [
  textEncoder(LSA, lsaEncoder, readLsaSettings),
  useEncoder,
  localEncoder,
  serviceEncoder,
  datasetEncoder,
  fileEncoder
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

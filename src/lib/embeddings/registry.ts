// Encoders by name. Some read profiles, one hands on vectors that came with the data; `reads` tells which. Encoders that ask
// a service or run a local model take their place here as further readers of profiles.
import { appError } from '#lib/errors/app-error';
import type { ResolvedSettings, SettingField, SettingValues } from '#lib/profiles/settings';
import { resolveSettings } from '#lib/profiles/settings';
import type { JobControl } from '#lib/profiles/types';
import type { VectorSource } from './dataset-vectors';
import { DATASET_ENCODER, DATASET_VECTOR_FIELDS, datasetVectors, readDatasetVectorSettings } from './dataset-vectors';
import { LSA_FIELDS, lsaEncoder, readLsaSettings } from './lsa/lsa';
import type { EmbeddingSet, EncoderInput, TextEncoder } from './types';

interface EntryBase {
  readonly name: string;
  readonly label: string;
  readonly version: number;
  readonly fields: readonly SettingField[];
  /** Checked, with defaults filled in: what an artifact's id is made from. */
  resolve(values: SettingValues): ResolvedSettings;
}

export interface ProfileEncoderEntry extends EntryBase {
  readonly reads: 'profiles';
  encode(input: EncoderInput, values: SettingValues, seed: number, control: JobControl): Promise<EmbeddingSet>;
}

export interface DatasetEncoderEntry extends EntryBase {
  readonly reads: 'dataset';
  embed(dataset: VectorSource, values: SettingValues): EmbeddingSet;
}

export type EncoderEntry = ProfileEncoderEntry | DatasetEncoderEntry;

function textEncoder<Settings>(
  encoder: TextEncoder<Settings>,
  fields: readonly SettingField[],
  read: (resolved: ResolvedSettings) => Settings
): ProfileEncoderEntry {
  const { name, label, version } = encoder;
  const resolve = (values: SettingValues) => resolveSettings(name, fields, values);
  return {
    reads: 'profiles',
    name,
    label,
    version,
    fields,
    resolve,
    encode: async (input, values, seed, control) => encoder.encode(input, read(resolve(values)), seed, control)
  };
}

const datasetEncoder: DatasetEncoderEntry = {
  reads: 'dataset',
  ...DATASET_ENCODER,
  fields: DATASET_VECTOR_FIELDS,
  resolve: (values) => resolveSettings(DATASET_ENCODER.name, DATASET_VECTOR_FIELDS, values),
  embed: (dataset, values) => datasetVectors(dataset, readDatasetVectorSettings(datasetEncoder.resolve(values)))
};

export const ENCODERS: readonly EncoderEntry[] = [textEncoder(lsaEncoder, LSA_FIELDS, readLsaSettings), datasetEncoder];

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

// Encoder "dataset": the semantic vectors that came with the data (official usr_emb_np.pkl, itm_emb_np.pkl), checked.
// Encodes nothing itself.
import type { Dataset, SemanticVectors } from '#lib/dataset/types';
import { appError } from '#lib/errors/app-error';
import type { ResolvedSettings, SettingField } from '#lib/settings/field';
import { settingReader } from '#lib/settings/reader';
import { checkVectors, isZeroRow } from './checks';
import type { EmbeddingSet, EncoderDescription } from './types';

const ZERO_ROWS = ['refuse', 'absent'] as const;

export interface DatasetVectorSettings {
  readonly zeroRows: (typeof ZERO_ROWS)[number];
}

const DATASET_VECTOR_FIELDS: readonly SettingField[] = [
  {
    key: 'zero_rows',
    label: 'Rows of zeros',
    help: '“refuse” stops at a vector that is zero throughout; “absent” counts such a user or item as without a vector.',
    type: 'choice',
    default: 'refuse',
    options: ZERO_ROWS
  }
];

export function readDatasetVectorSettings(resolved: ResolvedSettings): DatasetVectorSettings {
  return { zeroRows: settingReader(resolved).choice('zero_rows', ZERO_ROWS) };
}

/** The parts of a data set this encoder reads. */
export type VectorSource = Pick<Dataset, 'name' | 'userIds' | 'itemIds' | 'vectors'>;

function withoutZeroRows(values: Float32Array, present: Uint8Array, dimensions: number): Uint8Array {
  return present.map((flag, row) => (flag === 1 && !isZeroRow(values, row, dimensions) ? 1 : 0));
}

export const DATASET_VECTORS: EncoderDescription & { readonly reads: 'dataset' } = {
  name: 'dataset',
  label: 'Vectors that came with the data set.',
  version: 1,
  reads: 'dataset',
  fields: DATASET_VECTOR_FIELDS
};

/** Vectors as they came, [users, d_s] and [items, d_s]; AppErrors where there are none or they cannot be used. */
export function datasetVectors(dataset: VectorSource, settings: DatasetVectorSettings): EmbeddingSet {
  const { vectors } = dataset;
  if (!vectors) throw appError('embeddings/no-dataset-vectors', { dataset: dataset.name }, { field: 'encoder' });
  const { dimensions } = vectors;
  const used: SemanticVectors =
    settings.zeroRows === 'absent'
      ? {
          ...vectors,
          userPresent: withoutZeroRows(vectors.users, vectors.userPresent, dimensions),
          itemPresent: withoutZeroRows(vectors.items, vectors.itemPresent, dimensions)
        }
      : vectors;
  checkVectors(used, dataset);
  return {
    vectors: used,
    provenance: {
      encoder: DATASET_VECTORS.name,
      label: DATASET_VECTORS.label,
      version: DATASET_VECTORS.version,
      settings: { zero_rows: settings.zeroRows },
      facts: {}
    }
  };
}

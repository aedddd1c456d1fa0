// Name, label and settings of the encoder "files", without its code.
import { sourceField } from '#lib/profiles/files/settings';
import type { EncoderDescription } from '../types';

export const VECTOR_FILES: EncoderDescription & { readonly reads: 'dataset' } = {
  name: 'files',
  label: 'Vectors read from files, not made here.',
  version: 1,
  reads: 'dataset',
  readsFiles: 'vectors',
  fields: [
    sourceField(
      'Vectors from files: the name they were given on the Data page, or a folder beside the notebook on the command line (usr_emb_np.pkl and itm_emb_np.pkl, user_vectors.npy and item_vectors.npy, or JSON lines with ids).'
    )
  ]
};

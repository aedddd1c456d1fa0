// The encoders there are, by name, label and settings: for forms, validation and help, which need no code of theirs. The
// code is joined to them in registry.ts.
import { DATASET_VECTORS } from './dataset-vectors';
import { VECTOR_FILES } from './files/settings';
import { LOCAL } from './local/settings';
import { LSA } from './lsa/settings';
import { SERVICE } from './service/settings';
import type { EncoderDescription } from './types';
import { USE } from './use/settings';

export const ENCODER_DESCRIPTIONS: readonly EncoderDescription[] = [
  LSA,
  USE,
  LOCAL,
  SERVICE,
  DATASET_VECTORS,
  VECTOR_FILES
];

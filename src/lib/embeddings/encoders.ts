// The encoders there are, by name, label and settings: for forms, validation and help, which need no code of theirs. The
// code is joined to them in registry.ts.
import type { SettingField } from '#lib/settings/field';
import { DATASET_VECTORS } from './dataset-vectors';
import { VECTOR_FILES } from './files/settings';
import { LOCAL } from './local/settings';
import { LSA } from './lsa/settings';
import { SERVICE } from './service/settings';
import { USE } from './use/settings';

export interface EncoderDescription {
  readonly name: string;
  /** One sentence that a reader sees beside the vectors. */
  readonly label: string;
  /** Raised when a change of code changes results. */
  readonly version: number;
  /** The only language that it was trained on. */
  readonly language?: 'English';
  /** What it loads from this site before its first text, in words. */
  readonly loads?: string;
  /** It asks a service, which may cost money. */
  readonly asksService?: true;
  /** It runs beside the engine: it needs no device of ours, and is large. */
  readonly runsBeside?: true;
  /** It reads files that its setting "source" names. */
  readonly readsFiles?: 'vectors';
  /** Whether it reads profile texts or the data set itself. */
  readonly reads: 'profiles' | 'dataset';
  readonly fields: readonly SettingField[];
}

export const ENCODER_DESCRIPTIONS: readonly EncoderDescription[] = [
  LSA,
  USE,
  LOCAL,
  SERVICE,
  DATASET_VECTORS,
  VECTOR_FILES
];

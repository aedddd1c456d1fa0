// Semantic embeddings (paper eq. 15): one vector a profile, users and items in the same space.
import type { SemanticVectors } from '#lib/dataset/types';
import type { LlmEnvironment } from '#lib/llm/types';
import type { SettingField } from '#lib/settings/field';
import type { UsageReport } from '#lib/llm/cost/usage';
import type { Work } from '#lib/work/work';
import type { ModelFiles } from '#lib/local-models/types';
import type { EncoderFiles } from './use/files';

export interface EmbeddingProvenance {
  readonly encoder: string;
  readonly label: string;
  readonly version: number;
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  /** Encoder-specific facts worth showing, e.g. share of variance kept. */
  readonly facts: Readonly<Record<string, string | number>>;
}

export interface EmbeddingSet {
  readonly vectors: SemanticVectors;
  readonly provenance: EmbeddingProvenance;
  /** Of services that are paid; it is shown, and no part of what is stored as the set. */
  readonly usage?: UsageReport<'text'>;
}

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

/** What an encoder gets beside its texts and settings. */
export interface EncoderContext extends Work {
  /** Left out where nothing may be asked. */
  readonly llm?: LlmEnvironment;
  /** Left out where no local model may be loaded. */
  readonly models?: ModelFiles;
  /** Left out where the encoder "use" cannot be loaded. */
  encoderFiles?(): Promise<EncoderFiles>;
}

/** Texts by row; null has no vector. The encoder sees nothing else. */
export interface EncoderInput {
  readonly users: readonly (string | null)[];
  readonly items: readonly (string | null)[];
}

export interface TextEncoder<Settings> {
  readonly name: string;
  readonly label: string;
  readonly version: number;
  encode(input: EncoderInput, settings: Settings, seed: number, context: EncoderContext): Promise<EmbeddingSet>;
}

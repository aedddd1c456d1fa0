// Semantic embeddings (paper eq. 15): one vector a profile, users and items in the same space.
import type { SemanticVectors } from '#lib/dataset/types';
import type { LlmEnvironment } from '#lib/llm/types';
import type { UsageReport } from '#lib/llm/cost/usage';
import type { ModelFiles } from '#lib/local-models/types';
import type { JobControl } from '#lib/profiles/types';

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

/** What an encoder gets beside its texts and settings. */
export interface EncoderContext extends JobControl {
  /** Left out where nothing may be asked. */
  readonly llm?: LlmEnvironment;
  /** Left out where no local model may be loaded. */
  readonly models?: ModelFiles;
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

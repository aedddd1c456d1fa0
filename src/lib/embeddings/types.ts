// Semantic embeddings (paper eq. 15): one vector a profile, users and items in the same space.
import type { SemanticVectors } from '#lib/dataset/types';
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
  encode(input: EncoderInput, settings: Settings, seed: number, control: JobControl): Promise<EmbeddingSet>;
}

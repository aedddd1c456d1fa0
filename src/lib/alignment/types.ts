// What an alignment gets beside the backbone's embedding. The interface itself is `Alignment` in backbones/types.ts,
// where the contract between the two lies.
import type { SemanticVectors } from '#lib/dataset/types';

export interface AlignmentContext {
  readonly userCount: number;
  readonly itemCount: number;
  /** Width of the backbone's final embedding. */
  readonly outputDim: number;
  /** Width of the node table, d. */
  readonly dimensions: number;
  readonly vectors: SemanticVectors;
}

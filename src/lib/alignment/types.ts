// The contract of an alignment: how semantic vectors act on a backbone that knows nothing of it. What it says of itself without its code
// (`AlignmentDescription`), what it is built on, and what it does in a step. One folder an alignment, one line in registry.ts, one in
// builders.ts; nothing else in the program knows an alignment's name.
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { RandomKey } from '#kernels/random/random';
import type { HyperparameterField } from '#lib/backbones/description';
import type { BackboneName } from '#lib/backbones/names';
import type { Preset, Shipped } from '#lib/backbones/presets';
import type { Batch, LossTerms, ParameterSet, StepContext, StepState, TensorSet } from '#lib/backbones/types';
import type { SemanticVectors } from '#lib/dataset/types';
import type { WorkStep } from '#lib/work/work';

export interface AlignmentDescription {
  /** As notebooks write it. */
  readonly name: string;
  /** What stands behind a backbone's label: "Con" in "LightGCN-Con". */
  readonly suffix: string;
  /** How semantic vectors act on the backbone, as the end of a sentence. */
  readonly acts: string;
  /** No alignment in the paper's sense but what it is compared with; it is chosen in the same place and reads the same vectors. */
  readonly isRival?: true;
  /** It puts something in the place of rows of the node table (`transform`), which a backbone of texts does not have. */
  readonly masksNodes?: true;
  /** Each node is to pick its own profile, projected, out of many: the bound of Theorem 2 can be read off a trained run. */
  readonly matchesProfiles?: true;
  /** Its own settings. Numbers before switches. */
  readonly fields: readonly HyperparameterField[];
  readonly presets: AlignmentPresets;
}

export interface AlignmentPresets {
  /** Its values where none were shipped: on data like the bundled one, and on backbones that `shipped` does not name. */
  readonly own: Preset;
  /**
   * As shipped with the official code, by backbone: what the aligned model has otherwise than the backbone by itself, of whomever the
   * setting is, and the alignment's own values.
   */
  readonly shipped?: Readonly<Partial<Record<BackboneName, Shipped>>>;
}

/** What an alignment gets beside the backbone's embedding. */
export interface AlignmentContext {
  readonly userCount: number;
  readonly itemCount: number;
  /** Width of the backbone's final embedding, d'. */
  readonly outputDim: number;
  /** Width of the node table, d. */
  readonly dimensions: number;
  /** The backbone, as runs name it, and whether it learns from drawn negatives (BPR). */
  readonly backbone: { readonly name: string; readonly usesNegatives: boolean };
  readonly vectors: SemanticVectors;
}

/**
 * What an alignment makes beside the tape, because workers do it: messages take their time, and the tape waits for nobody. It goes onto the
 * tape as given; what the loss then asks of it (its gradients) is taken back to the parameters beside the tape again.
 */
export interface Projected {
  /** By name; to dispose. */
  readonly outputs: TensorSet;
  /** d loss / d parameter, by name, from d loss / d outputs, of which some may reach no term; to dispose. */
  backward(gradients: TensorSet): Promise<TensorSet>;
}

/** U users, I items, N = U + I nodes, users first. */
export interface Alignment {
  /** Its trainable arrays, with their start. */
  init(key: RandomKey): ParameterSet;
  /**
   * What it makes once of its vectors, before the first step; asked again it does nothing. Left out where there is nothing.
   * @param step awaited between pieces of work
   */
  ready?(step: WorkStep): Promise<void>;
  /** The step's draws (masked nodes under generative alignment). Plain data, so that a checkpoint can hold it. */
  prepare(at: StepContext): StepState;
  /** What propagates in the place of the node table `e0` [N, d], in training: rows replaced by a mask token. Left out, `e0` itself. */
  transform?(parameters: TensorSet, e0: Tensor2D, state: StepState): Tensor2D;
  /** What the step has of it beside the tape; null, or left out, where all of it is on the tape. */
  project?(parameters: TensorSet, batch: Batch): Promise<Projected | null>;
  /** Whether its loss has things made in parts even where there are no workers (kernels/workers/ahead.ts). */
  readonly looksAhead?: boolean;
  /**
   * Its own weighted terms on `final` [N, d']; left out where it learns through the backbone's loss alone.
   * @param projected outputs of `project` on the tape; without them all is done there
   */
  loss?(parameters: TensorSet, final: Tensor2D, batch: Batch, state: StepState, projected?: TensorSet): LossTerms;
  /** What is scored in the place of `final` [N, d'], in training and in clean mode: [N, wider]. Left out, `final` itself. */
  fuse?(parameters: TensorSet, final: Tensor2D, projected?: TensorSet): Tensor2D;
  dispose(): void;
}

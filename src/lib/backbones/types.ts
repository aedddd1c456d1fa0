// The contract between a backbone (a graph recommender) and everything around it. Six backbones and two alignments give
// eighteen models by composition: a backbone never knows whether an alignment is on (alignment/types.ts has the other half).
// Node list: users first (0..U-1), then items (U..N-1), N = U + I.
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { TripleIndex } from '#kernels/bpr/bpr';
import type { RowIndex } from '#kernels/gather-rows/gather-rows';
import type { RandomKey } from '#kernels/random/random';
import type { BipartiteGraph } from '#lib/dataset/graph';
import type { SemanticVectors } from '#lib/dataset/types';

/** Trainable arrays beside the node table, by name, as plain data; the trainer owns their tensors. */
export interface ParameterData {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}
export type ParameterSet = Readonly<Record<string, ParameterData>>;
export type TensorSet = Readonly<Record<string, Tensor>>;

/** One batch of (anchor user, positive item, negative item), with the gather plans its loss needs. */
export interface Batch {
  readonly size: number;
  /** Joint node ids into the final embedding [N, d']. */
  readonly anchors: RowIndex;
  readonly positives: RowIndex;
  /** Absent where the backbone uses no negatives; likewise the triples, BPR's own plan. */
  readonly negatives?: RowIndex | undefined;
  readonly triples?: TripleIndex | undefined;
}

/** Already weighted loss terms by the official names (bpr_loss, reg_loss, cl_loss, kd_loss, recon_loss, …), scalars. */
export type LossTerms = Readonly<Record<string, Tensor>>;

/** `train` uses the step's state (dropout, noise, masks); `clean` is the full, un-noised, un-masked graph. */
export type ForwardMode = 'train' | 'clean';

export interface ForwardResult {
  /** [N, outputDim]: enters the alignment and, in clean mode, scoring by dot product. */
  readonly final: Tensor2D;
  /**
   * The backbone's own terms on a batch, from whatever views, layers or scores this pass made.
   * @param scored what BPR scores in the place of `final`, where something was put beside it (KAR); [N, wider]
   */
  loss(batch: Batch, scored?: Tensor2D): LossTerms;
}

/** Draws and graphs of one step, made outside the tape. Plain data, so that a checkpoint can hold it. */
export type StepState = Readonly<Record<string, Float32Array | Int32Array | Uint8Array | number>>;

/** Which step this is. */
export interface StepContext {
  /** Seed and step; each draw names its own stream. */
  readonly key: RandomKey;
  /** Steps since the epoch began; 0 is its first. */
  readonly stepInEpoch: number;
}

export interface Backbone {
  readonly outputDim: number;
  readonly usesNegatives: boolean;
  /** False where it is built on texts and no node has numbers of its own: `forward` is then given empty tables. */
  readonly hasTable?: boolean;
  /** Parameters beside the node table; `{}` where there are none. */
  init(key: RandomKey): ParameterSet;
  /**
   * The step's draws. `e0` is the current un-masked table [N, d]; `previous` is the state of the step before (AutoCF keeps its
   * graphs for ten steps).
   */
  prepare(at: StepContext, e0: Tensor2D, previous?: StepState): Promise<StepState>;
  /** `e0In` [N, d] is what propagates (masked under generative alignment); `e0Raw` [N, d] is the table itself. */
  forward(parameters: TensorSet, e0Raw: Tensor2D, e0In: Tensor2D, state: StepState, mode: ForwardMode): ForwardResult;
  /** Gives up what a loss left for its gradients; called when these are made. */
  endStep?(): void;
  dispose(): void;
}

/** What a backbone is built on: the training graph and sizes; never held-out data. */
export interface BackboneContext {
  readonly graph: BipartiteGraph;
  readonly dimensions: number; // d
  /** Where the run reads some; always there for a backbone that is built on them (`isOfTexts`). */
  readonly vectors?: SemanticVectors | undefined;
}

// A backbone and, where one is on, an alignment, joined into what the trainer and the parity check both drive: one
// function from parameters, batch and draws to loss terms and gradients, and one to the clean final embeddings. The
// regulariser spans all parameters and is added analytically (2 · weight · θ) by the optimiser.
import {
  dispose,
  engine,
  keep,
  scalar,
  tidy,
  zeros,
  type Scalar,
  type Tensor,
  type Tensor2D
} from '@tensorflow/tfjs-core';
import { addAll, as2d, asScalar } from '#kernels/backend/tensors';
import type { RandomKey } from '#kernels/random/random';
import { AheadOfTape } from '#kernels/workers/ahead';
import type { BuildAlignment } from '#lib/alignment/build';
import * as alignments from '#lib/alignment/builders';
import type { Alignment } from '#lib/alignment/types';
import { masksNodes } from '#lib/alignment/names';
import { backboneNamed, isOfTexts } from '#lib/backbones/names';
import type { BuildBackbone } from '#lib/backbones/build';
import * as backbones from '#lib/backbones/builders';
import type { Backbone, Batch, LossTerms, ParameterSet, StepContext, StepState, TensorSet } from '#lib/backbones/types';
import type { BipartiteGraph } from '#lib/dataset/graph';
import type { SemanticVectors } from '#lib/dataset/types';
import { appError } from '#lib/errors/app-error';
import { WITHOUT_REST, type WorkStep } from '#lib/work/work';
import type { AlignmentName } from '#lib/alignment/names';
import type { BackboneName } from '#lib/backbones/names';
import type { RunSettings } from '../types';

/** Name of the node table [N, d] among the parameters. */
export const NODE_TABLE = 'nodes';
const ALIGNMENT_PREFIX = 'alignment.';
const BACKBONE_PREFIX = 'backbone.';

/** The code by name: the compiler lists what a registry names and no builder makes. */
const BACKBONE_CODE: Readonly<Record<BackboneName, BuildBackbone>> = backbones;
const ALIGNMENT_CODE: Readonly<Record<Exclude<AlignmentName, 'none'>, BuildAlignment>> = alignments;

/** Draws of one step, by part. Plain data. */
export interface ModelState {
  readonly backbone: StepState;
  readonly alignment: StepState;
}

export interface StepOutcome {
  /** Weighted terms by official name; scalars to dispose. */
  readonly terms: Readonly<Record<string, Scalar>>;
  /** d (sum of terms) / d parameter, by parameter name; without the regulariser. To dispose. */
  readonly gradients: Readonly<Record<string, Tensor>>;
}

export interface ModelInput {
  readonly graph: BipartiteGraph;
  readonly vectors?: SemanticVectors;
  readonly settings: RunSettings;
}

export class Model {
  readonly backbone: Backbone;
  readonly alignment: Alignment | null;
  /** In the place of a node table, [0, d], where there is none. */
  readonly #empty: Tensor2D | null;
  readonly #ahead = new AheadOfTape();
  /** d loss / d loss: kept, since a device would get it anew each step. */
  readonly #one = keep(scalar(1));

  /** @throws AppError training/needs-vectors, training/vectors-do-not-fit, and what an alignment asks of its backbone */
  constructor({ graph, vectors, settings }: ModelInput) {
    if (vectors) checkVectors(graph, vectors);
    if (isOfTexts(settings.backbone)) checkTexts(vectors, settings);
    const context = { graph, dimensions: settings.dimensions, vectors };
    this.backbone = BACKBONE_CODE[settings.backbone](context, settings.backboneSettings);
    this.alignment = buildAlignment(graph, vectors, settings, this.backbone);
    this.#empty = this.hasTable ? null : keep(zeros([0, settings.dimensions]));
  }

  /** Whether a node table is among the parameters. */
  get hasTable(): boolean {
    return this.backbone.hasTable ?? true;
  }

  /** The node table among the parameters, [N, d]; [0, d] where there is none. */
  nodes(parameters: TensorSet): Tensor2D {
    return this.#empty ?? nodeTable(parameters);
  }

  /** Parameters beside the node table, with their start. */
  init(key: RandomKey): ParameterSet {
    return {
      ...withPrefix(BACKBONE_PREFIX, this.backbone.init(key)),
      ...(this.alignment ? withPrefix(ALIGNMENT_PREFIX, this.alignment.init(key)) : {})
    };
  }

  /** Makes what its alignment makes once, before the first step. */
  async ready(step: WorkStep = WITHOUT_REST): Promise<void> {
    await this.alignment?.ready?.(step);
  }

  async prepare(at: StepContext, nodes: Tensor2D, previous?: ModelState): Promise<ModelState> {
    await this.ready();
    return {
      backbone: await this.backbone.prepare(at, nodes, previous?.backbone),
      alignment: this.alignment?.prepare(at) ?? {}
    };
  }

  /**
   * The loss of a batch and its gradients. Every other tensor made on the way is gone when it is done. What workers make (`project`) is made
   * before the tape starts, lies on it like a parameter, and its gradient is taken back to the parameters after the tape has ended; what the
   * loss has done by workers is made before the tape too (kernels/workers/ahead.ts).
   */
  async lossAndGradients(parameters: TensorSet, batch: Batch, state: ModelState): Promise<StepOutcome> {
    const projected = await this.alignment?.project?.(under(ALIGNMENT_PREFIX, parameters), batch);
    const outputs = projected?.outputs ?? {};
    try {
      const forward = () => this.#terms(parameters, batch, state, given(outputs));
      await this.#ahead.ask(forward, this.alignment?.looksAhead ?? false);
      const { outcome, ofOutputs } = this.#ahead.answer(() => this.#onTape(parameters, batch, state, outputs));
      if (!projected) return outcome;
      const ofWeights = await projected.backward(ofOutputs);
      dispose(Object.values(ofOutputs));
      const gradients = { ...outcome.gradients, ...withPrefix(ALIGNMENT_PREFIX, ofWeights) };
      // On the tape these parameters reached nothing.
      dispose(Object.values(outcome.gradients).filter((gradient) => !Object.values(gradients).includes(gradient)));
      return { terms: outcome.terms, gradients };
    } finally {
      dispose(Object.values(outputs));
      this.backbone.endStep?.();
    }
  }

  /** @param projected taken as given; gradients for these too */
  #onTape(
    parameters: TensorSet,
    batch: Batch,
    state: ModelState,
    projected: TensorSet
  ): { readonly outcome: StepOutcome; readonly ofOutputs: Record<string, Tensor> } {
    const names = [...Object.keys(parameters), ...Object.keys(projected)];
    const tensors = [...Object.values(parameters), ...Object.values(projected)];
    const terms: Record<string, Scalar> = {};
    const gradients: Record<string, Tensor> = {};
    const ofOutputs: Record<string, Tensor> = {};
    tidy(() => {
      const total = (): Tensor => {
        const all = this.#terms(parameters, batch, state, given(projected));
        for (const [name, term] of Object.entries(all)) terms[name] = keep(asScalar(term));
        return addAll(Object.values(all));
      };
      // Parameters that reach no term (official GCCF has some) keep a zero gradient: allowNoGradients.
      const { grads } = engine().gradients(total, tensors, this.#one, true);
      grads.forEach((gradient, at) => {
        const name = names[at];
        if (!name || !gradient) return;
        (at < names.length - Object.keys(projected).length ? gradients : ofOutputs)[name] = keep(gradient);
      });
    });
    return { outcome: { terms, gradients }, ofOutputs };
  }

  /** Final embeddings [N, d'] of the full, un-noised, un-masked graph. */
  cleanEmbeddings(parameters: TensorSet): Tensor2D {
    const nodes = this.nodes(parameters);
    const { final } = this.backbone.forward(under(BACKBONE_PREFIX, parameters), nodes, nodes, {}, 'clean');
    return this.#fused(parameters, final);
  }

  /** Final embeddings [N, d'] as a training step sees them. */
  trainEmbeddings(parameters: TensorSet, state: ModelState): Tensor2D {
    return this.#forward(parameters, state).final;
  }

  /** The alignment's terms alone, of final embeddings [N, d']; none where no alignment is on. */
  alignmentTerms(
    parameters: TensorSet,
    final: Tensor2D,
    batch: Batch,
    state: ModelState,
    projected?: TensorSet
  ): LossTerms {
    return this.alignment?.loss?.(under(ALIGNMENT_PREFIX, parameters), final, batch, state.alignment, projected) ?? {};
  }

  dispose(): void {
    this.#ahead.dispose();
    this.backbone.dispose();
    this.alignment?.dispose();
    this.#empty?.dispose();
    this.#one.dispose();
  }

  #forward(parameters: TensorSet, state: ModelState): ReturnType<Backbone['forward']> {
    const nodes = this.nodes(parameters);
    const input = this.alignment?.transform?.(under(ALIGNMENT_PREFIX, parameters), nodes, state.alignment) ?? nodes;
    return this.backbone.forward(under(BACKBONE_PREFIX, parameters), nodes, input, state.backbone, 'train');
  }

  #terms(
    parameters: TensorSet,
    batch: Batch,
    state: ModelState,
    projected: TensorSet | undefined
  ): Record<string, Tensor> {
    const result = this.#forward(parameters, state);
    const aligned = this.alignmentTerms(parameters, result.final, batch, state, projected);
    return { ...result.loss(batch, this.#fused(parameters, result.final, projected)), ...aligned };
  }

  /** What is scored: the final embedding, or what stands beside it too (KAR). */
  #fused(parameters: TensorSet, final: Tensor2D, projected?: TensorSet): Tensor2D {
    return this.alignment?.fuse?.(under(ALIGNMENT_PREFIX, parameters), final, projected) ?? final;
  }
}

function checkVectors({ userCount, itemCount }: BipartiteGraph, vectors: SemanticVectors): void {
  const [haveUsers, haveItems] = [vectors.userPresent.length, vectors.itemPresent.length];
  if (haveUsers !== userCount || haveItems !== itemCount) {
    throw appError('training/vectors-do-not-fit', { users: userCount, items: itemCount, haveUsers, haveItems });
  }
}

/** What a backbone that is built on texts asks for. */
function checkTexts(vectors: SemanticVectors | undefined, { backbone, alignment }: RunSettings): void {
  const { label } = backboneNamed(backbone);
  if (!vectors) throw appError('training/needs-vectors', { what: label });
  if (masksNodes(alignment)) throw appError('training/no-table-to-mask', { backbone: label, alignment });
}
const given = (projected: TensorSet): TensorSet | undefined =>
  Object.keys(projected).length > 0 ? projected : undefined;

function buildAlignment(
  graph: BipartiteGraph,
  vectors: SemanticVectors | undefined,
  settings: RunSettings,
  { outputDim, usesNegatives }: Backbone
): Alignment | null {
  if (settings.alignment === 'none') return null;
  if (!vectors) throw appError('training/needs-vectors', { what: `The ${settings.alignment} alignment` });
  const { userCount, itemCount } = graph;
  return ALIGNMENT_CODE[settings.alignment](
    {
      userCount,
      itemCount,
      outputDim,
      dimensions: settings.dimensions,
      backbone: { name: settings.backbone, usesNegatives },
      vectors
    },
    settings.alignmentSettings
  );
}

export function nodeTable(parameters: TensorSet): Tensor2D {
  const nodes = parameters[NODE_TABLE];
  if (!nodes) throw new Error('The node table is missing');
  return as2d(nodes);
}

function withPrefix<T>(prefix: string, set: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(set).map(([name, data]) => [prefix + name, data]));
}

function under(prefix: string, set: TensorSet): TensorSet {
  return Object.fromEntries(
    Object.entries(set).flatMap(([name, tensor]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), tensor]] : []
    )
  );
}

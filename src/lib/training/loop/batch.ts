// One batch of training interactions as plans on the device. A plan is made when it is first asked for and lives until the
// batch is disposed: base LightGCN needs the triples alone, an alignment gathers rows as well.
import { keep } from '@tensorflow/tfjs-core';
import { disposeTripleIndex, makeTripleIndex, tensorsOfTripleIndex, type TripleIndex } from '#kernels/bpr/bpr';
import { disposeRowIndex, makeRowIndex, tensorsOfRowIndex, type RowIndex } from '#kernels/gather-rows/gather-rows';
import type { Batch } from '#lib/backbones/types';
import type { Triples } from './sampler';

/** A batch of joint node ids, one list a role; without negatives for a backbone that uses none. */
export class TrainingBatch implements Batch {
  readonly size: number;
  readonly #plans = new Map<Int32Array, RowIndex>();
  #tripleIndex: TripleIndex | null = null;
  readonly #anchorNodes: Int32Array;
  readonly #positiveNodes: Int32Array;
  readonly #negativeNodes: Int32Array | null;
  readonly #nodeCount: number;

  constructor(anchorNodes: Int32Array, positiveNodes: Int32Array, negativeNodes: Int32Array | null, nodeCount: number) {
    this.#anchorNodes = anchorNodes;
    this.#positiveNodes = positiveNodes;
    this.#negativeNodes = negativeNodes;
    this.#nodeCount = nodeCount;
    this.size = anchorNodes.length;
  }

  get anchors(): RowIndex {
    return this.#plan(this.#anchorNodes);
  }

  get positives(): RowIndex {
    return this.#plan(this.#positiveNodes);
  }

  get negatives(): RowIndex | undefined {
    return this.#negativeNodes ? this.#plan(this.#negativeNodes) : undefined;
  }

  get triples(): TripleIndex | undefined {
    if (!this.#tripleIndex && this.#negativeNodes) {
      const index = makeTripleIndex(this.#anchorNodes, this.#positiveNodes, this.#negativeNodes, this.#nodeCount);
      tensorsOfTripleIndex(index).forEach((tensor) => keep(tensor));
      this.#tripleIndex = index;
    }
    return this.#tripleIndex ?? undefined;
  }

  dispose(): void {
    this.#plans.forEach(disposeRowIndex);
    this.#plans.clear();
    if (this.#tripleIndex) disposeTripleIndex(this.#tripleIndex);
    this.#tripleIndex = null;
  }

  /** Kept: it may be asked for inside a tidy, and is wanted again by the gradient. */
  #plan(nodes: Int32Array): RowIndex {
    let plan = this.#plans.get(nodes);
    if (!plan) {
      plan = makeRowIndex(nodes, this.#nodeCount);
      tensorsOfRowIndex(plan).forEach((tensor) => keep(tensor));
      this.#plans.set(nodes, plan);
    }
    return plan;
  }
}

/** Rows start … end − 1 of the epoch's triples as joint node ids. To dispose. */
export function makeBatch(
  triples: Triples,
  start: number,
  end: number,
  userCount: number,
  nodeCount: number,
  usesNegatives = true
): TrainingBatch {
  const items = (list: Int32Array): Int32Array => list.slice(start, end).map((item) => userCount + item);
  return new TrainingBatch(
    triples.users.slice(start, end),
    items(triples.positives),
    usesNegatives ? items(triples.negatives) : null,
    nodeCount
  );
}

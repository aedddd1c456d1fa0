// The contrast of two views of the same nodes (SGL, SimGCL), as the official code computes it:
//   [ InfoNCE(a1, a2, all users of view 2) + InfoNCE(p1, p2, all items of view 2) (+ the negatives' likewise) ] / B
// a, p, n: rows of the batch with repeats; 1, 2: the view. One direction only.
import { add, concat, slice, type Scalar, type Tensor2D } from '@tensorflow/tfjs-core';
import { as2d, asScalar } from '#kernels/backend/tensors';
import { gatherRows } from '#kernels/gather-rows/gather-rows';
import { scaled } from '#kernels/scaled/scaled';
import { infoNceOfUnitRows, normaliseRows } from '#lib/losses/info-nce';
import type { Batch } from '../types';

export interface ContrastSettings {
  readonly weight: number;
  readonly temperature: number;
  /** Do negative items take part (official SGL), or positives alone (SimGCL)? */
  readonly negatives: boolean;
}

/** Both views [N, d], users first. */
export function contrastOfViews(
  first: Tensor2D,
  second: Tensor2D,
  batch: Batch,
  userCount: number,
  { weight, temperature, negatives }: ContrastSettings
): Scalar {
  const [one, two] = [normaliseRows(first), normaliseRows(second)];
  const [nodes, width] = two.shape;
  const users = slice(two, [0, 0], [userCount, width]);
  const items = slice(two, [userCount, 0], [nodes - userCount, width]);
  const plans = [batch.positives, ...(negatives && batch.negatives ? [batch.negatives] : [])];
  // InfoNCE is a sum over rows: positives and negatives, which share their candidates, are one list.
  const rowsOf = (view: Tensor2D): Tensor2D =>
    as2d(
      concat(
        plans.map((plan) => gatherRows(view, plan)),
        0
      )
    );
  const ofUsers = infoNceOfUnitRows(gatherRows(one, batch.anchors), gatherRows(two, batch.anchors), users, temperature);
  const ofItems = infoNceOfUnitRows(rowsOf(one), rowsOf(two), items, temperature);
  return asScalar(scaled(add(ofUsers, ofItems), weight / batch.size));
}

// The contrast of two views of the same nodes (SGL, SimGCL), as the official code computes it:
//   [ InfoNCE(a1, a2, all users of view 2) + InfoNCE(p1, p2, all items of view 2) (+ the negatives' likewise) ] / B
// a, p, n: rows of the batch with repeats, of which each node is computed once and counted; 1, 2: the view. One direction only.
import { add, mul, slice, type Scalar, type Tensor2D } from '@tensorflow/tfjs-core';
import { asScalar } from '#kernels/backend/tensors';
import { gatherRows } from '#kernels/gather-rows/gather-rows';
import { infoNceOfUnitRows, normaliseRows } from '#lib/losses/info-nce';
import type { Batch } from '../types';
import { distinctRows } from './unique-rows';

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
  const contrast = (index: Int32Array, candidates: Tensor2D): Scalar => {
    const { rows, counts } = distinctRows(index, nodes);
    return infoNceOfUnitRows(gatherRows(one, rows), gatherRows(two, rows), candidates, temperature, { rows: counts });
  };
  const ofUsers = contrast(batch.anchors.index, users);
  // InfoNCE is a sum over rows: positives and negatives, which share their candidates, are one list.
  const ofItems = contrast(Int32Array.from(plans.flatMap(({ index }) => [...index])), items);
  return asScalar(mul(add(ofUsers, ofItems), weight / batch.size));
}

// Contrastive alignment (RLMRec-Con, paper §3.3.1 and eq. 16, official "plus"): profiles are projected down to the
// collaborative space and act as candidates for the collaborative embedding.
//   L = weight / B · [ InfoNCE(e_a, s_a, ALL users' s) + InfoNCE(e_p, s_p, the batch's s_p) + InfoNCE(e_n, s_n, the batch's s_n) ]
// Batch rows are not made unique: a repeated item counts several times among its own candidates (official behaviour).
import { add, gather, mul, tensor1d, tensor2d, type Scalar, type Tensor2D } from '@tensorflow/tfjs-core';
import { as2d, asScalar } from '#kernels/backend/tensors';
import { gatherRows, makeRowIndex, type RowIndex } from '#kernels/gather-rows/gather-rows';
import type { Alignment, Batch, LossTerms, TensorSet } from '#lib/backbones/types';
import { infoNce } from './info-nce';
import { applyMlp, initMlp } from './mlp';
import type { AlignmentContext } from './types';

export interface ContrastiveSettings {
  /** Official kd_weight. */
  readonly weight: number;
  /** Official kd_temperature. */
  readonly temperature: number;
}

export function contrastive(context: AlignmentContext, settings: ContrastiveSettings): Alignment {
  const { userCount, vectors } = context;
  const width = vectors.dimensions;
  const users = tensor2d(presentRows(vectors.users, vectors.userPresent, width), [count(vectors.userPresent), width]);
  const items = tensor2d(vectors.items, [vectors.itemPresent.length, width]);
  /** Row of `users` for each user; −1 where the user has no vector and stays out of this term. */
  const userRow = ranks(vectors.userPresent);

  /** InfoNCE of the batch rows whose item has a vector; only those unique rows go through the projection. */
  function itemTerm(parameters: TensorSet, final: Tensor2D, rows: RowIndex): Scalar | null {
    const nodes = rows.index.filter((node) => vectors.itemPresent[node - userCount] === 1);
    if (nodes.length === 0) return null;
    const unique = [...new Set(nodes)];
    const position = new Map(unique.map((node, at) => [node, at]));
    const semantic = as2d(
      gather(
        items,
        tensor1d(
          Int32Array.from(unique, (node) => node - userCount),
          'int32'
        )
      )
    );
    const plan = makeRowIndex(
      Int32Array.from(nodes, (node) => position.get(node) ?? 0),
      unique.length
    );
    const projected = gatherRows(applyMlp(parameters, semantic), plan);
    const own = nodes.length === rows.index.length ? rows : makeRowIndex(nodes, final.shape[0]);
    return infoNce(gatherRows(final, own), projected, projected, settings.temperature);
  }

  function userTerm(parameters: TensorSet, final: Tensor2D, rows: RowIndex): Scalar | null {
    const nodes = rows.index.filter((node) => (userRow[node] ?? -1) >= 0);
    if (nodes.length === 0) return null;
    const all = applyMlp(parameters, users);
    const plan = makeRowIndex(
      Int32Array.from(nodes, (node) => userRow[node] ?? 0),
      all.shape[0]
    );
    const own = nodes.length === rows.index.length ? rows : makeRowIndex(nodes, final.shape[0]);
    return infoNce(gatherRows(final, own), gatherRows(all, plan), all, settings.temperature);
  }

  return {
    name: 'contrastive',
    init: (key) => initMlp(width, context.outputDim, key),
    prepare: () => ({}),
    loss(parameters: TensorSet, final: Tensor2D, batch: Batch): LossTerms {
      const terms = [
        userTerm(parameters, final, batch.anchors),
        itemTerm(parameters, final, batch.positives),
        batch.negatives ? itemTerm(parameters, final, batch.negatives) : null
      ].filter((term) => term !== null);
      const [first, ...rest] = terms;
      if (!first) return {};
      const total = rest.reduce((a, b) => asScalar(add(a, b)), first);
      return { kd_loss: asScalar(mul(total, settings.weight / batch.size)) };
    },
    dispose() {
      users.dispose();
      items.dispose();
    }
  };
}

const count = (present: Uint8Array): number => present.reduce((a, b) => a + b, 0);

/** Position of each present row among the present ones; −1 for the others. */
function ranks(present: Uint8Array): Int32Array {
  let next = 0;
  return Int32Array.from(present, (flag) => (flag === 1 ? next++ : -1));
}

function presentRows(rows: Float32Array, present: Uint8Array, width: number): Float32Array {
  if (count(present) === present.length) return rows;
  const out = new Float32Array(count(present) * width);
  ranks(present).forEach((rank, row) => {
    if (rank >= 0) out.set(rows.subarray(row * width, (row + 1) * width), rank * width);
  });
  return out;
}

// Contrastive alignment (RLMRec-Con, paper §3.3.1 and eq. 16, official "plus"): profiles are projected down to the
// collaborative space and act as candidates for the collaborative embedding.
//   L = weight / B · [ InfoNCE(e_a, s_a, ALL users' s) + InfoNCE(e_p, s_p, the batch's s_p) + InfoNCE(e_n, s_n, the batch's s_n) ]
// Batch rows are not made unique: a repeated item counts several times among its own candidates (official behaviour).
import { add, scalar, type Scalar, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { as2d, asScalar } from '#kernels/backend/tensors';
import { gatherRows, makeRowIndex, type RowIndex } from '#kernels/gather-rows/gather-rows';
import { scaled } from '#kernels/scaled/scaled';
import type { Batch, LossTerms, TensorSet } from '#lib/backbones/types';
import { infoNceOfUnitRows, normaliseRows } from '#lib/losses/info-nce';
import { alignment } from '../build';
import { applyMlp, initMlp } from '../mlp';
import { ProfileProjection } from '../profile-projection';
import { SemanticTable } from '../semantic-table';
import { CONTRASTIVE } from './settings';

/**
 * Only profiles that reach the loss go through the projection: all users (they are the candidates of the first term) and the
 * batch's unique items. The official code projects all items too; values and gradients are the same. A node without a
 * vector is left out: as anchor, and among the candidates.
 */
export const contrastive = alignment(CONTRASTIVE, (context, settings) => {
  const { userCount, vectors } = context;
  const { kd_temperature: temperature } = settings;
  const projection = new ProfileProjection();
  const users = new SemanticTable(vectors.users, vectors.userPresent, vectors.dimensions);
  const items = new SemanticTable(vectors.items, vectors.itemPresent, vectors.dimensions);

  const allRows = Int32Array.from({ length: items.count }, (_, row) => row);

  /** The rows of `final` [N, d] that the plan names, but for those without a vector. */
  function anchors(final: Tensor2D, plan: RowIndex, nodes: Int32Array): Tensor2D {
    const own = nodes.length === plan.index.length ? plan : makeRowIndex(nodes, final.shape[0]);
    return normaliseRows(gatherRows(final, own));
  }

  /** Rows of the table that the first term needs, ascending; null for all. */
  function userRows(plan: RowIndex): Int32Array | null {
    if (!settings.in_batch_users) return null;
    const nodes = plan.index.filter((node) => users.has(node));
    return Int32Array.from(new Set(nodes), (node) => users.rowOf[node] ?? 0).sort();
  }

  function userTerm(parameters: TensorSet, final: Tensor2D, plan: RowIndex, given?: Tensor): Scalar | null {
    const nodes = plan.index.filter((node) => users.has(node));
    if (nodes.length === 0) return null;
    const rows = userRows(plan);
    if (rows) {
      const projected = normaliseRows(given ? as2d(given) : applyMlp(parameters, users.gather(rows)));
      const own = gatherRows(projected, placesOf(users, rows, nodes, 0));
      return infoNceOfUnitRows(anchors(final, plan, nodes), own, own, temperature);
    }
    const candidates = normaliseRows(given ? as2d(given) : users.map((some) => applyMlp(parameters, some)));
    const positives = makeRowIndex(
      nodes.map((node) => users.rowOf[node] ?? 0),
      users.count
    );
    return infoNceOfUnitRows(anchors(final, plan, nodes), gatherRows(candidates, positives), candidates, temperature);
  }

  const itemNodes = (plans: readonly RowIndex[]): Int32Array[] =>
    plans.map((plan) => plan.index.filter((node) => items.has(node - userCount)));

  /** Rows of the table that both terms need, ascending. */
  function itemRows(nodesOf: readonly Int32Array[]): Int32Array {
    const isWanted = new Uint8Array(items.count);
    for (const nodes of nodesOf) for (const node of nodes) isWanted[items.rowOf[node - userCount] ?? 0] = 1;
    return allRows.filter((row) => isWanted[row] === 1);
  }

  /** The positives' and the negatives' term; a term's candidates are its own rows. */
  function itemTerms(parameters: TensorSet, final: Tensor2D, plans: readonly RowIndex[], given?: Tensor): Scalar[] {
    const nodesOf = itemNodes(plans);
    const rows = itemRows(nodesOf);
    if (rows.length === 0) return [];
    const projected = normaliseRows(given ? as2d(given) : applyMlp(parameters, items.gather(rows)));
    return plans.flatMap((plan, at) => {
      const nodes = nodesOf[at] ?? new Int32Array();
      if (nodes.length === 0) return [];
      const own = gatherRows(projected, placesOf(items, rows, nodes, userCount));
      return [infoNceOfUnitRows(anchors(final, plan, nodes), own, own, temperature)];
    });
  }

  return {
    init: (key) => initMlp(vectors.dimensions, context.outputDim, key),
    prepare: () => ({}),
    project(parameters: TensorSet, batch: Batch) {
      return projection.of(parameters, () => [
        { name: 'users', table: users, rows: userRows(batch.anchors), mlps: [''] },
        { name: 'items', table: items, rows: itemRows(itemNodes(itemPlans(batch))), mlps: [''] }
      ]);
    },
    loss(parameters: TensorSet, final: Tensor2D, batch: Batch, _state, projected = {}): LossTerms {
      const user = userTerm(parameters, final, batch.anchors, projected['users.']);
      const ofItems = itemTerms(parameters, final, itemPlans(batch), projected['items.']);
      const [first, ...rest] = [...(user ? [user] : []), ...ofItems];
      // A batch may have no node with a vector; where there are vectors at all, every step has the same terms.
      if (!first) return users.count + items.count === 0 ? {} : { kd_loss: scalar(0) };
      const total = rest.reduce((a, b) => asScalar(add(a, b)), first);
      return { kd_loss: asScalar(scaled(total, settings.kd_weight / batch.size)) };
    },
    dispose() {
      projection.dispose();
      users.dispose();
      items.dispose();
    }
  };
});

const itemPlans = ({ positives, negatives }: Batch): RowIndex[] => (negatives ? [positives, negatives] : [positives]);

/** Where each node's row stands among `rows` of a table, which ascend. */
function placesOf(table: SemanticTable, rows: Int32Array, nodes: Int32Array, offset: number): RowIndex {
  const position = new Int32Array(table.count);
  rows.forEach((row, at) => (position[row] = at));
  const places = nodes.map((node) => position[table.rowOf[node - offset] ?? 0] ?? 0);
  return makeRowIndex(places, rows.length);
}

// SDR of ProMax (BlueGhostYi/ProRec, lightgcn_promax): a user's scores over all items are to spread as the likeness of the user's profile to
// theirs does.
//   L = weight · mean over the batch's users u of w_u · CE(T_u, softmax_i(cos(e_u, e_i)/τ)),   T_u = softmax_i(cos(p_u, p_i)/τ),
//   w_u = 1 − H(T_u)/ln I within 0.1 … 1,
// with p the whitened vectors (whiten.ts), as wide as the node table, and each user of the batch once. T and w are constants: y_u, the
// denominator of T_u, and w_u are made once. ProMax has a second term, a contrast with a graph of added pairs, which is no alignment and
// not here. Users and items without a vector are left out.
import { div, keep, log, mul, scalar, slice, sub, sum, tensor2d, tidy, type Tensor2D } from '@tensorflow/tfjs-core';
import { as2d, asScalar } from '#kernels/backend/tensors';
import { exponentialSums } from '#kernels/exponential-sums/exponential-sums';
import { disposeRowIndex, gatherRows, makeRowIndex } from '#kernels/gather-rows/gather-rows';
import type { LossTerms } from '#lib/backbones/types';
import { log as logOf } from '#lib/elementary/logarithm';
import { unitRows } from '#lib/losses/info-nce';
import { softCrossEntropy } from '#lib/losses/soft-cross-entropy';
import type { WorkStep } from '#lib/work/work';
import { alignment } from '../build';
import { SemanticTable } from '../semantic-table';
import { DISTRIBUTION } from './settings';
import { whiten, type Whitened } from './whiten';

/** Users whose weights are made at a time. */
const USERS = 1024;
/** Of a user whose likeness is the same to all items. */
const LEAST_WEIGHT = 0.1;

interface Profiles {
  readonly users: Tensor2D;
  readonly items: Tensor2D;
  /** By row of the users: y_u and w_u. */
  readonly totals: Float32Array;
  readonly weights: Float32Array;
}

export const distribution = alignment(DISTRIBUTION, ({ userCount, itemCount, dimensions, vectors }, settings) => {
  const { sdr_temperature: temperature } = settings;
  const users = new SemanticTable(vectors.users, vectors.userPresent, vectors.dimensions);
  const items = new SemanticTable(vectors.items, vectors.itemPresent, vectors.dimensions);
  const isEmpty = users.count === 0 || items.count === 0;
  const nodeCount = userCount + itemCount;
  const itemNodes = Int32Array.from({ length: itemCount }, (_, item) => userCount + item).filter((node) =>
    items.has(node - userCount)
  );
  const itemPlan = makeRowIndex(itemNodes, nodeCount);
  let profiles: Profiles | null = null;

  async function whitened(step: WorkStep): Promise<readonly [Whitened, Whitened]> {
    if (!settings.joint_whitening)
      return [await whiten([users], dimensions, step), await whiten([items], dimensions, step)];
    const { rows, width } = await whiten([users, items], dimensions, step);
    const [own, others] = [rows.subarray(0, users.count * width), rows.subarray(users.count * width)];
    return [
      { rows: own, width },
      { rows: others, width }
    ];
  }

  async function makeProfiles(step: WorkStep): Promise<Profiles> {
    const [ofUsers, ofItems] = await whitened(step);
    // Apart, one side may have fewer axes: those that both have are compared, as the first of each with the first.
    const width = Math.min(ofUsers.width, ofItems.width);
    const upload = ({ rows, width: own }: Whitened, count: number): Tensor2D =>
      tidy(() => keep(as2d(unitRows(as2d(slice(tensor2d(rows, [count, own]), [0, 0], [count, width]))))));
    const made = { users: upload(ofUsers, users.count), items: upload(ofItems, items.count) };
    const totals = new Float32Array(users.count);
    const weights = new Float32Array(users.count).fill(1);
    for (let start = 0; start < users.count; start += USERS) {
      const size = Math.min(USERS, users.count - start);
      const [y, entropy] = tidy(() => {
        const own = as2d(slice(made.users, [start, 0], [size, width]));
        const sums = exponentialSums(own, made.items, temperature, null);
        const likeness = div(sum(mul(own, sums.sums), 1, true), mul(sums.totals, temperature));
        return [sums.totals, as2d(sub(log(sums.totals), likeness))];
      });
      if (!y || !entropy) throw new Error('The sums are missing');
      totals.set(await y.data<'float32'>(), start);
      const spread = await entropy.data<'float32'>();
      y.dispose();
      entropy.dispose();
      if (!settings.equal_users) {
        spread.forEach((value, at) => (weights[start + at] = weightOf(value, items.count)));
      }
      await step(start + size, users.count);
    }
    return { ...made, totals, weights };
  }

  return {
    init: () => ({}),
    prepare: () => ({}),
    async ready(step) {
      if (!isEmpty) profiles ??= await makeProfiles(step);
    },
    loss(_parameters, final, batch): LossTerms {
      if (isEmpty) return {};
      if (!profiles) throw new Error('The alignment has not been made ready');
      const nodes = Int32Array.from(new Set(batch.anchors.index.filter((node) => users.has(node)))).sort();
      if (nodes.length === 0) return { sdr_loss: scalar(0) };
      const rows = nodes.map((node) => users.rowOf[node] ?? 0);
      const column = (values: Float32Array): Tensor2D =>
        tensor2d(
          Float32Array.from(rows, (row) => values[row] ?? 0),
          [rows.length, 1]
        );
      const target = {
        anchors: gatherRows(profiles.users, makeRowIndex(rows, users.count)),
        candidates: profiles.items,
        totals: column(profiles.totals)
      };
      const factors = as2d(mul(column(profiles.weights), settings.sdr_weight / rows.length));
      const own = unitRows(gatherRows(final, makeRowIndex(nodes, nodeCount)));
      const candidates = unitRows(gatherRows(final, itemPlan));
      return { sdr_loss: asScalar(softCrossEntropy(own, candidates, target, factors, temperature)) };
    },
    dispose() {
      profiles?.users.dispose();
      profiles?.items.dispose();
      disposeRowIndex(itemPlan);
      users.dispose();
      items.dispose();
    }
  };
});

/** w of a user by the entropy of T, in nats, over `count` items. */
function weightOf(entropy: number, count: number): number {
  const certain = count > 1 ? 1 - entropy / logOf(count) : 1;
  return Math.min(1, Math.max(LEAST_WEIGHT, certain));
}

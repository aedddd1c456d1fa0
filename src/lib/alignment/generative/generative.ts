// Generative alignment (RLMRec-Gen, paper §3.3.2 and eq. 17, official "gene"): rows of the node table are replaced by one
// learnable mask token before propagation; the final embeddings of those nodes, projected up to the semantic space, must
// find their own semantic vectors among the masked nodes'. The masked table feeds everything else in the step too.
import { concat, scalar, type Tensor2D } from '@tensorflow/tfjs-core';
import { as2d, asScalar } from '#kernels/backend/tensors';
import { gatherRows, makeRowIndex } from '#kernels/gather-rows/gather-rows';
import { permutation } from '#kernels/random/random';
import { scaled } from '#kernels/scaled/scaled';
import { STREAM } from '#kernels/random/streams';
import type { Batch, LossTerms, StepState, TensorSet } from '#lib/backbones/types';
import { maskedInfoNce, unitRows } from '#lib/losses/info-nce';
import { alignment } from '../build';
import { applyMlp, initMlp } from '../mlp';
import { SemanticTable } from '../semantic-table';
import { restorationAhead } from './restoration';
import { GENERATIVE } from './settings';

/** The candidates of the reconstruction are constants: their rows get length one when they are uploaded, not in each step. */
const ON_DEVICE = { prepare: unitRows };

export const generative = alignment(GENERATIVE, (context, settings) => {
  const { userCount, itemCount, vectors, dimensions } = context;
  const nodeCount = userCount + itemCount;
  const allNodes = Int32Array.from({ length: nodeCount }, (_, node) => node);
  const users = new SemanticTable(vectors.users, vectors.userPresent, vectors.dimensions, ON_DEVICE);
  const items = new SemanticTable(vectors.items, vectors.itemPresent, vectors.dimensions, ON_DEVICE);

  /** Rows of the tables for nodes, which must ascend: users stand before items then. */
  const rowsOf = (nodes: Int32Array): { readonly ofUsers: Int32Array; readonly ofItems: Int32Array } => ({
    ofUsers: nodes.filter((node) => node < userCount).map((user) => users.rowOf[user] ?? 0),
    ofItems: nodes.filter((node) => node >= userCount).map((node) => items.rowOf[node - userCount] ?? 0)
  });

  /** Semantic vectors of nodes, row-major. */
  function semanticValues(nodes: Int32Array): Float32Array {
    const { ofUsers, ofItems } = rowsOf(nodes);
    const values = new Float32Array(nodes.length * vectors.dimensions);
    users.copy(ofUsers, values);
    items.copy(ofItems, values.subarray(ofUsers.length * vectors.dimensions));
    return values;
  }

  /** The same on the device, of length one. */
  function semanticRows(nodes: Int32Array): Tensor2D {
    const { ofUsers, ofItems } = rowsOf(nodes);
    const parts = [
      ...(ofUsers.length > 0 ? [users.gather(ofUsers)] : []),
      ...(ofItems.length > 0 ? [items.gather(ofItems)] : [])
    ];
    return as2d(concat(parts, 0));
  }

  const hasVector = (node: number): boolean => (node < userCount ? users.has(node) : items.has(node - userCount));

  function maskedNodes(state: StepState): Int32Array {
    const nodes = state.maskedNodes;
    if (nodes instanceof Int32Array) return nodes;
    throw new Error('The step has no masked nodes');
  }

  return {
    init: (key) => ({
      ...initMlp(context.outputDim, vectors.dimensions, key),
      // Official behaviour: one token for users and items, zero at the start.
      mask_token: { shape: [1, dimensions], values: new Float32Array(dimensions) }
    }),

    prepare({ key }): StepState {
      const masked = Math.max(1, Math.floor(nodeCount * settings.mask_ratio));
      return { maskedNodes: permutation({ ...key, stream: STREAM.maskedNodes }, nodeCount).slice(0, masked) };
    },

    transform(parameters: TensorSet, e0: Tensor2D, state: StepState): Tensor2D {
      const token = parameters.mask_token;
      if (!token) throw new Error('The mask token is missing');
      // One gather from the table with the token below it: row N stands for every masked node.
      const rows = allNodes.slice();
      for (const node of maskedNodes(state)) rows[node] = nodeCount;
      return gatherRows(as2d(concat([e0, as2d(token)], 0)), makeRowIndex(rows, nodeCount + 1));
    },

    looksAhead: true,

    loss(parameters: TensorSet, final: Tensor2D, batch: Batch, state: StepState): LossTerms {
      // The loss is a mean over these rows and their candidates, so that their order is free.
      const wanted = settings.batch_masked_only ? nodesOf(batch) : null;
      const nodes = maskedNodes(state)
        .filter((node) => hasVector(node) && (!wanted || wanted.has(node)))
        .sort();
      // A step may mask no node with a vector; where there are vectors at all, every step has the same terms.
      if (nodes.length === 0) return users.count + items.count === 0 ? {} : { recon_loss: scalar(0) };
      const rows = gatherRows(final, makeRowIndex(nodes, nodeCount));
      const { re_temperature: temperature } = settings;
      const loss =
        restorationAhead(parameters, rows, () => semanticValues(nodes), temperature) ??
        maskedInfoNce(applyMlp(parameters, rows), semanticRows(nodes), temperature, {
          fixedTargets: true,
          unitTargets: true
        });
      return { recon_loss: asScalar(scaled(loss, settings.recon_weight)) };
    },

    dispose() {
      users.dispose();
      items.dispose();
    }
  };
});

function nodesOf({ anchors, positives, negatives }: Batch): Set<number> {
  return new Set([...anchors.index, ...positives.index, ...(negatives?.index ?? [])]);
}

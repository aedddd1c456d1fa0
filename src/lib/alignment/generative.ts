// Generative alignment (RLMRec-Gen, paper §3.3.2 and eq. 17, official "gene"): rows of the node table are replaced by one
// learnable mask token before propagation; the final embeddings of those nodes, projected up to the semantic space, must
// find their own semantic vectors among the masked nodes'. The masked table feeds everything else in the step too.
import { add, concat, gather, matMul, mul, sub, tensor1d, tensor2d, type Tensor2D } from '@tensorflow/tfjs-core';
import { as2d, asScalar } from '#kernels/backend/tensors';
import { gatherRows, makeRowIndex } from '#kernels/gather-rows/gather-rows';
import { permutation } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import type { Alignment, Batch, LossTerms, StepState, TensorSet } from '#lib/backbones/types';
import { maskedInfoNce } from './info-nce';
import { applyMlp, initMlp } from './mlp';
import type { AlignmentContext } from './types';

export interface GenerativeSettings {
  /** Share of all nodes masked in a step; at least one is. */
  readonly maskRatio: number;
  /** Official recon_weight. */
  readonly weight: number;
  /** Official re_temperature. */
  readonly temperature: number;
}

export function generative(context: AlignmentContext, settings: GenerativeSettings): Alignment {
  const { userCount, itemCount, vectors, dimensions } = context;
  const nodeCount = userCount + itemCount;
  const width = vectors.dimensions;
  const users = tensor2d(vectors.users, [userCount, width]);
  const items = tensor2d(vectors.items, [itemCount, width]);
  const present = (node: number): boolean =>
    (node < userCount ? vectors.userPresent[node] : vectors.itemPresent[node - userCount]) === 1;

  function semanticRows(nodes: Int32Array): Tensor2D {
    // Users and items lie in tables of their own (together they may exceed one buffer): gather from each, then order.
    const inUsers = nodes.filter((node) => node < userCount);
    const inItems = nodes.filter((node) => node >= userCount);
    const at = new Map([...inUsers, ...inItems].map((node, position) => [node, position]));
    const parts: Tensor2D[] = [];
    if (inUsers.length > 0) parts.push(as2d(gather(users, tensor1d(inUsers, 'int32'))));
    if (inItems.length > 0) {
      parts.push(
        as2d(
          gather(
            items,
            tensor1d(
              inItems.map((node) => node - userCount),
              'int32'
            )
          )
        )
      );
    }
    const [first, second] = parts;
    if (!first) throw new Error('No node to gather');
    const stacked = second ? as2d(concat([first, second], 0)) : first;
    return as2d(
      gather(
        stacked,
        tensor1d(
          Int32Array.from(nodes, (node) => at.get(node) ?? 0),
          'int32'
        )
      )
    );
  }

  function maskedNodes(state: StepState): Int32Array {
    const nodes = state.maskedNodes;
    if (nodes instanceof Int32Array) return nodes;
    throw new Error('The step has no masked nodes');
  }

  return {
    name: 'generative',
    init: (key) => ({
      ...initMlp(context.outputDim, width, key),
      // Official behaviour: one token for users and items, zero at the start.
      mask_token: { shape: [1, dimensions], values: new Float32Array(dimensions) }
    }),

    prepare(key): StepState {
      const masked = Math.max(1, Math.floor(nodeCount * settings.maskRatio));
      return { maskedNodes: permutation({ ...key, stream: STREAM.maskedNodes }, nodeCount).slice(0, masked) };
    },

    transform(parameters: TensorSet, e0: Tensor2D, state: StepState): Tensor2D {
      const token = parameters.mask_token;
      if (!token) throw new Error('The mask token is missing');
      const flags = new Float32Array(nodeCount);
      for (const node of maskedNodes(state)) flags[node] = 1;
      const mask = tensor2d(flags, [nodeCount, 1]);
      return as2d(add(mul(e0, sub(1, mask)), matMul(mask, as2d(token))));
    },

    loss(parameters: TensorSet, final: Tensor2D, _batch: Batch, state: StepState): LossTerms {
      const nodes = maskedNodes(state).filter(present);
      if (nodes.length === 0) return {};
      const restored = applyMlp(parameters, gatherRows(final, makeRowIndex(nodes, nodeCount)));
      const loss = maskedInfoNce(restored, semanticRows(nodes), settings.temperature);
      return { recon_loss: asScalar(mul(loss, settings.weight)) };
    },

    dispose() {
      users.dispose();
      items.dispose();
    }
  };
}

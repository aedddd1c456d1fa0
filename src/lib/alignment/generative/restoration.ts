// The reconstruction loss of masked nodes, made ahead of the tape where rows are cut into parts (kernels/workers/ahead.ts). The tape gets
// its value and its gradients as they are; both are gone through in one piece, since the projection stands between the loss and the tape.
import { add, customGrad, log, mean, mul, neg, type Scalar, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { as2d, asScalar, customGradInputs } from '#kernels/backend/tensors';
import { aheadOfTape } from '#kernels/workers/ahead';
import type { TensorSet } from '#lib/backbones/types';
import { EPSILON } from '#lib/losses/info-nce';
import { mlpTensors } from '../mlp';
import { restorationInParts } from './restoration-in-parts';

/**
 * Masked InfoNCE of the rows' projections; null where nobody looks ahead of the tape.
 * @param rows final embeddings of the masked nodes [M, d] @param targets their semantic vectors, row-major [M, w]
 */
export function restorationAhead(
  parameters: TensorSet,
  rows: Tensor2D,
  targets: () => Float32Array,
  temperature: number
): Scalar | null {
  const { weight0, bias0, weight2, bias2 } = mlpTensors(parameters);
  const read = (of: Tensor): Float32Array => of.dataSync<'float32'>();
  const made = aheadOfTape(
    () =>
      restorationInParts(
        read(rows),
        targets(),
        { weight0: read(weight0), bias0: read(bias0), weight2: read(weight2), bias2: read(bias2) },
        temperature
      ),
    false
  );
  const [shares, ...gradients] = made ?? [];
  if (!shares) return null;
  const operation = customGrad((...args) => {
    const { save } = customGradInputs(args);
    save(gradients);
    return {
      value: neg(mean(log(add(shares, EPSILON)))),
      gradFunc: (dy, saved) => saved.map((gradient) => mul(gradient, dy))
    };
  });
  return asScalar(operation(rows, as2d(weight0), bias0, as2d(weight2), bias2));
}

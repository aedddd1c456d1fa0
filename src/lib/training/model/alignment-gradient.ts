// What an alignment pulls at: the gradient of its own terms with respect to the final embeddings, not to the parameters. For looking at one
// step of a trained model; training takes the gradient of all terms (model.ts).
import { engine, scalar, tidy, zerosLike } from '@tensorflow/tfjs-core';
import { throwIfDeviceFailed } from '#kernels/backend/backend';
import { addAll, as2d } from '#kernels/backend/tensors';
import type { Batch, TensorSet } from '#lib/backbones/types';
import type { Model, ModelState } from './model';

export interface AlignmentGradient {
  /** Final embeddings as the step sees them (dropout, masks), row-major [N, width]. */
  readonly final: Float32Array;
  /** d (sum of the alignment's weighted terms) / d final, [N, width]; zeros where no alignment is on. */
  readonly gradient: Float32Array;
  readonly width: number;
}

/**
 * d (sum of the alignment's weighted terms) / d (final embeddings) for one batch, on the current backend.
 * @param parameters as trained; not disposed, not changed
 * @param state of one training step: its masks and dropout decide what the alignment sees
 * @throws AppError of a failed device
 */
export async function alignmentGradient(
  model: Model,
  parameters: TensorSet,
  batch: Batch,
  state: ModelState
): Promise<AlignmentGradient> {
  const [final, gradient] = tidy(() => {
    const embeddings = model.trainEmbeddings(parameters, state).clone();
    const total = () => {
      const terms = Object.values(model.alignmentTerms(parameters, as2d(embeddings), batch, state));
      return terms.length > 0 ? addAll(terms) : scalar(0);
    };
    // Terms may be constant (no node of the batch has a vector, or the alignment has no loss): then there is no gradient.
    const [found] = engine().gradients(total, [embeddings], undefined, true).grads;
    return [as2d(embeddings), as2d(found ?? zerosLike(embeddings))] as const;
  });
  const [finalValues, gradientValues] = await Promise.all([final.data<'float32'>(), gradient.data<'float32'>()]);
  const width = final.shape[1];
  final.dispose();
  gradient.dispose();
  throwIfDeviceFailed();
  // Copies: the arrays may be views on the backend's own memory.
  return { final: finalValues.slice(), gradient: gradientValues.slice(), width };
}

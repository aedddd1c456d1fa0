// All trainable numbers of a run in one flat buffer, with Adam's two moments beside it: a tensor [3, P]. The node table
// comes first, then the backbone's and the alignment's arrays in a fixed order. P is padded to whole chunks, so that sums
// over the buffer run in chunks (100,000 sequential float32 additions err by 1e-4; chunked ones do not).
import {
  concat,
  mul,
  reshape,
  slice,
  square,
  sum,
  tensor2d,
  zeros,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D
} from '@tensorflow/tfjs-core';
import { as1d, as2d, asScalar } from '#kernels/backend/tensors';
import { squaredNorm } from '#kernels/squared-norm/squared-norm';
import type { ParameterSet, TensorSet } from '#lib/backbones/types';

const CHUNK = 1024;

export interface ParameterSlot {
  readonly name: string;
  readonly shape: readonly number[];
  readonly offset: number;
  readonly size: number;
}

/** Where each array lies in the flat buffer. */
export class ParameterLayout {
  readonly slots: readonly ParameterSlot[];
  /** Numbers in use. */
  readonly used: number;
  /** P, padded. */
  readonly size: number;

  constructor(arrays: ParameterSet) {
    let offset = 0;
    this.slots = Object.entries(arrays).map(([name, { shape }]) => {
      const size = shape.reduce((a, b) => a * b, 1);
      const slot = { name, shape, offset, size };
      offset += size;
      return slot;
    });
    this.used = offset;
    this.size = Math.ceil(offset / CHUNK) * CHUNK;
  }

  /** Adam's state [3, P] with the given start and zero moments. */
  initialState(arrays: ParameterSet): Tensor2D {
    const parameters = new Float32Array(this.size);
    for (const { name, offset } of this.slots) parameters.set(arrays[name]?.values ?? [], offset);
    return this.stateOf(parameters);
  }

  /** Adam's state [3, P] with the given parameters [P] and zero moments. */
  stateOf(parameters: Float32Array): Tensor2D {
    const values = new Float32Array(3 * this.size);
    values.set(parameters);
    return tensor2d(values, [3, this.size]);
  }

  /** The arrays, copied out of the first row of the state. */
  read(state: Tensor2D): TensorSet {
    return Object.fromEntries(
      this.slots.map(({ name, shape, offset, size }) => [
        name,
        reshape(slice(state, [0, offset], [1, size]), [...shape])
      ])
    );
  }

  /** Numbers that no array uses. */
  get padding(): number {
    return this.size - this.used;
  }

  /**
   * Gradients by name as one vector [P]; a missing one is zero.
   * @param padding zeros for the end, [size − used], where somebody keeps them
   */
  flatten(gradients: Readonly<Record<string, Tensor | undefined>>, padding?: Tensor1D): Tensor1D {
    const parts: Tensor1D[] = this.slots.map(({ name, size }) =>
      as1d(reshape(gradients[name] ?? zeros([size]), [size]))
    );
    if (this.padding > 0) parts.push(padding ?? zeros([this.padding]));
    return as1d(concat(parts, 0));
  }

  /** weight · Σ θ² over all parameters, in chunks. */
  regulariser(state: Tensor2D, weight: number): Scalar {
    const onDevice = squaredNorm(state, this.size, weight);
    if (onDevice) return onDevice;
    const theta = reshape(slice(state, [0, 0], [1, this.size]), [this.size / CHUNK, CHUNK]);
    return asScalar(mul(sum(sum(square(theta), 1)), weight));
  }

  /** The arrays of the state's first row on the host. */
  async download(state: Tensor2D): Promise<Float32Array> {
    const first = as2d(slice(state, [0, 0], [1, this.size]));
    const data = await first.data<'float32'>();
    first.dispose();
    return data.slice();
  }
}

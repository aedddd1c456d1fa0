// The network of Universal Sentence Encoder Lite (Cer et al. 2018), as its published graph has it: token vectors with waves of their
// position, two layers of a transformer (normalised before attention and before the inner layer, four heads), the mean over a text's tokens,
// one tanh layer, length 1. Written out for tfjs's operations instead of running the graph: tokens of a batch lie under each other without
// padding, dense products go to our own kernel on wasm, and a text's vector does not depend on what stands beside it.
import {
  add,
  concat,
  gather,
  matMul,
  mean,
  mul,
  relu,
  rsqrt,
  slice,
  softmax,
  square,
  stack,
  sub,
  sum,
  tanh,
  tensor1d,
  tensor2d,
  tidy,
  maximum,
  type Tensor,
  type Tensor1D,
  type Tensor2D
} from '@tensorflow/tfjs-core';
import { cos, sin } from '#lib/elementary/trigonometry';
import type { EncoderWeights, LayerWeights, Linear, Matrix, Norm } from './weights';

/** Tokens at which the model was trained to cut. */
export const MOST_TOKENS = 128;
const HEADS = 4;
const NORM_EPSILON = 1e-6;
const LEAST_SQUARES = 1e-12;
/** The graph adds token vectors twice, once with the waves and once without. */
const WORD_FACTOR = 2;

export interface Network {
  readonly dimensions: number;
  /** Vectors of length 1 [texts, dimensions]. @param texts token ids, 1 to `MOST_TOKENS` each */
  encode(texts: readonly (readonly number[])[]): Promise<Float32Array>;
  dispose(): void;
}

/** Puts the weights on the device that is on. */
export function openNetwork(weights: EncoderWeights): Network {
  const kept: Tensor[] = [];
  const keep = <One extends Tensor>(tensor: One): One => {
    kept.push(tensor);
    return tensor;
  };
  const vector = (values: Float32Array): Tensor1D => keep(tensor1d(values));
  const matrix = ({ values, shape: [rows, columns] }: Matrix): Tensor2D => keep(tensor2d(values, [rows, columns]));
  const linear = ({ weight, bias }: Linear) => linearOf(matrix(weight), vector(bias));
  const norm = ({ scale, bias }: Norm) => normOf(vector(scale), vector(bias));
  const layer = (own: LayerWeights) =>
    layerOf({
      norm: norm(own.norm),
      attention: linear(own.attention),
      output: linear(own.output),
      residual: own.residual ? linear(own.residual) : (x) => x,
      innerNorm: norm(own.innerNorm),
      expand: linear(own.expand),
      contract: linear(own.contract)
    });
  const words = matrix(weights.words);
  const positions = matrix(waves(weights.frequencies));
  const layers = weights.layers.map(layer);
  const sentence = linear(weights.sentence);
  const dimensions = weights.sentence.bias.length;

  const forward = (texts: readonly (readonly number[])[]): Tensor => {
    const lengths = texts.map(({ length }) => length);
    const ids = tensor1d(texts.flat(), 'int32');
    const places = tensor1d(
      texts.flatMap((text) => [...text.keys()]),
      'int32'
    );
    let x: Tensor = add(mul(gather(words, ids), WORD_FACTOR), gather(positions, places));
    for (const run of layers) {
      const before = x;
      x = run(before, lengths);
      before.dispose();
    }
    const means = stack(rowsOfTexts(x, lengths).map((rows) => mean(rows, 0)));
    const made = tanh(sentence(means));
    return mul(made, rsqrt(maximum(sum(square(made), -1, true), LEAST_SQUARES)));
  };

  return {
    dimensions,
    async encode(texts) {
      const vectors = tidy(() => forward(texts));
      try {
        const values = await vectors.data();
        return Float32Array.from(values);
      } finally {
        vectors.dispose();
      }
    },
    dispose: () => kept.splice(0).forEach((tensor) => tensor.dispose())
  };
}

type Map = (x: Tensor) => Tensor;

const linearOf =
  (weight: Tensor2D, bias: Tensor1D): Map =>
  (x) =>
    tidy(() => add(matMul(x, weight), bias));

const normOf =
  (scale: Tensor1D, bias: Tensor1D): Map =>
  (x) =>
    tidy(() => {
      const centred = sub(x, mean(x, -1, true));
      const deviation = rsqrt(add(mean(square(centred), -1, true), NORM_EPSILON));
      return add(mul(mul(scale, deviation), centred), bias);
    });

type LayerMaps = Readonly<Record<keyof LayerWeights, Map>>;

/** What a layer makes on the way is freed as soon as it is used up: kept together, it would take hundreds of MB. */
const layerOf =
  ({ norm, attention, output, residual, innerNorm, expand, contract }: LayerMaps) =>
  (x: Tensor, lengths: readonly number[]): Tensor =>
    tidy(() => {
      const attended = tidy(() => {
        const texts = rowsOfTexts(attention(norm(x)), lengths);
        const mixed = texts.map((text) => tidy(() => attend(text)));
        return add(output(concat(mixed, 0)), residual(x));
      });
      return add(contract(tidy(() => relu(expand(innerNorm(attended))))), attended);
    });

/** Rows of each text [tokens, width]. */
function rowsOfTexts(x: Tensor, lengths: readonly number[]): Tensor[] {
  let start = 0;
  return lengths.map((length) => {
    const rows = slice(x, [start, 0], [length, -1]);
    start += length;
    return rows;
  });
}

/**
 * What the tokens of one text make of each other, head by head: on wasm, products of two matrices are our own kernel's, products of stacks
 * of them are not, and those took a third of the time.
 * @param projected queries, keys and values [tokens, 3 · width]
 */
function attend(projected: Tensor): Tensor {
  const [, columns = 0] = projected.shape;
  const head = columns / 3 / HEADS;
  const part = (at: number): Tensor => slice(projected, [0, at * head], [-1, head]);
  const mixed = Array.from({ length: HEADS }, (_, at) => {
    const [queries, keys, values] = [part(at), part(HEADS + at), part(2 * HEADS + at)];
    const scores = matMul(mul(queries, 1 / Math.sqrt(head)), keys, false, true);
    return matMul(softmax(scores), values);
  });
  return concat(mixed, 1);
}

/** sin and cos of position · frequency, [positions, 2 · frequencies]: made here, so that they are the same on every device. */
function waves(frequencies: Float32Array): Matrix {
  const half = frequencies.length;
  const values = new Float32Array(MOST_TOKENS * 2 * half);
  for (let position = 0; position < MOST_TOKENS; position++) {
    frequencies.forEach((frequency, at) => {
      const angle = Math.fround(position * frequency);
      values[position * 2 * half + at] = sin(angle);
      values[position * 2 * half + half + at] = cos(angle);
    });
  }
  return { values, shape: [MOST_TOKENS, 2 * half] };
}

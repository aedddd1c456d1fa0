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
import { LayersInParts } from '#kernels/dense/dense.parts';
import type { RowPool } from '#kernels/workers/pool';
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

/**
 * Puts the weights on the device that is on.
 * @param pool where there is one, rows of dense products are cut over its workers; the bits are the same with any number of them
 */
export function openNetwork(weights: EncoderWeights, pool: RowPool | null): Network {
  const kept: Tensor[] = [];
  const keep = <One extends Tensor>(tensor: One): One => {
    kept.push(tensor);
    return tensor;
  };
  const vector = (values: Float32Array): Tensor1D => keep(tensor1d(values));
  const matrix = ({ values, shape: [rows, columns] }: Matrix): Tensor2D => keep(tensor2d(values, [rows, columns]));
  const parts = pool && new LayersInParts(pool);
  const linear = (own: Linear, slope: Slope = 1): AsyncMap =>
    parts ? inParts(parts, own, slope) : onDevice(matrix(own.weight), vector(own.bias), slope);
  const norm = ({ scale, bias }: Norm) => normOf(vector(scale), vector(bias));
  const layer = (own: LayerWeights) =>
    layerOf({
      norm: norm(own.norm),
      attention: linear(own.attention),
      output: linear(own.output),
      residual: own.residual && linear(own.residual),
      innerNorm: norm(own.innerNorm),
      expand: linear(own.expand, 0),
      contract: linear(own.contract)
    });
  const words = matrix(weights.words);
  const positions = matrix(waves(weights.frequencies));
  const layers = weights.layers.map(layer);
  const sentence = linear(weights.sentence);
  const dimensions = weights.sentence.bias.length;

  const begin = (texts: readonly (readonly number[])[]): Tensor => {
    const ids = tensor1d(texts.flat(), 'int32');
    const places = tensor1d(
      texts.flatMap((text) => [...text.keys()]),
      'int32'
    );
    return add(mul(gather(words, ids), WORD_FACTOR), gather(positions, places));
  };
  const finish = (made: Tensor): Tensor => {
    const bent = tanh(made);
    return mul(bent, rsqrt(maximum(sum(square(bent), -1, true), LEAST_SQUARES)));
  };

  return {
    dimensions,
    async encode(texts) {
      const lengths = texts.map(({ length }) => length);
      let x = tidy(() => begin(texts));
      for (const run of layers) x = await spend(x, (before) => run(before, lengths));
      const means = await spend(x, (rows) => tidy(() => stack(rowsOfTexts(rows, lengths).map((row) => mean(row, 0)))));
      const vectors = await spend(await spend(means, sentence), (made) => tidy(() => finish(made)));
      return spend(vectors, async (made) => Float32Array.from(await made.data()));
    },
    dispose() {
      parts?.end();
      kept.splice(0).forEach((tensor) => tensor.dispose());
    }
  };
}

type Map = (x: Tensor) => Tensor;
type AsyncMap = (x: Tensor) => Promise<Tensor>;
/** Of what is below zero: 1 leaves it, 0 is relu. */
type Slope = 0 | 1;

/** What is made of a tensor that nobody needs afterwards: kept to the end, those of a batch would take hundreds of MB. */
async function spend<Made>(x: Tensor, use: (x: Tensor) => Made | Promise<Made>): Promise<Made> {
  try {
    return await use(x);
  } finally {
    x.dispose();
  }
}

const onDevice =
  (weight: Tensor2D, bias: Tensor1D, slope: Slope): AsyncMap =>
  (x) =>
    Promise.resolve(
      tidy(() => {
        const made = add(matMul(x, weight), bias);
        return slope === 0 ? relu(made) : made;
      })
    );

const inParts =
  (parts: LayersInParts, { weight, bias }: Linear, slope: Slope): AsyncMap =>
  async (x) => {
    const [depth, columns] = weight.shape;
    const layer = { weight: weight.values, isTransposed: false, bias, depth, columns, slope };
    const made = await parts.run(Float32Array.from(await x.data()), layer);
    return tensor2d(made, [made.length / columns, columns]);
  };

const normOf =
  (scale: Tensor1D, bias: Tensor1D): Map =>
  (x) =>
    tidy(() => {
      const centred = sub(x, mean(x, -1, true));
      const deviation = rsqrt(add(mean(square(centred), -1, true), NORM_EPSILON));
      return add(mul(mul(scale, deviation), centred), bias);
    });

interface LayerMaps extends Readonly<Record<'attention' | 'output' | 'expand' | 'contract', AsyncMap>> {
  readonly norm: Map;
  readonly innerNorm: Map;
  readonly residual: AsyncMap | null;
}

const layerOf =
  ({ norm, attention, output, residual, innerNorm, expand, contract }: LayerMaps) =>
  async (x: Tensor, lengths: readonly number[]): Promise<Tensor> => {
    const projected = await spend(norm(x), attention);
    const mixed = await spend(projected, (rows) =>
      tidy(() => concat(rowsOfTexts(rows, lengths).map((text) => tidy(() => attend(text)))))
    );
    const past = residual ? await residual(x) : x.clone();
    const attended = await spend(past, async (own) => spend(await spend(mixed, output), (made) => add(made, own)));
    return spend(attended, async (own) => {
      const wide = await spend(innerNorm(own), expand);
      return spend(await spend(wide, contract), (made) => add(made, own));
    });
  };

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

// The weights of Universal Sentence Encoder Lite by what they do, cut out of the published files. Knows names and shapes, computes nothing.
import * as v from 'valibot';
import { joinBytes } from '#lib/dataset/bytes/join';
import { parseStored } from '#lib/storage/parse-stored';
import { MODEL_FILE, WEIGHT_FILES, type EncoderFile } from './files';

/** Row-major float32. */
export interface Matrix {
  readonly values: Float32Array;
  readonly shape: readonly [rows: number, columns: number];
}
/** x · weight + bias. */
export interface Linear {
  readonly weight: Matrix;
  readonly bias: Float32Array;
}
export interface Norm {
  readonly scale: Float32Array;
  readonly bias: Float32Array;
}
export interface LayerWeights {
  readonly norm: Norm;
  /** [width, 3 · heads · head]: queries, keys, values. */
  readonly attention: Linear;
  readonly output: Linear;
  /** Puts what goes past the attention at the layer's own width; null where it has that already. */
  readonly residual: Linear | null;
  readonly innerNorm: Norm;
  readonly expand: Linear;
  readonly contract: Linear;
}
export interface EncoderWeights {
  /** [tokens, width] */
  readonly words: Matrix;
  /** Angle of a position's waves for each step of one token. */
  readonly frequencies: Float32Array;
  readonly layers: readonly LayerWeights[];
  readonly sentence: Linear;
}

const Model = v.object({
  weightsManifest: v.tuple([
    v.object({
      paths: v.array(v.string()),
      weights: v.array(
        v.object({ name: v.string(), shape: v.array(v.number()), dtype: v.picklist(['float32', 'int32']) })
      )
    })
  ])
});

const TRAINED = 'module/Encoder_en/';
const MADE = 'module_apply_default/Encoder_en/';
const ENCODE = 'KonaTransformer/Encode/';
const LAYERS = 2;

/** @throws Error where a weight is missing or of another shape */
export function encoderWeights(files: ReadonlyMap<EncoderFile, Uint8Array>): EncoderWeights {
  const text = new TextDecoder().decode(files.get(MODEL_FILE.name));
  const [{ weights }] = parseStored(Model, JSON.parse(text)).weightsManifest;
  const { buffer } = joinBytes(WEIGHT_FILES.map(({ name }) => files.get(name) ?? new Uint8Array()));
  const found = new Map<string, { readonly values: Float32Array; readonly shape: readonly number[] }>();
  let at = 0;
  for (const { name, shape, dtype } of weights) {
    const count = shape.reduce((product, size) => product * size, 1);
    if (dtype === 'float32') found.set(name, { values: new Float32Array(buffer, at, count), shape });
    at += 4 * count;
  }
  const take = (name: string) => {
    const weight = found.get(name);
    if (!weight) throw new Error(`the weight ${name} is missing`);
    return weight;
  };
  const matrix = (name: string): Matrix => {
    const { values, shape } = take(name);
    const [rows = 0, columns = 0] = shape.slice(-2);
    if (rows * columns !== values.length) throw new Error(`the weight ${name} is no matrix`);
    return { values, shape: [rows, columns] };
  };
  // What was trained in parts lies there put together.
  const whole = (name: string): Float32Array => take(`${MADE}${ENCODE}${name}/ConcatPartitions/concat`).values;
  const norm = (name: string): Norm => ({
    scale: whole(`${name}layer_prepostprocess/layer_norm/layer_norm_scale`),
    bias: whole(`${name}layer_prepostprocess/layer_norm/layer_norm_bias`)
  });
  const layers = Array.from({ length: LAYERS }, (_, layer): LayerWeights => {
    const own = `Layer_${layer}/TransformerLayer/`;
    const attention = (part: string): Linear => ({
      weight: matrix(`${TRAINED}${ENCODE}${own}MultiheadAttention/${part}_transform_single/kernel/part_0`),
      bias: whole(`${own}MultiheadAttention/${part}_transform_single/bias`)
    });
    const inner = (part: string): Linear => ({
      weight: matrix(`${MADE}${ENCODE}TransformerStack/${own}FFN/${part}/Tensordot/Reshape_1`),
      bias: whole(`${own}FFN/${part}/bias`)
    });
    const residual = `${own}dense/kernel`;
    return {
      norm: norm(own),
      attention: attention('qkv'),
      output: attention('output'),
      residual: found.has(`${MADE}${ENCODE}${residual}/ConcatPartitions/concat`)
        ? { weight: matrix(`${MADE}${ENCODE}${residual}/ConcatPartitions/concat`), bias: whole(`${own}dense/bias`) }
        : null,
      innerNorm: norm(`${own}FFN/`),
      expand: inner('conv1'),
      contract: inner('conv2')
    };
  });
  return {
    words: matrix('module/Embeddings_en'),
    frequencies: take(`${MADE}${ENCODE}TransformerStack/Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1`).values,
    layers,
    sentence: {
      weight: matrix(`${TRAINED}hidden_layers/tanh_layer_0/weights`),
      bias: take(`${TRAINED}hidden_layers/tanh_layer_0/bias`).values
    }
  };
}

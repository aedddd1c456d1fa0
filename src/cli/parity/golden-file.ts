// Reading of golden files: JSON whose arrays are base64 of little-endian numbers (test/golden/README.md). What is read is
// checked against schemas, so a broken folder is told apart from a failing implementation.
import * as v from 'valibot';
import { appError } from '#lib/errors/app-error';

const EncodedArray = v.object({
  shape: v.array(v.pipe(v.number(), v.integer())),
  dtype: v.picklist(['float32', 'int32', 'uint8']),
  b64: v.string()
});
export type EncodedArray = v.InferOutput<typeof EncodedArray>;

const Draw = v.object({
  role: v.string(),
  view: v.optional(v.nullable(v.string())),
  layer: v.optional(v.nullable(v.number())),
  data: EncodedArray
});
const Pairs = v.object({ rows: EncodedArray, cols: EncodedArray });
const BatchArrays = v.object({ users: EncodedArray, pos: EncodedArray, neg: EncodedArray });
const Tensors = v.record(v.string(), EncodedArray);
const Numbers = v.record(v.string(), v.number());
/** Some official settings are words. */
const Config = v.record(v.string(), v.union([v.number(), v.string()]));
const Adjacency = v.object({ which: v.string() });

export const GoldenDataset = v.object({
  user_num: v.number(),
  item_num: v.number(),
  train: Pairs,
  user_semantic: EncodedArray,
  item_semantic: EncodedArray,
  adjacency_no_self_loop: v.object({ rows: EncodedArray, cols: EncodedArray, values: EncodedArray }),
  adjacency_self_loop: v.object({ rows: EncodedArray, cols: EncodedArray, values: EncodedArray })
});
export type GoldenDataset = v.InferOutput<typeof GoldenDataset>;

export const GoldenModel = v.object({
  backbone: v.string(),
  variant: v.picklist(['base', 'con', 'gen']),
  batch: BatchArrays,
  parameters: Tensors,
  adjacency: Adjacency,
  cases: v.array(
    v.object({
      name: v.string(),
      config: Config,
      draws: v.array(Draw),
      forward: v.record(v.string(), v.unknown()),
      losses: Numbers,
      total: v.number(),
      gradients: Tensors,
      eval_scores: EncodedArray
    })
  )
});
export type GoldenModel = v.InferOutput<typeof GoldenModel>;
export type GoldenCase = GoldenModel['cases'][number];
export const ForwardPair = v.object({ user: EncodedArray, item: EncodedArray });

export const GoldenAdam = v.object({
  backbone: v.string(),
  variant: v.picklist(['base', 'con', 'gen']),
  config: Config,
  optimizer: v.object({ lr: v.number() }),
  adjacency: Adjacency,
  parameters: Tensors,
  steps: v.array(v.object({ batch: BatchArrays, draws: v.array(Draw), losses: Numbers })),
  final_parameters: Tensors
});
export type GoldenAdam = v.InferOutput<typeof GoldenAdam>;

const SplitResult = v.object({
  k: v.array(v.number()),
  recall: v.array(v.number()),
  ndcg: v.array(v.number()),
  users_counted: v.number()
});
export const GoldenMetrics = v.object({
  user_num: v.number(),
  item_num: v.number(),
  scores: EncodedArray,
  train: Pairs,
  val: Pairs,
  test: Pairs,
  results: v.object({ val: SplitResult, test: SplitResult })
});
export type GoldenMetrics = v.InferOutput<typeof GoldenMetrics>;

export const GoldenLosses = v.object({
  cases: v.array(
    v.object({ function: v.string(), kwargs: Numbers, inputs: Tensors, value: v.number(), gradients: Tensors })
  )
});
export type GoldenLosses = v.InferOutput<typeof GoldenLosses>;

export const GoldenIndex = v.object({ files: v.array(v.string()) });

/** A folder of golden files, by file name. */
export type GoldenReader = (file: string) => Promise<unknown>;

/** @throws AppError parity/unreadable, naming the file and what in it does not fit */
export async function readGolden<Schema extends v.GenericSchema>(
  read: GoldenReader,
  file: string,
  schema: Schema
): Promise<v.InferOutput<Schema>> {
  let value: unknown;
  try {
    value = await read(file);
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'it is not JSON' : 'it is missing or cannot be opened';
    throw appError('parity/unreadable', { file, reason }, {}, error);
  }
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const place = v.getDotPath(issue) ?? 'the file as a whole';
  throw appError('parity/unreadable', { file, reason: `${place}: ${issue.message}` });
}

function bytesOf(array: EncodedArray): ArrayBuffer {
  const text = atob(array.b64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes.buffer;
}

export function floatsOf(array: EncodedArray): Float32Array {
  if (array.dtype !== 'float32') throw new Error(`Expected float32, found ${array.dtype}`);
  return new Float32Array(bytesOf(array));
}

export function integersOf(array: EncodedArray): Int32Array {
  return array.dtype === 'uint8' ? Int32Array.from(new Uint8Array(bytesOf(array))) : new Int32Array(bytesOf(array));
}

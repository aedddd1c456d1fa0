// ONNX models small enough to write by hand: protocol buffers with the fields that such a model needs, by their numbers in onnx.proto. Only
// tests import this.

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const joined = (...parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

// A varint, a number and a part that knows its length, each under the number of its field.
function varint(value: number): Uint8Array {
  const parts: number[] = [];
  let left = value;
  do {
    const low = left % 128;
    left = Math.floor(left / 128);
    parts.push(left > 0 ? low + 128 : low);
  } while (left > 0);
  return Uint8Array.from(parts);
}
const number = (field: number, value: number) => joined(varint(8 * field), varint(value));
const part = (field: number, content: Uint8Array) => joined(varint(8 * field + 2), varint(content.length), content);
const text = (field: number, content: string) => part(field, bytes(content));

export const FLOAT = 1;
export const INT64 = 7;

export interface OnnxValue {
  readonly name: string;
  readonly type: number;
  readonly shape: readonly (number | string)[];
}

export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  /** Whole numbers by name. */
  readonly attributes?: Readonly<Record<string, number>>;
}

export interface OnnxConstant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | BigInt64Array;
  /** Name of the file beside the model in which its numbers are, from the beginning. */
  readonly file?: string;
}

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxConstant[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

const valueInfo = ({ name, type, shape }: OnnxValue) => {
  const dimension = (size: number | string) => part(1, typeof size === 'string' ? text(2, size) : number(1, size));
  return joined(text(1, name), part(2, part(1, joined(number(1, type), part(2, joined(...shape.map(dimension)))))));
};

const node = ({ op, inputs, output, attributes = {} }: OnnxNode) =>
  joined(
    ...inputs.map((input) => text(1, input)),
    text(2, output),
    text(4, op),
    ...Object.entries(attributes).map(([name, value]) =>
      part(5, joined(text(1, name), number(3, value), number(20, 2)))
    )
  );

const constant = ({ name, shape, values, file }: OnnxConstant) =>
  joined(
    ...shape.map((size) => number(1, size)),
    number(2, values instanceof Float32Array ? FLOAT : INT64),
    text(8, name),
    ...(file === undefined
      ? [part(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength))]
      : [part(13, joined(text(1, 'location'), text(2, file))), number(14, 1)])
  );

/** A whole model file: format 8, operators as of set 13. */
export function onnxModel({ nodes, constants, inputs, outputs }: OnnxGraph): Uint8Array {
  const graph = joined(
    ...nodes.map((each) => part(1, node(each))),
    text(2, 'tiny'),
    ...constants.map((each) => part(5, constant(each))),
    ...inputs.map((each) => part(11, valueInfo(each))),
    ...outputs.map((each) => part(12, valueInfo(each)))
  );
  return joined(number(1, 8), part(8, joined(text(1, ''), number(2, 13))), part(7, graph));
}

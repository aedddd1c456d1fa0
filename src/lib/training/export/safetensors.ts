// The safetensors format: an 8-byte length, a JSON header (name → dtype, shape, offsets; `__metadata__` of texts), then the
// numbers, little-endian. Float32 only. Nothing in such a file can run.
import * as v from 'valibot';
import { appError } from '#lib/errors/app-error';

export interface NamedArray {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface SafeTensors {
  readonly arrays: Readonly<Record<string, NamedArray>>;
  readonly metadata: Readonly<Record<string, string>>;
}

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const Entry = v.object({ dtype: v.literal('F32'), shape: v.array(Count), data_offsets: v.tuple([Count, Count]) });
const Metadata = v.record(v.string(), v.string());
const METADATA = '__metadata__';
/** What the format's own reader allows. */
const LONGEST_HEADER = 100_000_000;

export function writeSafetensors({ arrays, metadata }: SafeTensors): Uint8Array<ArrayBuffer> {
  let offset = 0;
  const header: Record<string, unknown> = { [METADATA]: metadata };
  for (const [name, { shape, values }] of Object.entries(arrays)) {
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + 4 * values.length] };
    offset += 4 * values.length;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  // Numbers start at a multiple of eight; the format pads its header with spaces.
  const length = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + length + offset).fill(0x20, 8, 8 + length);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(length), true);
  bytes.set(text, 8);
  let at = 8 + length;
  for (const { values } of Object.values(arrays)) {
    for (const value of values) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return bytes;
}

/** @throws AppError training/model-unreadable, which says what does not fit */
export function readSafetensors(bytes: Uint8Array, file: string): SafeTensors {
  const fail = (reason: string): never => {
    throw appError('training/model-unreadable', { file, reason });
  };
  if (bytes.length < 8) fail('it is too short for a header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > LONGEST_HEADER || 8 + length > bytes.length) fail('its header is longer than the file');
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + length)));
  } catch {
    fail('its header is not JSON');
  }
  const parsed = v.safeParse(v.record(v.string(), v.unknown()), header);
  if (!parsed.success) return fail('its header is no object');
  const arrays: Record<string, NamedArray> = {};
  for (const [name, value] of Object.entries(parsed.output)) {
    if (name === METADATA) continue;
    const entry = v.safeParse(Entry, value);
    if (!entry.success) return fail(`the array "${name}" is not described as float32 with shape and offsets`);
    const { shape, data_offsets: [start, end] } = entry.output; // prettier-ignore
    const count = shape.reduce((a, b) => a * b, 1);
    if (end - start !== 4 * count || 8 + length + end > bytes.length) {
      return fail(`the array "${name}" does not have the bytes that its shape needs`);
    }
    const values = new Float32Array(count);
    for (let i = 0; i < count; i++) values[i] = view.getFloat32(8 + length + start + 4 * i, true);
    arrays[name] = { shape, values };
  }
  const metadata = v.safeParse(Metadata, parsed.output[METADATA] ?? {});
  return { arrays, metadata: metadata.success ? metadata.output : {} };
}

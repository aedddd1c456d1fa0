// One artifact as one file: what comes with the site, or goes from one machine to another. A header of JSON, then the arrays one after
// another, each at a multiple of eight bytes.
import * as v from 'valibot';
import { appError } from '#lib/errors/app-error';
import { faultOf, reasonOf, sealedOf } from './checked';
import { bytesOf } from './digest';
import { ARRAY_TYPES, arrayFrom, arrayTypeOf } from './array-types';
import { parseMeta } from './browser/schema';
import type { ArrayBlock, Artifact } from './types';

export const PACKED_VERSION = 1;

/** "RLMR" as a little-endian word: no other file begins so. */
const MAGIC = 0x524d4c52;
const ALIGNMENT = 8;

const Header = v.object({
  version: v.literal(PACKED_VERSION),
  meta: v.unknown(),
  /** Left out of files that were written before artifacts were sealed. */
  seal: v.optional(v.string()),
  json: v.unknown(),
  arrays: v.array(
    v.object({ name: v.string(), type: v.picklist(ARRAY_TYPES), bytes: v.pipe(v.number(), v.integer(), v.minValue(0)) })
  )
});

const padded = (size: number): number => Math.ceil(size / ALIGNMENT) * ALIGNMENT;

export async function packArtifact(artifact: Artifact): Promise<Uint8Array<ArrayBuffer>> {
  const { meta, json, arrays } = artifact;
  const { seal } = await sealedOf(artifact);
  const blocks = Object.entries(arrays);
  const listed = blocks.map(([name, block]) => ({ name, type: arrayTypeOf(block), bytes: block.byteLength }));
  const header = new TextEncoder().encode(
    JSON.stringify({ version: PACKED_VERSION, meta, seal, json, arrays: listed })
  );
  const start = padded(8 + header.length);
  const out = new Uint8Array(start + listed.reduce((sum, { bytes }) => sum + padded(bytes), 0));
  const view = new DataView(out.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, header.length, true);
  out.set(header, 8);
  let at = start;
  for (const [, block] of blocks) {
    out.set(bytesOf(block), at);
    at += padded(block.byteLength);
  }
  return out;
}

/**
 * What `packArtifact` was given.
 * @param what names the file in an error
 * @throws AppError storage/damaged where it is something else, cut short, or has other bytes than were packed
 */
export async function unpackArtifact(bytes: Uint8Array, what: string): Promise<Artifact> {
  const broken = (reason: string, cause?: unknown) => appError('storage/damaged', { id: what, reason }, {}, cause);
  if (bytes.length < 8) throw broken('it is too short');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(4, true);
  if (view.getUint32(0, true) !== MAGIC || 8 + length > bytes.length) throw broken('it is no stored result');
  let header: v.InferOutput<typeof Header>;
  let meta: Artifact['meta'];
  try {
    header = v.parse(Header, JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))));
    meta = parseMeta(header.meta);
  } catch (error) {
    throw broken(reasonOf(error), error);
  }
  const arrays: Record<string, ArrayBlock> = {};
  let at = padded(8 + length);
  for (const { name, type, bytes: size } of header.arrays) {
    if (at + size > bytes.length) throw broken('it is cut short');
    try {
      arrays[name] = arrayFrom(type, bytes.subarray(at, at + size));
    } catch (error) {
      throw broken(reasonOf(error), error);
    }
    at += padded(size);
  }
  const artifact = { meta, json: header.json, arrays };
  const fault = await faultOf(meta.id, { artifact, seal: header.seal ?? null });
  if (fault !== null) throw broken(fault);
  return artifact;
}

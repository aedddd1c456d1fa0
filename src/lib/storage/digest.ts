// The digest of an artifact's bytes: SHA-256 over its JSON with sorted keys and over every array by name. Equal digests
// mean equal bits.
import type { ArrayBlock } from './types';

/** JSON with the keys of every object in order, so that the same value always gives the same text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
}

/** The array's bytes where they lie; copied only from memory that is shared between threads. */
export function bytesOf(block: ArrayBlock): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = block;
  return buffer instanceof ArrayBuffer
    ? new Uint8Array(buffer, byteOffset, byteLength)
    : Uint8Array.from(new Uint8Array(buffer, byteOffset, byteLength));
}

/** SHA-256 in hex. */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytesOf(bytes)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export async function artifactDigest(json: unknown, arrays: Readonly<Record<string, ArrayBlock>>): Promise<string> {
  const parts = [canonicalJson(json)];
  for (const name of Object.keys(arrays).sort()) {
    const block = arrays[name];
    if (block)
      parts.push(
        `${name} ${block.constructor.name} ${await sha256Hex(new Uint8Array(block.buffer, block.byteOffset, block.byteLength))}`
      );
  }
  return sha256Hex(new TextEncoder().encode(parts.join('\n')));
}

// SHA-256 in hex, of bytes or of a text, with a message where the page cannot compute one.
import { sha256 as sha256Here } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { appError } from '#lib/errors/app-error';
import { sha256Hex } from '#lib/storage/digest';

/** Bytes below which the platform's hash, which works elsewhere and is waited for, takes ten times as long: ids by the tens of thousands. */
const SHORT = 4096;

/** @throws AppError dataset/no-digest where the page is not served over https or localhost */
export async function sha256(data: Uint8Array | string): Promise<string> {
  if (!globalThis.crypto?.subtle) throw appError('dataset/no-digest', {});
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  return bytes.length < SHORT ? bytesToHex(sha256Here(bytes)) : sha256Hex(bytes);
}

// SHA-256 in hex, of bytes or of a text, with a message where the page cannot compute one.
import { appError } from '#lib/errors/app-error';
import { sha256Hex } from '#lib/storage/digest';

/** @throws AppError dataset/no-digest where the page is not served over https or localhost */
export async function sha256(data: Uint8Array | string): Promise<string> {
  if (!globalThis.crypto?.subtle) throw appError('dataset/no-digest', {});
  return sha256Hex(typeof data === 'string' ? new TextEncoder().encode(data) : data);
}

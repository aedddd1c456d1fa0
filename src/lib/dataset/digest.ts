// SHA-256 in hex, of bytes or of a canonical text.
import { appError } from '#lib/errors/app-error';

/** @throws AppError dataset/no-digest where the page is not served over https or localhost */
export async function sha256(data: Uint8Array | string): Promise<string> {
  if (!globalThis.crypto?.subtle) throw appError('dataset/no-digest', {});
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : Uint8Array.from(data);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

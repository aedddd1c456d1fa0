// The text at the beginning of a file, from its first bytes: unpacked where they are gzip, decoded as the file will be where that can be
// told, else leniently.
import { Gunzip } from 'fflate';
import { EncodingProblem, textDecoding } from './encoding';
import { isGzip } from './gunzip';

/** @param encoding where the reader says it @throws AppError import/no-such-choice where there is no encoding of that name */
export function headText(bytes: Uint8Array, encoding?: string): string {
  const unpacked = isGzip(bytes) ? unpackedHead(bytes) : bytes;
  const decoding = textDecoding(encoding);
  let text = '';
  try {
    text = decoding.push(unpacked);
    return text + decoding.finish();
  } catch (error) {
    // The last character is cut, or reading the file will say what is wrong.
    if (error instanceof EncodingProblem) return text || new TextDecoder().decode(unpacked);
    throw error;
  }
}

function unpackedHead(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  const gunzip = new Gunzip((part) => {
    parts.push(part);
    size += part.length;
  });
  try {
    gunzip.push(bytes, false);
  } catch {
    // Damaged: what came out so far is shown, and reading the file will say so.
  }
  const joined = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

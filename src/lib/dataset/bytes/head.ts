// The text at the beginning of a file, from its first bytes: unpacked where they are gzip, decoded as the file will be where that can be
// told, else leniently.
import { Gunzip } from 'fflate';
import { EncodingProblem, textDecoding } from './encoding';
import { isGzip } from './gunzip';
import { joinBytes } from './join';

/** Bytes of a packed beginning that are unpacked: a file of one line over and over packs a thousandfold. */
const MOST_UNPACKED = 1 << 20;
/** Packed bytes unpacked at a time; what comes of them comes at once. */
const PIECE = 512;
const LINE_END = 10;

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
    for (let at = 0; at < bytes.length && size <= MOST_UNPACKED; at += PIECE) {
      gunzip.push(bytes.subarray(at, at + PIECE), false);
    }
  } catch {
    // Damaged: what came out so far is shown, and reading the file will say so.
  }
  const unpacked = joinBytes(parts);
  if (size <= MOST_UNPACKED) return unpacked;
  // Whole lines, where there are lines.
  const end = unpacked.lastIndexOf(LINE_END, MOST_UNPACKED);
  return unpacked.subarray(0, end < 0 ? MOST_UNPACKED : end + 1);
}

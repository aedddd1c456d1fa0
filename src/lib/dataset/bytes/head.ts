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
  const unpacked = withoutCutCharacter(isGzip(bytes) ? unpackedHead(bytes) : bytes);
  const decoding = textDecoding(encoding);
  let text = '';
  try {
    text = decoding.push(unpacked);
    return text + decoding.finish();
  } catch (error) {
    if (!(error instanceof EncodingProblem)) throw error;
    // Reading the file will say what is wrong. Of UTF-16 only half a character is missing.
    return decoding.encoding === 'utf-8' ? new TextDecoder().decode(unpacked) : text;
  }
}

/** Without a character of UTF-8 of which the beginning ends before its last byte. */
function withoutCutCharacter(bytes: Uint8Array): Uint8Array {
  if (bytes.length < LONG) return bytes;
  for (let back = 1; back <= 3; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
}

/** Shorter than this a file is looked at whole. */
const LONG = 1 << 15;

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

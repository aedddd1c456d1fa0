// Windows-1252, which is Latin-1 with signs in place of its control characters. Written out: Node decodes what it calls windows-1252 as
// plain Latin-1.

/** The signs of the bytes 0x80 to 0x9f; the five that mean nothing stay control characters. */
export const SIGNS_FROM_0X80 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const CODES = Uint16Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x80 && byte <= 0x9f ? SIGNS_FROM_0X80.charCodeAt(byte - 0x80) : byte
);

const utf16 = new TextDecoder('utf-16le', { ignoreBOM: true });

export function decodeWindows1252(bytes: Uint8Array): string {
  const codes = new DataView(new ArrayBuffer(2 * bytes.length));
  bytes.forEach((byte, at) => codes.setUint16(2 * at, CODES[byte] ?? byte, true));
  return utf16.decode(codes);
}

/** How much of a text would make no sense in this encoding. */
export interface Doubt {
  /** Bytes beyond ASCII. */
  high: number;
  /** Those of them that no word of a western language has in this place. */
  doubtful: number;
}

/** Letters that few western languages have, and that stand for common letters of others in their own encodings. */
const RARE = new Set([...'ðþýÐÞÝŠšŽž'].map((letter) => codeToByte(letter.charCodeAt(0))));
/** Signs that stand within words: apostrophes, hyphens, the dot of Catalan. */
const WITHIN_WORDS = new Set([0x91, 0x92, 0x96, 0x97, 0xa0, 0xad, 0xb4, 0xb7]);
const UNUSED = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
const LETTERS_BELOW_0XC0 = new Set([0x83, 0x8a, 0x8c, 0x8e, 0x9a, 0x9c, 0x9e, 0x9f]);

function codeToByte(code: number): number {
  return CODES.indexOf(code);
}

const isHighLetter = (byte: number): boolean =>
  byte >= 0xc0 ? byte !== 0xd7 && byte !== 0xf7 : LETTERS_BELOW_0XC0.has(byte);
const isLower = (byte: number): boolean => byte >= 0x61 && byte <= 0x7a;
const isLetter = (byte: number): boolean =>
  isLower(byte) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x80 && isHighLetter(byte));
const isHighCapital = (byte: number): boolean =>
  (byte >= 0xc0 && byte <= 0xde) || (byte < 0xa0 && byte !== 0x83 && byte < 0x9a) || byte === 0x9f;

/**
 * Counts what speaks against these bytes being Windows-1252: bytes that mean nothing there, what is whole UTF-8, runs of three and more
 * (as every other script has them), signs and capitals within words, letters that mostly are others of another encoding.
 */
export function addDoubt(doubt: Doubt, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) continue;
    const length = utf8Length(bytes, at);
    if (length > 0) {
      doubt.high += length;
      doubt.doubtful += length;
      at += length - 1;
      continue;
    }
    doubt.high++;
    if (isDoubtful(byte, bytes[at - 1] ?? 0x20, bytes[at + 1] ?? 0x20)) doubt.doubtful++;
  }
}

function isDoubtful(byte: number, before: number, after: number): boolean {
  if (UNUSED.has(byte) || RARE.has(byte)) return true;
  if (before >= 0x80 && after >= 0x80) return true;
  if (!isHighLetter(byte)) return isLetter(before) && isLetter(after) && !WITHIN_WORDS.has(byte);
  return isHighCapital(byte) && isLower(before);
}

/** Bytes of the character of UTF-8 that begins here, one cut short by the end of the bytes too; 0 where none does. */
function utf8Length(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const length =
    first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  const end = Math.min(at + length, bytes.length);
  for (let next = at + 1; next < end; next++) if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  return length > 0 && end - at > 1 ? end - at : 0;
}

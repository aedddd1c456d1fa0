// Which encoding a text is in, and decoding it piece by piece. It is decided from the bytes where they leave no doubt: a byte-order mark,
// the zeros of UTF-16, valid UTF-8, else Windows-1252 where its letters make words. For everything else the reader says it.
import '#lib/errors/data';
import { appError } from '#lib/errors/app-error';
import { joinBytes } from './join';
import { addDoubt, decodeWindows1252, type Doubt } from './windows-1252';

/** So many bytes tell whether a text is UTF-16. */
const BEGINNING = 512;
/** From the first byte beyond ASCII on, so many are looked at before an encoding is chosen. */
const EVIDENCE = 1 << 16;
/** Share of the bytes beyond ASCII that may look odd in Windows-1252. */
const MOST_DOUBTFUL = 0.1;

/** What cannot be read in the encoding; the caller knows file and line. */
export class EncodingProblem extends Error {
  /**
   * @param bytes the piece that holds the place, its first byte being the first that was not given out as text
   * @param isLast whether nothing follows it
   */
  constructor(
    readonly bytes: Uint8Array,
    readonly isLast: boolean,
    options?: ErrorOptions
  ) {
    super('The bytes are no text in this encoding', options);
  }
}

/** A text that comes in pieces. */
export interface TextDecoding {
  /** Text so far; a piece may be held back. @throws EncodingProblem */
  push(bytes: Uint8Array): string;
  /** What was held back. @throws EncodingProblem */
  finish(): string;
  /** The encoding as the WHATWG standard calls it, once something told it; 'utf-8' of plain ASCII. */
  readonly encoding: string;
  /** Characters that could not be read and stand as "�"; counted only where the encoding was said. */
  readonly broken: number;
}

/**
 * @param said an encoding by any name that browsers know; left out, it is decided from the bytes
 * @throws AppError import/no-such-choice
 */
export function textDecoding(said?: string): TextDecoding {
  return said === undefined ? new Decided() : new Said(said);
}

const KNOWN =
  'utf-8, utf-16le, utf-16be, windows-1252 (latin-1), windows-1250, windows-1251, gbk, big5, shift_jis, euc-jp, euc-kr';

class Said implements TextDecoding {
  readonly encoding: string;
  broken = 0;
  readonly #decoder: TextDecoder | null;

  constructor(said: string) {
    const label = said
      .trim()
      .toLowerCase()
      .replace(/^latin-1$/, 'latin1');
    let decoder: TextDecoder;
    try {
      decoder = new TextDecoder(label);
    } catch {
      throw appError('import/no-such-choice', { key: 'encoding', value: said, known: KNOWN });
    }
    this.encoding = decoder.encoding;
    this.#decoder = decoder.encoding === 'windows-1252' ? null : decoder;
  }

  push(bytes: Uint8Array): string {
    return this.#counted(this.#decoder ? this.#decoder.decode(bytes, { stream: true }) : decodeWindows1252(bytes));
  }

  finish(): string {
    return this.#counted(this.#decoder?.decode() ?? '');
  }

  #counted(text: string): string {
    for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) this.broken++;
    return text;
  }
}

type State =
  | { readonly is: 'beginning' | 'ascii' }
  | { readonly is: 'unicode'; readonly decoder: TextDecoder }
  | { readonly is: 'western'; readonly doubt: Doubt };

class Decided implements TextDecoding {
  encoding = 'utf-8';
  readonly broken = 0;
  #state: State = { is: 'beginning' };
  #held: Uint8Array = new Uint8Array(0);

  push(bytes: Uint8Array): string {
    return this.#take(bytes, false);
  }

  finish(): string {
    const text = this.#take(new Uint8Array(0), true);
    if (this.#state.is === 'unicode') return text + decoded(this.#state.decoder, new Uint8Array(0), true);
    return text;
  }

  #take(bytes: Uint8Array, isLast: boolean): string {
    const all = this.#held.length > 0 ? joinBytes([this.#held, bytes]) : bytes;
    this.#held = new Uint8Array(0);
    switch (this.#state.is) {
      case 'beginning':
        if (all.length < BEGINNING && !isLast) return this.#hold(all);
        return this.#began(all, isLast);
      case 'ascii':
        return this.#ascii(all, isLast);
      case 'unicode':
        return decoded(this.#state.decoder, all, false);
      case 'western':
        return western(this.#state.doubt, all, isLast);
    }
  }

  #hold(bytes: Uint8Array): string {
    this.#held = bytes.slice();
    return '';
  }

  #began(bytes: Uint8Array, isLast: boolean): string {
    const unicode = unicodeOf(bytes);
    if (unicode === null) {
      this.#state = { is: 'ascii' };
      return this.#take(bytes, isLast);
    }
    this.#choose(unicode);
    return this.#take(bytes, isLast);
  }

  #choose(encoding: string): void {
    this.encoding = encoding;
    this.#state = { is: 'unicode', decoder: new TextDecoder(encoding, { fatal: true }) };
  }

  /** Nothing but ASCII so far, which nearly all encodings share. */
  #ascii(bytes: Uint8Array, isLast: boolean): string {
    const first = firstBeyondAscii(bytes);
    if (first < 0) return asciiText(bytes);
    if (bytes.length - first < EVIDENCE && !isLast) {
      return asciiText(bytes.subarray(0, first)) + this.#hold(bytes.subarray(first));
    }
    if (isUtf8(bytes, isLast)) {
      this.#choose('utf-8');
      return this.#take(bytes, isLast);
    }
    const doubt = { high: 0, doubtful: 0 };
    addDoubt(doubt, bytes);
    if (doubt.doubtful > MOST_DOUBTFUL * doubt.high) throw new EncodingProblem(bytes, isLast);
    this.encoding = 'windows-1252';
    this.#state = { is: 'western', doubt: { high: 0, doubtful: 0 } };
    return this.#take(bytes, isLast);
  }
}

/** Place of the first byte beyond ASCII; −1 for none. */
function firstBeyondAscii(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; at++) if ((bytes[at] ?? 0) >= 0x80) return at;
  return -1;
}

const ascii = new TextDecoder();
const asciiText = (bytes: Uint8Array): string => (bytes.length === 0 ? '' : ascii.decode(bytes));

/** UTF-8 or UTF-16 by its mark, UTF-16 by its zeros too: of a text with western letters, digits or signs every second byte is one. */
function unicodeOf(bytes: Uint8Array): string | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  const pairs = Math.min(bytes.length, BEGINNING) >> 1;
  for (let at = 0; at < 2 * pairs; at++) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (even === 0 && odd >= 0.3 * pairs && odd > 0) return 'utf-16le';
  return odd === 0 && even >= 0.3 * pairs && even > 0 ? 'utf-16be' : null;
}

function decoded(decoder: TextDecoder, bytes: Uint8Array, isLast: boolean): string {
  try {
    return decoder.decode(bytes, { stream: !isLast });
  } catch (error) {
    throw new EncodingProblem(bytes, isLast, { cause: error });
  }
}

function isUtf8(bytes: Uint8Array, isWhole: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !isWhole });
    return true;
  } catch {
    return false;
  }
}

/** The beginning left no doubt; the rest must not raise any. */
function western(doubt: Doubt, bytes: Uint8Array, isLast: boolean): string {
  addDoubt(doubt, bytes);
  if ((isLast || doubt.high > 1000) && doubt.doubtful > MOST_DOUBTFUL * doubt.high)
    throw new EncodingProblem(bytes, isLast);
  return decodeWindows1252(bytes);
}

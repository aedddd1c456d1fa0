// A file's text, piece by piece: unpacked where it is gzip (by content, not by name), decoded, counted for progress and for the
// digest while it is read. The one way in which readers of text get at files.
import '#lib/errors/data';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { appError } from '#lib/errors/app-error';
import { passGate } from '#lib/work/work';
import { EncodingProblem, textDecoding, type TextDecoding } from './encoding';
import { chunksOf } from './input-files';
import { gunzipped, isGzip } from './gunzip';
import { joinBytes } from './join';
import type { InputFile, ReadJob } from './types';

const ENCODING_NAMES: Readonly<Record<string, string>> = {
  'windows-1252': 'Windows-1252 (Latin-1)',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16'
};

/** Reading of several files as one job: bytes and rows are counted over all of them. */
export class ReadingProgress {
  rows = 0;
  #bytes = 0;
  #last = 0;
  readonly #total: number | null;
  readonly #digests = new Map<string, string>();

  readonly #remarks: string[] = [];
  readonly #job: ReadJob;

  /** @param encoding of all files, where the reader says it */
  constructor(
    files: readonly InputFile[],
    job: ReadJob,
    readonly encoding?: string
  ) {
    this.#job = job;
    const sizes = files.map(({ size }) => size);
    this.#total = sizes.every((size) => size !== null) ? sizes.reduce((sum, size) => sum + size, 0) : null;
  }

  /** SHA-256 of the stored bytes of every file that was read to its end, by path. */
  get digests(): ReadonlyMap<string, string> {
    return this.#digests;
  }

  /** What is worth saying of how files were decoded, a sentence each. */
  get remarks(): readonly string[] {
    return this.#remarks;
  }

  /** A file was decoded to its end. */
  decoded(path: string, { encoding, broken }: TextDecoding): void {
    if (this.encoding === undefined && encoding !== 'utf-8')
      this.#remarks.push(`${path} is not UTF-8 and was read as ${ENCODING_NAMES[encoding] ?? encoding}.`);
    if (broken > 0)
      this.#remarks.push(`${broken} characters of ${path} cannot be read in ${encoding} and stand as “�”.`);
  }

  /** The stored bytes of a file, counted. @throws AppError internal/cancelled */
  async *stored(file: InputFile): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const hash = sha256.create();
    for await (const chunk of chunksOf(await file.open())) {
      await passGate(this.#job, 'Reading the files');
      hash.update(chunk);
      this.#bytes += chunk.length;
      this.#report(file.path);
      yield chunk;
    }
    this.#digests.set(file.path, bytesToHex(hash.digest()));
  }

  #report(path: string): void {
    const now = performance.now();
    if (now - this.#last < 100) return;
    this.#last = now;
    this.#job.report?.({ path, bytes: this.#bytes, totalBytes: this.#total, rows: this.rows });
  }
}

/**
 * The text of a file in pieces of a few hundred kilobytes, without a byte-order mark, in the encoding that was said or that the bytes
 * leave no doubt about (encoding.ts).
 * @throws AppError import/not-utf8 with the line, import/broken-gzip, internal/cancelled
 */
export async function* textOf(file: InputFile, progress: ReadingProgress): AsyncGenerator<string> {
  const decoding = textDecoding(progress.encoding);
  let line = 1;
  const checked = (decode: () => string): string => {
    let text: string;
    try {
      text = decode();
    } catch (error) {
      if (!(error instanceof EncodingProblem)) throw error;
      throw appError('import/not-utf8', {}, { file: file.path, line: line + linesBeforeBad(error) }, error);
    }
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) line++;
    return text;
  };
  for await (const bytes of unpacked(file, progress)) {
    const text = checked(() => decoding.push(bytes));
    if (text !== '') yield text;
  }
  const rest = checked(() => decoding.finish());
  if (rest !== '') yield rest;
  progress.decoded(file.path, decoding);
}

/** The bytes of a file as they are once unpacked. */
async function* unpacked(file: InputFile, progress: ReadingProgress): AsyncGenerator<Uint8Array> {
  const stored = progress.stored(file);
  let first: Uint8Array = new Uint8Array(0);
  // A slow server may send a single byte first.
  while (first.length < 2) {
    const next = await stored.next();
    if (next.done) break;
    first = first.length === 0 ? next.value : joinBytes([first, next.value]);
  }
  const all = startingWith(first, stored);
  yield* isGzip(first) ? gunzipped(all, file.path) : all;
}

async function* startingWith<T>(first: T, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

/** Line breaks before the first bytes that are no UTF-8, in a piece that may begin or end within a character. */
function linesBeforeBad({ bytes, isLast }: EncodingProblem): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let start = 0;
  while (start < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start++;
  for (let lines = 0; ; lines++) {
    // A line break's byte is part of no other character.
    const end = bytes.indexOf(10, start);
    try {
      decoder.decode(bytes.subarray(start, end < 0 ? bytes.length : end), { stream: end < 0 && !isLast });
    } catch {
      return lines;
    }
    // Every line is right by itself: it is the character that the piece before began.
    if (end < 0) return 0;
    start = end + 1;
  }
}

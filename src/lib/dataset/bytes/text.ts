// A file's text, piece by piece: unpacked where it is gzip (by content, not by name), decoded as UTF-8, counted for progress and
// for the digest while it is read. The one way in which readers of text get at files.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { appError } from '#lib/errors/app-error';
import { chunksOf } from './input-files';
import { gunzipped, isGzip } from './gunzip';
import { joinBytes } from './join';
import type { InputFile, ReadJob } from './types';

export type TextEncodingName = 'utf-8' | 'latin-1';

/** Reading of several files as one job: bytes and rows are counted over all of them. */
export class ReadingProgress {
  rows = 0;
  #bytes = 0;
  #last = 0;
  readonly #total: number | null;
  readonly #digests = new Map<string, string>();

  constructor(
    files: readonly InputFile[],
    private readonly job: ReadJob
  ) {
    const sizes = files.map(({ size }) => size);
    this.#total = sizes.every((size) => size !== null) ? sizes.reduce((sum, size) => sum + size, 0) : null;
  }

  /** SHA-256 of the stored bytes of every file that was read to its end, by path. */
  get digests(): ReadonlyMap<string, string> {
    return this.#digests;
  }

  /** The stored bytes of a file, counted. @throws AppError internal/cancelled */
  async *stored(file: InputFile): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const hash = sha256.create();
    for await (const chunk of chunksOf(await file.open())) {
      if (this.job.signal?.aborted) throw appError('internal/cancelled', { what: 'Reading the files' });
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
    this.job.onProgress?.({ path, bytes: this.#bytes, totalBytes: this.#total, rows: this.rows });
  }
}

/**
 * The text of a file in pieces of a few hundred kilobytes, without a byte-order mark.
 * @throws AppError import/not-utf8 with the line, import/broken-gzip, internal/cancelled
 */
export async function* textOf(
  file: InputFile,
  progress: ReadingProgress,
  encoding: TextEncodingName = 'utf-8'
): AsyncGenerator<string> {
  if (encoding === 'latin-1') {
    for await (const bytes of unpacked(file, progress)) yield latin1(bytes);
    return;
  }
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for await (const bytes of unpacked(file, progress)) {
    let text: string;
    try {
      text = decoder.decode(bytes, { stream: true });
    } catch (error) {
      throw notUtf8(file, bytes, line, error);
    }
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) line++;
    if (text !== '') yield text;
  }
  try {
    const rest = decoder.decode();
    if (rest !== '') yield rest;
  } catch (error) {
    throw appError('import/not-utf8', {}, { file: file.path, line }, error);
  }
}

/** Each byte as the character of its number. Browsers decode what they call iso-8859-1 as Windows-1252, Node does not. */
function latin1(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) {
    // eslint-disable-next-line no-restricted-syntax -- 8192 at a time fit on any stack.
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  }
  return parts.join('');
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

function notUtf8(file: InputFile, bytes: Uint8Array, lineBefore: number, cause: unknown) {
  return appError('import/not-utf8', {}, { file: file.path, line: lineBefore + linesBeforeBad(bytes) }, cause);
}

/** Line breaks before the first bytes that are no UTF-8, in a piece that may begin or end within a character. */
function linesBeforeBad(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let start = 0;
  while (start < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start++;
  for (let lines = 0; ; lines++) {
    // A line break's byte is part of no other character.
    const end = bytes.indexOf(10, start);
    try {
      decoder.decode(bytes.subarray(start, end < 0 ? bytes.length : end), { stream: end < 0 });
    } catch {
      return lines;
    }
    // Every line is right by itself: it is the character that the piece before began.
    if (end < 0) return 0;
    start = end + 1;
  }
}

// Gzip as a stream, with several members one after another (logs and dumps are often glued together), which browsers' own
// DecompressionStream refuses. A file that ends too early, or whose checksums say that it is damaged, is an error, never other text.
import '#lib/errors/data';
import { Gunzip } from 'fflate';
import { appError } from '#lib/errors/app-error';
import { Crc32 } from './crc32';

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** A text that grows more than this from its packed form is a bomb, not data: clicks pack to a tenth. */
const LARGEST_RATIO = 300;
const HARMLESS_BYTES = 256 * 2 ** 20;
/** Stored bytes pushed at once: of a bomb, sixty-four megabytes come out of them. */
const STEP = 1 << 16;
/** Checksum and size of what a member held. */
const TRAILER = 8;
/** A member's header is shorter than this: its longest part holds 64 KiB. */
const LONGEST_HEADER = 70_000;

/** @throws AppError import/broken-gzip, import/bomb */
export async function* gunzipped(stored: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<Uint8Array> {
  const unpacker = new Unpacker(path);
  for await (const chunk of stored) {
    for (let at = 0; at < chunk.length; at += STEP) yield* unpacker.push(chunk.subarray(at, at + STEP));
  }
  yield* unpacker.finish();
}

class Unpacker {
  readonly #gunzip: Gunzip;
  #ready: Uint8Array[] = [];
  #checksum = new Crc32();
  /** Bytes out of this member, of all members, and stored bytes in. */
  #member = 0;
  #made = 0;
  #read = 0;
  /** The last stored bytes: a member's trailer is known for one only when the next header has been read. */
  #recent: Uint8Array = new Uint8Array(0);
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
    this.#gunzip = new Gunzip((bytes) => {
      if (bytes.length === 0) return;
      this.#checksum.add(bytes);
      this.#member += bytes.length;
      this.#made += bytes.length;
      this.#ready.push(bytes);
    });
    // Fires where a member begins behind another.
    this.#gunzip.onmember = (start) => this.#checkMember(start);
  }

  push(bytes: Uint8Array): Uint8Array[] {
    this.#recent = lastOf(this.#recent, bytes, LONGEST_HEADER + TRAILER);
    this.#read += bytes.length;
    this.#unpack(bytes, false);
    if (this.#made > HARMLESS_BYTES && this.#made > LARGEST_RATIO * this.#read)
      throw appError('import/bomb', { path: this.#path }, { file: this.#path });
    return this.#taken();
  }

  finish(): Uint8Array[] {
    this.#unpack(new Uint8Array(0), true);
    this.#checkMember(this.#read);
    return this.#taken();
  }

  #taken(): Uint8Array[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  #unpack(bytes: Uint8Array, final: boolean): void {
    try {
      this.#gunzip.push(bytes, final);
    } catch (error) {
      const reason =
        this.#made === 0 ? 'it is not gzip, or damaged from its beginning' : `it is damaged after ${this.#made} bytes`;
      throw this.#broken(reason, error);
    }
  }

  /** @param end where the member's trailer ends, in stored bytes */
  #checkMember(end: number): void {
    const start = end - TRAILER - (this.#read - this.#recent.length);
    if (start < 0) throw this.#broken('it ends too early, or is damaged');
    const trailer = new DataView(this.#recent.buffer, this.#recent.byteOffset + start, TRAILER);
    const isWhole =
      trailer.getUint32(0, true) === this.#checksum.value && trailer.getUint32(4, true) === this.#member % 2 ** 32;
    if (!isWhole) throw this.#broken('it ends too early, or is damaged');
    this.#checksum = new Crc32();
    this.#member = 0;
  }

  #broken(reason: string, cause?: unknown) {
    return appError('import/broken-gzip', { reason }, { file: this.#path }, cause);
  }
}

/** The last `count` bytes of what came before and `bytes`. */
function lastOf(before: Uint8Array, bytes: Uint8Array, count: number): Uint8Array {
  const kept = before.subarray(Math.max(0, before.length - Math.max(0, count - bytes.length)));
  const last = new Uint8Array(kept.length + bytes.length);
  last.set(kept);
  last.set(bytes, kept.length);
  return last;
}

// Files as streams: what a reader of large data gets. A file may lie on disk, behind a URL, in a drop on the page or inside an
// archive; none is ever held whole.
import type { Work } from '#lib/work/work';

export interface ByteRange {
  readonly start: number;
  /** Not included. */
  readonly end: number;
}

export interface InputFile {
  /** Path below the folder, archive or drop, with forward slashes. */
  readonly path: string;
  /** Bytes as stored; null where that is not known beforehand (then no range can be asked for). */
  readonly size: number | null;
  /** A new stream of the file's bytes, or of a range of them. */
  open(range?: ByteRange): Promise<ReadableStream<Uint8Array<ArrayBuffer>>>;
}

export interface ReadProgress {
  readonly path: string;
  /** Stored (compressed) bytes of all files read so far, and in all where known. */
  readonly bytes: number;
  readonly totalBytes: number | null;
  readonly rows: number;
}

/** Says how far it is a few times a second at most. */
export type ReadJob = Work<ReadProgress>;

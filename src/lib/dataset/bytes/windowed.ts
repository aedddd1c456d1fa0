// A file of which small ranges are asked for, read in larger pieces: each read of a file on the page goes through another process, and an
// archive of thousands of small files would do so thousands of times. Several may read at different places: a few pieces are kept.
import { bytesOfStream } from './input-files';
import type { InputFile } from './types';

/** Bytes of a piece, which begins at a multiple of it; longer ranges are streamed as they are. */
const PIECE = 4 * 2 ** 20;
/** Pieces kept, those that were used last: two for each of those who read beside one another (transfer/store-import.ts). */
const KEPT = 6;

type Piece = Promise<Uint8Array<ArrayBuffer>>;

/** The same file, to be read and not written into: what it gives are views of the pieces that it keeps. */
export function windowed(file: InputFile, size: number): InputFile {
  const pieces = new Map<number, Piece>();

  function piece(index: number): Piece {
    const known = pieces.get(index);
    pieces.delete(index);
    const start = index * PIECE;
    const end = Math.min(size, start + PIECE);
    const bytes = known ?? file.open({ start, end }).then((stream) => bytesOfStream(stream, end - start));
    // At the end of the order in which they are given up.
    pieces.set(index, bytes);
    if (known) return bytes;
    for (const oldest of pieces.keys()) {
      if (pieces.size <= KEPT) break;
      pieces.delete(oldest);
    }
    bytes.catch(() => pieces.get(index) === bytes && pieces.delete(index));
    return bytes;
  }

  return {
    ...file,
    async open(range) {
      if (!range || range.end > size || range.end - range.start > PIECE) return file.open(range);
      const { start, end } = range;
      const first = Math.floor(start / PIECE);
      const touched = start >= end ? [] : end > (first + 1) * PIECE ? [0, 1] : [0];
      const read = await Promise.all(touched.map((at) => piece(first + at)));
      return streamOf(
        read.map((bytes, at) => {
          const from = (first + at) * PIECE;
          return bytes.subarray(Math.max(0, start - from), end - from);
        })
      );
    }
  };
}

const streamOf = (chunks: readonly Uint8Array<ArrayBuffer>[]): ReadableStream<Uint8Array<ArrayBuffer>> =>
  new ReadableStream({
    start(controller) {
      for (const chunk of chunks) if (chunk.length > 0) controller.enqueue(chunk);
      controller.close();
    }
  });

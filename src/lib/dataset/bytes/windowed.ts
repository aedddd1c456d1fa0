// A file of which small ranges are asked for one behind the other, read in larger pieces: each read of a file on the page goes through another
// process, and an archive of thousands of small files would do so thousands of times.
import { bytesOfStream } from './input-files';
import type { ByteRange, InputFile } from './types';

/** Bytes read at a time; longer ranges are streamed as they are. */
const WINDOW = 4 * 2 ** 20;

interface Window extends ByteRange {
  readonly bytes: Promise<Uint8Array<ArrayBuffer>>;
}

/** The same file, to be read and not written into: it keeps the piece that was read last, and gives views of it. */
export function windowed(file: InputFile, size: number): InputFile {
  let window: Window | null = null;

  function around(range: ByteRange): Window {
    if (window && window.start <= range.start && range.end <= window.end) return window;
    const start = range.start;
    const end = Math.min(size, start + WINDOW);
    const bytes = file.open({ start, end }).then((stream) => bytesOfStream(stream, end - start));
    window = { start, end, bytes };
    return window;
  }

  return {
    ...file,
    async open(range) {
      if (!range || range.end > size || range.end - range.start > WINDOW) return file.open(range);
      const asked = around(range);
      try {
        const read = await asked.bytes;
        return streamOfOne(read.subarray(range.start - asked.start, range.end - asked.start));
      } catch (error) {
        if (window === asked) window = null;
        throw error;
      }
    }
  };
}

const streamOfOne = (bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> =>
  new ReadableStream({
    start(controller) {
      if (bytes.length > 0) controller.enqueue(bytes);
      controller.close();
    }
  });

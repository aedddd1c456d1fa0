// Deflated bytes (RFC 1951) unpacked as they pass: by the engine's own code, which is several times as fast, and where it has none by
// fflate. What comes out is the caller's to check: how much it is, and its checksum.
import { Inflate } from 'fflate';
import { chunksOf } from './input-files';

type Chunks = AsyncGenerator<Uint8Array<ArrayBuffer>>;

/** Stored bytes unpacked at once: of a bomb, sixty-four megabytes come out of them. */
const STEP = 1 << 16;

/** @throws Error where they are no such bytes; what reading `stored` throws, as it is */
export function inflated(stored: AsyncIterable<Uint8Array<ArrayBuffer>>): Chunks {
  const unpacker = unpackerOfTheEngine();
  return unpacker ? inflatedBy(unpacker, stored) : inflatedHere(stored);
}

/** null where it has none for bytes without a header (older than Chromium 103, Firefox 113, Safari 16.4). */
function unpackerOfTheEngine(): DecompressionStream | null {
  try {
    return new DecompressionStream('deflate-raw');
  } catch {
    return null;
  }
}

async function* inflatedBy(
  { readable, writable }: DecompressionStream,
  stored: AsyncIterable<Uint8Array<ArrayBuffer>>
): Chunks {
  const writer = writable.getWriter();
  const feed = async (): Promise<void> => {
    try {
      for await (const chunk of stored)
        for (let at = 0; at < chunk.length; at += STEP) await writer.write(chunk.subarray(at, at + STEP));
      await writer.close();
    } catch (error) {
      // Whoever reads hears of it. Where the reader has left, or the bytes are damaged, the stream is over already.
      await writer.abort(error).catch(() => undefined);
    }
  };
  const fed = feed();
  try {
    yield* chunksOf(readable);
  } finally {
    await fed;
  }
}

/** The same by fflate. */
export async function* inflatedHere(stored: AsyncIterable<Uint8Array>): Chunks {
  let ready: Uint8Array<ArrayBuffer>[] = [];
  const inflate = new Inflate((bytes) => {
    if (bytes.length > 0) ready.push(Uint8Array.from(bytes));
  });
  for await (const chunk of stored) {
    for (let at = 0; at < chunk.length; at += STEP) {
      inflate.push(chunk.subarray(at, at + STEP), false);
      yield* ready;
      ready = [];
    }
  }
  inflate.push(new Uint8Array(0), true);
  yield* ready;
}

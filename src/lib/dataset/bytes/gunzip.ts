// Gzip as a stream, with several members one after another (logs and dumps are often glued together), which browsers' own
// DecompressionStream refuses. A file that ends too early is an error, never a shorter file.
import { Gunzip } from 'fflate';
import { appError } from '#lib/errors/app-error';

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** A text that grows more than this from its packed form is a bomb, not data: clicks pack to a tenth. */
const LARGEST_RATIO = 300;
const HARMLESS_BYTES = 256 * 2 ** 20;

/** @throws AppError import/broken-gzip, import/bomb */
export async function* gunzipped(stored: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<Uint8Array> {
  const broken = (reason: string, cause?: unknown) => appError('import/broken-gzip', { reason }, { file: path }, cause);
  let ready: Uint8Array[] = [];
  let memberBytes = 0;
  const gunzip = new Gunzip((bytes) => {
    memberBytes += bytes.length;
    if (bytes.length > 0) ready.push(bytes);
  });
  gunzip.onmember = () => {
    memberBytes = 0;
  };
  let tail = new Uint8Array(0);
  let [read, made] = [0, 0];
  const push = (bytes: Uint8Array, final: boolean): void => {
    try {
      gunzip.push(bytes, final);
    } catch (error) {
      const reason =
        read === bytes.length ? 'it is not gzip, or damaged from its beginning' : `it is damaged after ${made} bytes`;
      throw broken(reason, error);
    }
  };
  // Two megabytes at a time at most come out of one push of this size, unless the file is a bomb.
  for await (const chunk of stored) {
    read += chunk.length;
    push(chunk, false);
    tail = joined(tail, chunk).slice(-4);
    for (const bytes of ready) made += bytes.length;
    if (made > HARMLESS_BYTES && made > LARGEST_RATIO * read) throw appError('import/bomb', { path }, { file: path });
    yield* ready;
    ready = [];
  }
  if (tail.length < 4) throw broken('it ends too early');
  push(new Uint8Array(0), true);
  yield* ready;
  // The last four bytes are the size of the last member, modulo 2³².
  const size = new DataView(tail.buffer, tail.byteOffset, 4).getUint32(0, true);
  if (size !== memberBytes % 2 ** 32) throw broken('it ends too early, or is damaged');
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

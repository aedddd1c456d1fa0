// Input files from blobs (a drop on the page), from memory and from a URL. Those on disk are in input-files.node.ts.
import { appError } from '#lib/errors/app-error';
import { fetchFile, type FetchLimits } from './fetched';
import type { InputFile } from './types';

export function blobFile(path: string, blob: Blob): InputFile {
  return {
    path,
    size: blob.size,
    open: (range) => Promise.resolve((range ? blob.slice(range.start, range.end) : blob).stream())
  };
}

export const memoryFile = (path: string, content: string | Uint8Array<ArrayBuffer>): InputFile =>
  blobFile(path, new Blob([content]));

/** @throws AppError dataset/unreadable, when it is opened and while it is read */
export function urlFile(url: string, signal?: AbortSignal, limits?: Partial<FetchLimits>): InputFile {
  const path = decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? '') || 'data';
  return {
    path,
    size: null,
    async open() {
      const { ok, status, body } = await fetchFile(url, { path, source: url }, { signal, limits });
      if (ok) return body;
      throw appError('dataset/unreadable', { path, source: url, reason: `the server answered ${status}` });
    }
  };
}

/** Files below what they all lie in: a folder that was dropped is called by its content, as it is on the command line. */
export function withoutCommonFolder(files: readonly InputFile[]): InputFile[] {
  const [first] = files;
  const slash = first?.path.indexOf('/') ?? -1;
  if (!first || slash < 0) return [...files];
  const folder = first.path.slice(0, slash + 1);
  if (!files.every(({ path }) => path.startsWith(folder))) return [...files];
  return withoutCommonFolder(files.map((file) => ({ ...file, path: file.path.slice(folder.length) })));
}

/** The first bytes of a file, as they are stored. */
export async function firstBytes(file: InputFile, count: number): Promise<Uint8Array> {
  const range = file.size === null ? undefined : { start: 0, end: Math.min(count, file.size) };
  return bytesOfStream(await file.open(range), count);
}

/** Bytes of room that are made ready for a file before any of them are there. */
const MOST_ROOM = 2 ** 26;

/** All bytes of a file that a reader needs whole, in a buffer of their own. @throws AppError import/too-large above `most` bytes */
export async function allBytes(file: InputFile, most: number): Promise<Uint8Array<ArrayBuffer>> {
  // Its size is what somebody says of it, and that of its packed form where it is packed.
  let all = new Uint8Array(Math.min(file.size ?? 0, most, MOST_ROOM));
  let size = 0;
  for await (const part of chunksOf(await file.open())) {
    const needed = size + part.length;
    if (needed > most) throw appError('import/too-large', { most }, { file: file.path });
    if (needed > all.length) {
      const larger = new Uint8Array(Math.max(needed, 2 * all.length));
      larger.set(all.subarray(0, size));
      all = larger;
    }
    all.set(part, size);
    size = needed;
  }
  return size === all.length ? all : all.slice(0, size);
}

/**
 * As many bytes of a stream as there are, up to `count`, in a buffer of their own. Where the stream can, it writes into that: memory that is
 * asked for and filled twice costs as much as the reading.
 */
export async function bytesOfStream(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  count: number
): Promise<Uint8Array<ArrayBuffer>> {
  let all = new Uint8Array(count);
  let size = 0;
  const reader = fillingReader(stream);
  try {
    while (reader && size < count) {
      const { done, value } = await reader.read(all.subarray(size));
      // The buffer was handed over, and comes back.
      if (value) all = new Uint8Array(value.buffer);
      if (done) break;
      size += value.length;
    }
  } finally {
    await reader?.cancel().catch(() => undefined);
  }
  if (reader) return all.subarray(0, size);
  for await (const part of chunksOf(stream)) {
    all.set(part.subarray(0, count - size), size);
    size += Math.min(part.length, count - size);
    if (size === count) break;
  }
  return all.subarray(0, size);
}

/** null where the stream gives only buffers of its own. */
function fillingReader(stream: ReadableStream): ReadableStreamBYOBReader | null {
  try {
    return stream.getReader({ mode: 'byob' });
  } catch {
    return null;
  }
}

/** The chunks of a stream; leaving the loop cancels it. Not every browser can iterate over streams themselves. */
export async function* chunksOf(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

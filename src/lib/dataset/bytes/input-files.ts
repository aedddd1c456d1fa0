// Input files from blobs (a drop on the page), from memory and from a URL. Those on disk are in input-files.node.ts.
import { appError } from '#lib/errors/app-error';
import { fetchFile, type FetchLimits } from './fetched';
import { joinBytes } from './join';
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
  const reader = (await file.open(range)).getReader();
  const head = new Uint8Array(count);
  let at = 0;
  try {
    while (at < count) {
      const { done, value } = await reader.read();
      if (done) break;
      const part = value.subarray(0, count - at);
      head.set(part, at);
      at += part.length;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  return head.subarray(0, at);
}

/** All bytes of a file that a reader needs whole. @throws AppError import/too-large above `most` bytes */
export async function allBytes(file: InputFile, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of chunksOf(await file.open())) {
    size += part.length;
    if (size > most) throw appError('import/too-large', { most }, { file: file.path });
    parts.push(part);
  }
  return joinBytes(parts);
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

// Input files on disk: one file, or all of a folder. Node only.
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import type { InputFile } from './types';

/** Files below a folder, hidden ones left out, in the order of their paths; links are not followed. */
export async function folderFiles(folder: string): Promise<InputFile[]> {
  const root = resolve(folder);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (path) =>
        !relative(root, path)
          .split(sep)
          .some((part) => part.startsWith('.'))
    );
  return Promise.all(paths.sort().map((path) => diskFile(path, relative(root, path).split(sep).join('/'))));
}

export async function diskFile(file: string, path: string): Promise<InputFile> {
  const { size } = await stat(file);
  return {
    path,
    size,
    open: (range) => {
      const bounds = range ? { start: range.start, end: range.end - 1 } : {};
      if (range && range.end <= range.start) return Promise.resolve(new Blob([]).stream());
      return Promise.resolve(webStream(createReadStream(file, { ...bounds, highWaterMark: 1 << 18 })));
    }
  };
}

/** Node's own conversion types its chunks as unknown. */
function webStream(stream: Readable): ReadableStream<Uint8Array<ArrayBuffer>> {
  const iterator = stream[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done) controller.close();
      else if (next.value instanceof Uint8Array) controller.enqueue(Uint8Array.from(next.value));
    },
    cancel() {
      stream.destroy();
    }
  });
}

// Files below a folder on disk. Node only.
import { readFile, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { appError } from '#lib/errors/app-error';
import { folderFiles } from '../bytes/input-files.node';
import type { FileSource } from './source';

export function folderSource(folder: string): FileSource {
  const root = resolve(folder);
  const inside = (path: string): string => {
    const full = resolve(root, path);
    if (!full.startsWith(root + sep)) throw appError('dataset/outside-source', { path, source: folder });
    return full;
  };
  return {
    name: folder,
    list: () => folderFiles(root),
    async has(path) {
      const found = await stat(inside(path)).catch(() => null);
      return found?.isFile() ?? false;
    },
    async read(path) {
      try {
        return new Uint8Array(await readFile(inside(path)));
      } catch (error) {
        const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
        if (missing) throw appError('dataset/missing-file', { path, source: folder }, {}, error);
        const reason = error instanceof Error ? error.message : String(error);
        throw appError('dataset/unreadable', { path, source: folder, reason }, {}, error);
      }
    }
  };
}

// Where a data set's files come from: a folder on disk, a URL, or memory. A format's reader sees only this.
import { appError } from '#lib/errors/app-error';
import { allBytes } from '../bytes/input-files';
import type { InputFile } from '../bytes/types';
import { sha256 } from '../stored/digest';
import type { ImportRecord } from '../imports/record';
import type { RawData } from '../raw/types';

export interface FileSource {
  /** As shown in messages: a folder or an address. */
  readonly name: string;
  /** Whether the file is there. */
  has(path: string): Promise<boolean>;
  /** @throws AppError dataset/missing-file, dataset/unreadable */
  read(path: string): Promise<Uint8Array>;
  /** All files as streams, for formats that are read row by row; left out where nobody can list them. */
  list?(): Promise<readonly InputFile[]>;
  /** What names the content of all files, where it is known without reading any. */
  readonly identity?: string;
  /** SHA-256 of a file where it is known without reading it. */
  digest?(path: string): Promise<string | undefined>;
}

/** Rows that were imported before: the files themselves are gone. */
export interface ImportedSource {
  readonly name: string;
  readonly imported: ImportRecord;
  rows(): Promise<RawData>;
}

/** Where a dataset cell finds its data. */
export type DataSource = FileSource | ImportedSource;

export const isImported = (source: DataSource): source is ImportedSource => 'imported' in source;

/** Files that are read as streams, as a folder: those of an archive, or of a drop. */
export function inputsSource(name: string, files: readonly InputFile[]): FileSource {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return {
    name,
    has: (path) => Promise.resolve(byPath.has(path)),
    read(path) {
      const file = byPath.get(path);
      return file
        ? allBytes(file, LARGEST_WHOLE)
        : Promise.reject(appError('dataset/missing-file', { path, source: name }));
    },
    list: () => Promise.resolve(files)
  };
}

/** Bytes of a file that is read whole: the largest array a browser gives. */
export const LARGEST_WHOLE = 2 ** 31 - 1;

/** Files in memory, by path; for tests and for data that was just made. */
export function memorySource(name: string, files: ReadonlyMap<string, Uint8Array>): FileSource {
  return {
    name,
    has: (path) => Promise.resolve(files.has(path)),
    read(path) {
      const bytes = files.get(path);
      return bytes ? Promise.resolve(bytes) : Promise.reject(appError('dataset/missing-file', { path, source: name }));
    }
  };
}

/** Digest of the contents of the named files, in the given order. */
export async function contentDigest(source: FileSource, paths: readonly string[]): Promise<string> {
  const parts: string[] = [];
  for (const path of paths) {
    const known = await source.digest?.(path);
    parts.push(`${path} ${known ?? (await sha256(await source.read(path)))}`);
  }
  return sha256(parts.join('\n'));
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** @throws AppError dataset/not-text */
export async function readText(source: FileSource, path: string): Promise<string> {
  const bytes = await source.read(path);
  try {
    return decoder.decode(bytes);
  } catch (error) {
    throw appError('dataset/not-text', { path }, { file: path }, error);
  }
}

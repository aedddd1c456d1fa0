// Where a dataset cell's `source` is, on the command line: a URL, a file or folder beside the notebook, or a bundled data set.
import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { appError } from '#lib/errors/app-error';
import { diskFile } from '#lib/dataset/bytes/input-files.node';
import { inputsSource, type FileSource } from '#lib/dataset/sources/source';
import { folderSource } from '#lib/dataset/sources/source.folder.node';
import { urlSource } from '#lib/dataset/sources/source.url';

/**
 * @param bundled folder of the bundled data sets
 * @throws AppError notebook/unknown-source
 */
export async function openSource(
  source: string,
  notebook: string,
  bundled: string,
  signal?: AbortSignal
): Promise<FileSource> {
  if (/^https?:\/\//i.test(source)) return urlSource(source, signal);
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(source)) {
    throw appError('notebook/unknown-source', { source, reason: 'only http and https addresses are read' });
  }
  const isName = /^[\w-]+$/.test(source);
  if (isName && (await isFolder(join(bundled, source)))) return folderSource(join(bundled, source));
  const folder = resolve(dirname(notebook), source);
  if (await isFolder(folder)) return folderSource(folder);
  if (await isFile(folder)) return inputsSource(source, [await diskFile(folder, basename(folder))]);
  const reason = isName
    ? `there is neither a bundled data set nor a file or folder of this name (${folder})`
    : `there is no file or folder ${folder}`;
  throw appError('notebook/unknown-source', { source, reason });
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() ?? false;
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}

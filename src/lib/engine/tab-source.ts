// Where a cell's `source` is in the tab: bundled data, an import or added files by name, or an address that the reader wrote.
import { Imports } from '#lib/dataset/imports/imports';
import { Attachments } from '#lib/dataset/attached/attachments';
import type { DataSource, FileSource } from '#lib/dataset/sources/source';
import { urlSource } from '#lib/dataset/sources/source.url';
import { appError } from '#lib/errors/app-error';
import type { ArtifactStore } from '#lib/storage/types';

/** Data sets under public/datasets; an import may not take their names. */
export const BUNDLED_DATASETS = ['bookshop'] as const;

/** Files that a cell other than a dataset names: added on the Data page, or at an address. @throws AppError files/not-attached */
export async function openTabFiles(
  source: string,
  { store, signal }: { readonly store: ArtifactStore; readonly signal: AbortSignal }
): Promise<FileSource> {
  return /^https?:\/\//i.test(source) ? urlSource(source, signal) : new Attachments(store).open(source);
}

/** @throws AppError import/not-imported, dataset/folder-in-tab */
export async function openTabSource(
  source: string,
  { store, assets, signal }: { readonly store: ArtifactStore; readonly assets: string; readonly signal: AbortSignal }
): Promise<DataSource> {
  if (/^https?:\/\//i.test(source)) return urlSource(source, signal);
  if (!/^[a-z0-9][a-z0-9_-]*$/i.test(source)) throw appError('dataset/folder-in-tab', { source });
  if (BUNDLED_DATASETS.some((name) => name === source))
    return urlSource(new URL(`datasets/${source}/`, assets).href, signal);
  const imports = new Imports(store, BUNDLED_DATASETS);
  const imported = await imports.find(source);
  if (!imported) throw appError('import/not-imported', { name: source });
  return { name: source, imported, rows: () => imports.rows(source) };
}

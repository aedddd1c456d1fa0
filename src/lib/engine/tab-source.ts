// Where a cell's `source` is in the tab: bundled data, an import or added files by name, or an address that the reader wrote.
import { Imports } from '#lib/dataset/imports/imports';
import { Attachments } from '#lib/dataset/attached/attachments';
import type { DataSource, FileSource } from '#lib/dataset/sources/source';
import { urlSource } from '#lib/dataset/sources/source.url';
import { appError } from '#lib/errors/app-error';
import type { ArtifactStore } from '#lib/storage/types';

/** Data sets under public/datasets; an import may not take their names. */
export const BUNDLED_DATASETS = ['bookshop'] as const;

interface Places {
  readonly store: ArtifactStore;
  /** Where the site's own files are. */
  readonly assets: string;
  readonly signal: AbortSignal;
}

const isBundled = (source: string): boolean => BUNDLED_DATASETS.some((name) => name === source);
const bundledSource = (source: string, { assets, signal }: Places): FileSource =>
  urlSource(new URL(`datasets/${source}/`, assets).href, signal);

/**
 * Files that a cell other than a dataset names: added on the Data page, those beside bundled data, or at an address.
 * @throws AppError files/not-attached
 */
export async function openTabFiles(source: string, places: Places): Promise<FileSource> {
  if (/^https?:\/\//i.test(source)) return urlSource(source, places.signal);
  const attachments = new Attachments(places.store);
  const isAdded = !isBundled(source) || (await attachments.list()).some(({ name }) => name === source);
  return isAdded ? attachments.open(source) : bundledSource(source, places);
}

/** The notebooks that come with the site, with their results. */
export const openTabNotebooks = ({ assets, signal }: Omit<Places, 'store'>): FileSource =>
  urlSource(new URL('notebooks/', assets).href, signal);

/** @throws AppError import/not-imported, dataset/folder-in-tab */
export async function openTabSource(source: string, places: Places): Promise<DataSource> {
  const { store, signal } = places;
  if (/^https?:\/\//i.test(source)) return urlSource(source, signal);
  if (!/^[a-z0-9][a-z0-9_-]*$/i.test(source)) throw appError('dataset/folder-in-tab', { source });
  if (isBundled(source)) return bundledSource(source, places);
  const imports = new Imports(store, BUNDLED_DATASETS);
  const imported = await imports.find(source);
  if (!imported) throw appError('import/not-imported', { name: source });
  return { name: source, imported, rows: () => imports.rows(source) };
}

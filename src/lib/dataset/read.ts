// Reads a data set from wherever its files are, in whichever known format they are.
import { appError } from '#lib/errors/app-error';
import { MANIFEST_FILE } from './formats/open/manifest';
import { openFormatDigest, readOpenFormat } from './formats/open/read-open';
import { isOfficialFolder, officialDigest, readOfficialFolder } from './formats/official/official';
import type { FileSource } from './source';
import type { Dataset } from './types';

export type DatasetFormat = 'open' | 'official';

/** @throws AppError dataset/unknown-format */
export async function detectFormat(source: FileSource): Promise<DatasetFormat> {
  if (await source.has(MANIFEST_FILE)) return 'open';
  if (await isOfficialFolder(source)) return 'official';
  throw appError('dataset/unknown-format', { source: source.name });
}

/**
 * @param name what to call a data set that brings no name of its own
 * @throws AppError dataset/…
 */
export async function readDataset(source: FileSource, name: string): Promise<Dataset> {
  const format = await detectFormat(source);
  return format === 'open' ? readOpenFormat(source) : readOfficialFolder(source, name);
}

/** Digest of the files a data set is read from: what its artifact id is made of. */
export async function datasetDigest(source: FileSource): Promise<string> {
  const format = await detectFormat(source);
  return format === 'open' ? openFormatDigest(source) : officialDigest(source);
}

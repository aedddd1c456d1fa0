// Where the data of a dataset cell are: a source by its name, or the bookshop made as the cell says.
import type { DataSource } from '#lib/dataset/sources/source';
import { generatedBookshop } from '#lib/dataset/synthetic/source';
import type { ResolvedDataset } from './describe';

/**
 * @param open finds a source by its name, from the notebook that names it
 * @throws AppError what `open` throws
 */
export const openDatasetSource = async (
  { source, shop }: ResolvedDataset,
  notebook: string,
  open: (source: string, notebook: string) => DataSource | Promise<DataSource>
): Promise<DataSource> => (shop ? generatedBookshop(shop) : open(source, notebook));

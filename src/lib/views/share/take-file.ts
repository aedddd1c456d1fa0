// Takes in a notebook that was dropped or chosen as a file; fetched then. Browser only.
import '#lib/errors/share';
import { appError } from '#lib/errors/app-error';
import { takenIn, type TakenIn } from './whole-file';

/** Bytes of a file: a notebook is text that people wrote, its results are below a megabyte for each of a hundred runs. */
const LARGEST = { markdown: 2_000_000, whole: 100_000_000 } as const;

/** @throws AppError share/too-large, share/no-notebook, share/newer */
export async function takeFile(file: File): Promise<TakenIn> {
  const most = /\.json$/i.test(file.name) ? LARGEST.whole : LARGEST.markdown;
  if (file.size > most)
    throw appError('share/too-large', { what: 'file', most: `${most / 1e6} MB` }, { file: file.name });
  return takenIn(file.name, await file.text());
}

// The one door to a synthetic data set's truth file: comparisons leave out held-out clicks that it marks as noise.
import { wholeFormat } from '#lib/dataset/read';
import { contentDigest, type FileSource } from '#lib/dataset/source';
import { testPairsWithoutNoise, TRUTH_FILE } from '#lib/dataset/truth';

export { testPairsWithoutNoise };

/** Digest of the truth file, for the ids of comparisons; null where there is none. */
export async function truthDigest(source: FileSource): Promise<string | null> {
  if ((await wholeFormat(source)) !== 'open' || !(await source.has(TRUTH_FILE))) return null;
  return contentDigest(source, [TRUTH_FILE]);
}

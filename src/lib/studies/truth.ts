// The one door to a synthetic data set's truth file: comparisons leave out held-out clicks that it marks as noise, and a figure
// shows which clicks those are; Explore colours its maps by the taste that it tells.
import { wholeFormat } from '#lib/dataset/reading/read';
import { contentDigest, type FileSource } from '#lib/dataset/sources/source';
import { sha256 } from '#lib/dataset/stored/digest';
import { noiseMarks, strongestTastes, testPairsWithoutNoise, TRUTH_FILE, type NoiseMarks } from '#lib/dataset/truth';

export { noiseMarks, strongestTastes, testPairsWithoutNoise };
export type { NoiseMarks };

/** Digest of the truth file, for the ids of comparisons; null where there is none. */
export async function truthDigest(source: FileSource): Promise<string | null> {
  if (source.identity !== undefined) return sha256(`${TRUTH_FILE} ${source.identity}`);
  if ((await wholeFormat(source)) !== 'open' || !(await source.has(TRUTH_FILE))) return null;
  return contentDigest(source, [TRUTH_FILE]);
}

/** The truth file as it lies, under its name, for who takes it along. @throws AppError dataset/missing-file, dataset/unreadable */
export async function truthFile(source: FileSource): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  return { name: TRUTH_FILE, bytes: await source.read(TRUTH_FILE) };
}

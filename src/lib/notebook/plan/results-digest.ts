// Notebooks beside one and their stored results as files: how they are called, and the digest by which what reads them knows that they changed.
import { toAppError } from '#lib/errors/app-error';
import type { FileSource } from '#lib/dataset/sources/source';
import { sha256 } from '#lib/dataset/stored/digest';

export const textName = (name: string): string => `${name}.md`;
export const resultsName = (name: string): string => `${name}.results.json`;

/** What makes them, said where they are missing. */
export const commandFor = (name: string): string =>
  `npm run notebook -- public/notebooks/${textName(name)} --out public/notebooks/${resultsName(name)}`;

/** null where the file is not there. @throws AppError dataset/unreadable */
export async function textOf(source: FileSource, path: string): Promise<string | null> {
  try {
    return new TextDecoder().decode(await source.read(path));
  } catch (error) {
    if (toAppError(error).code === 'dataset/missing-file') return null;
    throw error;
  }
}

/**
 * Digest of notebooks with their results, as they lie there: what is not there is part of it too.
 * @param known digests of files, by path: many claims read the same ones, which are read once
 */
export async function resultsDigest(
  source: FileSource,
  names: readonly string[],
  known = new Map<string, Promise<string>>()
): Promise<string> {
  const parts: string[] = [];
  for (const path of names.flatMap((name) => [textName(name), resultsName(name)])) {
    const digest = known.get(path) ?? fileDigest(source, path);
    known.set(path, digest);
    parts.push(`${path} ${await digest}`);
  }
  return sha256(parts.join('\n'));
}

async function fileDigest(source: FileSource, path: string): Promise<string> {
  const text = await textOf(source, path);
  return text === null ? 'none' : sha256(text);
}

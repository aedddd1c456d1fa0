// The key by which a cell names files that were made elsewhere: what profiles and embeddings have in common.
import { appError } from '#lib/errors/app-error';
import { SOURCE_KEY } from '#lib/profiles/files/settings';
import type { NodeFilesRead } from '../kinds/description';
import type { FieldReader } from './reader';
import type { PlainSettings } from './types';

/** @param content what is in them; undefined of a generator or encoder that reads none */
export function filesNamed(
  settings: PlainSettings,
  content: NodeFilesRead['content'] | undefined
): NodeFilesRead | null {
  const source = settings[SOURCE_KEY];
  return content === undefined || typeof source !== 'string' ? null : { source, content };
}

/** Of a cell that reads files: it says which. @throws AppError notebook/missing-key */
export function checkFilesNamed(kind: string, files: NodeFilesRead | null, reader: FieldReader): void {
  if (files?.source !== '') return;
  const expected = 'the name that the files were given on the Data page, or a folder';
  throw appError('notebook/missing-key', { kind, key: SOURCE_KEY, expected }, reader.where(SOURCE_KEY));
}

/**
 * Settings as ids take them: files count by their content, not by their name.
 * @param digest of the files; null comes back where there is none, since they could not be opened
 */
export function settingsByContent(
  settings: PlainSettings,
  files: NodeFilesRead | null,
  digest: string | undefined
): PlainSettings | null {
  if (!files) return settings;
  return digest === undefined ? null : { ...settings, [SOURCE_KEY]: digest };
}

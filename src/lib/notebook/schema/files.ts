// Which cells read files that were made elsewhere, and which: the one place that knows it of a resolved cell.
import { ENCODER_DESCRIPTIONS } from '#lib/embeddings/encoders';
import { appError } from '#lib/errors/app-error';
import { SOURCE_KEY } from '#lib/profiles/files/settings';
import { GENERATORS } from '#lib/profiles/generators';
import type { FieldReader } from './reader';
import type { PlainSettings, ResolvedCell } from './types';

export interface FilesRead {
  /** As the cell names them. */
  readonly source: string;
  readonly content: 'profiles' | 'vectors';
}

export function filesReadBy(cell: ResolvedCell): FilesRead | null {
  switch (cell.kind) {
    case 'profiles':
      return named(cell.settings, GENERATORS.find(({ name }) => name === cell.generator)?.readsFiles);
    case 'embeddings':
      return named(cell.settings, ENCODER_DESCRIPTIONS.find(({ name }) => name === cell.encoder)?.readsFiles);
    default:
      return null;
  }
}

function named(settings: PlainSettings, content: FilesRead['content'] | undefined): FilesRead | null {
  const source = settings[SOURCE_KEY];
  return content === undefined || typeof source !== 'string' ? null : { source, content };
}

/** Of a cell that reads files: it says which. @throws AppError notebook/missing-key */
export function checkFilesNamed(cell: ResolvedCell, reader: FieldReader): void {
  if (filesReadBy(cell)?.source !== '') return;
  const expected = 'the name that the files were given on the Data page, or a folder';
  throw appError('notebook/missing-key', { kind: cell.kind, key: SOURCE_KEY, expected }, reader.where(SOURCE_KEY));
}

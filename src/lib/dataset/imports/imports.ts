// Imported data in the workspace: rows as they were read, under a name that dataset cells use as their source.
import { appError } from '#lib/errors/app-error';
import type { ArtifactStore } from '#lib/storage/types';
import { rawFromStored, rawToStored } from '../raw/serialise';
import type { RawData } from '../raw/types';
import { Named } from './named';
import { isImportName } from './names';
import { IMPORT_VERSION, parseImportRecord, type ImportRecord } from './record';

export class Imports extends Named<ImportRecord> {
  readonly #reserved: readonly string[];

  /** @param reserved names of bundled data sets, which an import may not take */
  constructor(store: ArtifactStore, reserved: readonly string[] = []) {
    super(store, { record: 'import', content: 'import-rows', version: IMPORT_VERSION, parse: parseImportRecord });
    this.#reserved = reserved;
  }

  /** @throws AppError import/not-imported where there is none, storage/damaged where its rows have just been found so */
  async rows(name: string): Promise<RawData> {
    const rows = await this.content(name, ({ json, arrays }) => rawFromStored(json, arrays));
    if (!rows) throw appError('import/not-imported', { name });
    return rows;
  }

  /** @throws AppError import/bad-name where an import cannot be called so */
  check(name: string): void {
    const reserved = this.#reserved.includes(name);
    if (reserved || !isImportName(name)) throw appError('import/bad-name', { name, reserved });
  }

  /**
   * Stores rows and record, in place of an import of the same name.
   * @throws AppError import/bad-name, storage/quota, …; nothing is stored then, and what was stored before stays
   */
  async save(
    record: Omit<ImportRecord, 'version' | 'bytes' | 'created' | 'ownSplit'>,
    raw: RawData
  ): Promise<ImportRecord> {
    this.check(record.name);
    const { json, arrays } = rawToStored(raw);
    const bytes = Object.values(arrays).reduce((sum, array) => sum + array.byteLength, 0);
    const created = new Date().toISOString();
    const ownSplit = raw.interactions.parts !== null;
    return this.write({ ...record, version: IMPORT_VERSION, ownSplit, bytes, created }, json, arrays);
  }
}

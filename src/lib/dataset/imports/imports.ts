// Imported data in the workspace: rows as they were read, under a name that dataset cells use as their source. An import is two
// artifacts that are written together, its record and its rows; one that is half-finished leaves neither.
import { appError } from '#lib/errors/app-error';
import { canonicalJson } from '#lib/storage/digest';
import { plainArtifact } from '#lib/storage/plain-artifact';
import type { ArtifactForm, ArtifactStore } from '#lib/storage/types';
import { sha256 } from '../stored/digest';
import { rawFromStored, rawToStored } from '../raw/serialise';
import type { RawData } from '../raw/types';
import { isImportName } from './names';
import { IMPORT_VERSION, parseImportRecord, type ImportRecord } from './record';

export const RECORD_KIND = 'import';
export const ROWS_KIND = 'import-rows';

/** One of another version is not judged. */
const recordForm: ArtifactForm = ({ meta, json }) => meta.version === IMPORT_VERSION && parseImportRecord(json);
const rowsForm: ArtifactForm = ({ json, arrays }) => rawFromStored(json, arrays);

export class Imports {
  /** @param reserved names of bundled data sets, which an import may not take */
  constructor(
    private readonly store: ArtifactStore,
    private readonly reserved: readonly string[] = []
  ) {}

  /** All imports, newest first. A record of a version that is no longer read is left out. */
  async list(): Promise<readonly ImportRecord[]> {
    const metas = (await this.store.list()).filter(({ kind }) => kind === RECORD_KIND);
    const records = await Promise.all(metas.map(({ id }) => this.#read(id)));
    return records
      .filter((record) => record !== null)
      .sort((a, b) => (a.created < b.created ? 1 : a.created > b.created ? -1 : 0));
  }

  async find(name: string): Promise<ImportRecord | null> {
    return this.#read(await idOf(RECORD_KIND, name));
  }

  /** @throws AppError import/not-imported where there is none, storage/damaged where its rows have just been found so */
  async rows(name: string): Promise<RawData> {
    const artifact = await this.store.get(await idOf(ROWS_KIND, name), rowsForm);
    if (!artifact) throw appError('import/not-imported', { name });
    return rawFromStored(artifact.json, artifact.arrays);
  }

  /** @throws AppError import/bad-name where an import cannot be called so */
  check(name: string): void {
    const reserved = this.reserved.includes(name);
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
    const { name } = record;
    this.check(name);
    const { json, arrays } = rawToStored(raw);
    const bytes = Object.values(arrays).reduce((sum, array) => sum + array.byteLength, 0);
    const created = new Date().toISOString();
    const ownSplit = raw.interactions.parts !== null;
    const full: ImportRecord = { ...record, version: IMPORT_VERSION, ownSplit, bytes, created };
    const [recordId, rowsId] = await Promise.all([idOf(RECORD_KIND, name), idOf(ROWS_KIND, name)]);
    await this.store.putAll([
      await plainArtifact({ id: recordId, kind: RECORD_KIND, version: IMPORT_VERSION, created }, full),
      await plainArtifact({ id: rowsId, kind: ROWS_KIND, version: IMPORT_VERSION, created }, json, arrays)
    ]);
    return full;
  }

  async remove(name: string): Promise<void> {
    await this.store.delete(await idOf(RECORD_KIND, name));
    await this.store.delete(await idOf(ROWS_KIND, name));
  }

  async #read(id: string): Promise<ImportRecord | null> {
    const artifact = await this.store.get(id, recordForm);
    return artifact?.meta.version === IMPORT_VERSION ? parseImportRecord(artifact.json) : null;
  }
}

const idOf = (kind: string, name: string): Promise<string> => sha256(canonicalJson({ kind, name }));

// Files of vectors or profiles that a reader added to this browser, as they are, under a name that cells use as their source. Each set of
// files is two artifacts that are written together: a small record, and the bytes.
import * as v from 'valibot';
import { appError } from '#lib/errors/app-error';
import { canonicalJson } from '#lib/storage/digest';
import { plainArtifact } from '#lib/storage/plain-artifact';
import { parseStored } from '#lib/storage/parse-stored';
import type { ArtifactForm, ArtifactStore } from '#lib/storage/types';
import { memoryFile } from '../bytes/input-files';
import { sha256 } from '../stored/digest';
import { isImportName } from '../imports/names';
import { inputsSource, type FileSource } from '../sources/source';
import type { FileContent } from './node-files';

export const ATTACHMENT_VERSION = 1;
export const ATTACHMENT_KIND = 'attachment';
export const ATTACHMENT_BYTES_KIND = 'attachment-bytes';

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const RecordForm = v.object({
  version: v.literal(ATTACHMENT_VERSION),
  /** What a cell's `source` calls them. */
  name: v.string(),
  /** What they can be read as. */
  contents: v.array(v.object({ kind: v.picklist(['vectors', 'profiles']), found: v.string() })),
  files: v.array(v.object({ path: v.string(), bytes: Count, digest: v.string() })),
  bytes: Count,
  /** ISO time. */
  created: v.string()
});
export type AttachmentRecord = v.InferOutput<typeof RecordForm>;

/** One of another version is not judged. */
const recordForm: ArtifactForm = ({ meta, json }) =>
  meta.version === ATTACHMENT_VERSION && parseStored(RecordForm, json);
const bytesForm: ArtifactForm = ({ arrays }) => {
  const other = Object.entries(arrays).find(([, bytes]) => !(bytes instanceof Uint8Array));
  if (other) throw new Error(`${other[0]} is no file`);
};

/** What files can be read as, and what was found in them. */
export interface AttachedContent {
  readonly kind: FileContent;
  readonly found: string;
}

export interface AttachedFile {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export class Attachments {
  constructor(private readonly store: ArtifactStore) {}

  /** Newest first. A record of a version that is no longer read is left out. */
  async list(): Promise<readonly AttachmentRecord[]> {
    const metas = (await this.store.list()).filter(({ kind }) => kind === ATTACHMENT_KIND);
    const records = await Promise.all(metas.map(({ id }) => this.#read(id)));
    return records
      .filter((record) => record !== null)
      .sort((a, b) => (a.created < b.created ? 1 : a.created > b.created ? -1 : 0));
  }

  /** The files as a folder; their bytes are read when one of them is. @throws AppError files/not-attached */
  async open(name: string): Promise<FileSource> {
    const record = await this.#read(await idOf(ATTACHMENT_KIND, name));
    if (!record) throw appError('files/not-attached', { name });
    const digests = new Map(record.files.map(({ path, digest }) => [path, digest]));
    let folder: Promise<FileSource> | null = null;
    const opened = () => (folder ??= this.#folder(name));
    return {
      name,
      has: (path) => Promise.resolve(digests.has(path)),
      read: async (path) => (await opened()).read(path),
      list: async () =>
        Promise.all(
          record.files.map(({ path, bytes }) => ({
            path,
            size: bytes,
            open: async (range) => {
              const file = memoryFile(path, Uint8Array.from(await (await opened()).read(path)));
              return file.open(range);
            }
          }))
        ),
      digest: (path) => Promise.resolve(digests.get(path))
    };
  }

  /** @throws AppError files/bad-name */
  check(name: string): void {
    if (!isImportName(name)) throw appError('files/bad-name', { name }, { field: 'name' });
  }

  /**
   * Stores files in place of those of the same name.
   * @throws AppError files/bad-name, storage/quota, …; nothing is stored then, and what was stored before stays
   */
  async save(
    name: string,
    contents: readonly AttachedContent[],
    files: readonly AttachedFile[]
  ): Promise<AttachmentRecord> {
    this.check(name);
    const created = new Date().toISOString();
    const listed: { path: string; bytes: number; digest: string }[] = [];
    for (const { path, bytes } of files) listed.push({ path, bytes: bytes.byteLength, digest: await sha256(bytes) });
    const record: AttachmentRecord = {
      version: ATTACHMENT_VERSION,
      name,
      contents: [...contents],
      files: listed,
      bytes: listed.reduce((sum, { bytes }) => sum + bytes, 0),
      created
    };
    const arrays = Object.fromEntries(files.map(({ path, bytes }) => [path, bytes]));
    const [recordId, bytesId] = await Promise.all([idOf(ATTACHMENT_KIND, name), idOf(ATTACHMENT_BYTES_KIND, name)]);
    await this.store.putAll([
      await plainArtifact({ id: recordId, kind: ATTACHMENT_KIND, version: ATTACHMENT_VERSION, created }, record),
      await plainArtifact(
        { id: bytesId, kind: ATTACHMENT_BYTES_KIND, version: ATTACHMENT_VERSION, created },
        {},
        arrays
      )
    ]);
    return record;
  }

  async remove(name: string): Promise<void> {
    await this.store.delete(await idOf(ATTACHMENT_KIND, name));
    await this.store.delete(await idOf(ATTACHMENT_BYTES_KIND, name));
  }

  async #folder(name: string): Promise<FileSource> {
    const artifact = await this.store.get(await idOf(ATTACHMENT_BYTES_KIND, name), bytesForm);
    if (!artifact) throw appError('files/not-attached', { name });
    const files = Object.entries(artifact.arrays).flatMap(([path, bytes]) =>
      bytes instanceof Uint8Array ? [memoryFile(path, Uint8Array.from(bytes))] : []
    );
    return inputsSource(name, files);
  }

  async #read(id: string): Promise<AttachmentRecord | null> {
    const artifact = await this.store.get(id, recordForm);
    return artifact?.meta.version === ATTACHMENT_VERSION ? parseStored(RecordForm, artifact.json) : null;
  }
}

const idOf = (kind: string, name: string): Promise<string> => sha256(canonicalJson({ kind, name }));

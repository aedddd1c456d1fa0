// Files of vectors or profiles that a reader added to this browser, as they are, under a name that cells use as their source.
import * as v from 'valibot';
import { appError } from '#lib/errors/app-error';
import { parseStored } from '#lib/storage/parse-stored';
import type { Artifact, ArtifactStore } from '#lib/storage/types';
import { memoryFile } from '../bytes/input-files';
import type { InputFile } from '../bytes/types';
import { sha256 } from '../stored/digest';
import { Named } from '../imports/named';
import { isImportName } from '../imports/names';
import { inputsSource, type FileSource } from '../sources/source';
import type { FileContent } from './node-files';

const ATTACHMENT_VERSION = 1;

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

/** Every array is a file, by its path. */
function filesFrom({ arrays }: Artifact): readonly InputFile[] {
  return Object.entries(arrays).map(([path, bytes]) => {
    if (!(bytes instanceof Uint8Array)) throw new Error(`${path} is no file`);
    return memoryFile(path, Uint8Array.from(bytes));
  });
}

/** What files can be read as, and what was found in them. */
export interface AttachedContent {
  readonly kind: FileContent;
  readonly found: string;
}

export interface AttachedFile {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export class Attachments extends Named<AttachmentRecord> {
  constructor(store: ArtifactStore) {
    const parse = (json: unknown): AttachmentRecord => parseStored(RecordForm, json);
    super(store, { record: 'attachment', content: 'attachment-bytes', version: ATTACHMENT_VERSION, parse });
  }

  /** The files as a folder; their bytes are read when one of them is. @throws AppError files/not-attached */
  async open(name: string): Promise<FileSource> {
    const record = await this.find(name);
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
    return this.write(record, {}, Object.fromEntries(files.map(({ path, bytes }) => [path, bytes])));
  }

  async #folder(name: string): Promise<FileSource> {
    const files = await this.content(name, filesFrom);
    if (!files) throw appError('files/not-attached', { name });
    return inputsSource(name, files);
  }
}

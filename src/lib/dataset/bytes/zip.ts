// The files of a zip archive, read through its central directory: only what is asked for is unpacked. Names that lead outside,
// encrypted entries, nested archives and bombs are refused before anything is unpacked.
import '#lib/errors/data';
import { AppError, appError } from '#lib/errors/app-error';
import { Crc32 } from './crc32';
import { inflated } from './inflated';
import { chunksOf, firstBytes } from './input-files';
import type { InputFile } from './types';
import { windowed } from './windowed';

const MOST_ENTRIES = 10_000;
const MOST_BYTES = 20 * 2 ** 30;
const LARGEST_RATIO = 200;
const HARMLESS_BYTES = 100 * 2 ** 20;
/** The end record with the longest comment. */
const LONGEST_END = 22 + 65_535;
/** The directory of an archive of ten thousand files. */
const LONGEST_DIRECTORY = 16 * 2 ** 20;

interface Entry {
  readonly path: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
  readonly checksum: number;
}

export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05);

/**
 * The archive's files, folders left out.
 * @throws AppError import/broken-zip, import/unsafe-path, import/bomb
 */
export async function zipFiles(archive: InputFile): Promise<InputFile[]> {
  const entries = await directory(archive);
  const size = entries.reduce((sum, entry) => sum + entry.size, 0);
  // Entries that lie over one another in the archive are packed once, however often they are named.
  const packed = Math.min(
    archive.size ?? 0,
    entries.reduce((sum, entry) => sum + entry.packed, 0)
  );
  if (size > MOST_BYTES || (size > HARMLESS_BYTES && size > LARGEST_RATIO * packed)) {
    throw appError('import/bomb', { path: archive.path }, { file: archive.path });
  }
  const read = archive.size === null ? archive : windowed(archive, archive.size);
  return entries.filter(({ path }) => !path.endsWith('/')).map((entry) => entryFile(read, entry));
}

const broken = (archive: InputFile, reason: string) =>
  appError('import/broken-zip', { reason }, { file: archive.path });

async function bytesAt(archive: InputFile, start: number, end: number): Promise<DataView> {
  const slice: InputFile = { ...archive, size: end - start, open: () => archive.open({ start, end }) };
  const bytes = await firstBytes(slice, end - start);
  if (bytes.length < end - start) throw broken(archive, 'it ends too early');
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

async function directory(archive: InputFile): Promise<Entry[]> {
  if (archive.size === null) throw broken(archive, 'its size is not known');
  const tailStart = Math.max(0, archive.size - LONGEST_END);
  const tail = await bytesAt(archive, tailStart, archive.size);
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw broken(archive, 'its directory is missing');
  const zip64 = end >= 20 && tail.getUint32(end - 20, true) === 0x07064b50;
  const place = zip64
    ? await zip64Place(archive, Number(tail.getBigUint64(end - 20 + 8, true)))
    : {
        count: tail.getUint16(end + 10, true),
        length: tail.getUint32(end + 12, true),
        start: tail.getUint32(end + 16, true)
      };
  if (place.count > MOST_ENTRIES || place.length > LONGEST_DIRECTORY) {
    throw broken(archive, `it holds more than ${MOST_ENTRIES} files`);
  }
  if (place.start + place.length > archive.size) throw broken(archive, 'its directory lies outside it');
  return entriesOf(archive, await bytesAt(archive, place.start, place.start + place.length), place.count);
}

async function zip64Place(archive: InputFile, at: number): Promise<{ count: number; length: number; start: number }> {
  if (archive.size === null || at + 56 > archive.size) throw broken(archive, 'its directory lies outside it');
  const record = await bytesAt(archive, at, at + 56);
  if (record.getUint32(0, true) !== 0x06064b50) throw broken(archive, 'its directory is damaged');
  const number = (offset: number): number => Number(record.getBigUint64(offset, true));
  return { count: number(32), length: number(40), start: number(48) };
}

function entriesOf(archive: InputFile, view: DataView, count: number): Entry[] {
  const entries: Entry[] = [];
  const paths = new Set<string>();
  const decoder = new TextDecoder();
  let at = 0;
  for (let n = 0; n < count; n++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) {
      throw broken(archive, 'its directory is damaged');
    }
    const [nameLength, extraLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true)];
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (next > view.byteLength) throw broken(archive, 'its directory is damaged');
    const path = decoder.decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength));
    const isUnixLink = view.getUint8(at + 5) === 3 && ((view.getUint32(at + 38, true) >>> 16) & 0xf000) === 0xa000;
    if (isUnsafe(path) || isUnixLink) throw appError('import/unsafe-path', { path }, { file: archive.path });
    if ((view.getUint16(at + 8, true) & 1) === 1) throw broken(archive, `${path} is encrypted`);
    const sizes = {
      size: view.getUint32(at + 24, true),
      packed: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true)
    };
    if (paths.has(path)) throw broken(archive, `it holds ${path} twice`);
    paths.add(path);
    entries.push({
      path,
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      ...longSizes(view, at + 46 + nameLength, extraLength, sizes)
    });
    at = next;
  }
  return entries;
}

/** Sizes of 2³² − 1 stand for those in the zip64 field, in this order. */
function longSizes(
  view: DataView,
  start: number,
  length: number,
  sizes: { size: number; packed: number; offset: number }
): { size: number; packed: number; offset: number } {
  const long = { ...sizes };
  for (let at = start; at + 4 <= start + length;) {
    const [id, size] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
    let field = at + 4;
    if (id === 1) {
      for (const key of ['size', 'packed', 'offset'] as const) {
        if (long[key] !== 0xffffffff || field + 8 > at + 4 + size) continue;
        long[key] = Number(view.getBigUint64(field, true));
        field += 8;
      }
    }
    at += 4 + size;
  }
  return long;
}

const isUnsafe = (path: string): boolean =>
  path === '' ||
  path.startsWith('/') ||
  /[\\\0:]/.test(path) ||
  path.split('/').some((part) => part === '..' || part === '.');

function entryFile(archive: InputFile, entry: Entry): InputFile {
  return {
    path: entry.path,
    size: entry.size,
    async open(range) {
      if (entry.method !== 0 && entry.method !== 8) throw broken(archive, `${entry.path} is packed in an unknown way`);
      const header = await bytesAt(archive, entry.offset, entry.offset + 30);
      if (header.getUint32(0, true) !== 0x04034b50)
        throw broken(archive, `${entry.path} is not where the directory says`);
      const start = entry.offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
      const stored = chunksOf(await archive.open({ start, end: start + entry.packed }));
      const bytes = checked(entry.method === 8 ? unpacked(stored, archive, entry) : stored, archive, entry);
      return streamOf(slice(bytes, range?.start ?? 0, range?.end ?? Infinity));
    }
  };
}

/** What is damaged is said of the archive; what reading it throws is thrown as it is. */
async function* unpacked(
  stored: AsyncIterable<Uint8Array<ArrayBuffer>>,
  archive: InputFile,
  entry: Entry
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  try {
    yield* inflated(stored);
  } catch (error) {
    throw error instanceof AppError ? error : broken(archive, `${entry.path} is damaged`);
  }
}

/** An entry's bytes, which are as many as the directory says, with its checksum. */
async function* checked(
  bytes: AsyncIterable<Uint8Array<ArrayBuffer>>,
  archive: InputFile,
  entry: Entry
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const checksum = new Crc32();
  let made = 0;
  for await (const part of bytes) {
    made += part.length;
    // More than the directory says is what a bomb does.
    if (made > entry.size) throw appError('import/bomb', { path: entry.path }, { file: archive.path });
    checksum.add(part);
    yield part;
  }
  if (made !== entry.size) throw broken(archive, `${entry.path} ends too early`);
  if (checksum.value !== entry.checksum) throw broken(archive, `${entry.path} is damaged`);
}

async function* slice(
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>>,
  start: number,
  end: number
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let at = 0;
  for await (const chunk of chunks) {
    const part = chunk.subarray(Math.max(0, start - at), Math.max(0, end - at));
    at += chunk.length;
    if (part.length > 0) yield part;
    if (at >= end) return;
  }
}

function streamOf(chunks: AsyncGenerator<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async pull(controller) {
      const next = await chunks.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await chunks.return(undefined);
    }
  });
}

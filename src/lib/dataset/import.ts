// Which format files are, and reading them into raw data. The registry is here: one entry a format.
import { sha256 } from './digest';
import { AppError, appError } from '#lib/errors/app-error';
import { allBytes, firstBytes, memoryFile, withoutCommonFolder } from './bytes/input-files';
import { ReadingProgress } from './bytes/text';
import type { InputFile, ReadJob } from './bytes/types';
import { isZip, zipFiles } from './bytes/zip';
import { adjacencyReader } from './formats/adjacency/adjacency';
import { amazonReader } from './formats/amazon/amazon';
import { movielensReader } from './formats/movielens/movielens';
import { isNpz } from './formats/npy/npz';
import { recboleReader } from './formats/recbole/recbole';
import { steamReader } from './formats/steam/steam';
import { tableReader } from './formats/table/table';
import { yelpReader } from './formats/yelp/yelp';
import { headOf, textSetting, type Detected, type FileHead, type FormatReader } from './formats/reader';
import type { ReadingSettings } from './imports/record';
import type { Inspection } from './inspection';
import { RawDataBuilder } from './raw/builder';
import type { RawData, ReadReport } from './raw/types';

/** The surest reader reads; among equals the first. */
const READERS: readonly FormatReader[] = [
  movielensReader,
  recboleReader,
  amazonReader,
  yelpReader,
  steamReader,
  adjacencyReader,
  tableReader
];

/** Every format that is read row by row, by name. */
export const FORMATS: readonly { readonly name: string; readonly label: string }[] = READERS.map(({ name, label }) => ({
  name,
  label
}));

/** Files ready to be looked at: archives opened, a folder that all share left out, in the order of their paths. */
export async function openFiles(files: readonly InputFile[]): Promise<InputFile[]> {
  const opened: InputFile[] = [];
  for (const file of files) {
    if (isNpz(file) || !isZip(await firstBytes(file, 4))) opened.push(file);
    // An archive is read from its end: one behind an address is fetched first.
    else opened.push(...(await zipFiles(file.size === null ? await fetched(file) : file)));
  }
  const visible = withoutCommonFolder(opened).filter(
    ({ path }) => !path.split('/').some((part) => /^(\.|__MACOSX$)/.test(part))
  );
  return visible.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

const LARGEST_FETCHED = 2 ** 31 - 1;

const fetched = async (file: InputFile): Promise<InputFile> =>
  memoryFile(file.path, Uint8Array.from(await allBytes(file, LARGEST_FETCHED)));

export interface Looked {
  readonly reader: FormatReader;
  readonly detected: Detected;
  readonly heads: readonly FileHead[];
}

/**
 * The reader for files, and what it takes each of them for.
 * @param files as openFiles gives them
 * @throws AppError import/unknown-format, import/no-such-format
 */
export async function lookAt(files: readonly InputFile[], settings: ReadingSettings): Promise<Looked> {
  const encoding = textSetting(settings, 'encoding');
  const heads = await Promise.all(files.map((file) => headOf(file, encoding)));
  const wanted = textSetting(settings, 'format');
  const readers = wanted === undefined ? READERS : READERS.filter(({ name }) => name === wanted);
  if (readers.length === 0) {
    const known = READERS.map(({ name }) => name).join(', ');
    throw appError('import/no-such-format', { format: wanted ?? '', known });
  }
  let best: Looked | null = null;
  let stumbled: AppError | null = null;
  for (const reader of readers) {
    try {
      const detected = await reader.detect(heads, settings);
      if (detected && detected.certainty > (best?.detected.certainty ?? 0)) best = { reader, detected, heads };
    } catch (error) {
      // What one reader cannot look at may be plain to another.
      if (!(error instanceof AppError)) throw error;
      stumbled ??= error;
    }
  }
  if (best) return best;
  if (stumbled) throw stumbled;
  const [only] = readers;
  if (wanted !== undefined && only) {
    throw appError('import/missing-part', { format: only.label, missing: 'the files that this format has' });
  }
  const names = files.slice(0, 5).map(({ path }) => path);
  throw appError('import/unknown-format', {
    files: `${names.join(', ')}${files.length > names.length ? ', …' : ''}`,
    known: READERS.map(({ label }) => label).join(', ')
  });
}

/** @throws AppError import/… */
export async function inspect(files: readonly InputFile[], settings: ReadingSettings): Promise<Inspection> {
  const { reader, detected, heads } = await lookAt(files, settings);
  const fields = await reader.fields(heads, settings);
  return {
    format: reader.name,
    label: reader.label,
    reason: detected.reason,
    formats: FORMATS,
    files: heads.map(({ file }) => ({
      path: file.path,
      bytes: file.size,
      ...(detected.uses.get(file.path) ?? { role: 'ignored', because: 'this format has no use for it' })
    })),
    fields,
    settings: { format: reader.name, ...Object.fromEntries(fields.map(({ key, value }) => [key, value])) },
    previews: await reader.previews(heads, settings)
  };
}

export interface RawRead {
  readonly raw: RawData;
  readonly report: ReadReport;
  readonly format: string;
  /** Content digest of the files that were read: `path sha256` a line, over the stored bytes. */
  readonly digest: string;
}

/**
 * Reads files into raw data.
 * @param name of the data
 * @throws AppError import/…, internal/cancelled
 */
export async function readRaw(
  files: readonly InputFile[],
  name: string,
  settings: ReadingSettings,
  job: ReadJob
): Promise<RawRead> {
  const { reader, detected, heads } = await lookAt(files, settings);
  const read = heads.filter(({ file }) => isRead(detected, file));
  const builder = new RawDataBuilder();
  const progress = new ReadingProgress(
    read.map(({ file }) => file),
    job,
    textSetting(settings, 'encoding')
  );
  await reader.read({ heads, settings, builder, progress });
  const provenance = { title: name, description: `Read as ${reader.label}.`, synthetic: false, source: name };
  const { raw, report: ofRows } = builder.finish(name, provenance, reader.name);
  const notes = [...progress.notes, ...(ofRows.notes ?? [])];
  const report = notes.length > 0 ? { ...ofRows, notes } : ofRows;
  return { raw, report, format: reader.name, digest: await digestOf(progress.digests) };
}

const isRead = ({ uses }: Detected, file: InputFile): boolean => (uses.get(file.path)?.role ?? 'ignored') !== 'ignored';

/** The digest that readRaw would give, without reading into tables. */
export async function rawDigest(files: readonly InputFile[], settings: ReadingSettings, job: ReadJob): Promise<string> {
  const { detected } = await lookAt(files, settings);
  const read = files.filter((file) => isRead(detected, file));
  const progress = new ReadingProgress(read, job);
  for (const file of read) for await (const _chunk of progress.stored(file));
  return digestOf(progress.digests);
}

const digestOf = (digests: ReadonlyMap<string, string>): Promise<string> =>
  sha256(
    [...digests]
      .map(([path, digest]) => `${path} ${digest}`)
      .sort()
      .join('\n')
  );

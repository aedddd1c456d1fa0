// Which format files are, and reading them into raw data. The registry is here: one entry a format.
import { sha256 } from '../stored/digest';
import { AppError, appError } from '#lib/errors/app-error';
import { allBytes, firstBytes, memoryFile, withoutCommonFolder } from '../bytes/input-files';
import { ReadingProgress } from '../bytes/text';
import type { InputFile, ReadJob } from '../bytes/types';
import { isZip, zipFiles } from '../bytes/zip';
import { partOfFile } from '../detect/parts';
import { adjacencyReader } from '../formats/adjacency/adjacency';
import { amazonReader } from '../formats/amazon/amazon';
import { mindReader } from '../formats/mind/mind';
import { movielensReader } from '../formats/movielens/movielens';
import { ROW_FORMATS, type RowFormat } from '../formats/shared/names';
import { netflixReader } from '../formats/netflix/netflix';
import { notRead, type NotRead } from '../formats/shared/not-read';
import { isNpz } from '../formats/npy/npz';
import { recboleReader } from '../formats/recbole/recbole';
import { steamReader } from '../formats/steam/steam';
import { tableReader } from '../formats/table/table';
import { yelpReader } from '../formats/yelp/yelp';
import { headOf, textSetting, type Detected, type FileHead, type FileUse, type FormatReader } from '../formats/reader';
import type { ReadingSettings } from '../imports/record';
import type { Inspection, ReadingField } from './inspection';
import { RawDataBuilder } from '../raw/builder';
import type { FileTaken, RawData, ReadReport } from '../raw/types';

const BY_NAME: Readonly<Record<RowFormat, FormatReader>> = {
  movielens: movielensReader,
  recbole: recboleReader,
  amazon: amazonReader,
  yelp: yelpReader,
  steam: steamReader,
  mind: mindReader,
  netflix: netflixReader,
  adjacency: adjacencyReader,
  table: tableReader
};
const READERS: readonly FormatReader[] = ROW_FORMATS.map((name) => BY_NAME[name]);

/** Every format that is read row by row, by name. */
export const FORMATS: readonly { readonly name: string; readonly label: string }[] = READERS.map(({ name, label }) => ({
  name,
  label
}));

/** Files ready to be looked at: archives opened, a folder that all share left out, in the order of their paths. */
export async function openFiles(files: readonly InputFile[]): Promise<InputFile[]> {
  const opened: InputFile[] = [];
  for (const file of files) {
    const start = await firstBytes(file, 16);
    // Some files are archives that are nobody's to open: spreadsheets, matrices.
    if (!isZip(start) || isNpz(file) || notRead(file, start)) opened.push(file);
    // An archive is read from its end: one behind an address is fetched first.
    else for (const one of await zipFiles(file.size === null ? await fetched(file) : file)) opened.push(one);
  }
  const visible = withoutCommonFolder(opened).filter(
    ({ path }) => !path.split('/').some((part) => /^(\.|__MACOSX$)/.test(part))
  );
  return visible.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

const LARGEST_FETCHED = 2 ** 31 - 1;

const fetched = async (file: InputFile): Promise<InputFile> =>
  memoryFile(file.path, Uint8Array.from(await allBytes(file, LARGEST_FETCHED)));

const unreadableKind = ({ file, kind, how }: NotRead & { readonly file: InputFile }): AppError =>
  appError('import/unreadable-kind', { kind, how }, { file: file.path });

export interface IdentifiedFiles {
  readonly reader: FormatReader;
  readonly detected: Detected;
  readonly heads: readonly FileHead[];
}

/**
 * The reader for files, and what it takes each of them for.
 * @param files as openFiles gives them
 * @throws AppError import/unknown-format, import/no-such-format
 */
export async function identifyFiles(files: readonly InputFile[], settings: ReadingSettings): Promise<IdentifiedFiles> {
  const encoding = saidEncoding(settings);
  const all = await Promise.all(files.map((file) => headOf(file, encoding)));
  const strange = all.flatMap(({ file, bytes }) => {
    const kind = notRead(file, bytes);
    return kind ? [{ file, ...kind }] : [];
  });
  // A part of a split that cannot be read is no file to leave out.
  const part = strange.find(({ file }) => partOfFile(file.path) !== undefined);
  if (part) throw unreadableKind(part);
  const heads = all.filter(({ file }) => !strange.some((other) => other.file === file));
  const wanted = textSetting(settings, 'format');
  const readers = wanted === undefined ? READERS : READERS.filter(({ name }) => name === wanted);
  if (readers.length === 0) {
    const known = READERS.map(({ name }) => name).join(', ');
    throw appError('import/no-such-format', { format: wanted ?? '', known });
  }
  let best: IdentifiedFiles | null = null;
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
  const [first] = strange;
  if (first && (!best || best.detected.question)) throw unreadableKind(first);
  if (best) {
    const uses = new Map(best.detected.uses);
    for (const { file, kind, how } of strange)
      uses.set(file.path, { role: 'ignored', because: `a file of ${kind}. ${how}` });
    return { ...best, heads: all, detected: { ...best.detected, uses } };
  }
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

const saidEncoding = (settings: ReadingSettings): string | undefined => textSetting(settings, 'encoding') || undefined;

const ENCODINGS = ['utf-8', 'windows-1252', 'windows-1250', 'windows-1251', 'gbk', 'big5', 'shift_jis', 'euc-kr'];

/** Only where letters beyond ASCII make it a question. */
function encodingField(heads: readonly FileHead[], settings: ReadingSettings): readonly ReadingField[] {
  const said = saidEncoding(settings);
  if (said === undefined && !heads.some(({ text }) => BEYOND_ASCII.test(text))) return [];
  return [
    {
      key: 'encoding',
      label: 'Encoding',
      help: 'Of the texts of all files; none: as the bytes of each file tell.',
      type: 'choice',
      options: [...new Set(['', ...ENCODINGS, ...(said === undefined ? [] : [said])])],
      value: said ?? ''
    }
  ];
}

const BEYOND_ASCII = /[\u0080-\uffff]/;

/** What is said of files. @throws AppError import/… */
export function inspectionOf({ reader, detected, heads }: IdentifiedFiles, settings: ReadingSettings): Inspection {
  const fields = [...(detected.fields?.(heads) ?? []), ...encodingField(heads, settings)];
  return {
    format: reader.name,
    label: reader.label,
    reason: detected.reason,
    formats: FORMATS,
    files: heads.map(({ file }) => ({
      path: file.path,
      bytes: file.size,
      ...useOf(detected, file)
    })),
    fields,
    settings: { format: reader.name, ...Object.fromEntries(fields.map(({ key, value }) => [key, value])) },
    previews: detected.previews(),
    remarks: detected.remarks ?? [],
    ...(detected.question ? { question: { text: detected.question.text, answers: detected.question.answers } } : {})
  };
}

export interface RawRead {
  readonly raw: RawData;
  readonly report: ReadReport;
  readonly format: string;
  /** Content digest of the files that were read: `path sha256` a line, over the stored bytes. */
  readonly digest: string;
}

/** @throws AppError import/… */
export const inspect = async (files: readonly InputFile[], settings: ReadingSettings): Promise<Inspection> =>
  inspectionOf(await identifyFiles(files, settings), settings);

/** @throws AppError import/…, internal/cancelled */
export const readRaw = async (
  files: readonly InputFile[],
  name: string,
  settings: ReadingSettings,
  job: ReadJob
): Promise<RawRead> => readIdentified(await identifyFiles(files, settings), name, settings, job);

/**
 * Reads files into raw data.
 * @param name of the data
 * @throws AppError import/…, internal/cancelled
 */
export async function readIdentified(
  { reader, detected, heads }: IdentifiedFiles,
  name: string,
  settings: ReadingSettings,
  job: ReadJob
): Promise<RawRead> {
  if (detected.question) throw detected.question.error;
  const read = heads.filter(({ file }) => isRead(detected, file));
  const builder = new RawDataBuilder();
  const progress = new ReadingProgress(
    read.map(({ file }) => file),
    job,
    saidEncoding(settings)
  );
  await detected.read({ builder, progress });
  const provenance = { title: name, description: `Read as ${reader.label}.`, synthetic: false, source: name };
  const { raw, report } = builder.finish(name, provenance, reader.name);
  const taken = heads.map(({ file }): FileTaken => ({ path: file.path, ...useOf(detected, file) }));
  const remarks = [...(detected.remarks ?? []), ...progress.remarks, ...(report.remarks ?? [])];
  return {
    raw,
    report: { ...report, taken, ...(remarks.length > 0 ? { remarks } : {}) },
    format: reader.name,
    digest: await digestOf(progress.digests)
  };
}

const NO_USE: FileUse = { role: 'ignored', because: 'this format has no use for it' };
const useOf = ({ uses }: Detected, file: InputFile): FileUse => uses.get(file.path) ?? NO_USE;

const isRead = (detected: Detected, file: InputFile): boolean => useOf(detected, file).role !== 'ignored';

/** The digest that readRaw would give, without reading into tables. */
export async function rawDigest(files: readonly InputFile[], settings: ReadingSettings, job: ReadJob): Promise<string> {
  const { detected } = await identifyFiles(files, settings);
  if (detected.question) throw detected.question.error;
  const read = files.filter((file) => isRead(detected, file));
  const progress = new ReadingProgress(read, job);
  for (const file of read) for await (const _chunk of progress.stored(file));
  return digestOf(progress.digests);
}

/** Raised where the same files give other rows than before: what was made of them then is not taken for the new. */
const READING_VERSION = 2;

const digestOf = (digests: ReadonlyMap<string, string>): Promise<string> =>
  sha256(
    [`reading ${READING_VERSION}`, ...[...digests].map(([path, digest]) => `${path} ${digest}`).sort()].join('\n')
  );

// Data from wherever they are to a data set: read whole (the open format, the official folder), row by row (every other format), or
// taken from an import; then prepared, where preparation was asked for. What only some data need (readers of rows and of the official
// folder, preparation) is loaded when data need it: the bundled ones do not.
import { appError } from '#lib/errors/app-error';
import type { InputFile, ReadJob } from '../bytes/types';
import type { WholeFormat } from '../formats/shared/names';
import { MANIFEST_FILE } from '../formats/open/manifest';
import { openFormatDigest, readOpenFormat } from '../formats/open/read-open';
import type { ReadingSettings } from '../imports/record';
import type { PrepareJob } from '../prepare/prepare';
import type { JoinReport } from '../prepare/join-report';
import type { StepReport } from '../prepare/rows';
import { PREPARE_DEFAULTS, type PrepareSettings } from '../prepare/settings';
import type { RawData, ReadReport } from '../raw/types';
import { inputsSource, isImported, type DataSource, type FileSource } from '../sources/source';
import { sha256 } from '../stored/digest';
import type { Dataset } from '../types';

const officialFormat = () => import('../formats/official/official');
const rowFormats = () => import('./import');
const preparation = () => import('../prepare/prepare');

/** What a dataset cell says of its data beside where they are. Only what is given. */
export interface DataSettings {
  readonly reading: ReadingSettings;
  readonly prepare: Partial<PrepareSettings>;
}

/** What became of every row on the way; null for data that are taken as they are. */
export interface Preparation {
  /** null where the rows were not read just now in a format that reports lines. */
  readonly report: ReadReport | null;
  readonly join: JoinReport;
  readonly steps: readonly StepReport[];
}

export interface DataRead {
  readonly dataset: Dataset;
  readonly preparation: Preparation | null;
}

export type DataJob = ReadJob & PrepareJob;

/** The format of a folder that is read whole; null for any other. */
export async function wholeFormat(source: FileSource): Promise<WholeFormat | null> {
  if (await source.has(MANIFEST_FILE)) return 'open';
  const { isOfficialFolder } = await officialFormat();
  return (await isOfficialFolder(source)) ? 'official' : null;
}

/** @throws AppError dataset/unknown-format */
export async function detectFormat(source: FileSource): Promise<WholeFormat> {
  const format = await wholeFormat(source);
  if (format === null) throw appError('dataset/unknown-format', { source: source.name });
  return format;
}

/**
 * A data set of a format that is read whole, as it is.
 * @param name what to call a data set that brings no name of its own
 * @throws AppError dataset/…
 */
export const readDataset = async (source: FileSource, name: string, job: ReadJob = {}): Promise<Dataset> =>
  readWhole({ source, format: await detectFormat(source) }, name, job);

/** A source of which it is known that it is read whole. */
export interface Whole {
  readonly source: FileSource;
  readonly format: WholeFormat;
}

const readWhole = async ({ source, format }: Whole, name: string, job: ReadJob): Promise<Dataset> =>
  format === 'open' ? readOpenFormat(source) : (await officialFormat()).readOfficialFolder(source, name, job);

/** The same where preparation follows: a folder may then lack parts of a split, or have some that overlap. */
export async function readForPreparation({ source, format }: Whole, name: string, job: ReadJob): Promise<RawData> {
  const { rawFromDataset } = await import('../raw/from-dataset');
  return rawFromDataset(
    format === 'open'
      ? await readOpenFormat(source)
      : await (await officialFormat()).readOfficialParts(source, name, job)
  );
}

/** Digest of the files that such a data set is read from. */
export const datasetDigest = async (source: FileSource, job: ReadJob = {}): Promise<string> =>
  digestOfWhole({ source, format: await detectFormat(source) }, job);

export const digestOfWhole = async ({ source, format }: Whole, job: ReadJob): Promise<string> =>
  format === 'open' ? openFormatDigest(source) : (await officialFormat()).officialDigest(source, job);

/** A source whose archives are opened and, where it is a folder of rows, its files. */
export type Opened =
  (Whole & { readonly kind: 'whole' }) | { readonly kind: 'rows'; readonly files: readonly InputFile[] };

/** Opens archives, and tells folders that are read whole from files that are read row by row. */
export async function openSourceFiles(source: FileSource, { format }: ReadingSettings): Promise<Opened> {
  const asked = format === undefined ? undefined : String(format);
  const wholeOf = async (source: FileSource): Promise<Opened | null> => {
    const mayBe = asked === undefined || asked === 'open' || asked === 'official';
    const format = mayBe ? await wholeFormat(source) : null;
    return format && { kind: 'whole', source, format };
  };
  const whole = await wholeOf(source);
  if (whole) return whole;
  if (!source.list) throw appError('dataset/unknown-format', { source: source.name });
  const { openFiles } = await rowFormats();
  const files = await openFiles(await source.list());
  return (await wholeOf(inputsSource(source.name, files))) ?? { kind: 'rows', files };
}

/**
 * What the data's artifact is named by: the content of the files that are read.
 * @throws AppError dataset/…, import/…
 */
export async function dataDigest(source: DataSource, { reading }: DataSettings, job: ReadJob = {}): Promise<string> {
  if (isImported(source)) {
    const { imported } = source;
    const otherwise = Object.entries({ ...imported.given, ...reading }).filter(
      ([key, value]) =>
        String(imported.settings[key] ?? '') !== String(value) || (key in imported.given && !(key in reading))
    );
    if (otherwise.length > 0) {
      throw appError('import/read-otherwise', { name: imported.name, keys: otherwise.map(([key]) => key).join(', ') });
    }
    return imported.digest;
  }
  if (source.identity !== undefined) return sha256(source.identity);
  const opened = await openSourceFiles(source, reading);
  if (opened.kind === 'whole') return digestOfWhole(opened, job);
  return (await rowFormats()).rawDigest(opened.files, reading, job);
}

/**
 * The data set that a dataset cell stands for.
 * @param name what to call data that bring no name of their own
 * @throws AppError dataset/…, import/…, prepare/…, internal/cancelled
 */
export async function readData(
  source: DataSource,
  name: string,
  { reading, prepare: given }: DataSettings,
  job: DataJob = {}
): Promise<DataRead> {
  const settings: PrepareSettings = { ...PREPARE_DEFAULTS, ...given };
  if (isImported(source)) {
    const { prepare } = await preparation();
    const { dataset, steps, join } = await prepare(await source.rows(), settings, job);
    return { dataset, preparation: { report: source.imported.report, join, steps } };
  }
  const opened = await openSourceFiles(source, reading);
  if (opened.kind === 'whole') {
    const bringsSplit = opened.format === 'open' || (await (await officialFormat()).hasWholeSplit(opened.source));
    if (bringsSplit && Object.keys(given).length === 0)
      return { dataset: await readWhole(opened, name, job), preparation: null };
    const { prepare } = await preparation();
    const { dataset, steps, join } = await prepare(await readForPreparation(opened, name, job), settings, job);
    return { dataset, preparation: { report: null, join, steps } };
  }
  const [{ prepare }, { readRaw }] = await Promise.all([preparation(), rowFormats()]);
  const { raw, report } = await readRaw(opened.files, name, reading, job);
  const { dataset, steps, join } = await prepare(raw, settings, job);
  return { dataset, preparation: { report, join, steps } };
}

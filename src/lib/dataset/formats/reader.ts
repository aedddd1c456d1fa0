// What every reader of raw data offers: whether files are of its format and why. What it found is looked for once: how the files may be read
// otherwise, their first rows and reading them go on from there.
// Readers are found through the registry in dataset/reading/import.ts.
import '#lib/errors/data';
import { appError, type AppError } from '#lib/errors/app-error';
import { headText } from '../bytes/head';
import { firstBytes } from '../bytes/input-files';
import type { ReadingProgress } from '../bytes/text';
import type { InputFile } from '../bytes/types';
import type { ReadingSettings } from '../imports/record';
import type { Preview, ReadingField } from '../reading/inspection';
import type { FileRole, RawDataBuilder } from '../raw/builder';
import type { RowFormat } from './shared/names';

/** The beginning of a file, unpacked where it is gzip. */
export interface FileHead {
  readonly file: InputFile;
  /** Stored bytes, at most some tens of kilobytes. */
  readonly bytes: Uint8Array;
  /** Decoded leniently; what is no text is rubbish here. */
  readonly text: string;
  /** Whole lines of `text`. */
  readonly lines: readonly string[];
  /** The file's name without folders and endings of packing, in lower case: "ratings.csv". */
  readonly name: string;
}

const HEAD_BYTES = 1 << 16;

/** The beginning of a file. @param encoding where the reader says it */
export async function headOf(file: InputFile, encoding?: string): Promise<FileHead> {
  const bytes = await firstBytes(file, HEAD_BYTES);
  const text = headText(bytes, encoding);
  const end = bytes.length < HEAD_BYTES ? text.length : text.lastIndexOf('\n');
  const lines = text.slice(0, end < 0 ? text.length : end).split(/\r?\n/);
  const name = (file.path.split('/').at(-1) ?? '').toLowerCase().replace(/\.gz$/, '');
  return { file, bytes, text, lines: lines.at(-1) === '' ? lines.slice(0, -1) : lines, name };
}

export interface FileUse {
  readonly role: FileRole;
  /** What it is taken for, in some words (its columns); where it is ignored, why it is not read. */
  readonly because?: string;
}

/** What nobody but the reader can say: the page asks for it, and reading without an answer ends with the error. */
export interface OpenQuestion {
  /** One or two sentences. */
  readonly text: string;
  /** Keys of the dataset cell that answer it, each with a guess; '' where there is none. */
  readonly answers: readonly { readonly key: string; readonly guess: string }[];
  readonly error: AppError;
}

export interface Detected {
  /** How sure it is: 1 by names and content, 0.5 by content alone. The surest reader reads. */
  readonly certainty: number;
  readonly reason: string;
  /** By path. */
  readonly uses: ReadonlyMap<string, FileUse>;
  /** Left out where nothing is open. */
  readonly question?: OpenQuestion;
  /** What else is to be known of how the files are read, a sentence each: "test.csv is the test part; …". */
  readonly remarks?: readonly string[];
  /** Ways to read otherwise, with what holds now; left out where there are none. @param heads of all files, read or not */
  readonly fields?: (heads: readonly FileHead[]) => readonly ReadingField[];
  readonly previews: () => readonly Preview[];
  /** Reads what was found. @throws AppError import/… */
  readonly read: (context: ReadContext) => Promise<void>;
}

export interface ReadContext {
  readonly builder: RawDataBuilder;
  readonly progress: ReadingProgress;
}

export interface FormatReader {
  readonly name: RowFormat;
  readonly label: string;
  /**
   * What the files are taken for; null where they are not of this format.
   * @param settings what the reader of the data said; the rest is guessed
   */
  detect(heads: readonly FileHead[], settings: ReadingSettings): Promise<Detected | null>;
}

/** A setting that is a text, or undefined. */
export function textSetting(settings: ReadingSettings, key: string): string | undefined {
  const value = settings[key];
  return value === undefined ? undefined : String(value);
}

/** A setting that is one of `options`, the first where nothing is said. @throws AppError import/no-such-choice */
export function choiceSetting<Option extends string>(
  settings: ReadingSettings,
  key: string,
  options: readonly [Option, ...Option[]]
): Option {
  const value = textSetting(settings, key);
  const chosen = value === undefined ? options[0] : options.find((option) => option === value);
  if (chosen === undefined)
    throw appError('import/no-such-choice', { key, value: value ?? '', known: options.join(', ') });
  return chosen;
}

export const PREVIEW_ROWS = 5;
const PREVIEW_CHARACTERS = 120;

export const shortCell = (text: string): string =>
  text.length > PREVIEW_CHARACTERS ? `${text.slice(0, PREVIEW_CHARACTERS - 1)}…` : text;

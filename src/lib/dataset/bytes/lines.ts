// A file line by line, in batches: for formats of one record a line. A line too long to be data ends the reading with a message.
import { appError } from '#lib/errors/app-error';
import { textOf, type ReadingProgress, type TextEncodingName } from './text';
import type { InputFile } from './types';

export interface TextLine {
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** Characters of a line at most. */
export const LONGEST_LINE = 16 * 2 ** 20;

/** Lines without their ends (\n or \r\n); an empty last line is none. @throws AppError import/line-too-long, … */
export async function* readLines(
  file: InputFile,
  progress: ReadingProgress,
  encoding: TextEncodingName = 'utf-8'
): AsyncGenerator<readonly TextLine[]> {
  let rest = '';
  let line = 1;
  const trimmed = (text: string): string => (text.endsWith('\r') ? text.slice(0, -1) : text);
  for await (const piece of textOf(file, progress, encoding)) {
    const text = rest + piece;
    const batch: TextLine[] = [];
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      if (end - start > LONGEST_LINE) throw tooLong(file, line);
      batch.push({ text: trimmed(text.slice(start, end)), line: line++ });
      start = end + 1;
    }
    rest = text.slice(start);
    if (rest.length > LONGEST_LINE) throw tooLong(file, line);
    if (batch.length > 0) yield batch;
  }
  if (rest !== '') yield [{ text: trimmed(rest), line }];
}

const tooLong = (file: InputFile, line: number) =>
  appError('import/line-too-long', { characters: LONGEST_LINE }, { file: file.path, line });

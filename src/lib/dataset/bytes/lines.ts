// A file line by line, in batches: for formats of one record a line. A line too long to be data ends the reading with a message.
import '#lib/errors/data';
import { appError } from '#lib/errors/app-error';
import { textOf, type ReadingProgress } from './text';
import type { InputFile } from './types';

export interface TextLine {
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** Characters of a line at most. */
export const LONGEST_LINE = 16 * 2 ** 20;

/** Lines without their ends (\n or \r\n); an empty last line is none. @throws AppError import/line-too-long, … */
export async function* readLines(file: InputFile, progress: ReadingProgress): AsyncGenerator<readonly TextLine[]> {
  /** Of the line that has begun; joined once it ends, so that a long one is not copied with every piece. */
  let begun: string[] = [];
  let length = 0;
  let line = 1;
  const finished = (end: string): TextLine => {
    const text = begun.length > 0 ? [...begun, end].join('') : end;
    if (text.length > LONGEST_LINE) throw tooLong(file, line);
    begun = [];
    length = 0;
    return { text: text.endsWith('\r') ? text.slice(0, -1) : text, line: line++ };
  };
  for await (const piece of textOf(file, progress)) {
    const batch: TextLine[] = [];
    let start = 0;
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', start)) {
      batch.push(finished(piece.slice(start, end)));
      start = end + 1;
    }
    if (start < piece.length) {
      begun.push(piece.slice(start));
      length += piece.length - start;
      if (length > LONGEST_LINE) throw tooLong(file, line);
    }
    if (batch.length > 0) yield batch;
  }
  if (begun.length > 0) yield [finished('')];
}

const tooLong = (file: InputFile, line: number) =>
  appError('import/line-too-long', { characters: LONGEST_LINE }, { file: file.path, line });

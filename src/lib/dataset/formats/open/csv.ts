// CSV as RFC 4180 has it: commas, quotes doubled inside quotes, line breaks allowed inside quotes. One pass over the
// text, no regular expression, so a line of ten megabytes is only slow to look at.
import { appError } from '#lib/errors/app-error';

export interface CsvRow {
  readonly fields: readonly string[];
  /** Line on which the row starts, from 1. */
  readonly line: number;
}

/** @throws AppError dataset/broken-line for a quote that never closes or text after a closing quote */
export function* parseCsv(text: string, file: string): Generator<CsvRow> {
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const start = line;
    const fields: string[] = [];
    for (;;) {
      let value: string;
      if (text[at] === '"') {
        let out = '';
        at++;
        for (;;) {
          const close = text.indexOf('"', at);
          if (close < 0) throw broken('a quote is never closed', file, start);
          out += text.slice(at, close);
          at = close + 1;
          if (text[at] !== '"') break;
          out += '"';
          at++;
        }
        for (const character of out) if (character === '\n') line++;
        value = out;
        if (at < text.length && text[at] !== ',' && text[at] !== '\n' && text[at] !== '\r') {
          throw broken('text follows a closing quote', file, line);
        }
      } else {
        let end = at;
        while (end < text.length && text[end] !== ',' && text[end] !== '\n') end++;
        value = text.slice(at, end > at && text[end] === '\n' && text[end - 1] === '\r' ? end - 1 : end);
        at = end;
      }
      fields.push(value);
      if (text[at] === '\r') at++;
      if (text[at] === ',') {
        at++;
        continue;
      }
      at++; // The line break, or the end.
      line++;
      break;
    }
    if (fields.length === 1 && fields[0] === '') continue; // An empty line.
    yield { fields, line: start };
  }
}

function broken(reason: string, file: string, line: number) {
  return appError(
    'dataset/broken-line',
    { reason, expected: 'fields separated by commas, quotes in pairs' },
    { file, line }
  );
}

/** One field as written: quoted only where it has to be. */
export function csvField(value: string): string {
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

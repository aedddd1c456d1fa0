// Rows of a delimited text (CSV, TSV, MovieLens' "::") while it streams in: quotes as RFC 4180 has them, line breaks inside quotes,
// any delimiter. One pass, no regular expression; a row may cross pieces.
import { appError } from '#lib/errors/app-error';
import { LONGEST_LINE } from '../../bytes/lines';

export interface DelimitedRow {
  readonly fields: readonly string[];
  /** Line on which the row starts, from 1. */
  readonly line: number;
}

export interface Dialect {
  readonly delimiter: string;
  /** Whether fields may stand in double quotes. MovieLens' and RecBole's may not. */
  readonly quotes: boolean;
}

export const MOST_COLUMNS = 2000;

/**
 * Batches of rows. Empty lines are none; a quote inside an unquoted field is text.
 * @throws AppError import/line-too-long, import/too-many-columns
 */
export async function* parseDelimited(
  pieces: AsyncIterable<string>,
  dialect: Dialect,
  file: string
): AsyncGenerator<readonly DelimitedRow[]> {
  const parser = new Parser(dialect, file);
  for await (const piece of pieces) {
    const rows = parser.push(piece);
    if (rows.length > 0) yield rows;
  }
  const last = parser.finish();
  if (last.length > 0) yield last;
}

/** Where a sign stands next, looked for once: asking again from further on costs nothing until it is passed. */
class Next {
  #text = '';
  #at = -1;
  constructor(readonly sign: string) {}

  in(text: string): void {
    this.#text = text;
    this.#at = -1;
  }
  /** From `from` on, which only grows; Infinity where it stands no more. */
  from(from: number): number {
    if (this.#at < from) {
      const found = this.#text.indexOf(this.sign, from);
      this.#at = found < 0 ? Infinity : found;
    }
    return this.#at;
  }
}

class Parser {
  #rest = '';
  #line = 1;
  readonly #quotes: boolean;
  readonly #quote = new Next('"');
  readonly #lineEnd = new Next('\n');
  readonly #delimiter: Next;

  constructor(
    dialect: Dialect,
    private readonly file: string
  ) {
    this.#delimiter = new Next(dialect.delimiter);
    this.#quotes = dialect.quotes;
  }

  push(piece: string): DelimitedRow[] {
    const text = this.#rest + piece;
    this.#open(text);
    const rows: DelimitedRow[] = [];
    let at = 0;
    for (;;) {
      const row = this.#row(text, at, false);
      if (row === null) break;
      at = row.end;
      if (row.fields.length > 1 || row.fields[0] !== '') rows.push({ fields: row.fields, line: this.#line });
      this.#line += row.lines;
    }
    this.#rest = text.slice(at);
    if (this.#rest.length > LONGEST_LINE) {
      throw appError('import/line-too-long', { characters: LONGEST_LINE }, { file: this.file, line: this.#line });
    }
    return rows;
  }

  finish(): DelimitedRow[] {
    if (this.#rest === '') return [];
    this.#open(this.#rest);
    const row = this.#row(this.#rest, 0, true);
    return row && (row.fields.length > 1 || row.fields[0] !== '') ? [{ fields: row.fields, line: this.#line }] : [];
  }

  #open(text: string): void {
    for (const sign of [this.#quote, this.#lineEnd, this.#delimiter]) sign.in(text);
  }

  /** The row at `start`; null where it does not end in the text (unless that is all there is). */
  #row(text: string, start: number, isLast: boolean): { fields: string[]; end: number; lines: number } | null {
    const lineEnd = this.#lineEnd.from(start);
    if (lineEnd === Infinity && !isLast) return null;
    const end = Math.min(lineEnd, text.length);
    if (!this.#quotes || this.#quote.from(start) >= end) {
      const line = text.slice(start, text[end - 1] === '\r' && end > start ? end - 1 : end);
      return { fields: this.#checked(line.split(this.#delimiter.sign, MOST_COLUMNS + 1)), end: end + 1, lines: 1 };
    }
    return this.#quoted(text, start, isLast);
  }

  #quoted(text: string, start: number, isLast: boolean): { fields: string[]; end: number; lines: number } | null {
    const { length } = this.#delimiter.sign;
    const fields: string[] = [];
    let at = start;
    let lines = 1;
    for (;;) {
      let value: string;
      if (text[at] === '"') {
        const closed = closingQuote(text, at + 1);
        if (closed < 0) {
          if (!isLast) return null;
          // Never closed: the quote was text, and so is the rest.
          value = text.slice(at);
          at = text.length;
        } else {
          value = text.slice(at + 1, closed).replaceAll('""', '"');
          for (let n = value.indexOf('\n'); n >= 0; n = value.indexOf('\n', n + 1)) lines++;
          at = closed + 1;
          const next = this.#fieldEnd(text, at);
          if (next > at && text.slice(at, next) !== '\r') value += text.slice(at, next).replace(/\r$/, '');
          at = next;
        }
      } else {
        const next = this.#fieldEnd(text, at);
        value = text.slice(
          at,
          text[next] !== undefined && text[next - 1] === '\r' && text[next] === '\n' ? next - 1 : next
        );
        at = next;
      }
      fields.push(value);
      if (fields.length > MOST_COLUMNS) this.#checked(fields);
      if (at >= text.length) return isLast ? { fields, end: text.length, lines } : null;
      if (text[at] === '\n') return { fields, end: at + 1, lines };
      at += length;
    }
  }

  /** Where the field ends that begins at `at`: a delimiter, a line break or the end of the text. */
  #fieldEnd(text: string, at: number): number {
    return Math.min(this.#delimiter.from(at), this.#lineEnd.from(at), text.length);
  }

  #checked(fields: string[]): string[] {
    if (fields.length <= MOST_COLUMNS) return fields;
    throw appError('import/too-many-columns', { most: MOST_COLUMNS }, { file: this.file, line: this.#line });
  }
}

/** The quote that closes a field whose text begins at `at`; doubled quotes are text. −1 where there is none. */
function closingQuote(text: string, at: number): number {
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0 || text[quote + 1] !== '"') return quote;
    at = quote + 2;
  }
}

const DELIMITERS = ['::', '\t', ',', ';', '|'] as const;

/** The delimiter that splits the first lines alike and most often. */
export function guessDialect(lines: readonly string[]): Dialect {
  let best: Dialect = { delimiter: ',', quotes: true };
  let most = 1;
  for (const delimiter of DELIMITERS) {
    const counts = lines.filter((line) => line.trim() !== '').map((line) => line.split(delimiter).length);
    const [first = 1] = counts;
    const alike = counts.filter((count) => count === first).length / Math.max(1, counts.length);
    if (first > most && alike > 0.6) {
      most = first;
      best = { delimiter, quotes: delimiter !== '::' };
      if (delimiter === '::') return best;
    }
  }
  return best;
}

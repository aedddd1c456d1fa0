// Rows of a delimited text (CSV, TSV, MovieLens' "::") while it streams in: quotes as RFC 4180 has them, line breaks inside quotes,
// any delimiter. One pass, no regular expression; a row may cross pieces. How a file is written is guessed in dialect.ts.
import { appError } from '#lib/errors/app-error';
import { LONGEST_LINE } from '../../bytes/lines';

export interface DelimitedRow {
  readonly fields: readonly string[];
  /** Line on which the row starts, from 1. */
  readonly line: number;
}

export interface Dialect {
  readonly delimiter: string;
  /**
   * Whether fields may stand in double quotes. MovieLens' and RecBole's may not; those of most tab-separated files at most within a line
   * ("in-line"): there a quote is mostly a character.
   */
  readonly quotes: boolean | 'in-line';
  /** Whether a backslash takes a quote its meaning, as in what MySQL writes. */
  readonly escapes?: boolean;
  /** Whether several spaces are one delimiter, as where columns are aligned. */
  readonly runs?: boolean;
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
  readonly #quotes: Dialect['quotes'];
  readonly #escapes: boolean;
  readonly #runs: boolean;
  readonly #quote = new Next('"');
  readonly #lineEnd = new Next('\n');
  readonly #delimiter: Next;
  readonly #file: string;

  constructor(dialect: Dialect, file: string) {
    this.#file = file;
    this.#delimiter = new Next(dialect.delimiter);
    this.#quotes = dialect.quotes;
    this.#escapes = dialect.escapes ?? false;
    this.#runs = dialect.runs ?? false;
  }

  push(piece: string): DelimitedRow[] {
    const text = this.#rest + piece;
    const { rows, end } = this.#rows(text, false);
    this.#rest = text.slice(end);
    if (this.#rest.length > LONGEST_LINE) {
      throw appError('import/line-too-long', { characters: LONGEST_LINE }, { file: this.#file, line: this.#line });
    }
    return rows;
  }

  /** What is left when the text has ended: one row, or several behind a quote that never closed. */
  finish(): DelimitedRow[] {
    return this.#rows(this.#rest, true).rows;
  }

  #rows(text: string, isLast: boolean): { readonly rows: DelimitedRow[]; readonly end: number } {
    this.#open(text);
    const rows: DelimitedRow[] = [];
    let at = 0;
    while (at < text.length) {
      const row = this.#row(text, at, isLast);
      if (row === null) break;
      at = row.end;
      if (row.fields.length > 1 || row.fields[0] !== '') rows.push({ fields: row.fields, line: this.#line });
      this.#line += row.lines;
    }
    return { rows, end: at };
  }

  #open(text: string): void {
    for (const sign of [this.#quote, this.#lineEnd, this.#delimiter]) sign.in(text);
  }

  /** The row at `start`; null where it does not end in the text (unless that is all there is). */
  #row(text: string, start: number, isLast: boolean): { fields: string[]; end: number; lines: number } | null {
    const lineEnd = this.#lineEnd.from(start);
    if (lineEnd === Infinity && !isLast) return null;
    const end = Math.min(lineEnd, text.length);
    if (!this.#quotes || this.#runs || this.#quote.from(start) >= end) {
      const line = text.slice(start, text[end - 1] === '\r' && end > start ? end - 1 : end);
      const fields = this.#runs
        ? line.trim().split(/\s+/, MOST_COLUMNS + 1)
        : line.split(this.#delimiter.sign, MOST_COLUMNS + 1);
      return { fields: this.#checked(fields), end: end + 1, lines: 1 };
    }
    return this.#quoted(text, start, isLast);
  }

  #quoted(text: string, start: number, isLast: boolean): { fields: string[]; end: number; lines: number } | null {
    const { length } = this.#delimiter.sign;
    const fields: string[] = [];
    let at = start;
    let lines = 1;
    for (;;) {
      const opening = this.#opening(text, at);
      const found = opening < 0 ? undefined : this.#quotedField(text, opening, isLast);
      if (found === null) return null;
      let value: string;
      if (found) {
        ({ value } = found);
        lines += found.lines;
        at = found.end;
      } else {
        const next = this.#fieldEnd(text, at);
        value = text.slice(
          at,
          text[next - 1] === '\r' && (text[next] === '\n' || next === text.length) && next > at ? next - 1 : next
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

  /** Where a field that begins at `at` has its opening quote; −1 for none. Spaces may stand before it, as behind a comma. */
  #opening(text: string, at: number): number {
    let from = at;
    if (this.#quotes === true) while (text[from] === ' ') from++;
    return text[from] === '"' ? from : -1;
  }

  /**
   * The field whose opening quote stands at `at`, up to what ends it; undefined where that quote is a character, null where the text
   * ends too early to say. A quote closes where a delimiter or a line's end follows; another one inside the line is a character. One
   * that first comes lines later and closes nothing shows that the opening quote was none.
   */
  #quotedField(
    text: string,
    at: number,
    isLast: boolean
  ): { value: string; end: number; lines: number } | null | undefined {
    const lineEnd = this.#lineEnd.from(at);
    /** The first quote inside that is neither doubled, escaped nor closing. */
    let stray = -1;
    for (let from = at + 1; ;) {
      const quote = text.indexOf('"', from);
      const isInLine = quote >= 0 && quote < lineEnd;
      if (!isInLine && stray >= 0) {
        // Nothing closes on this line: what stands behind the quote belongs to the field, as Python reads it.
        const end = this.#fieldEnd(text, stray + 1);
        if (end === text.length && !isLast) return null;
        const value = text.slice(at + 1, stray).replaceAll('""', '"') + text.slice(stray + 1, end).replace(/\r$/, '');
        return { value, end, lines: 0 };
      }
      if (!isInLine && this.#quotes === 'in-line') return lineEnd === Infinity && !isLast ? null : undefined;
      if (quote < 0) return isLast ? undefined : null;
      const next = text[quote + 1];
      if (next === undefined && !isLast) return null;
      const isEscaped = this.#escapes && backslashesBefore(text, quote) % 2 === 1;
      if (next === '"' && !(isEscaped && this.#ends(text, quote + 2))) {
        from = quote + 2;
        continue;
      }
      if (!isEscaped && this.#ends(text, quote + 1)) {
        const inner = text.slice(at + 1, quote).replaceAll('""', '"');
        const value = inner.includes('\\"') ? inner.replaceAll('\\"', '"') : inner;
        let lines = 0;
        for (let n = value.indexOf('\n'); n >= 0; n = value.indexOf('\n', n + 1)) lines++;
        return { value, end: next === '\r' ? quote + 2 : quote + 1, lines };
      }
      from = quote + 1;
      if (isEscaped || (isInLine && text[quote - 1] === '\\')) continue;
      if (!isInLine) return undefined;
      if (stray < 0) stray = quote;
    }
  }

  /** Whether a field may end at `at`. */
  #ends(text: string, at: number): boolean {
    if (at >= text.length) return true;
    if (text[at] === '\n' || text.startsWith(this.#delimiter.sign, at)) return true;
    return text[at] === '\r' && (text[at + 1] === '\n' || at + 1 >= text.length);
  }

  /** Where the field ends that begins at `at`: a delimiter, a line break or the end of the text. */
  #fieldEnd(text: string, at: number): number {
    return Math.min(this.#delimiter.from(at), this.#lineEnd.from(at), text.length);
  }

  #checked(fields: string[]): string[] {
    if (fields.length <= MOST_COLUMNS) return fields;
    throw appError('import/too-many-columns', { most: MOST_COLUMNS }, { file: this.#file, line: this.#line });
  }
}

function backslashesBefore(text: string, at: number): number {
  let count = 0;
  while (text[at - 1 - count] === '\\') count++;
  return count;
}

// A parser of Python literals, as older data sets were dumped line by line: dict, list, tuple, set, texts with every kind of
// quote and escape, numbers, True, False, None. It builds plain values and executes nothing; a name or a call is an error. The words
// of JSON are taken as well: Python's json module writes NaN, and a line with it is no JSON to anybody else.

/**
 * dict → Map, list, tuple and set → array, None → null. Numbers that are not finite are null, whole ones beyond 2^53 the text of
 * their digits (a Steam id must stay what it is), bytes a text of one character each.
 */
export type PythonValue = null | boolean | number | string | readonly PythonValue[] | ReadonlyMap<string, PythonValue>;

/** Where a text is no Python literal. */
export class PythonSyntaxError extends Error {
  constructor(
    /** One of a few dozen sentences without data in them, so that lines can be counted by it. */
    readonly reason: string,
    /** Characters before it. */
    readonly at: number
  ) {
    super(`${reason}, at character ${at + 1}`);
  }
}

const DEEPEST = 64;

/** @throws PythonSyntaxError */
export function parsePythonLiteral(text: string): PythonValue {
  const parser = new Parser(text);
  const value = parser.value(0);
  parser.end();
  return value;
}

const NUMBER =
  /[+-]?(?:0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)[lLjJ]?/y;
const WORD = /[A-Za-z_]\w*/y;
/** What may stand before the quote of a text, up to that quote. */
const PREFIX = /(?:[uU]|[bB]?[rR]|[rR]?[bB])?(?=['"])/y;
const PREFIXES: ReadonlySet<string> = new Set('uUbBrR');
const WORDS: ReadonlyMap<string, PythonValue> = new Map<string, PythonValue>([
  ['True', true],
  ['False', false],
  ['None', null],
  ['nan', null],
  ['inf', null],
  ['true', true],
  ['false', false],
  ['null', null],
  ['NaN', null],
  ['Infinity', null]
]);
const NOT_FINITE = /[+-](?:nan|inf|NaN|Infinity)\b/y;
const SPACE = /\s*/y;
const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\n', '']
]);
const HEX_DIGITS: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8]
]);

class Parser {
  #at = 0;
  readonly #places = { "'": -1, '"': -1, '\\': -1 };
  readonly #source: string;

  constructor(text: string) {
    this.#source = text;
  }

  end(): void {
    this.#space();
    if (this.#at < this.#source.length) throw this.#error('there is more behind the value');
  }

  value(depth: number): PythonValue {
    if (depth > DEEPEST) throw this.#error(`it is nested more than ${DEEPEST} levels deep`);
    this.#space();
    const sign = this.#source[this.#at];
    switch (sign) {
      case '{':
        return this.#braces(depth);
      case '[':
        this.#at++;
        return this.#elements(']', depth);
      case '(':
        return this.#parentheses(depth);
      case undefined:
        throw this.#error('it ends too early');
      default: {
        const prefix = this.#prefix();
        if (prefix !== undefined) return this.#texts(prefix);
        return /[\d.+-]/.test(sign) ? this.#number() : this.#word();
      }
    }
  }

  /** A dict, or a set. */
  #braces(depth: number): PythonValue {
    this.#at++;
    const map = new Map<string, PythonValue>();
    const elements: PythonValue[] = [];
    for (;;) {
      this.#space();
      if (this.#take('}')) return elements.length > 0 ? elements : map;
      const key = this.value(depth + 1);
      this.#space();
      if (this.#take(':')) map.set(typeof key === 'string' ? key : JSON.stringify(key), this.value(depth + 1));
      else elements.push(key);
      if (map.size > 0 && elements.length > 0) throw this.#error('a dict and a set are mixed');
      this.#comma('}');
    }
  }

  #elements(close: ']' | ')', depth: number): PythonValue[] {
    const elements: PythonValue[] = [];
    for (;;) {
      this.#space();
      if (this.#take(close)) return elements;
      elements.push(this.value(depth + 1));
      this.#comma(close);
    }
  }

  /** A tuple; or, with one value and no comma, that value. */
  #parentheses(depth: number): PythonValue {
    this.#at++;
    this.#space();
    if (this.#take(')')) return [];
    const first = this.value(depth + 1);
    this.#space();
    if (this.#take(')')) return first;
    this.#comma(')');
    return [first, ...this.#elements(')', depth)];
  }

  /** Behind an element: a comma, or what closes. */
  #comma(close: string): void {
    this.#space();
    if (this.#at >= this.#source.length) throw this.#error('it ends too early');
    if (!this.#take(',') && this.#source[this.#at] !== close) throw this.#error(`"," or "${close}" is missing`);
  }

  #number(): number | string | null {
    if (this.#match(NOT_FINITE) !== undefined) return null;
    NUMBER.lastIndex = this.#at;
    const found = NUMBER.exec(this.#source)?.[0];
    if (!found || /[jJ]$/.test(found)) throw this.#error('this is no number');
    this.#at += found.length;
    const digits = found.replace(/[lL]$/, '').replaceAll('_', '');
    const value = /^[+-]?0[xXoObB]/.test(digits)
      ? (digits.startsWith('-') ? -1 : 1) * Number(digits.replace(/^[+-]/, ''))
      : Number(digits);
    if (Number.isNaN(value)) throw this.#error('this is no number');
    if (!Number.isFinite(value)) return null;
    return Math.abs(value) > Number.MAX_SAFE_INTEGER && /^[+-]?\d+$/.test(digits) ? digits : value;
  }

  #word(): PythonValue {
    const start = this.#at;
    const word = this.#match(WORD);
    if (word === undefined) throw this.#error('a sign that begins no value');
    const value = WORDS.get(word);
    if (value !== undefined) return value;
    this.#at = start;
    throw this.#error('a name or a call is no literal, and nothing is executed');
  }

  /** One text, or several that stand side by side and count as one. */
  #texts(prefix: string): string {
    let text = this.#text(prefix);
    for (;;) {
      this.#space();
      const next = this.#prefix();
      if (next === undefined) return text;
      text += this.#text(next);
    }
  }

  /** What stands before the quote of a text; undefined where no text begins. */
  #prefix(): string | undefined {
    const sign = this.#source[this.#at];
    if (sign === "'" || sign === '"') return '';
    return sign !== undefined && PREFIXES.has(sign) ? this.#match(PREFIX) : undefined;
  }

  #text(prefix: string): string {
    const quote = this.#source[this.#at] === '"' ? '"' : "'";
    const triple = quote.repeat(3);
    const close = this.#source.startsWith(triple, this.#at) ? triple : quote;
    const start = this.#at;
    this.#at += close.length;
    const [isRaw, isBytes] = [/r/i.test(prefix), /b/i.test(prefix)];
    const parts: string[] = [];
    for (;;) {
      const end = Math.min(this.#next(quote), this.#next('\\'));
      if (end >= this.#source.length) {
        this.#at = start;
        throw this.#error('a text is never closed');
      }
      const run = this.#source.slice(this.#at, end);
      this.#at = end;
      // Mostly all there is.
      if (parts.length === 0 && close.length === 1 && this.#take(quote)) return run;
      parts.push(run);
      if (this.#source[end] === '\\') parts.push(this.#escape(isRaw, isBytes));
      else if (this.#source.startsWith(close, this.#at)) {
        this.#at += close.length;
        return parts.join('');
      } else {
        parts.push(quote);
        this.#at++;
      }
    }
  }

  #escape(isRaw: boolean, isBytes: boolean): string {
    const sign = this.#source[this.#at + 1] ?? '';
    if (isRaw) {
      this.#at += 2;
      return `\\${sign}`;
    }
    const simple = SIMPLE_ESCAPES.get(sign);
    if (simple !== undefined) {
      this.#at += 2;
      return simple;
    }
    const digits = isBytes && sign !== 'x' ? undefined : HEX_DIGITS.get(sign);
    if (digits !== undefined) {
      const hex = this.#source.slice(this.#at + 2, this.#at + 2 + digits);
      if (!/^[0-9a-fA-F]+$/.test(hex) || hex.length < digits) throw this.#error(`\\${sign} needs ${digits} digits`);
      const code = parseInt(hex, 16);
      if (code > 0x10ffff) throw this.#error('a character beyond Unicode');
      this.#at += 2 + digits;
      return String.fromCodePoint(code);
    }
    if (sign === 'N' && !isBytes) throw this.#error('characters by name are not read');
    const octal = /^[0-7]{1,3}/.exec(this.#source.slice(this.#at + 1, this.#at + 4))?.[0];
    this.#at += 1 + (octal?.length ?? 0);
    // An unknown escape keeps its backslash, as Python does.
    return octal ? String.fromCharCode(parseInt(octal, 8)) : '\\';
  }

  #space(): void {
    const code = this.#source.charCodeAt(this.#at);
    // No match where there is none to make: a letter, a digit, a sign.
    if (!(code > 0x20 && code < 0x7f)) this.#match(SPACE);
  }

  /** Where the sign stands next, looked for once however often it is asked for; the end where it stands no more. */
  #next(sign: "'" | '"' | '\\'): number {
    const known = this.#places[sign];
    if (known >= this.#at) return known;
    const found = this.#source.indexOf(sign, this.#at);
    return (this.#places[sign] = found < 0 ? this.#source.length : found);
  }

  /** What the pattern finds here, taken; undefined where it finds nothing. */
  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #take(sign: string): boolean {
    if (this.#source[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  #error(reason: string): PythonSyntaxError {
    return new PythonSyntaxError(reason, this.#at);
  }
}

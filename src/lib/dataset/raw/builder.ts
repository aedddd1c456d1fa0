// Builds raw data row by row while files are read: ids become row numbers, texts go into columns, lines that do not fit are
// counted with their reasons.
import '#lib/errors/data';
import { appError } from '#lib/errors/app-error';
import { TextColumnBuilder } from '../columns/text-column';
import { LeftOut } from '../text/attributes';
import { plainText } from '../text/plain-text';
import type { DatasetProvenance } from '../types';
import type { FileReport, RawData, RawNodes, ReadReport, SkippedLines } from './types';

export interface InteractionInput {
  readonly user: string;
  readonly item: string;
  readonly rating?: number;
  /** Seconds since 1970. */
  readonly timestamp?: number;
  readonly review?: string;
  /** 0 train, 1 val, 2 test. */
  readonly part?: number;
}

export interface NodeInput {
  readonly id: string;
  readonly title?: string;
  readonly description?: string;
  readonly attributes?: ReadonlyMap<string, string>;
}

export type FileRole = FileReport['role'];

const SAMPLES = 5;
const SAMPLE_CHARACTERS = 160;
/** Among the first lines of a file, this share may fail; more, and it is not what it was taken for. */
const FIRST_LINES = 1000;
const MOST_FAILED = 0.5;
/** So many lines tell what a file is; fewer are a trial of somebody's. */
const TELLING_LINES = 20;
const NO_PART = 255;

/** Rows of users or of items, by id. */
class NodeTable {
  readonly #rows = new Map<string, number>();
  readonly #ids: string[] = [];
  readonly #described = new GrowingArray(new Uint8Array(1024), 0);
  readonly #titles = new SparseTexts();
  readonly #descriptions = new SparseTexts();
  readonly #attributes = new SparseTexts();
  #anyDescribed = false;

  /** Spaces around an id are none of it. */
  row(written: string): number {
    const id = isPadded(written) ? written.trim() : written;
    const known = this.#rows.get(id);
    if (known !== undefined) return known;
    const own = ownText(id);
    const row = this.#ids.length;
    this.#rows.set(own, row);
    this.#ids.push(own);
    this.#described.push(0);
    return row;
  }

  /** @returns whether the node had not been described before; the first description stays */
  describe({ id, title, description, attributes }: NodeInput): boolean {
    const row = this.row(id);
    if (this.#described.at(row) === 1) return false;
    this.#described.set(row, 1);
    this.#anyDescribed = true;
    if (title) this.#titles.set(row, title);
    if (description) this.#descriptions.set(row, description);
    if (attributes && attributes.size > 0) this.#attributes.set(row, JSON.stringify(Object.fromEntries(attributes)));
    return true;
  }

  finish(): RawNodes {
    const rows = this.#ids.length;
    return {
      ids: this.#ids,
      described: this.#anyDescribed ? this.#described.finish() : null,
      titles: this.#titles.finish(rows),
      descriptions: this.#descriptions.finish(rows),
      attributes: this.#attributes.finish(rows)
    };
  }
}

/** Whether a text begins or ends with a space of any kind. */
const isPadded = (text: string): boolean =>
  text.length > 0 && (isSpace(text.charCodeAt(0)) || isSpace(text.charCodeAt(text.length - 1)));
const isSpace = (code: number): boolean => code <= 32 || code === 160 || code === 0xfeff;

/** Texts by row that may come in any order of rows: columns are written in order, so they wait until the end. */
class SparseTexts {
  readonly #texts = new TextColumnBuilder();
  readonly #places = new Map<number, number>();

  set(row: number, text: string): void {
    this.#places.set(row, this.#texts.length);
    this.#texts.add(text);
  }

  finish(rows: number): RawNodes['titles'] {
    if (this.#places.size === 0) return null;
    const order = Int32Array.from({ length: rows }, (_, row) => this.#places.get(row) ?? -1);
    return this.#texts.finish().pick(order);
  }
}

/** A typed array that grows by doubling. */
class GrowingArray<A extends Uint8Array | Int32Array | Float32Array | Float64Array> {
  #length = 0;
  #array: A;
  readonly #filler: number;

  constructor(array: A, filler: number) {
    this.#array = array;
    this.#filler = filler;
  }

  get length(): number {
    return this.#length;
  }
  at(index: number): number {
    return this.#array[index] ?? this.#filler;
  }
  set(index: number, value: number): void {
    this.#array[index] = value;
  }
  push(value: number): void {
    if (this.#length === this.#array.length) this.#grow();
    this.#array[this.#length++] = value;
  }
  /** Fillers until there are `length` entries. */
  fillTo(length: number): void {
    while (this.#length < length) this.push(this.#filler);
  }
  finish(): A {
    return this.#sized(this.#length);
  }
  #grow(): void {
    this.#array = this.#sized(2 * this.#array.length);
  }
  #sized(length: number): A {
    const sized = Reflect.construct(this.#array.constructor, [length]);
    if (!isSameArray(this.#array, sized)) throw new Error('An array of another type was made');
    sized.set(this.#array.subarray(0, Math.min(this.#length, length)));
    return sized;
  }
}

const isSameArray = <A extends object>(like: A, value: unknown): value is A =>
  typeof value === 'object' && value !== null && value.constructor === like.constructor;

/** Columns that begin with the first row that has a value; rows before it count as unknown. */
class Interactions {
  readonly users = new GrowingArray(new Int32Array(4096), 0);
  readonly items = new GrowingArray(new Int32Array(4096), 0);
  readonly #ratings = new GrowingArray(new Float32Array(4096), NaN);
  readonly #timestamps = new GrowingArray(new Float64Array(4096), NaN);
  readonly #parts = new GrowingArray(new Uint8Array(4096), NO_PART);
  readonly #reviews = new TextColumnBuilder();

  push(user: number, item: number, { rating, timestamp, review, part }: InteractionInput): void {
    const row = this.users.length;
    this.users.push(user);
    this.items.push(item);
    if (rating !== undefined) {
      this.#ratings.fillTo(row);
      this.#ratings.push(rating);
    }
    if (timestamp !== undefined) {
      this.#timestamps.fillTo(row);
      this.#timestamps.push(timestamp);
    }
    if (part !== undefined) {
      this.#parts.fillTo(row);
      this.#parts.push(part);
    }
    if (review) {
      while (this.#reviews.length < row) this.#reviews.add(undefined);
      this.#reviews.add(review);
    }
  }

  finish(): RawData['interactions'] {
    const rows = this.users.length;
    for (const column of [this.#ratings, this.#timestamps, this.#parts]) if (column.length > 0) column.fillTo(rows);
    if (this.#reviews.length > 0) while (this.#reviews.length < rows) this.#reviews.add(undefined);
    const parts = this.#parts.length > 0 ? this.#parts.finish() : null;
    return {
      users: this.users.finish(),
      items: this.items.finish(),
      ratings: this.#ratings.length > 0 ? this.#ratings.finish() : null,
      timestamps: this.#timestamps.length > 0 ? this.#timestamps.finish() : null,
      reviews: this.#reviews.length > 0 ? this.#reviews.finish() : null,
      // A split is one only where every row has its part.
      parts: parts?.includes(NO_PART) ? null : parts
    };
  }
}

type Lines = Map<string, { count: number; samples: { line: number; text: string }[] }>;

/** What became of one file's lines. */
export class FileLog {
  rows = 0;
  #lines = 0;
  #failed = 0;
  readonly #skipped: Lines = new Map();
  readonly #notes: Lines = new Map();
  readonly #bytes: number;

  constructor(
    readonly path: string,
    readonly role: FileRole,
    bytes: number
  ) {
    this.#bytes = bytes;
  }

  /** A line was read, and gave `rows` rows. */
  took(rows = 1): void {
    this.#lines++;
    this.rows += rows;
    this.#check();
  }

  /**
   * A line was left out.
   * @param reason a sentence without its full stop, the same for all lines of one kind
   * @throws AppError import/unreadable-lines where most of the file's first lines fail
   */
  skip(reason: string, line: number, text: string): void {
    this.#lines++;
    this.#failed++;
    added(this.#skipped, reason, line, text);
    this.#check();
  }

  /** A line was left out because another one says the same: that is no failure. */
  repeated(reason: string, line: number, text: string): void {
    this.#lines++;
    added(this.#skipped, reason, line, text);
  }

  /** A part of a line that was read could not be: its interaction stays without it. */
  note(reason: string, line: number, text: string): void {
    added(this.#notes, reason, line, text);
  }

  /** Where the first lines end, or where none of some could be read. */
  #check(): void {
    if (this.#lines === FIRST_LINES || (this.#lines === TELLING_LINES && this.rows === 0))
      this.#refuseWhereMostFailed();
  }

  #refuseWhereMostFailed(): void {
    if (this.#failed > MOST_FAILED * this.#lines) this.#refuse();
  }

  /** At the end of the file. Of a few lines most may fail, but not all. */
  finish(): FileReport {
    if (this.rows === 0 && this.#failed > 0) this.#refuse();
    if (this.#lines >= TELLING_LINES && this.#lines < FIRST_LINES) this.#refuseWhereMostFailed();
    const { path, role, rows } = this;
    const bytes = this.#bytes;
    const notes = listed(this.#notes);
    return {
      path,
      role,
      bytes,
      lines: this.#lines,
      rows,
      skipped: listed(this.#skipped),
      ...(notes.length > 0 ? { notes } : {})
    };
  }

  #refuse(): never {
    const [first] = this.#skipped;
    const reason = first?.[0] ?? '';
    const line = first?.[1].samples[0]?.line ?? 1;
    throw appError(
      'import/unreadable-lines',
      { failed: this.#failed, lines: this.#lines, reason },
      { file: this.path, line }
    );
  }
}

function added(lines: Lines, reason: string, line: number, text: string): void {
  const entry = lines.get(reason) ?? { count: 0, samples: [] };
  entry.count++;
  if (entry.samples.length < SAMPLES) entry.samples.push({ line, text: shortened(text) });
  lines.set(reason, entry);
}

const listed = (lines: Lines): SkippedLines[] => [...lines].map(([reason, entry]) => ({ reason, ...entry }));

export class RawDataBuilder {
  readonly #users = new NodeTable();
  readonly #items = new NodeTable();
  readonly #interactions = new Interactions();
  readonly #logs: FileLog[] = [];
  readonly #leftOut = new LeftOut();
  readonly #remarks: string[] = [];

  /** What the report should say beside counts, in a sentence. */
  remark(sentence: string): void {
    this.#remarks.push(sentence);
  }

  /** Begins a file; every line of it goes through its log. */
  file(path: string, role: FileRole, bytes: number | null): FileLog {
    const log = new FileLog(path, role, bytes ?? 0);
    this.#logs.push(log);
    return log;
  }

  interaction(input: InteractionInput): void {
    const { review } = input;
    const plain = review === undefined ? input : { ...input, review: plainText(review) };
    this.#interactions.push(this.#users.row(input.user), this.#items.row(input.item), plain);
  }

  /** @returns false where the item was described before */
  item(input: NodeInput): boolean {
    return this.#items.describe(plainNode(input, 'items', this.#leftOut));
  }

  /** @returns false where the user was described before */
  user(input: NodeInput): boolean {
    return this.#users.describe(plainNode(input, 'users', this.#leftOut));
  }

  /** @throws AppError import/no-interactions */
  finish(
    name: string,
    provenance: DatasetProvenance,
    format: string
  ): { readonly raw: RawData; readonly report: ReadReport } {
    const files = this.#logs.map((log) => log.finish());
    const interactions = this.#interactions.finish();
    if (interactions.users.length === 0) throw appError('import/no-interactions', {});
    const raw = { name, provenance, users: this.#users.finish(), items: this.#items.finish(), interactions };
    const remarks = [...this.#remarks, ...this.#leftOut.remarks()];
    return { raw, report: { format, files, ...(remarks.length > 0 ? { remarks } : {}) } };
  }
}

/** A node's words as they may be shown and asked about: no markup, no addresses, no attribute that sums up what is held out. */
export function plainNode(node: NodeInput, of: 'items' | 'users', leftOut: LeftOut): NodeInput {
  const [title, description] = [plainText(node.title ?? ''), plainText(node.description ?? '')];
  const attributes = node.attributes && leftOut.kept(of, node.attributes);
  return {
    id: node.id,
    ...(title ? { title } : {}),
    ...(description ? { description } : {}),
    attributes
  };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A copy: a slice of a file's text would keep all of that text in memory as long as it lives. */
function ownText(text: string): string {
  return text.length < 13 ? text : decoder.decode(encoder.encode(text));
}

const shortened = (text: string): string =>
  ownText(text.length > SAMPLE_CHARACTERS ? `${text.slice(0, SAMPLE_CHARACTERS - 1)}…` : text);

// A column of texts as UTF-8 blocks and end offsets: a million reviews are a few large arrays, not a million strings, and cross
// workers and storage as they are. A row may have no text, which is not the same as an empty one.

/** A text longer than this gets a block of its own; no array of a column is larger otherwise. */
const BLOCK_BYTES = 16 * 2 ** 20;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Texts by row. Memory: their UTF-8 bytes and 4 bytes a row. */
export class TextColumn {
  /**
   * @param blocks the texts' bytes, row after row; no text crosses a block
   * @param starts [blocks + 1] first row of each block, then the number of rows
   * @param ends [rows] where each text ends in its block; a row without text holds ~end, and takes no bytes
   */
  constructor(
    readonly blocks: readonly Uint8Array[],
    readonly starts: Int32Array,
    readonly ends: Int32Array
  ) {}

  get length(): number {
    return this.ends.length;
  }

  /** Bytes held. */
  get bytes(): number {
    return this.blocks.reduce((sum, block) => sum + block.length, 0) + this.ends.byteLength;
  }

  has(row: number): boolean {
    return (this.ends[row] ?? -1) >= 0;
  }

  /** The text of a row; undefined where it has none. */
  get(row: number): string | undefined {
    const end = this.ends[row];
    if (end === undefined || end < 0) return undefined;
    const block = this.#blockOf(row);
    return decoder.decode(this.blocks[block]?.subarray(this.#startIn(block, row), end));
  }

  /** Bytes of a row's text; 0 where it has none. */
  byteLength(row: number): number {
    const end = this.ends[row];
    return end === undefined || end < 0 ? 0 : end - this.#startIn(this.#blockOf(row), row);
  }

  /** Rows that have a text. */
  count(): number {
    let count = 0;
    for (const end of this.ends) if (end >= 0) count++;
    return count;
  }

  /** The rows at `rows`, in that order, as a column of their own: nothing of the other rows is reachable from it. */
  pick(rows: Int32Array | readonly number[]): TextColumn {
    const builder = new TextColumnBuilder();
    for (const row of rows) {
      const end = this.ends[row];
      if (end === undefined || end < 0) builder.add(undefined);
      else {
        const block = this.#blockOf(row);
        builder.addBytes(this.blocks[block]?.subarray(this.#startIn(block, row), end) ?? new Uint8Array());
      }
    }
    return builder.finish();
  }

  static from(texts: Iterable<string | undefined>): TextColumn {
    const builder = new TextColumnBuilder();
    for (const text of texts) builder.add(text);
    return builder.finish();
  }

  #startIn(block: number, row: number): number {
    if (row === this.starts[block]) return 0;
    const before = this.ends[row - 1] ?? 0;
    return before < 0 ? ~before : before;
  }

  #blockOf(row: number): number {
    let [low, high] = [0, this.blocks.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Appends row by row; amortised O(bytes). */
export class TextColumnBuilder {
  readonly #blocks: Uint8Array[] = [];
  readonly #starts: number[] = [];
  #block = new Uint8Array(4096);
  #used = 0;
  #ends = new Int32Array(1024);
  #rows = 0;
  /** Rows of the blocks that are closed. */
  #closedRows = 0;

  get length(): number {
    return this.#rows;
  }

  add(text: string | undefined): void {
    if (text === undefined) {
      this.#push(~this.#used);
      return;
    }
    // A UTF-16 unit becomes at most three bytes.
    this.#reserve(3 * text.length, () => encoder.encode(text).length);
    const { written } = encoder.encodeInto(text, this.#block.subarray(this.#used));
    this.#used += written;
    this.#push(this.#used);
  }

  /** @param bytes valid UTF-8 */
  addBytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length, () => bytes.length);
    this.#block.set(bytes, this.#used);
    this.#used += bytes.length;
    this.#push(this.#used);
  }

  /** The column so far. The builder must not be used afterwards. */
  finish(): TextColumn {
    this.#closeBlock();
    return new TextColumn(
      this.#blocks,
      Int32Array.from([...this.#starts, this.#rows]),
      this.#ends.slice(0, this.#rows)
    );
  }

  #push(end: number): void {
    if (this.#rows === this.#ends.length)
      this.#ends = grown(this.#ends, 2 * this.#rows, new Int32Array(2 * this.#rows));
    this.#ends[this.#rows++] = end;
  }

  /** Makes room for `atMost` bytes; `exactly` is asked only where `atMost` would need a block of its own. */
  #reserve(atMost: number, exactly: () => number): void {
    if (this.#used + atMost <= this.#block.length) return;
    const need = atMost > BLOCK_BYTES ? exactly() : atMost;
    if (this.#used + need > BLOCK_BYTES && this.#used > 0) {
      this.#closeBlock();
      this.#block = new Uint8Array(Math.max(need, BLOCK_BYTES / 16));
      return;
    }
    const size = Math.max(this.#used + need, Math.min(2 * this.#block.length, BLOCK_BYTES));
    this.#block = grown(this.#block, this.#used, new Uint8Array(size));
  }

  #closeBlock(): void {
    this.#starts.push(this.#closedRows);
    this.#blocks.push(this.#block.slice(0, this.#used));
    this.#closedRows = this.#rows;
    this.#used = 0;
  }
}

function grown<A extends Uint8Array | Int32Array>(from: A, used: number, to: A): A {
  to.set(from.subarray(0, used));
  return to;
}

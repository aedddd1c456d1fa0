// The lower triangle of a symmetric matrix, cut by rows into parts of about the same number of entries. Where it is cut follows from the
// size alone, so that any number of workers gives the same bits.

const PARTS = 16;
/** Fewer rows than this, times the number of parts, make fewer parts. */
const FEWEST_ROWS = 32;

export interface TrianglePart {
  /** Its rows: first … end − 1. */
  readonly first: number;
  readonly end: number;
  /** [end − first, end], row-major; above the diagonal stands what has no meaning. */
  readonly values: Float32Array;
}

/** Where the parts begin, and at last the size itself. */
function bounds(size: number): number[] {
  const parts = Math.max(1, Math.min(PARTS, Math.floor(size / FEWEST_ROWS)));
  return Array.from({ length: parts + 1 }, (_, part) => Math.round(size * Math.sqrt(part / parts)));
}

/** Bytes of a triangle in parts. */
export function triangleBytes(size: number): number {
  const at = bounds(size);
  return 4 * at.slice(1).reduce((sum, end, part) => sum + (end - (at[part] ?? 0)) * end, 0);
}

export class Triangle {
  readonly parts: readonly TrianglePart[];
  /** By row: its part. */
  readonly #partOf: readonly TrianglePart[];

  /** Zeros. @throws RangeError where there is no memory for it */
  constructor(readonly size: number) {
    const at = bounds(size);
    this.parts = at.slice(1).map((end, part) => {
      const first = at[part] ?? 0;
      return { first, end, values: new Float32Array((end - first) * end) };
    });
    this.#partOf = this.parts.flatMap((part) => Array.from({ length: part.end - part.first }, () => part));
  }

  /** A row up to the diagonal, which is its last entry: a view. */
  row(row: number): Float32Array {
    const { first, end, values } = this.#partOf[row] ?? NO_PART;
    const start = (row - first) * end;
    return values.subarray(start, start + row + 1);
  }

  /** The diagonal, [size]. */
  diagonal(): Float32Array {
    return Float32Array.from({ length: this.size }, (_, row) => this.row(row)[row] ?? 0);
  }

  /** Both triangles, [size, size] row-major. @throws RangeError where there is no memory for it */
  whole(): Float32Array<ArrayBuffer> {
    const { size } = this;
    const out = new Float32Array(size * size);
    for (let row = 0; row < size; row++) out.set(this.row(row), row * size);
    // In squares: a column of the whole matrix touches another page of memory with each number.
    for (let rows = 0; rows < size; rows += SQUARE) {
      for (let columns = rows; columns < size; columns += SQUARE) mirror(out, size, rows, columns);
    }
    return out;
  }
}

const NO_PART: TrianglePart = { first: 0, end: 0, values: new Float32Array() };
const SQUARE = 64;

/** Fills one square above the diagonal from the one below it. */
function mirror(out: Float32Array, size: number, rows: number, columns: number): void {
  const [rowEnd, columnEnd] = [Math.min(size, rows + SQUARE), Math.min(size, columns + SQUARE)];
  for (let i = rows; i < rowEnd; i++) {
    for (let j = Math.max(columns, i + 1); j < columnEnd; j++) out[i * size + j] = out[j * size + i] ?? 0;
  }
}

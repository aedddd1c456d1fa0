// The semantic vectors of users or of items on the device, uploaded once, when they are first asked for there: workers hold their own rows
// (projection-in-parts.ts). Only rows that exist are kept, in pieces that stay below the largest buffer a kernel may bind (Steam's users
// are 143 MB in one piece): what the device says, since each piece has dispatches of its own.
import { concat, keep, tensor2d, tidy, type Tensor2D } from '@tensorflow/tfjs-core';
import { mostNumbersOnDevice } from '#kernels/backend/backend';
import { as2d } from '#kernels/backend/tensors';
import { gatherRows, makeRowIndex } from '#kernels/gather-rows/gather-rows';

/** Numbers in a piece where there is no device: 2^24, 64 MiB. How sums are cut follows from it, and with that their last bits. */
const PIECE_ELEMENTS = 2 ** 24;

interface TableOptions {
  readonly pieceElements?: number;
  /** Makes of a piece what is to lie on the device, once, when it is uploaded; `rows` and `copy` have the vectors as they are. */
  readonly prepare?: (piece: Tensor2D) => Tensor2D;
}

export class SemanticTable {
  /** Row in the table for each node; −1 for a node without a vector. */
  readonly rowOf: Int32Array;
  /** Rows in the table. */
  readonly count: number;
  /** Those rows, row-major [count, dimensions]. */
  readonly rows: Float32Array;
  #uploaded: readonly Tensor2D[] | null = null;
  readonly #pieceRows: number;
  readonly #prepare: (piece: Tensor2D) => Tensor2D;

  /**
   * @param vectors row-major [present.length, dimensions]
   * @param present 1 where the row is a vector
   */
  constructor(
    vectors: Float32Array,
    present: Uint8Array,
    readonly dimensions: number,
    { pieceElements = mostNumbersOnDevice() ?? PIECE_ELEMENTS, prepare = (piece) => piece }: TableOptions = {}
  ) {
    this.#prepare = prepare;
    let count = 0;
    this.rowOf = Int32Array.from(present, (flag) => (flag === 1 ? count++ : -1));
    this.count = count;
    this.rows = count === present.length ? vectors : compact(vectors, this.rowOf, count, dimensions);
    this.#pieceRows = Math.max(1, Math.floor(pieceElements / dimensions));
  }

  /** Has the node a vector? */
  has(node: number): boolean {
    return (this.rowOf[node] ?? -1) >= 0;
  }

  /** `rows` of the table, ascending → [rows.length, dimensions]; a constant on the tape. At least one row. */
  gather(rows: Int32Array): Tensor2D {
    const parts = this.#pieces.flatMap((piece, at) => {
      const start = at * this.#pieceRows;
      const own = rows.filter((row) => row >= start && row < start + this.#pieceRows).map((row) => row - start);
      return own.length === 0 ? [] : [gatherRows(piece, makeRowIndex(own, piece.shape[0]))];
    });
    return joined(parts);
  }

  /** The same into `to`, one behind the other, without the device. */
  copy(rows: Int32Array, to: Float32Array): void {
    const { dimensions } = this;
    rows.forEach((row, at) => to.set(this.rows.subarray(row * dimensions, (row + 1) * dimensions), at * dimensions));
  }

  /** A row-wise function of the whole table, piece by piece: [count, dimensions] → [count, ·]. At least one row. */
  map(apply: (rows: Tensor2D) => Tensor2D): Tensor2D {
    return joined(this.#pieces.map(apply));
  }

  dispose(): void {
    this.#uploaded?.forEach((piece) => {
      piece.dispose();
    });
    this.#uploaded = null;
  }

  get #pieces(): readonly Tensor2D[] {
    this.#uploaded ??= this.#upload();
    return this.#uploaded;
  }

  /** Kept: it may be asked for inside a tidy. */
  #upload(): readonly Tensor2D[] {
    const { count, dimensions, rows } = this;
    const pieceRows = this.#pieceRows;
    const pieces: Tensor2D[] = [];
    for (let start = 0; start < count; start += pieceRows) {
      const end = Math.min(count, start + pieceRows);
      const piece = rows.subarray(start * dimensions, end * dimensions);
      pieces.push(keep(tidy(() => this.#prepare(tensor2d(piece, [end - start, dimensions])))));
    }
    return pieces;
  }
}

function joined(parts: readonly Tensor2D[]): Tensor2D {
  const [only] = parts;
  if (!only) throw new RangeError('No row was asked for');
  return parts.length === 1 ? only : as2d(concat([...parts], 0));
}

function compact(vectors: Float32Array, rowOf: Int32Array, count: number, width: number): Float32Array {
  const out = new Float32Array(count * width);
  rowOf.forEach((row, node) => {
    if (row >= 0) out.set(vectors.subarray(node * width, (node + 1) * width), row * width);
  });
  return out;
}

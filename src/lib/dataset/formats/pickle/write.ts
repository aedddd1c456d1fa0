// Writer of Python pickles (protocol 4, which every Python 3 reads): texts, numbers, dicts, numpy arrays and scipy COO matrices, by
// names that old and new numpy and scipy both know. A matrix is a call of its constructor, so no version's inner layout is assumed.
// Chunks are windows onto the arrays where they can be.

/** What can be written. A dict is a Map; None is null. */
export type PickleInput =
  | null
  | number
  | string
  | ReadonlyMap<number | string, PickleInput>
  | { readonly array: Float32Array | Float64Array | Int32Array; readonly shape: readonly number[] }
  | {
      readonly coo: { readonly rows: Int32Array; readonly columns: Int32Array };
      readonly shape: readonly [number, number];
    };

const CHUNK = 1 << 16;
const encoder = new TextEncoder();

/** The pickle's bytes, in chunks. */
export function* writePickle(value: PickleInput): Generator<Uint8Array<ArrayBuffer>> {
  const writer = new Writer();
  writer.bytes(0x80, 4); // PROTO 4
  yield* writer.value(value);
  writer.bytes(0x2e); // STOP
  yield* writer.flush();
}

/** numpy's names of the types, and the letter of their byte order. */
const DTYPES = { Float32Array: 'f4', Float64Array: 'f8', Int32Array: 'i4' } as const;

class Writer {
  #parts: number[] = [];

  bytes(...bytes: readonly number[]): void {
    for (const byte of bytes) this.#parts.push(byte);
  }

  *flush(): Generator<Uint8Array<ArrayBuffer>> {
    if (this.#parts.length === 0) return;
    yield Uint8Array.from(this.#parts);
    this.#parts = [];
  }

  *value(value: PickleInput): Generator<Uint8Array<ArrayBuffer>> {
    if (value === null) this.bytes(0x4e);
    else if (typeof value === 'number') this.#number(value);
    else if (typeof value === 'string') this.#text(value);
    else if (value instanceof Map) yield* this.#dict(value);
    else if ('array' in value) yield* this.#array(value.array, value.shape);
    else if ('coo' in value) yield* this.#coo(value.coo, value.shape);
    if (this.#parts.length >= CHUNK) yield* this.flush();
  }

  #u32(value: number): void {
    this.bytes(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, (value >>> 24) & 255);
  }

  #number(value: number): void {
    if (Number.isInteger(value) && Math.abs(value) < 2 ** 31) {
      this.bytes(0x4a); // BININT
      this.#u32(value);
      return;
    }
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value, false);
    this.bytes(0x47, ...new Uint8Array(view.buffer)); // BINFLOAT
  }

  #text(text: string): void {
    const bytes = encoder.encode(text);
    this.bytes(0x58); // BINUNICODE
    this.#u32(bytes.length);
    for (const byte of bytes) this.#parts.push(byte);
  }

  /** STACK_GLOBAL */
  #name(module: string, name: string): void {
    this.#text(module);
    this.#text(name);
    this.bytes(0x93);
  }

  *#dict(map: ReadonlyMap<number | string, PickleInput>): Generator<Uint8Array<ArrayBuffer>> {
    this.bytes(0x7d, 0x28); // EMPTY_DICT MARK
    for (const [key, inner] of map) {
      yield* this.value(key);
      yield* this.value(inner);
    }
    this.bytes(0x75); // SETITEMS
  }

  #shape(shape: readonly number[]): void {
    this.bytes(0x28); // MARK
    for (const size of shape) this.#number(size);
    this.bytes(0x74); // TUPLE
  }

  *#array(
    array: Float32Array | Float64Array | Int32Array,
    shape: readonly number[]
  ): Generator<Uint8Array<ArrayBuffer>> {
    const dtype =
      array instanceof Float32Array
        ? DTYPES.Float32Array
        : array instanceof Float64Array
          ? DTYPES.Float64Array
          : DTYPES.Int32Array;
    this.#name('numpy.core.multiarray', '_reconstruct');
    this.#name('numpy', 'ndarray');
    this.#shape([0]);
    this.bytes(0x43, 1, 0x62); // SHORT_BINBYTES b'b'
    this.bytes(0x87, 0x52); // TUPLE3 REDUCE
    this.bytes(0x28); // MARK: the state
    this.#number(1);
    this.#shape(shape);
    this.#name('numpy', 'dtype');
    this.#text(dtype);
    this.bytes(0x89, 0x88, 0x87, 0x52); // False True TUPLE3 REDUCE
    this.bytes(0x28); // MARK: the dtype's state
    this.#number(3);
    this.#text('<');
    this.bytes(0x4e, 0x4e, 0x4e);
    this.#number(-1);
    this.#number(-1);
    this.#number(0);
    this.bytes(0x74, 0x62); // TUPLE BUILD
    this.bytes(0x89); // False: row-major
    const { byteLength } = array;
    this.bytes(0x8e); // BINBYTES8
    const length = new DataView(new ArrayBuffer(8));
    length.setBigUint64(0, BigInt(byteLength), true);
    this.bytes(...new Uint8Array(length.buffer));
    yield* this.flush();
    // Typed arrays are little-endian on every machine that runs this.
    const all = new Uint8Array(array.buffer, array.byteOffset, byteLength);
    for (let at = 0; at < byteLength; at += 1 << 22) yield Uint8Array.from(all.subarray(at, at + (1 << 22)));
    this.bytes(0x74, 0x62); // TUPLE BUILD
  }

  /** scipy.sparse.coo_matrix((ones, (rows, columns)), shape) */
  *#coo(
    { rows, columns }: { readonly rows: Int32Array; readonly columns: Int32Array },
    shape: readonly [number, number]
  ): Generator<Uint8Array<ArrayBuffer>> {
    this.#name('scipy.sparse', 'coo_matrix');
    yield* this.#array(new Float64Array(rows.length).fill(1), [rows.length]);
    yield* this.#array(rows, [rows.length]);
    yield* this.#array(columns, [columns.length]);
    this.bytes(0x86, 0x86); // TUPLE2 (rows, columns), TUPLE2 (data, …)
    this.#shape(shape);
    this.bytes(0x86, 0x52); // TUPLE2 REDUCE
  }
}

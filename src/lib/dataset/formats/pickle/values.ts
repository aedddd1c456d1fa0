// What a pickle can hold once read. Arrays of numbers stay bytes with a dtype until somebody asks for float32 or int32.

/** A name of the allow-list, waiting to be called. */
export class Global {
  constructor(readonly name: AllowedName) {}
}

export type AllowedName =
  | 'numpy.reconstruct'
  | 'numpy.frombuffer'
  | 'numpy.scalar'
  | 'numpy.ndarray'
  | 'numpy.dtype'
  | 'scipy.coo'
  | 'scipy.csr'
  | 'scipy.csc'
  | 'scipy.lil'
  | 'scipy.dok'
  | 'scipy.dia'
  | 'scipy.bsr'
  | 'copyreg.reconstructor'
  | 'codecs.encode'
  | 'builtins.object'
  | 'builtins.dict'
  | 'collections.OrderedDict';

/** numpy's dtype: `kind` f, i, u, b, or O for Python objects, its size in bytes, and the byte order. */
export class DType {
  littleEndian = true;
  constructor(
    readonly kind: string,
    readonly size: number
  ) {}
}

/** A numpy array, filled in by BUILD. */
export class NdArray {
  shape: readonly number[] = [];
  dtype: DType = new DType('f', 8);
  fortranOrder = false;
  data: Uint8Array = new Uint8Array(0);
  /** Elements of an array of Python objects; null for numbers. */
  objects: readonly PickleValue[] | null = null;
}

export type SparseLayout = 'coo' | 'csr' | 'csc' | 'lil' | 'dok' | 'dia' | 'bsr';

/** A scipy sparse matrix: its attributes as they were pickled. */
export class SparseObject {
  attributes: ReadonlyMap<PickleValue, PickleValue> = new Map();
  /** Of a matrix that is a dict too: entries by place. */
  readonly items = new Map<PickleValue, PickleValue>();
  constructor(readonly layout: SparseLayout) {}
}

export type PickleValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | PickleValue[]
  | Map<PickleValue, PickleValue>
  | Set<PickleValue>
  | Global
  | DType
  | NdArray
  | SparseObject;

/** What a value is, in words for a message. */
export function describeValue(value: PickleValue | undefined): string {
  if (value === undefined || value === null) return 'nothing';
  if (value instanceof NdArray) return `an array of shape [${value.shape.join(', ')}]`;
  if (value instanceof SparseObject) return `a ${value.layout} matrix`;
  if (value instanceof Map) return `a dict of ${value.size}`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return `a ${typeof value}`;
}

// The allow-list: which Python names a pickle may use, under the module paths of old and new numpy and scipy, and what
// each becomes. Nothing here runs anything; constructors fill in plain classes.
import { DType, Global, NdArray, SparseObject, type AllowedName, type PickleValue } from './values';

const NAMES = new Map<string, AllowedName>([
  ...both('numpy.core.multiarray', 'numpy._core.multiarray', '_reconstruct', 'numpy.reconstruct'),
  ...both('numpy.core.multiarray', 'numpy._core.multiarray', 'scalar', 'numpy.scalar'),
  ...both('numpy.core.numeric', 'numpy._core.numeric', '_frombuffer', 'numpy.frombuffer'),
  ['numpy ndarray', 'numpy.ndarray'],
  ['numpy dtype', 'numpy.dtype'],
  ...both('scipy.sparse.coo', 'scipy.sparse._coo', 'coo_matrix', 'scipy.coo'),
  ...both('scipy.sparse.coo', 'scipy.sparse._coo', 'coo_array', 'scipy.coo'),
  ['scipy.sparse coo_matrix', 'scipy.coo'],
  ...both('scipy.sparse.csr', 'scipy.sparse._csr', 'csr_matrix', 'scipy.csr'),
  ...both('scipy.sparse.csr', 'scipy.sparse._csr', 'csr_array', 'scipy.csr'),
  ...both('scipy.sparse.csc', 'scipy.sparse._csc', 'csc_matrix', 'scipy.csc'),
  ...both('scipy.sparse.csc', 'scipy.sparse._csc', 'csc_array', 'scipy.csc'),
  ...both('copy_reg', 'copyreg', '_reconstructor', 'copyreg.reconstructor'),
  ...both('__builtin__', 'builtins', 'object', 'builtins.object'),
  ['_codecs encode', 'codecs.encode'],
  ['collections OrderedDict', 'collections.OrderedDict']
]);

function both(older: string, newer: string, name: string, allowed: AllowedName): [string, AllowedName][] {
  return [
    [`${older} ${name}`, allowed],
    [`${newer} ${name}`, allowed]
  ];
}

export const findAllowed = (module: string, name: string): AllowedName | undefined => NAMES.get(`${module} ${name}`);

/** What calling an allowed name with these arguments makes. A RangeError says the arguments do not fit. */
export function construct(name: AllowedName, args: readonly PickleValue[]): PickleValue {
  switch (name) {
    case 'numpy.reconstruct':
    case 'numpy.ndarray':
      return new NdArray();
    case 'numpy.dtype':
      return dtypeOf(args[0]);
    case 'numpy.frombuffer':
      return fromBuffer(args);
    case 'numpy.scalar':
      return scalarOf(args);
    case 'scipy.coo':
      return cooOf(args);
    case 'scipy.csr':
      return new SparseObject('csr');
    case 'scipy.csc':
      return new SparseObject('csc');
    case 'copyreg.reconstructor': {
      // Protocol 0 and 1 objects: (type, object, None).
      const [type] = args;
      if (type instanceof Global) return construct(type.name, []);
      throw new RangeError('not a type');
    }
    case 'codecs.encode':
      return latin1Bytes(args);
    case 'collections.OrderedDict':
      return orderedDict(args);
    case 'builtins.object':
      return new Map();
  }
}

/** BUILD: the state of an object that was just made. */
export function setState(target: PickleValue, state: PickleValue): void {
  if (target instanceof NdArray && Array.isArray(state)) {
    const [, shape, dtype, fortran, data] = state;
    target.shape = shapeOf(shape);
    if (dtype instanceof DType) target.dtype = dtype;
    target.fortranOrder = fortran === true;
    target.data = data instanceof Uint8Array ? data : new Uint8Array(0);
    return;
  }
  if (target instanceof DType && Array.isArray(state)) {
    if (state[1] === '>') target.littleEndian = false;
    return;
  }
  if (target instanceof SparseObject && state instanceof Map) {
    target.attributes = state;
    return;
  }
  if (target instanceof Map && state instanceof Map) {
    for (const [key, value] of state) target.set(key, value);
    return;
  }
  throw new RangeError('a state that fits nothing');
}

/** An empty matrix that BUILD fills in, or the constructor's call: ((data, (row, col)), shape). */
function cooOf([content, shape]: readonly PickleValue[]): SparseObject {
  const matrix = new SparseObject('coo');
  if (!Array.isArray(content)) return matrix;
  const [data, places] = content;
  const [row, column] = Array.isArray(places) ? places : [];
  matrix.attributes = new Map([
    ['_shape', shape ?? null],
    ['data', data ?? null],
    ['row', row ?? null],
    ['col', column ?? null]
  ]);
  return matrix;
}

function dtypeOf(code: PickleValue | undefined): DType {
  const text = code instanceof Uint8Array ? new TextDecoder().decode(code) : code;
  const match = typeof text === 'string' ? /^([fiub])([1248])$/.exec(text) : null;
  const [, kind, size] = match ?? [];
  if (!kind || !size) throw new RangeError(`dtype ${String(text)}`);
  return new DType(kind, Number(size));
}

function shapeOf(value: PickleValue | undefined): number[] {
  if (Array.isArray(value) && value.every((n) => typeof n === 'number' && Number.isInteger(n) && n >= 0)) {
    return value.map(Number);
  }
  throw new RangeError('a shape that is none');
}

function fromBuffer([data, dtype, shape, order]: readonly PickleValue[]): NdArray {
  if (!(data instanceof Uint8Array) || !(dtype instanceof DType)) throw new RangeError('a buffer that is none');
  const array = new NdArray();
  array.data = data;
  array.dtype = dtype;
  array.shape = shapeOf(shape);
  array.fortranOrder = order === 'F';
  return array;
}

function scalarOf([dtype, data]: readonly PickleValue[]): number {
  if (!(dtype instanceof DType) || !(data instanceof Uint8Array)) throw new RangeError('a scalar that is none');
  return readNumber(new DataView(data.buffer, data.byteOffset, data.byteLength), 0, dtype);
}

/** Protocol 2 writes bytes as text to be encoded as Latin-1. */
function latin1Bytes([text, encoding]: readonly PickleValue[]): Uint8Array {
  if (typeof text !== 'string' || encoding !== 'latin1') throw new RangeError('an encoding that is not used for bytes');
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function orderedDict([pairs]: readonly PickleValue[]): Map<PickleValue, PickleValue> {
  const map = new Map<PickleValue, PickleValue>();
  if (Array.isArray(pairs)) {
    for (const pair of pairs) if (Array.isArray(pair)) map.set(pair[0] ?? null, pair[1] ?? null);
  }
  return map;
}

/** Number `at` (in elements) of a buffer of this dtype. */
export function readNumber(view: DataView, at: number, { kind, size, littleEndian }: DType): number {
  const offset = at * size;
  if (kind === 'f') return size === 8 ? view.getFloat64(offset, littleEndian) : view.getFloat32(offset, littleEndian);
  const signed = kind === 'i';
  switch (size) {
    case 1:
      return signed ? view.getInt8(offset) : view.getUint8(offset);
    case 2:
      return signed ? view.getInt16(offset, littleEndian) : view.getUint16(offset, littleEndian);
    case 4:
      return signed ? view.getInt32(offset, littleEndian) : view.getUint32(offset, littleEndian);
    default:
      return Number(signed ? view.getBigInt64(offset, littleEndian) : view.getBigUint64(offset, littleEndian));
  }
}

// The allow-list: which Python names a pickle may use, under the module paths of old and new numpy and scipy, and what
// each becomes. Nothing here runs anything; constructors fill in plain classes.
import { halfPrecision } from './half';
import { DType, Global, NdArray, SparseObject, type AllowedName, type PickleValue, type SparseLayout } from './values';

const SPARSE_LAYOUTS = ['coo', 'csr', 'csc', 'lil', 'dok', 'dia', 'bsr'] as const satisfies readonly SparseLayout[];

const NAMES = new Map<string, AllowedName>([
  ...both('numpy.core.multiarray', 'numpy._core.multiarray', '_reconstruct', 'numpy.reconstruct'),
  ...both('numpy.core.multiarray', 'numpy._core.multiarray', 'scalar', 'numpy.scalar'),
  ...both('numpy.core.numeric', 'numpy._core.numeric', '_frombuffer', 'numpy.frombuffer'),
  ['numpy ndarray', 'numpy.ndarray'],
  ['numpy dtype', 'numpy.dtype'],
  ...SPARSE_LAYOUTS.flatMap(sparseNames),
  ...both('copy_reg', 'copyreg', '_reconstructor', 'copyreg.reconstructor'),
  ...both('__builtin__', 'builtins', 'object', 'builtins.object'),
  ...both('__builtin__', 'builtins', 'dict', 'builtins.dict'),
  ['_codecs encode', 'codecs.encode'],
  ['collections OrderedDict', 'collections.OrderedDict']
]);

function both(older: string, newer: string, name: string, allowed: AllowedName): [string, AllowedName][] {
  return [
    [`${older} ${name}`, allowed],
    [`${newer} ${name}`, allowed]
  ];
}

/** Matrices and arrays of a layout, under the modules of old and new releases. */
function sparseNames(layout: (typeof SPARSE_LAYOUTS)[number]): [string, AllowedName][] {
  const modules = [`scipy.sparse.${layout}`, `scipy.sparse._${layout}`, 'scipy.sparse'];
  return modules.flatMap((module): [string, AllowedName][] => [
    [`${module} ${layout}_matrix`, `scipy.${layout}`],
    [`${module} ${layout}_array`, `scipy.${layout}`]
  ]);
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
    case 'scipy.lil':
      return new SparseObject('lil');
    case 'scipy.dok':
      return new SparseObject('dok');
    case 'scipy.dia':
      return new SparseObject('dia');
    case 'scipy.bsr':
      return new SparseObject('bsr');
    case 'copyreg.reconstructor':
      return reconstructed(args);
    case 'codecs.encode':
      return latin1Bytes(args);
    case 'collections.OrderedDict':
      return orderedDict(args);
    case 'builtins.object':
    case 'builtins.dict':
      return new Map();
  }
}

/** Objects of protocols 0 and 1: (type, object, None), or (type, dict, its entries). */
function reconstructed([type, , entries]: readonly PickleValue[]): PickleValue {
  if (!(type instanceof Global)) throw new RangeError('not a type');
  const made = construct(type.name, []);
  if (made instanceof SparseObject && entries instanceof Map)
    for (const [key, value] of entries) made.items.set(key, value);
  return made;
}

/** BUILD: the state of an object that was just made. */
export function setState(target: PickleValue, state: PickleValue): void {
  if (target instanceof NdArray && Array.isArray(state)) {
    const [, shape, dtype, fortran, data] = state;
    target.shape = shapeOf(shape);
    if (dtype instanceof DType) target.dtype = dtype;
    target.fortranOrder = fortran === true;
    target.data = data instanceof Uint8Array ? data : new Uint8Array(0);
    target.objects = Array.isArray(data) ? data : null;
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
  const match = typeof text === 'string' ? /^([fiub])([1248])$|^(O)([48]?)$/.exec(text) : null;
  const [kind, size] = match?.[3] ? ['O', '8'] : [match?.[1], match?.[2]];
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
  if (kind === 'f' && size === 2) return halfPrecision(view.getUint16(offset, littleEndian));
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

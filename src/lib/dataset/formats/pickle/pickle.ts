// A reader of Python pickles that executes nothing. It walks the opcodes of protocols 0 to 5 and builds plain values; a
// name that a pickle wants to call is looked up in an allow-list (allowed.ts) of numpy, scipy and builtin types, and any
// other name is refused. Buffers are windows onto the file's bytes, so a large array is not copied while it is read.
import { appError } from '#lib/errors/app-error';
import { construct, findAllowed, setState } from './allowed';
import { Global, SparseObject, type PickleValue } from './values';

/** A pickle nests its containers; the files read here do so a few levels deep. */
const MAX_STACK = 100_000;

/**
 * @throws AppError dataset/not-a-pickle, dataset/pickle-refused
 */
export function readPickle(bytes: Uint8Array, file: string): PickleValue {
  try {
    return new Machine(bytes).run();
  } catch (error) {
    if (error instanceof RangeError) {
      throw appError('dataset/not-a-pickle', { reason: 'it ends too early or is damaged' }, { file }, error);
    }
    if (error instanceof PickleProblem)
      throw appError('dataset/not-a-pickle', { reason: error.message }, { file }, error);
    if (error instanceof RefusedName)
      throw appError('dataset/pickle-refused', { name: error.message }, { file }, error);
    throw error;
  }
}

class PickleProblem extends Error {}
class RefusedName extends Error {}

const MARK = Symbol('mark');
type Entry = PickleValue | typeof MARK;

class Machine {
  #at = 0;
  readonly #view: DataView;
  readonly #stack: Entry[] = [];
  readonly #memo = new Map<number, PickleValue>();
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  run(): PickleValue {
    for (;;) {
      const opcode = this.#u8();
      if (opcode === 0x2e) return this.#pop(); // STOP
      this.#step(opcode);
      if (this.#stack.length > MAX_STACK) throw new PickleProblem('it is nested too deeply');
    }
  }

  #step(opcode: number): void {
    switch (opcode) {
      case 0x80: // PROTO
        if (this.#u8() > 5) throw new PickleProblem('its protocol is newer than 5');
        return;
      case 0x95: // FRAME: a length that only speeds up reading
        this.#skip(8);
        return;
      case 0x28:
        this.#stack.push(MARK);
        return;
      case 0x30: // POP
        this.#stack.pop();
        return;
      case 0x31: // POP_MARK
        this.#popToMark();
        return;
      case 0x4e:
        return this.#push(null);
      case 0x88:
        return this.#push(true);
      case 0x89:
        return this.#push(false);
      case 0x4b:
        return this.#push(this.#u8());
      case 0x4d:
        return this.#push(this.#u16());
      case 0x4a:
        return this.#push(this.#i32());
      case 0x49: // INT, text
      case 0x4c: // LONG, text
        return this.#push(textInteger(this.#line()));
      case 0x46: // FLOAT, text
        return this.#push(Number(this.#line()));
      case 0x47: // BINFLOAT
        return this.#push(this.#f64BigEndian());
      case 0x8a: // LONG1
        return this.#push(littleEndianInteger(this.#take(this.#u8())));
      case 0x8b: // LONG4
        return this.#push(littleEndianInteger(this.#take(this.#i32())));
      case 0x58: // BINUNICODE
        return this.#push(utf8(this.#take(this.#u32())));
      case 0x8c: // SHORT_BINUNICODE
        return this.#push(utf8(this.#take(this.#u8())));
      case 0x8d: // BINUNICODE8
        return this.#push(utf8(this.#take(this.#u64())));
      case 0x56: // UNICODE, text
        return this.#push(rawUnicode(this.#lineBytes()));
      case 0x53: // STRING, quoted text
        return this.#push(new TextEncoder().encode(this.#line().slice(1, -1)));
      case 0x55: // SHORT_BINSTRING
        return this.#push(this.#take(this.#u8()));
      case 0x54: // BINSTRING
        return this.#push(this.#take(this.#u32()));
      case 0x43: // SHORT_BINBYTES
        return this.#push(this.#take(this.#u8()));
      case 0x42: // BINBYTES
        return this.#push(this.#take(this.#u32()));
      case 0x8e: // BINBYTES8
      case 0x96: // BYTEARRAY8
        return this.#push(this.#take(this.#u64()));
      case 0x5d: // EMPTY_LIST
        return this.#push([]);
      case 0x29: // EMPTY_TUPLE
        return this.#push([]);
      case 0x7d: // EMPTY_DICT
        return this.#push(new Map());
      case 0x8f: // EMPTY_SET
        return this.#push(new Set());
      case 0x6c: // LIST
      case 0x74: // TUPLE
      case 0x91: // FROZENSET, kept as its elements
        return this.#push(this.#popToMark());
      case 0x85:
        return this.#push(this.#popMany(1));
      case 0x86:
        return this.#push(this.#popMany(2));
      case 0x87:
        return this.#push(this.#popMany(3));
      case 0x64: // DICT
        return this.#push(toMap(this.#popToMark()));
      case 0x61: // APPEND
        return this.#append(this.#popMany(1));
      case 0x65: // APPENDS
        return this.#append(this.#popToMark());
      case 0x90: // ADDITEMS
        return this.#addItems(this.#popToMark());
      case 0x73: // SETITEM
        return this.#setItems(this.#popMany(2));
      case 0x75: // SETITEMS
        return this.#setItems(this.#popToMark());
      case 0x70: // PUT
        this.#memo.set(Number(this.#line()), this.#top());
        return;
      case 0x71: // BINPUT
        this.#memo.set(this.#u8(), this.#top());
        return;
      case 0x72: // LONG_BINPUT
        this.#memo.set(this.#u32(), this.#top());
        return;
      case 0x94: // MEMOIZE
        this.#memo.set(this.#memo.size, this.#top());
        return;
      case 0x67: // GET
        return this.#get(Number(this.#line()));
      case 0x68: // BINGET
        return this.#get(this.#u8());
      case 0x6a: // LONG_BINGET
        return this.#get(this.#u32());
      case 0x63: // GLOBAL
        return this.#global(this.#line(), this.#line());
      case 0x93: {
        // STACK_GLOBAL
        const [module, name] = this.#popMany(2);
        if (typeof module !== 'string' || typeof name !== 'string') throw new PickleProblem('a name is no text');
        return this.#global(module, name);
      }
      case 0x52: {
        // REDUCE
        const [callable, args] = this.#popMany(2);
        return this.#call(callable, args);
      }
      case 0x81: {
        // NEWOBJ
        const [type, args] = this.#popMany(2);
        return this.#call(type, args);
      }
      case 0x92: {
        // NEWOBJ_EX; keyword arguments of allowed types carry nothing that is read
        const [type, args] = this.#popMany(3);
        return this.#call(type, args);
      }
      case 0x62: {
        // BUILD
        const state = this.#pop();
        setState(this.#top(), state);
        return;
      }
      default:
        throw new PickleProblem(`it holds the instruction 0x${opcode.toString(16)}, which no array or table needs`);
    }
  }

  #global(module: string, name: string): void {
    const allowed = findAllowed(module, name);
    if (!allowed) throw new RefusedName(`${module}.${name}`);
    this.#push(new Global(allowed));
  }

  #call(callable: PickleValue | undefined, args: PickleValue | undefined): void {
    if (!(callable instanceof Global) || !Array.isArray(args))
      throw new PickleProblem('it calls what cannot be called');
    this.#push(construct(callable.name, args));
  }

  #append(values: readonly PickleValue[]): void {
    const list = this.#top();
    if (!Array.isArray(list)) throw new PickleProblem('it appends to what is no list');
    for (const value of values) list.push(value);
  }

  #addItems(values: readonly PickleValue[]): void {
    const set = this.#top();
    if (!(set instanceof Set)) throw new PickleProblem('it adds to what is no set');
    for (const value of values) set.add(value);
  }

  #setItems(values: readonly PickleValue[]): void {
    const target = this.#top();
    const map = target instanceof SparseObject ? target.items : target;
    if (!(map instanceof Map)) throw new PickleProblem('it sets items of what is no dict');
    for (const [key, value] of toMap(values)) map.set(key, value);
  }

  #get(slot: number): void {
    const value = this.#memo.get(slot);
    if (value === undefined) throw new PickleProblem('it recalls what it never stored');
    this.#push(value);
  }

  #push(value: PickleValue): void {
    this.#stack.push(value);
  }

  #pop(): PickleValue {
    const value = this.#stack.pop();
    if (value === undefined || value === MARK) throw new PickleProblem('its stack runs empty');
    return value;
  }

  #top(): PickleValue {
    const value = this.#stack.at(-1);
    if (value === undefined || value === MARK) throw new PickleProblem('its stack runs empty');
    return value;
  }

  #popMany(n: number): PickleValue[] {
    const values = Array.from({ length: n }, () => this.#pop());
    return values.reverse();
  }

  #popToMark(): PickleValue[] {
    const values: PickleValue[] = [];
    for (;;) {
      const entry = this.#stack.pop();
      if (entry === undefined) throw new PickleProblem('a mark is missing');
      if (entry === MARK) return values.reverse();
      values.push(entry);
    }
  }

  #skip(n: number): void {
    if (n < 0 || this.#at + n > this.#bytes.length) throw new RangeError('past the end');
    this.#at += n;
  }

  #take(n: number): Uint8Array {
    const start = this.#at;
    this.#skip(n);
    return this.#bytes.subarray(start, this.#at);
  }

  #lineBytes(): Uint8Array {
    const end = this.#bytes.indexOf(0x0a, this.#at);
    if (end < 0) throw new RangeError('past the end');
    const line = this.#bytes.subarray(this.#at, end);
    this.#at = end + 1;
    return line;
  }

  #line(): string {
    return utf8(this.#lineBytes());
  }

  #u8(): number {
    this.#skip(1);
    return this.#view.getUint8(this.#at - 1);
  }
  #u16(): number {
    this.#skip(2);
    return this.#view.getUint16(this.#at - 2, true);
  }
  #i32(): number {
    this.#skip(4);
    return this.#view.getInt32(this.#at - 4, true);
  }
  #u32(): number {
    this.#skip(4);
    return this.#view.getUint32(this.#at - 4, true);
  }
  #u64(): number {
    this.#skip(8);
    return Number(this.#view.getBigUint64(this.#at - 8, true));
  }
  #f64BigEndian(): number {
    this.#skip(8);
    return this.#view.getFloat64(this.#at - 8, false);
  }
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new PickleProblem('a text is not UTF-8');
  }
}

/** Protocol 0 writes texts as Latin-1 with \\u escapes. */
function rawUnicode(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text.replace(/\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})/g, (_, short?: string, long?: string) =>
    String.fromCodePoint(parseInt(short ?? long ?? '0', 16))
  );
}

function textInteger(text: string): number | boolean {
  if (text === '00') return false;
  if (text === '01') return true;
  return Number(text.replace(/L$/, ''));
}

function littleEndianInteger(bytes: Uint8Array): number {
  let value = 0n;
  bytes.forEach((byte, at) => (value |= BigInt(byte) << BigInt(8 * at)));
  return Number(BigInt.asIntN(Math.max(8, 8 * bytes.length), value));
}

function toMap(flat: readonly PickleValue[]): Map<PickleValue, PickleValue> {
  const map = new Map<PickleValue, PickleValue>();
  for (let at = 0; at + 1 < flat.length; at += 2) map.set(flat[at] ?? null, flat[at + 1] ?? null);
  return map;
}

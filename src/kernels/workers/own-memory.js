// The operators' module on a memory of its own, and what is done there: arrays are put in, functions called on them, arrays given back.
// It knows no operator; what a piece of work is made of comes as plain data. Workers run this very file, started from its text
// (start.browser.ts, start.node.ts), and the calling thread runs it too: so it imports nothing, and is JavaScript.

/**
 * @typedef {Readonly<Record<string, Float32Array | Int32Array>>} Arrays
 *
 * @typedef {object} Call
 * @property {string} name a function of the module
 * @property {readonly (number | string)[]} values numbers, and names of arrays in the place of their addresses
 *
 * @typedef {object} Work
 * @property {string} [scope] its arrays' own room of names; those without a scope are everyone's
 * @property {boolean} [isFresh] gives up every array that is not held
 * @property {Arrays} [hold] arrays that stay, and are only read: kept as they are, and copied into the memory when they are used
 * @property {Arrays} [put] arrays that stay until the next fresh work
 * @property {Readonly<Record<string, number>>} [room] the same, without content: how many floats
 * @property {readonly Call[]} [calls] in their order, when all arrays are there
 * @property {readonly string[]} [give] arrays of floats to be given back, as copies
 *
 * @typedef {readonly Float32Array<ArrayBuffer>[]} Given
 *
 * @typedef {Place & { of: string }} Slot room for one of the arrays that are held under a name, and whose array is in it
 *
 * @typedef {object} Place
 * @property {number} at address
 * @property {number} length in words of four bytes
 *
 * @typedef {{ readonly module: WebAssembly.Module }} Start the first message to a worker
 * @typedef {{ readonly id: number, readonly table: number, readonly work: Work }} Order
 * @typedef {{ readonly close: number }} Close
 * @typedef {{ readonly table: number, readonly spare: Given }} Spare what was given, when nobody reads it any more
 * @typedef {{ readonly id: number, readonly given: Given } | { readonly id: number, readonly reason: string }} Reply
 */

const PAGE = 65536;
/** What four numbers at a time are loaded from. */
const ALIGNMENT = 16;
/** What was given is used again from this length on, in words: fresh pages of megabytes cost more than what is written into them. */
export const LONG = 16384;
/** Of each length so many are kept. */
const MOST_SPARE = 3;
/** Address 0 is left out: it would be no address in many a program. */
const FIRST = 1024;

export class OwnMemory {
  /** @param {WebAssembly.Module} module @returns {Promise<OwnMemory>} */
  static async start(module) {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
    return new OwnMemory(memory, exports);
  }

  /** @param {WebAssembly.Memory} memory @param {WebAssembly.Exports} exports */
  constructor(memory, exports) {
    this.memory = memory;
    this.exports = exports;
    /** Outside of the memory, so that what its owner has anyway is not there twice. @type {Map<string, Float32Array | Int32Array>} */
    this.held = new Map();
    /** By the name without its scope: parts use theirs one after the other, so that one place does for all. @type {Map<string, Slot>} */
    this.slots = new Map();
    /** @type {Map<string, Place>} */
    this.others = new Map();
    /** By length. @type {Map<number, Float32Array<ArrayBuffer>[]>} */
    this.spare = new Map();
    this.top = FIRST;
  }

  /** Bytes of the memory. */
  get bytes() {
    return this.memory.buffer.byteLength;
  }

  /**
   * @param {Work} work
   * @returns {Given} what was asked back, in its order
   * @throws {Error} where memory is short or a name is not known
   */
  carryOut({ scope = '', isFresh = false, hold = {}, put = {}, room = {}, calls = [], give = [] }) {
    if (isFresh) {
      this.others.clear();
      this.slots.clear();
      this.top = FIRST;
    }
    for (const [name, values] of Object.entries(hold)) this.held.set(scope + name, values);
    // All room first: a memory that grows ends every view on it, but moves no address.
    for (const [name, { length }] of Object.entries(put)) this.others.set(scope + name, this.take(length));
    for (const [name, length] of Object.entries(room)) this.others.set(scope + name, this.take(length));
    for (const [name, values] of Object.entries(put)) this.write(this.place(scope, name), values);
    for (const { name, values } of calls) {
      const code = this.exports[name];
      if (typeof code !== 'function') throw new Error(`The module has no ${name}`);
      code(...values.map((value) => (typeof value === 'string' ? this.place(scope, value).at : value)));
    }
    return give.map((name) => {
      const { at, length } = this.place(scope, name);
      const copy = this.spare.get(length)?.pop() ?? new Float32Array(length);
      copy.set(new Float32Array(this.memory.buffer, at, length));
      return copy;
    });
  }

  /** Takes what it gave back, for what it gives later. @param {Given} given */
  reuse(given) {
    for (const array of given) {
      if (array.length < LONG) continue;
      const alike = this.spare.get(array.length) ?? [];
      if (alike.length < MOST_SPARE) this.spare.set(array.length, [...alike, array]);
    }
  }

  /** @param {number} length words @returns {Place} */
  take(length) {
    const at = this.top;
    this.top = at + Math.ceil((length * 4) / ALIGNMENT) * ALIGNMENT;
    const missing = this.top - this.bytes;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE));
    return { at, length };
  }

  /** @param {Place} place @param {Float32Array | Int32Array} values */
  write({ at, length }, values) {
    const Kind = values instanceof Int32Array ? Int32Array : Float32Array;
    new Kind(this.memory.buffer, at, length).set(values);
  }

  /** @param {string} scope @param {string} name @returns {Place} */
  place(scope, name) {
    for (const full of [scope + name, name]) {
      const values = this.held.get(full);
      const found = this.others.get(full) ?? (values && this.lend(full, name, values));
      if (found) return found;
    }
    throw new Error(`There is no array ${scope}${name}`);
  }

  /**
   * What is held, in the memory until another of the same name is used.
   * @param {string} full @param {string} name without its scope @param {Float32Array | Int32Array} values @returns {Place}
   */
  lend(full, name, values) {
    const found = this.slots.get(name);
    const slot = found && found.length >= values.length ? found : { ...this.take(values.length), of: '' };
    if (slot.of !== full) this.write({ at: slot.at, length: values.length }, values);
    slot.of = full;
    this.slots.set(name, slot);
    return { at: slot.at, length: values.length };
  }
}

/**
 * Gives up what was moved here and lies in the memory now. Where an engine cannot (Node 20), its collector does, some steps later.
 * @param {Arrays} [arrays]
 */
function free(arrays = {}) {
  for (const { buffer } of Object.values(arrays)) {
    const transfer = Reflect.get(buffer, 'transfer');
    if (typeof transfer === 'function') transfer.call(buffer, 0);
  }
}

/**
 * What a worker does with its messages, in their order: first the module, then work for one table or another, each in a memory of its own.
 * @param {(reply: Reply, transfer: ArrayBuffer[]) => void} post
 * @returns {(message: Start | Order | Spare | Close) => void}
 */
export function serve(post) {
  /** @type {WebAssembly.Module | null} */
  let module = null;
  /** @type {Map<number, OwnMemory>} */
  const tables = new Map();
  let before = Promise.resolve();
  /** @param {Order} order */
  const carryOut = async ({ id, table, work }) => {
    try {
      if (!module) throw new Error('The worker was not started');
      const memory = tables.get(table) ?? (await OwnMemory.start(module));
      tables.set(table, memory);
      const given = memory.carryOut(work);
      free(work.put);
      post(
        { id, given },
        given.map(({ buffer }) => buffer)
      );
    } catch (error) {
      post({ id, reason: String(error) }, []);
    }
  };
  return (message) => {
    if ('module' in message) module = message.module;
    else if ('close' in message) before = before.then(() => void tables.delete(message.close));
    else if ('spare' in message) tables.get(message.table)?.reuse(message.spare);
    else before = before.then(() => carryOut(message));
  };
}

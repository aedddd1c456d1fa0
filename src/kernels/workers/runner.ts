// Who does a piece of work: the calling thread itself, or a worker. Both keep a memory of its own for each table and do what they are
// told in order; a worker may die, the calling thread may not.
import { appError } from '#lib/errors/app-error';
import { nextTask } from '#lib/work/next-task';
import { textOf } from '../backend/failure-text';
import { LONG, OwnMemory } from './own-memory.js';
import type { Close, Given, Order, Reply, Spare, Start, Work } from './own-memory.js';

export type { Arrays, Given, Work } from './own-memory.js';

export interface Runner {
  /** It died, or was ended: nothing that it held is there any more. */
  readonly isGone: boolean;
  /** @param table the memory in which it is done @throws where it could not be done, RunnerLost where the runner is gone */
  carryOut(table: number, work: Work): Promise<Given>;
  /** Takes back what it gave, which nobody reads any more. */
  reuse(table: number, given: Given): void;
  /** Gives a table's memory up. */
  close(table: number): void;
  end(): void;
}

/** A worker as a runner sees it; the two kinds are in start.browser.ts and start.node.ts. */
export interface WorkerPort {
  post(message: Start | Order | Spare | Close, transfer: readonly ArrayBuffer[]): void;
  /** @param busy whether an answer is waited for, so that the program must not end */
  setBusy?(busy: boolean): void;
  end(): void;
}

export interface WorkerEvents {
  onReply(reply: Reply): void;
  /** It died, or its code could not be loaded. */
  onEnd(reason: string): void;
}

export type StartWorker = (events: WorkerEvents) => WorkerPort;

export class RunnerLost extends Error {}

/** Milliseconds of work in a row after which the calling thread lets messages in: results of workers, and what the page has to say. */
const LONG_MS = 10;

/** Work that nobody else is left to do. @throws AppError device/out-of-memory */
export function carryOutHere(memory: OwnMemory, work: Work): Given {
  try {
    return memory.carryOut(work);
  } catch (error) {
    if (error instanceof RangeError) throw appError('device/out-of-memory', { reason: textOf(error) }, {}, error);
    throw error;
  }
}

/** The calling thread. */
export class HereRunner implements Runner {
  readonly isGone = false;
  #before: Promise<unknown> = Promise.resolve();
  readonly #tables = new Map<number, Promise<OwnMemory>>();
  readonly #module: WebAssembly.Module;

  constructor(module: WebAssembly.Module) {
    this.#module = module;
  }

  carryOut(table: number, work: Work): Promise<Given> {
    const memory = this.#tables.get(table) ?? OwnMemory.start(this.#module);
    this.#tables.set(table, memory);
    let isLong = false;
    const done = this.#before.then(async () => {
      const own = await memory;
      const started = performance.now();
      try {
        return carryOutHere(own, work);
      } finally {
        isLong = performance.now() - started > LONG_MS;
      }
    });
    // One after the other, whatever became of the one before.
    this.#before = done.then(
      () => (isLong ? nextTask() : undefined),
      () => undefined
    );
    return done;
  }

  reuse(table: number, given: Given): void {
    void this.#tables.get(table)?.then((memory) => memory.reuse(given));
  }

  close(table: number): void {
    this.#tables.delete(table);
  }

  end(): void {
    this.#tables.clear();
  }
}

interface Waiting {
  resolve(given: Given): void;
  reject(error: Error): void;
}

export class WorkerRunner implements Runner {
  #port: WorkerPort | null = null;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 0;
  #lost: RunnerLost | null = null;

  constructor(module: WebAssembly.Module, start: StartWorker) {
    try {
      this.#port = start({
        onReply: (reply) => this.#settle(reply),
        onEnd: (reason) => this.#lose(reason)
      });
      this.#port.post({ module }, []);
    } catch (error) {
      this.#lose(textOf(error));
    }
  }

  get isGone(): boolean {
    return this.#lost !== null;
  }

  carryOut(table: number, work: Work): Promise<Given> {
    if (this.#lost) return Promise.reject(this.#lost);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#port?.setBusy?.(true);
      try {
        const { own, transfer } = movable(work);
        this.#port?.post({ id, table, work: own }, transfer);
      } catch (error) {
        this.#lose(textOf(error));
      }
    });
  }

  reuse(table: number, given: Given): void {
    const spare = given.filter(({ length }) => length >= LONG);
    if (this.#lost || spare.length === 0) return;
    this.#port?.post(
      { table, spare },
      spare.map(({ buffer }) => buffer)
    );
  }

  close(table: number): void {
    if (!this.#lost) this.#port?.post({ close: table }, []);
  }

  end(): void {
    this.#lose('it was ended');
  }

  #settle(reply: Reply): void {
    // A worker that cannot do its work (its memory cannot grow) is let go: others may.
    if ('reason' in reply) return this.#lose(reply.reason);
    this.#waiting.get(reply.id)?.resolve(reply.given);
    this.#waiting.delete(reply.id);
    if (this.#waiting.size === 0) this.#port?.setBusy?.(false);
  }

  #lose(reason: string): void {
    if (this.#lost) return;
    this.#lost = new RunnerLost(reason);
    for (const { reject } of this.#waiting.values()) reject(this.#lost);
    this.#waiting.clear();
    this.#port?.setBusy?.(false);
    this.#port?.end();
  }
}

/** The work with copies of its arrays, which are moved: a view would take all of the buffer behind it along. */
function movable(work: Work): { readonly own: Work; readonly transfer: readonly ArrayBuffer[] } {
  const transfer: ArrayBuffer[] = [];
  const copies = (arrays: Work['put']): Work['put'] =>
    arrays &&
    Object.fromEntries(
      Object.entries(arrays).map(([name, array]) => {
        const copy = array.slice();
        transfer.push(copy.buffer);
        return [name, copy];
      })
    );
  return { own: { ...work, hold: copies(work.hold), put: copies(work.put) }, transfer };
}

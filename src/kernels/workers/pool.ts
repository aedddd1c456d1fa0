// Rows over workers: something cut into parts (dense/row-parts.ts) stays with whoever works on it, the calling thread and any number of workers, and
// rounds of work are done on all parts at once. What a part's work is does not depend on who does it, so that results have the same bits
// with no worker, with one and with many; whoever adds parts up does so in their order. Plain workers and messages, no shared memory.
import { OwnMemory } from './own-memory.js';
import { HereRunner, RunnerLost, WorkerRunner, type Given, type Runner, type StartWorker, type Work } from './runner';

/**
 * One round of work on all parts. Arrays of the rounds since the last fresh one have names of their own, and are needed until the next:
 * who takes over a lost part goes through all of these rounds again.
 */
export interface Round {
  /** For whoever does the round, before their parts: arrays that all parts read. Its `give` is not looked at. */
  readonly shared?: Work;
  /** Names in it are the part's own, and those of the shared arrays; null where the part has nothing to do. */
  of(part: number): Work | null;
}

export class RowPool {
  #runners: Runner[];
  #nextTable = 0;
  /** Raised when the number of workers changes: parts are given out anew then. */
  generation = 0;
  readonly #module: WebAssembly.Module;
  readonly #start: StartWorker | null;
  #workers: number;

  /**
   * @param module the operators'
   * @param start how a worker is started; null where there are none
   * @param workers how many, beside the calling thread
   */
  constructor(module: WebAssembly.Module, start: StartWorker | null, workers: number) {
    this.#module = module;
    this.#start = start;
    this.#workers = workers;
    this.#runners = [new HereRunner(module)];
  }

  /** For work that the calling thread does at once. */
  ownMemory(): Promise<OwnMemory> {
    return OwnMemory.start(this.#module);
  }

  /** Another number of workers, from the next fresh round on. */
  resize(workers: number): void {
    if (workers === this.#workers) return;
    this.#workers = workers;
    this.generation++;
    // The calling thread stays, with what it holds.
    for (const runner of this.#runners.slice(1 + workers)) runner.end();
    this.#runners = this.#runners.slice(0, 1 + workers);
  }

  /** Those who work now: the calling thread first, then the workers that live. Workers that are not there yet are started. */
  living(): readonly Runner[] {
    while (this.#start && this.#runners.length <= this.#workers) {
      this.#runners.push(new WorkerRunner(this.#module, this.#start));
    }
    return this.#runners.filter((runner) => !runner.isGone);
  }

  /**
   * Parts to work on. Workers that died before get a successor.
   * @param hold arrays of a part that stay with whoever works on it; asked for again where a part changes hands
   */
  open(parts: number, hold: (part: number) => Work['hold'] = () => undefined): HeldParts {
    this.#runners = this.#runners.filter((runner) => !runner.isGone);
    return new HeldParts(this, this.#nextTable++, parts, hold);
  }

  /** Ends all workers. Parts that are still open fall to the calling thread. */
  end(): void {
    this.resize(0);
  }
}

interface StartedRound {
  readonly round: Round;
  /** Who has its shared arrays. */
  readonly sharedBy: Set<Runner>;
}

export class HeldParts {
  /** Who works on each part. */
  #owners: (Runner | null)[];
  #generation = -1;
  /** Those since the last fresh one, in order. */
  #rounds: StartedRound[] = [];
  readonly #pool: RowPool;
  readonly #table: number;
  readonly #hold: (part: number) => Work['hold'];

  constructor(
    pool: RowPool,
    table: number,
    readonly parts: number,
    hold: (part: number) => Work['hold']
  ) {
    this.#pool = pool;
    this.#table = table;
    this.#hold = hold;
    this.#owners = Array.from({ length: parts }, () => null);
  }

  /**
   * One round on all parts. Parts of a worker that dies on the way are done again by others.
   * @param isFresh whether arrays of the rounds before are given up
   * @param use called with what each part gave, in the order of the parts, as early as that allows; the arrays are not its own to keep
   * @throws where the calling thread itself cannot do a part: its memory is short
   */
  async run(round: Round, isFresh: boolean, use: (given: Given, part: number) => void): Promise<void> {
    if (isFresh) {
      this.#rounds = [];
      if (this.#generation !== this.#pool.generation) this.release();
      this.#generation = this.#pool.generation;
    }
    this.#rounds.push({ round, sharedBy: new Set() });
    const results = new Results((given, part) => {
      use(given, part);
      this.#owners[part]?.reuse(this.#table, given);
    });
    for (let part = 0; part < this.parts; part++) if (!round.of(part)) results.add(part, []);
    while (results.count < this.parts) await this.#attempt(results, isFresh);
  }

  /** Gives up what all who worked on it hold. */
  release(): void {
    for (const owner of new Set(this.#owners)) owner?.close(this.#table);
    this.#owners = this.#owners.map(() => null);
    this.#rounds = [];
  }

  /** Lets everyone do those of their parts that have no result yet; what is lost with a worker is left for the next attempt. */
  async #attempt(results: Results, isFresh: boolean): Promise<void> {
    const living = this.#pool.living();
    const [here, ...workers] = living;
    if (!here) throw new Error('The calling thread is missing');
    const left = Array.from(this.#owners.keys()).filter((part) => !results.has(part));
    const taken = left.filter((part) => this.#owners[part]?.isGone ?? true);
    taken.forEach((part, at) => {
      // In turns, so that results come about in the order in which they are wanted, and few have to wait for others.
      this.#owners[part] = living[at % living.length] ?? here;
    });
    const all = [...workers, here].map(async (runner) => {
      const own = left.filter((part) => this.#owners[part] === runner);
      if (own.length > 0) await this.#carryOut(runner, own, taken, isFresh, results);
    });
    // Workers first: the calling thread does its own parts while they do theirs. All are waited for, so that nothing is under way when
    // this returns.
    for (const end of await Promise.allSettled(all)) {
      if (end.status === 'rejected' && !(end.reason instanceof RunnerLost)) throw end.reason;
    }
  }

  /** Sends everything at once: a runner goes through it in order. @throws RunnerLost */
  async #carryOut(
    runner: Runner,
    own: readonly number[],
    taken: readonly number[],
    isFresh: boolean,
    results: Results
  ): Promise<void> {
    const orders: Promise<unknown>[] = [];
    const send = (work: Work): Promise<Given> => {
      const order = runner.carryOut(this.#table, work);
      orders.push(order);
      return order;
    };
    const current = this.#rounds.at(-1);
    if (isFresh && !current?.sharedBy.has(runner)) void send({ isFresh: true });
    const isTaken = (part: number): boolean => taken.includes(part);
    for (const part of own.filter(isTaken)) {
      const hold = this.#hold(part);
      if (hold) void send({ scope: scopeOf(part), hold });
    }
    for (const { round, sharedBy } of this.#rounds) {
      if (!sharedBy.has(runner) && round.shared) void send(round.shared);
      sharedBy.add(runner);
    }
    for (const part of own) {
      const scope = scopeOf(part);
      const before = isTaken(part) ? this.#rounds.slice(0, -1) : [];
      for (const { round } of before) {
        const work = round.of(part);
        if (work) void send({ ...work, scope, give: [] });
      }
      const work = current?.round.of(part);
      if (!work) throw new Error('No round was begun');
      orders.push(send({ ...work, scope }).then((given) => results.add(part, given)));
    }
    await Promise.all(orders);
  }
}

/** What parts gave, passed on in the order of the parts. */
class Results {
  count = 0;
  #next = 0;
  readonly #done = new Set<number>();
  readonly #waiting = new Map<number, Given>();
  readonly #use: (given: Given, part: number) => void;

  constructor(use: (given: Given, part: number) => void) {
    this.#use = use;
  }

  has(part: number): boolean {
    return this.#done.has(part);
  }

  add(part: number, given: Given): void {
    this.#done.add(part);
    this.count++;
    this.#waiting.set(part, given);
    for (let own = this.#waiting.get(this.#next); own; own = this.#waiting.get(this.#next)) {
      this.#waiting.delete(this.#next);
      this.#use(own, this.#next++);
    }
  }
}

const scopeOf = (part: number): string => `${part}/`;

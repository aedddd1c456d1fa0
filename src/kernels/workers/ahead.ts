// Work of a loss over workers. tfjs's tape waits for nobody, and workers take their time: so the loss is made twice. The first time nothing
// is on the tape; what is to be done by workers is asked for, and zeros stand in its place. When all of it is there, the loss is made on
// the tape and finds the answers in the order of the questions. A question must not depend on another's answer. Draws are by key
// (kernels/random), so that both times have the same numbers. Where there are no workers the calling thread does the same at once, when
// the tape asks for it, and nothing is made twice.
import { tensor, tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { MOST_PARTS } from '../dense/row-parts';
import { hasRowPool, rowPool, workerCount } from './active';
import type { OwnMemory } from './own-memory.js';
import type { HeldParts, RowPool } from './pool';
import { carryOutHere, type Given, type Work } from './runner';

/** Something cut into parts (dense/row-parts.ts). */
export interface PartedWork {
  readonly parts: number;
  /** As in a round of HeldParts. */
  readonly shared: Work;
  of(part: number): Work;
  /** What a part gave, in the order of the parts. */
  use(given: Given, part: number): void;
  /** What `use` has filled in the end. */
  readonly results: readonly { readonly shape: readonly number[]; readonly values: Float32Array }[];
}

interface Turn {
  readonly hasWorkers: boolean;
  take(begin: () => PartedWork): Tensor[];
}

/** Whose loss is being made now. */
let turn: Turn | null = null;

/**
 * Results that were made ahead, or zeros in their place where they are only being asked for; null where nobody looks ahead: whoever asks
 * makes them himself then.
 * @param begin reads its tensors and says what is to be done
 * @param onlyForWorkers null also where there are none
 */
export function aheadOfTape(begin: () => PartedWork, onlyForWorkers: boolean): Tensor[] | null {
  if (!turn || (onlyForWorkers && !turn.hasWorkers)) return null;
  return turn.take(begin);
}

interface Answer {
  readonly results: PartedWork['results'];
  readonly made: Promise<void>;
}

/** One model's: its parts stay open from step to step, so that their memory does. */
export class AheadOfTape {
  #pool: RowPool | null = null;
  #held: HeldParts | null = null;
  #own: OwnMemory | null = null;
  #answers: readonly Answer[] = [];
  #hasWorkers = false;
  #isInVain = false;

  /**
   * Makes a loss for its questions, and waits for their answers. Does not where there are no workers, or rows are not cut at all.
   * @param forward what makes the loss; its tensors are given up
   * @param isNeeded whether something is asked for that is made in parts even where there are no workers
   */
  async ask(forward: () => unknown, isNeeded: boolean): Promise<void> {
    this.#answers = [];
    this.#hasWorkers = workerCount() > 0;
    if (!isNeeded && (!this.#hasWorkers || this.#isInVain)) return;
    const pool = await this.#open();
    if (!pool) return;
    if (!this.#hasWorkers) {
      this.#own ??= await pool.ownMemory();
      return;
    }
    const held = (this.#held ??= pool.open(MOST_PARTS));
    const answers: Answer[] = [];
    const take = (begin: () => PartedWork): Tensor[] => {
      const work = begin();
      // One after the other: they share their memory.
      const before = answers.at(-1)?.made;
      const run = (): Promise<void> => carryOut(held, work);
      answers.push({ results: work.results, made: before ? before.then(run) : run() });
      return work.results.map(({ shape }) => zeros([...shape]));
    };
    try {
      tidy(() => during({ hasWorkers: this.#hasWorkers, take }, () => void forward()));
    } finally {
      await Promise.all(answers.map(({ made }) => made));
    }
    this.#isInVain = answers.length === 0;
    this.#answers = answers;
  }

  /** Makes the loss with the answers. */
  answer<T>(forward: () => T): T {
    const [own, hasWorkers] = [this.#own, this.#hasWorkers];
    if (own && !hasWorkers) return during({ hasWorkers, take: (begin) => madeHere(own, begin()) }, forward);
    if (this.#answers.length === 0) return forward();
    let next = 0;
    const take = (): Tensor[] => {
      const answer = this.#answers[next++];
      if (!answer) throw new Error('The loss asks for more than it did ahead of the tape');
      return tensorsOf(answer.results);
    };
    return during({ hasWorkers, take }, forward);
  }

  dispose(): void {
    this.#held?.release();
    this.#held = null;
    this.#own = null;
    this.#pool = null;
    this.#answers = [];
  }

  async #open(): Promise<RowPool | null> {
    const pool = hasRowPool() ? await rowPool() : null;
    if (pool !== this.#pool) this.dispose();
    this.#pool = pool;
    return pool;
  }
}

function during<T>(own: Turn, forward: () => T): T {
  const before = turn;
  turn = own;
  try {
    return forward();
  } finally {
    turn = before;
  }
}

const tensorsOf = (results: PartedWork['results']): Tensor[] =>
  results.map(({ shape, values }) => tensor(values, [...shape]));

/** All parts, one after the other. */
function madeHere(own: OwnMemory, { parts, shared, of, use, results }: PartedWork): Tensor[] {
  carryOutHere(own, { ...shared, isFresh: true });
  for (let part = 0; part < parts; part++) {
    const given = carryOutHere(own, { ...of(part), scope: `${part}/` });
    use(given, part);
    own.reuse(given);
  }
  return tensorsOf(results);
}

/** Parts that the work does not have are left out. */
const carryOut = (held: HeldParts, { parts, shared, of, use }: PartedWork): Promise<void> =>
  held.run({ shared, of: (part) => (part < parts ? of(part) : null) }, true, (given, part) => {
    if (part < parts) use(given, part);
  });

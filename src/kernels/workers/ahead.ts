// Work of a loss over workers. tfjs's tape waits for nobody, and workers take their time: so the loss is made twice. The first time nothing
// is on the tape; what is to be done by workers is asked for, and zeros stand in its place. When all of it is there, the loss is made on
// the tape and finds the answers in the order of the questions. A question must not depend on another's answer. Draws are by key
// (kernels/random), so that both times have the same numbers.
import { tensor, tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { MOST_PARTS } from '../dense/row-parts';
import { hasRowPool, rowPool, workerCount } from './active';
import type { HeldParts, RowPool } from './pool';
import type { Given, Work } from './runner';

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
  private pool: RowPool | null = null;
  private held: HeldParts | null = null;
  private answers: readonly Answer[] = [];
  private hasWorkers = false;
  private isInVain = false;

  /**
   * Makes a loss for its questions, and waits for their answers. Does nothing where rows are not cut at all.
   * @param forward what makes the loss; its tensors are given up
   * @param isNeeded whether something is asked for that is made ahead even where there are no workers
   */
  async ask(forward: () => unknown, isNeeded: boolean): Promise<void> {
    this.answers = [];
    this.hasWorkers = workerCount() > 0;
    if (!hasRowPool() || (!isNeeded && (!this.hasWorkers || this.isInVain))) return;
    const held = await this.open();
    if (!held) return;
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
      tidy(() => during({ hasWorkers: this.hasWorkers, take }, () => void forward()));
    } finally {
      await Promise.all(answers.map(({ made }) => made));
    }
    this.isInVain = answers.length === 0;
    this.answers = answers;
  }

  /** Makes the loss with the answers. */
  answer<T>(forward: () => T): T {
    if (this.answers.length === 0) return forward();
    let next = 0;
    const take = (): Tensor[] => {
      const answer = this.answers[next++];
      if (!answer) throw new Error('The loss asks for more than it did ahead of the tape');
      return answer.results.map(({ shape, values }) => tensor(values, [...shape]));
    };
    return during({ hasWorkers: this.hasWorkers, take }, forward);
  }

  dispose(): void {
    this.held?.release();
    this.held = null;
    this.pool = null;
    this.answers = [];
  }

  private async open(): Promise<HeldParts | null> {
    const pool = await rowPool();
    if (pool !== this.pool) this.dispose();
    this.pool = pool;
    this.held ??= pool?.open(MOST_PARTS) ?? null;
    return this.held;
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

/** Parts that the work does not have are left out. */
const carryOut = (held: HeldParts, { parts, shared, of, use }: PartedWork): Promise<void> =>
  held.run({ shared, of: (part) => (part < parts ? of(part) : null) }, true, (given, part) => {
    if (part < parts) use(given, part);
  });

// What a job has spent, what it may spend, and what is under way. A call is paid for in advance by its estimate, so that requests
// at the same time cannot go beyond the cap together.
import { appError } from '#lib/errors/app-error';
import type { CallOutcome } from '../types';
import { addUsage, costOf, NO_USAGE, priceOf } from './prices';
import type { CallLimits, ModelPrice, Prices, Spending, Usage } from '../types';

/** Money set aside for one call. */
export interface Hold {
  /** Gives it back: the call came to nothing, or is settled. */
  release(): void;
  /** Books a call whose answer was thrown away: it was paid for all the same, or may have been. The money for another try stays aside. */
  discard(used: Usage | null): void;
  /** @throws AppError llm/cap-reached where another try would go beyond the cap */
  checkAgain(): void;
  /** Books what was used (the estimate, where the service does not count). @returns dollars; null where the price is not known */
  settle(used: Usage | null): number | null;
}

/** Books a call that was answered to no use. @throws AppError llm/cap-reached where it would be made again beyond the cap */
export function booked<Answer>(hold: Hold, outcome: CallOutcome<Answer>): CallOutcome<Answer> {
  if (outcome.ok || !outcome.answered) return outcome;
  hold.discard(outcome.answered.usage);
  if (outcome.failure.kind !== 'fatal') hold.checkAgain();
  return outcome;
}

export class Purse {
  #calls = 0;
  #usage: Usage = NO_USAGE;
  #reserved = 0;
  readonly #price: ModelPrice | null;
  readonly #cap: number;

  /** @throws AppError llm/no-price where there is a cap and no price */
  constructor(model: string, host: string, limits: CallLimits, prices: Prices) {
    this.#price = priceOf(model, host, prices);
    this.#cap = limits.spendingCap;
    if (this.#cap > 0 && this.#price === null) throw appError('llm/no-price', { model });
  }

  /**
   * Sets the estimate of one call aside.
   * @throws AppError llm/cap-reached
   */
  reserve(estimate: Usage): Hold {
    const price = this.#price;
    const dollars = price ? costOf(estimate, price) : 0;
    this.#check(dollars);
    this.#reserved += dollars;
    let isHeld = true;
    const release = (): void => {
      if (isHeld) this.#reserved -= dollars;
      isHeld = false;
    };
    return {
      release,
      discard: (used) => {
        this.#book(used ?? estimate);
      },
      checkAgain: () => this.#check(0),
      settle: (used) => {
        release();
        return this.#book(used ?? estimate);
      }
    };
  }

  #check(more: number): void {
    const spent = this.spending.dollars ?? 0;
    if (this.#cap > 0 && spent + this.#reserved + more > this.#cap) {
      throw appError('llm/cap-reached', { spent, cap: this.#cap });
    }
  }

  #book(usage: Usage): number | null {
    this.#calls += 1;
    this.#usage = addUsage(this.#usage, usage);
    return this.cost(usage);
  }

  /** Dollars; null where the price is not known. */
  cost(usage: Usage): number | null {
    return this.#price ? costOf(usage, this.#price) : null;
  }

  get spending(): Spending {
    return {
      calls: this.#calls,
      usage: this.#usage,
      dollars: this.cost(this.#usage)
    };
  }
}

// What a job has spent, what it may spend, and what is under way. A call is paid for in advance by its estimate, so that requests
// at the same time cannot go beyond the cap together.
import { appError } from '#lib/errors/app-error';
import { addUsage, costOf, NO_USAGE, priceOf } from './prices';
import type { CallLimits, ModelPrice, Prices, Spending, Usage } from './types';

/** Money set aside for one call. */
export interface Hold {
  /** Gives it back: the call came to nothing, or is settled. */
  release(): void;
  /** Books what was used (the estimate, where the service does not count). @returns dollars; null where the price is not known */
  settle(used: Usage | null): number | null;
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
    const spent = this.spending.dollars ?? 0;
    if (this.#cap > 0 && spent + this.#reserved + dollars > this.#cap) {
      throw appError('llm/cap-reached', { spent, cap: this.#cap });
    }
    this.#reserved += dollars;
    let isHeld = true;
    const release = (): void => {
      if (isHeld) this.#reserved -= dollars;
      isHeld = false;
    };
    return {
      release,
      settle: (used) => {
        release();
        const usage = used ?? estimate;
        this.#calls += 1;
        this.#usage = addUsage(this.#usage, usage);
        return this.cost(usage);
      }
    };
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

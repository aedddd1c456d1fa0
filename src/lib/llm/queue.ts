// When a call is made, and when it is made again: so many requests and tokens a minute, waiting as long as the server says or
// twice as long each time where it does not, a pause, an end. What is called is none of its business.
import { integerPower } from '#lib/elementary/power';
import { appError } from '#lib/errors/app-error';
import { passGate, stopIfCancelled, type Control } from '#lib/work/work';
import type { CallOutcome } from './types';
import type { CallFailure } from './words/failure';
import type { CallLimits, Clock } from './types';

export const systemClock: Clock = {
  now: () => performance.now(),
  wait: (milliseconds, signal) =>
    new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      signal?.addEventListener('abort', end);
      if (signal?.aborted) end();
    })
};

/** Calls that failed this often are given up, and the job with them. */
export const ATTEMPTS = 8;
/** Seconds between two attempts at most, where the server does not say. */
const LONGEST_WAIT = 60;
/** A wait is cut into pieces, so that a pause or an end is seen soon. */
const PIECE = 250;
const MINUTE = 60_000;
/** What a cancel ends, for people. */
const ENDED = 'The requests';

/** A wait of this many milliseconds or more is said. */
const SAID_FROM = MINUTE;

/** What a call ended with that waiting does not change: the caller changes the request, or does without. */
export type HandedBack = Extract<CallFailure, { kind: 'dialect' | 'refused' | 'batch' }>;

/** A long wait under way. */
export interface LongWait {
  /** Left, rounded up. */
  readonly minutes: number;
  /** Completes "waiting, because …". */
  readonly because: string;
}

export interface QueueOptions extends Control {
  readonly limits: CallLimits;
  readonly host: string;
  readonly clock?: Clock;
  /** Told when a long wait begins, with every minute of it, and when it is over (null). */
  onWait?(wait: LongWait | null): void;
}

export class CallQueue {
  readonly #clock: Clock;
  readonly #requests: Bucket;
  readonly #tokens: Bucket;
  /** Until then nobody asks. */
  #closedUntil = -Infinity;
  #closedBecause = '';
  /** Minutes of the long wait that were said last. */
  #said: number | null = null;
  #turn: Promise<void> = Promise.resolve();
  readonly #options: QueueOptions;

  constructor(options: QueueOptions) {
    this.#options = options;
    const { limits, clock = systemClock } = options;
    this.#clock = clock;
    this.#requests = new Bucket(limits.requestsPerMinute, clock);
    this.#tokens = new Bucket(limits.tokensPerMinute, clock);
  }

  /**
   * Calls until there is an answer. A request that the server does not take as it is, and would not take later either, is the caller's to
   * change: that failure comes back as it is.
   * @param tokens that a call takes, about
   * @throws AppError of a fatal failure, llm/gave-up, llm/unreachable, internal/cancelled
   */
  async run<Answer>(
    tokens: number,
    call: () => Promise<CallOutcome<Answer>>
  ): Promise<{ readonly ok: true; readonly answer: Answer } | { readonly ok: false; readonly failure: HandedBack }> {
    for (let attempt = 1; ; attempt++) {
      await this.#pass(tokens);
      const outcome = await call();
      if (outcome.ok) return outcome;
      const { failure } = outcome;
      if (failure.kind === 'fatal') throw failure.error;
      if (failure.kind !== 'rate-limited' && failure.kind !== 'lost') return { ok: false, failure };
      if (attempt >= ATTEMPTS) throw this.#gaveUp(failure);
      const doubled = Math.min(LONGEST_WAIT, this.#options.limits.firstWait * integerPower(2, attempt - 1));
      if (failure.kind === 'rate-limited') {
        // Whoever asks too much asks for all: everybody waits.
        this.#close(1000 * (failure.retryAfter ?? doubled), becauseOf(failure, this.#options.host));
      } else await this.#wait(1000 * doubled, `${this.#options.host} ${failure.why}`);
    }
  }

  #close(milliseconds: number, because: string): void {
    const until = this.#clock.now() + milliseconds;
    if (until <= this.#closedUntil) return;
    this.#closedUntil = until;
    this.#closedBecause = because;
  }

  #gaveUp(failure: Extract<CallFailure, { kind: 'rate-limited' | 'lost' }>) {
    const { host } = this.#options;
    if (failure.kind === 'lost' && !failure.reached) {
      return appError('llm/unreachable', { host, attempts: ATTEMPTS });
    }
    const last = failure.kind === 'lost' ? failure.why : `was put off: ${failure.said || `status ${failure.status}`}`;
    return appError('llm/gave-up', { host, attempts: ATTEMPTS, last });
  }

  /** Waits for its turn, first come, first served. */
  async #pass(tokens: number): Promise<void> {
    const before = this.#turn;
    let release = (): void => undefined;
    this.#turn = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    try {
      for (;;) {
        await passGate(this.#options, ENDED);
        const closed = this.#closedUntil - this.#clock.now();
        const wait = Math.max(closed, this.#requests.wait(1), this.#tokens.wait(tokens));
        if (wait <= 0) break;
        this.#say(wait, wait === closed ? this.#closedBecause : 'of your own limits a minute');
        await this.#clock.wait(Math.min(PIECE, wait), this.#options.signal);
      }
      this.#requests.take(1);
      this.#tokens.take(tokens);
    } finally {
      this.#sayNoMore();
      release();
    }
  }

  async #wait(milliseconds: number, because: string): Promise<void> {
    const until = this.#clock.now() + milliseconds;
    for (let left = milliseconds; left > 0; left = until - this.#clock.now()) {
      stopIfCancelled(this.#options, ENDED);
      this.#say(left, because);
      await this.#clock.wait(Math.min(PIECE, left), this.#options.signal);
    }
    if (milliseconds >= SAID_FROM) this.#sayNoMore();
  }

  #say(milliseconds: number, because: string): void {
    const minutes = Math.ceil(milliseconds / MINUTE);
    if (minutes === this.#said || (this.#said === null && milliseconds < SAID_FROM)) return;
    this.#said = minutes;
    this.#options.onWait?.({ minutes, because });
  }

  #sayNoMore(): void {
    if (this.#said === null) return;
    this.#said = null;
    this.#options.onWait?.(null);
  }
}

function becauseOf({ status, said }: Extract<CallFailure, { kind: 'rate-limited' }>, host: string): string {
  return said === '' ? `${host} asks to (status ${status})` : `${host} says: ${said}`;
}

/** So much a minute, filling up evenly; full at the start. */
class Bucket {
  #level: number;
  #at: number;
  readonly #perMinute: number;
  readonly #clock: Clock;

  /** @param perMinute 0: no limit */
  constructor(perMinute: number, clock: Clock) {
    this.#perMinute = perMinute;
    this.#clock = clock;
    this.#level = perMinute;
    this.#at = clock.now();
  }

  /** Milliseconds until so much is there; more than a minute's worth counts as a minute's worth. */
  wait(amount: number): number {
    if (this.#perMinute === 0) return 0;
    const now = this.#clock.now();
    this.#level = Math.min(this.#perMinute, this.#level + ((now - this.#at) / MINUTE) * this.#perMinute);
    this.#at = now;
    const missing = Math.min(amount, this.#perMinute) - this.#level;
    // Rounding leaves crumbs that would be waited for one by one.
    return missing <= 1e-9 * this.#perMinute ? 0 : (missing / this.#perMinute) * MINUTE;
  }

  take(amount: number): void {
    if (this.#perMinute > 0) this.#level -= Math.min(amount, this.#perMinute);
  }
}

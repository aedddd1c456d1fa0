// What all calls of one job share: the client, the queue, the purse, and an orderly end. The first failure stops the job, but what is
// under way is waited for and kept: it is paid for.
import { stopIfCancelled, type Work } from '#lib/work/work';
import { llmClient } from './client';
import { Purse } from './cost/purse';
import { CallQueue, systemClock, type LongWait } from './queue';
import type { Clock, LlmClient, LlmEnvironment } from './types';

/** Seconds for which an answer that is under way is waited for after a cancel. */
const GRACE = 10;

export interface CallJob {
  readonly client: LlmClient;
  readonly queue: CallQueue;
  readonly purse: Purse;
  /** For requests: aborted some seconds after the job is cancelled. */
  readonly requestSignal: AbortSignal;
  /** Says how far the job is, with what it has spent and the wait that it is in. */
  report(done: number): void;
  /** Does `work` for each of the list, so many at a time as the limits allow. */
  each<Entry>(list: readonly Entry[], work: (entry: Entry) => Promise<void>): Promise<void>;
}

export interface JobSize {
  readonly model: string;
  /** What is being asked for, for progress. */
  readonly what: string;
  readonly total: number;
}

/** @throws AppError llm/bad-endpoint, llm/no-price */
export function callJob(
  { model, what, total }: JobSize,
  { endpoint, client: own, limits, prices, clock = systemClock }: LlmEnvironment,
  asked: Work
): CallJob {
  const client = own ?? llmClient(endpoint, limits.timeout);
  const requestSignal = graceful(asked.signal, clock);
  const stop = new AbortController();
  const signal = asked.signal ? AbortSignal.any([asked.signal, stop.signal]) : stop.signal;
  const purse = new Purse(model, client.host, limits, prices);
  let done = 0;
  let wait: LongWait | null = null;
  const report = (): void => {
    const { dollars } = purse.spending;
    const spent = dollars === null || dollars === 0 ? '' : ` · $${dollars.toFixed(4)} spent`;
    const waiting = wait ? sentenceOf(wait) : undefined;
    const label = `${what}${spent}${waiting === undefined ? '' : ` · ${waiting}`}`;
    asked.report?.({ label, done, total, waiting });
  };
  const queue = new CallQueue({
    limits,
    host: client.host,
    clock,
    signal,
    onWait: (next) => {
      wait = next;
      report();
    },
    gate: asked.gate
  });
  return {
    client,
    queue,
    purse,
    requestSignal,
    report(count) {
      done = count;
      report();
    },
    async each(list, work) {
      const entries = list.values();
      const failures: unknown[] = [];
      const worker = async (): Promise<void> => {
        for (const entry of entries) {
          if (failures.length > 0 || signal.aborted) return;
          try {
            await work(entry);
          } catch (error) {
            failures.push(error);
            stop.abort();
          }
        }
      };
      await Promise.all(Array.from({ length: Math.max(1, limits.concurrency) }, worker));
      stopIfCancelled(asked, 'The requests');
      if (failures.length > 0) throw failures[0];
    }
  };
}

function sentenceOf({ minutes, because }: LongWait): string {
  const hours = Math.floor(minutes / 60);
  const time = hours === 0 ? `${minutes} min` : `${hours} h ${minutes % 60} min`;
  return `waiting ${time}, because ${because}`;
}

function graceful(signal: AbortSignal | undefined, clock: Clock): AbortSignal {
  const late = new AbortController();
  signal?.addEventListener('abort', () => void clock.wait(1000 * GRACE).then(() => late.abort()), { once: true });
  return late.signal;
}

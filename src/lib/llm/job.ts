// What all calls of one job share: the client, the queue, the purse, and an orderly end. The first failure stops the job, but what is
// under way is waited for and kept: it is paid for.
import { appError } from '#lib/errors/app-error';
import { llmClient, type LlmClient } from './client';
import { Purse } from './purse';
import { CallQueue, systemClock } from './queue';
import type { CallControl, Clock, LlmEnvironment } from './types';

/** Seconds for which an answer that is under way is waited for after a cancel. */
const GRACE = 10;

export interface CallJob {
  readonly client: LlmClient;
  readonly queue: CallQueue;
  readonly purse: Purse;
  /** For requests: aborted some seconds after the job is cancelled. */
  readonly requestSignal: AbortSignal;
  /** Does `work` for each of the list, so many at a time as the limits allow. */
  each<Entry>(list: readonly Entry[], work: (entry: Entry) => Promise<void>): Promise<void>;
}

/** @throws AppError llm/bad-endpoint, llm/no-price */
export function callJob(
  model: string,
  { endpoint, limits, prices, clock = systemClock }: LlmEnvironment,
  control: CallControl
): CallJob {
  const client = llmClient(endpoint, limits.timeout);
  const requestSignal = graceful(control.signal, clock);
  const stop = new AbortController();
  const signal = control.signal ? AbortSignal.any([control.signal, stop.signal]) : stop.signal;
  const queue = new CallQueue({
    limits,
    host: client.host,
    clock,
    signal,
    ...(control.gate && { gate: () => control.gate?.() ?? Promise.resolve() })
  });
  return {
    client,
    queue,
    purse: new Purse(model, client.host, limits, prices),
    requestSignal,
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
      if (control.signal?.aborted) throw appError('internal/cancelled', { what: 'The requests' });
      if (failures.length > 0) throw failures[0];
    }
  };
}

function graceful(signal: AbortSignal | undefined, clock: Clock): AbortSignal {
  const late = new AbortController();
  signal?.addEventListener('abort', () => void clock.wait(1000 * GRACE).then(() => late.abort()), { once: true });
  return late.signal;
}

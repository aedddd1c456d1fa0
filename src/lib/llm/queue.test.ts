// When calls are made and made again, on a clock of the test's own.
import { describe, expect, it } from 'vitest';
import { appError } from '#lib/errors/app-error';
import type { CallOutcome } from './types';
import type { CallFailure } from './words/failure';
import { DEFAULT_LIMITS } from './cost/limits';
import { ATTEMPTS, CallQueue, type LongWait, type QueueOptions } from './queue';
import { FakeClock } from './testing';
import type { CallLimits } from './types';

const good: CallOutcome<string> = { ok: true, answer: 'yes' };
const bad = (failure: CallFailure): CallOutcome<string> => ({ ok: false, failure });
const limited = (retryAfter: number | null, said = '') => bad({ kind: 'rate-limited', retryAfter, status: 429, said });
const lost = bad({ kind: 'lost', why: 'broke off', reached: true });

function queue(limits: Partial<CallLimits> = {}, others: Partial<QueueOptions> = {}) {
  const clock = new FakeClock();
  const made = new CallQueue({ limits: { ...DEFAULT_LIMITS, ...limits }, host: 'host', clock, ...others });
  /** Answers in turn; the times of the calls in seconds. */
  const run = async (outcomes: readonly CallOutcome<string>[], tokens = 1) => {
    const times: number[] = [];
    const result = await made.run(tokens, () => {
      times.push(Math.round(clock.now()) / 1000);
      return Promise.resolve(outcomes[times.length - 1] ?? good);
    });
    return { result, times };
  };
  return { clock, run };
}

describe('a call', () => {
  it('that succeeds is made once', async () => {
    expect(await queue().run([good])).toEqual({ result: { ok: true, answer: 'yes' }, times: [0] });
  });

  it('that is lost is made again, after waits that double', async () => {
    expect((await queue().run([lost, lost, lost, good])).times).toEqual([0, 1, 3, 7]);
  });

  it('waits as long as the server says, to the moment', async () => {
    const late = limited(4.2);
    expect((await queue().run([late, good])).times).toEqual([0, 4.2]);
  });

  it('waits longer each time where a server does not say when to come again', async () => {
    const late = limited(null);
    expect((await queue().run([late, late, good])).times).toEqual([0, 1, 3]);
  });

  it('is given up after so many attempts, and says how the last one ended', async () => {
    const attempts = Array.from({ length: ATTEMPTS + 1 }, () => lost);
    await expect(queue().run(attempts)).rejects.toMatchObject({ code: 'llm/gave-up' });
    const unreached = bad({ kind: 'lost', why: 'did not come through', reached: false });
    await expect(queue().run(attempts.map(() => unreached))).rejects.toMatchObject({ code: 'llm/unreachable' });
  });

  it('that can never succeed is not made again', async () => {
    const fatal = bad({ kind: 'fatal', error: appError('llm/key-refused', { host: 'host', status: 401, said: '' }) });
    await expect(queue().run([fatal, good])).rejects.toMatchObject({ code: 'llm/key-refused' });
  });
});

describe('calls at the same time', () => {
  it('all wait where one was told to', async () => {
    const { clock, run } = queue();
    const first = run([limited(10), good]);
    await clock.wait(1);
    const second = await run([good]);
    expect(second.times).toEqual([10]);
    expect((await first).times).toEqual([0, 10]);
  });

  it('keep to requests a minute after the first minute’s worth', async () => {
    const { run } = queue({ requestsPerMinute: 2 });
    const times = (await Promise.all([1, 2, 3, 4].map(() => run([good])))).flatMap((each) => each.times);
    expect(times).toEqual([0, 0, 30, 60]);
  });

  it('keep to tokens a minute, and one call beyond them is made all the same', async () => {
    const { run } = queue({ tokensPerMinute: 100 });
    const times = (await Promise.all([60, 60, 500].map((tokens) => run([good], tokens)))).flatMap((each) => each.times);
    expect(times).toEqual([0, 12, 72]);
  });

  it('stand still while paused', async () => {
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { clock, run } = queue({}, { gate: () => gate });
    const asked = run([good]);
    await clock.wait(5000);
    open();
    expect((await asked).times).toEqual([5]);
  });

  it('end when the job is cancelled, also in the middle of a wait', async () => {
    const stop = new AbortController();
    const { clock, run } = queue({}, { signal: stop.signal });
    const asked = run([limited(3600)]);
    const ended = expect(asked).rejects.toMatchObject({ code: 'internal/cancelled' });
    await clock.wait(1);
    stop.abort();
    await ended;
    expect(clock.now()).toBeLessThan(60_000);
  });
});

describe('a long wait', () => {
  function heard(limits: Partial<CallLimits> = {}, signal?: AbortSignal) {
    const waits: (LongWait | null)[] = [];
    return { waits, ...queue(limits, { onWait: (wait) => void waits.push(wait), ...(signal && { signal }) }) };
  }

  it('is said with every minute of it and in the server’s words, and when it is over', async () => {
    const { waits, run } = heard();
    await run([limited(150, 'Daily tokens are used up'), good]);
    const because = 'host says: Daily tokens are used up';
    expect(waits).toEqual([{ minutes: 3, because }, { minutes: 2, because }, { minutes: 1, because }, null]);
  });

  it('is said of a server that does not answer, and of the reader’s own limits', async () => {
    const late = heard({ firstWait: 60 });
    await late.run([lost, good]);
    expect(late.waits).toEqual([{ minutes: 1, because: 'host broke off' }, null]);
    const own = heard({ tokensPerMinute: 100 });
    await own.run([good], 100);
    await own.run([good], 100);
    expect(own.waits).toEqual([{ minutes: 1, because: 'of your own limits a minute' }, null]);
  });

  it('is over when the job is cancelled', async () => {
    const stop = new AbortController();
    const { waits, run, clock } = heard({}, stop.signal);
    const ended = expect(run([limited(7200)])).rejects.toMatchObject({ code: 'internal/cancelled' });
    await clock.wait(1000);
    stop.abort();
    await ended;
    expect(waits).toEqual([{ minutes: 120, because: 'host asks to (status 429)' }, null]);
  });

  it('of less than a minute is not said', async () => {
    const { waits, run } = heard();
    await run([limited(59), lost, good]);
    expect(waits).toEqual([]);
  });
});

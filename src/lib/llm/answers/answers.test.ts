// Answers are paid for once, kept as they come, repaired once, and marked where they cannot be used.
import { afterEach, describe, expect, it } from 'vitest';
import { faultPlan, type Fault } from '../../../../test/llm-server/faults';
import { startLlmServer, type LlmServer, type LlmServerOptions } from '../../../../test/llm-server/server';
import { askAll, type Parsed, type Question } from './answers';
import { jsonObjectIn } from './json-object';
import { testEnvironment } from '../testing';
import type { CallLimits, LlmEnvironment } from '../types';

let server: LlmServer | undefined;
afterEach(async () => {
  expect(server?.schemaProblems ?? []).toEqual([]);
  await server?.close();
  server = undefined;
});

async function environment(options: LlmServerOptions = {}, limits: Partial<CallLimits> = {}): Promise<LlmEnvironment> {
  server = await startLlmServer(options);
  return testEnvironment(server.url, limits);
}

function parse(text: string): Parsed<string> {
  const summarization = jsonObjectIn(text, 'summarization')?.summarization;
  if (typeof summarization !== 'string') return { ok: false, problem: 'invalid', detail: 'it is not the object' };
  return summarization === 'None'
    ? { ok: false, problem: 'none', detail: 'it is "None"' }
    : { ok: true, value: summarization };
}

const question = (content: string, take = 0): Question<string> => ({
  request: {
    model: 'made-up',
    messages: [
      { role: 'system', content: 'Answer as JSON.' },
      { role: 'user', content }
    ],
    answer: {
      name: 'answer',
      schema: {
        type: 'object',
        properties: { summarization: { type: 'string' }, reasoning: { type: 'string' } },
        required: ['summarization', 'reasoning'],
        additionalProperties: false
      }
    },
    temperature: 1,
    seed: 1,
    maxTokens: 200
  },
  promptVersion: 'test 1',
  take,
  expectedTokens: 30,
  parse
});
const questions = (count: number) => Array.from({ length: count }, (_, at) => question(`Question ${at}`));
const ask = (list: readonly Question<string>[], llm: LlmEnvironment, signal?: AbortSignal) =>
  askAll(list, llm, signal ? { signal } : {}, 'Questions');
const only = (fault: Fault, count: number): LlmServerOptions => ({
  faults: ({ number }) => (number < count ? fault : null)
});
describe('questions', () => {
  it('are answered in their order, and what is stored is not asked again', async () => {
    const llm = await environment();
    const first = await ask(questions(20), llm);
    expect(server?.calls).toHaveLength(20);
    const again = await ask([...questions(22)].reverse(), llm);
    expect(server?.calls).toHaveLength(22);
    expect(again.slice(2).map(({ value }) => value)).toEqual(first.map(({ value }) => value).reverse());
    expect(again.map(({ reused }) => reused)).toEqual([false, false, ...first.map(() => true)]);
    expect(new Set(first.map(({ value }) => value)).size).toBe(20);
  });

  it('that are equal are asked once; another answer to one is asked for by its take', async () => {
    const llm = await environment();
    const same = await ask([question('same'), question('same'), question('same', 1)], llm);
    expect(server?.calls).toHaveLength(2);
    expect(same[0]?.key).toBe(same[1]?.key);
    expect(same[2]?.key).not.toBe(same[0]?.key);
  });

  it('keep what the service counted beside what was estimated', async () => {
    const llm = await environment();
    const [answered] = await ask([question('How many tokens has this?')], llm);
    expect(answered?.record).toMatchObject({ calls: 1, problem: null, host: new URL(server?.url ?? '').host });
    expect(answered?.record.usage).toEqual({ inputTokens: 10, outputTokens: expect.any(Number) });
    expect(answered?.record.estimate).toEqual({ inputTokens: expect.any(Number), outputTokens: 30 });
    const { inputTokens = 0, outputTokens = 0 } = answered?.record.usage ?? {};
    expect(answered?.record.dollars).toBeCloseTo((inputTokens + 2 * outputTokens) / 1e6, 12);
    expect(answered?.record.estimatedDollars).toBeCloseTo(
      ((answered?.record.estimate.inputTokens ?? 0) + 60) / 1e6,
      12
    );
  });
});

describe('an answer that cannot be used', () => {
  it.each<Fault>([
    { kind: 'invalid-json' },
    { kind: 'truncated' },
    { kind: 'empty-content' },
    { kind: 'refusal' },
    { kind: 'content-filter' },
    { kind: 'none-summary' }
  ])('($kind) is asked for once more', async (fault) => {
    const llm = await environment(only(fault, 1));
    const [answered] = await ask([question('one')], llm);
    expect(answered).toMatchObject({ record: { problem: null, calls: 2 } });
    expect(answered?.value).toMatch(/^Likes/);
    expect(server?.calls).toHaveLength(2);
  });

  it.each<[Fault['kind'], string, Fault]>([
    ['invalid-json', 'invalid', { kind: 'invalid-json' }],
    ['truncated', 'cut-off', { kind: 'truncated' }],
    ['empty-content', 'empty', { kind: 'empty-content' }],
    ['refusal', 'refused', { kind: 'refusal' }],
    ['content-filter', 'refused', { kind: 'content-filter' }],
    ['none-summary', 'none', { kind: 'none-summary' }]
  ])('(%s) twice is kept with the mark "%s", and not asked for again', async (_, problem, fault) => {
    const llm = await environment(only(fault, 2));
    const [answered] = await ask([question('one')], llm);
    expect(answered).toMatchObject({ value: null, record: { problem, calls: 2 } });
    const [again] = await ask([question('one')], llm);
    expect(again).toMatchObject({ value: null, reused: true, record: { problem } });
    expect(server?.calls).toHaveLength(2);
  });

  it('but for text around it is used', async () => {
    const llm = await environment(only({ kind: 'wrapped' }, 1));
    expect((await ask([question('one')], llm))[0]).toMatchObject({ value: expect.any(String), record: { calls: 1 } });
  });
});

describe('a job', () => {
  it('asks without what the server does not take, and finds that out once', async () => {
    const llm = await environment(only({ kind: 'no-json-schema' }, 1), { concurrency: 1 });
    await ask(questions(10), llm);
    expect(server?.calls).toHaveLength(11);
  });

  it('goes through faults of all kinds, and makes no call beyond them', async () => {
    const faults: readonly Fault[] = [
      { kind: 'rate-limit' },
      { kind: 'server-error' },
      { kind: 'overloaded' },
      { kind: 'cut-before-head' },
      { kind: 'cut-mid-body' },
      { kind: 'html-page' }
    ];
    const llm = await environment({ faults: faultPlan({ seed: 3, share: 0.2, faults }) });
    const answers = await ask(questions(200), llm);
    expect(answers.filter(({ value }) => value === null)).toEqual([]);
    const calls = server?.calls ?? [];
    const struck = calls.filter(({ fault }) => fault !== null).length;
    expect(struck).toBeGreaterThan(20);
    expect(calls).toHaveLength(200 + struck);
    expect(Math.max(...(server?.counts().answersByInput.values() ?? []))).toBe(1);
  });

  it('stops at its spending cap, keeps what it has, and goes on under a higher one', async () => {
    const llm = await environment({}, { spendingCap: 0.0008, concurrency: 4 });
    await expect(ask(questions(50), llm)).rejects.toMatchObject({ code: 'llm/cap-reached' });
    const paid = server?.calls.length ?? 0;
    expect(paid).toBeGreaterThan(2);
    expect(paid).toBeLessThan(20);
    expect(await llm.answers.count()).toBe(paid);
    await ask(questions(50), { ...llm, limits: { ...llm.limits, spendingCap: 1 } });
    expect(server?.calls).toHaveLength(50);
  });

  it('with a cap and a model of unknown price does not begin, but on a server of the reader’s own', async () => {
    const llm = await environment({}, { spendingCap: 1 });
    await ask(questions(1), { ...llm, prices: {} });
    const elsewhere = { ...llm, prices: {}, endpoint: { baseUrl: 'https://llm.example.org/v1', key: 'x' } };
    await expect(ask([question('other')], elsewhere)).rejects.toMatchObject({ code: 'llm/no-price' });
  });

  it('that is cancelled keeps the answers that are under way', async () => {
    const stop = new AbortController();
    const llm = await environment({
      latency: 30,
      faults: ({ number }) => (number === 5 ? (stop.abort(), null) : null)
    });
    await expect(ask(questions(50), llm, stop.signal)).rejects.toMatchObject({ code: 'internal/cancelled' });
    const calls = server?.calls.length ?? 0;
    expect(calls).toBeLessThan(20);
    expect(await llm.answers.count()).toBe(calls);
    await ask(questions(50), llm);
    expect(server?.calls).toHaveLength(50);
  });

  it('ends with the first error that no repetition can mend', async () => {
    const llm = await environment({ key: 'another' });
    await expect(ask(questions(50), llm)).rejects.toMatchObject({ code: 'llm/key-refused' });
    expect(server?.calls.length).toBeLessThan(20);
  });
});

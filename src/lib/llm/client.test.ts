// One call against a server on this machine that speaks the wire format: every way to fail is told apart, and no key gets out.
import { afterEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../test/llm-server/faults';
import { startLlmServer, type LlmServer, type LlmServerOptions } from '../../../test/llm-server/server';
import { hostOf, llmClient, mostCapable, retryAfter } from './client';
import { simpler } from './dialect';
import type { ChatRequest } from './types';

const KEY = 'sk-secret-0123456789abcdef';

const REQUEST: ChatRequest = {
  model: 'made-up',
  messages: [
    { role: 'system', content: 'Answer.' },
    { role: 'user', content: 'Who likes tea?' }
  ],
  answer: { name: 'profile', schema: { type: 'object' } },
  temperature: 0,
  seed: 7,
  maxTokens: 100
};

let server: LlmServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function client(options: LlmServerOptions = {}, timeout = 5) {
  server = await startLlmServer({ key: KEY, ...options });
  return llmClient({ baseUrl: server.url, key: KEY }, timeout);
}
const always = (fault: Fault): LlmServerOptions => ({ faults: () => fault });

describe('a chat call', () => {
  it('gives the text, the usage and the name of the model that answered', async () => {
    const outcome = await (await client()).chat(REQUEST, mostCapable);
    expect(outcome).toMatchObject({
      ok: true,
      answer: { finish: 'stop', refusal: null, model: 'made-up-2026-01-01', usage: { inputTokens: 6 } }
    });
    expect(server?.calls).toHaveLength(1);
  });

  it.each<[string, Fault, object]>([
    ['429 with retry-after', { kind: 'rate-limit', retryAfter: '7' }, { kind: 'rate-limited', retryAfter: 7 }],
    ['429 without retry-after', { kind: 'rate-limit' }, { kind: 'rate-limited', retryAfter: null }],
    ['status 500', { kind: 'status', status: 500 }, { kind: 'lost', reached: true }],
    ['status 503', { kind: 'status', status: 503 }, { kind: 'lost', reached: true }],
    ['a connection that ends at once', { kind: 'cut-off' }, { kind: 'lost' }],
    ['a connection that ends mid-body', { kind: 'cut-mid-body' }, { kind: 'lost' }],
    ['a page in place of an answer', { kind: 'html' }, { kind: 'lost', why: 'gave no chat answer' }],
    ['no credit', { kind: 'no-credit' }, { kind: 'fatal', error: { code: 'llm/no-credit' } }],
    ['no such model', { kind: 'no-model' }, { kind: 'fatal', error: { code: 'llm/no-model' } }],
    ['status 403', { kind: 'status', status: 403 }, { kind: 'fatal', error: { code: 'llm/key-refused' } }],
    [
      'a refused parameter',
      { kind: 'refused-parameter', param: 'top_p' },
      { kind: 'fatal', error: { code: 'llm/bad-request' } }
    ]
  ])('that meets %s says so, and is made once', async (_, fault, failure) => {
    expect(await (await client(always(fault))).chat(REQUEST, mostCapable)).toMatchObject({ ok: false, failure });
    expect(server?.calls).toHaveLength(1);
  });

  it('that is never answered is lost after the time that is allowed', async () => {
    const outcome = await (await client(always({ kind: 'time-out' }), 0.1)).chat(REQUEST, mostCapable);
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'lost', why: 'took too long' } });
  });

  it('where nobody listens is lost without having reached anybody', async () => {
    const reached = await client();
    await server?.close();
    expect(await reached.chat(REQUEST, mostCapable)).toMatchObject({
      ok: false,
      failure: { kind: 'lost', reached: false }
    });
  });

  it('that was cancelled says so', async () => {
    const outcome = await (await client()).chat(REQUEST, mostCapable, AbortSignal.abort());
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'fatal', error: { code: 'internal/cancelled' } } });
  });

  it('keeps refusals, cut-off and held-back answers apart', async () => {
    const refusal = await (await client(always({ kind: 'refusal' }))).chat(REQUEST, mostCapable);
    expect(refusal).toMatchObject({ ok: true, answer: { text: '', refusal: 'I cannot help with that.' } });
    await server?.close();
    const cut = await (await client(always({ kind: 'truncated' }))).chat(REQUEST, mostCapable);
    expect(cut).toMatchObject({ ok: true, answer: { finish: 'length' } });
    await server?.close();
    const held = await (await client(always({ kind: 'filtered' }))).chat(REQUEST, mostCapable);
    expect(held).toMatchObject({ ok: true, answer: { finish: 'filter' } });
  });

  it.each(['response_format', 'temperature', 'seed', 'max_completion_tokens'])(
    'goes on without %s where a server does not take it',
    async (param) => {
      const asked = await client(always({ kind: 'refused-parameter', param }));
      const outcome = await asked.chat(REQUEST, mostCapable);
      expect(outcome).toMatchObject({ ok: false, failure: { kind: 'dialect' } });
      const dialect = !outcome.ok && outcome.failure.kind === 'dialect' ? outcome.failure.dialect : null;
      expect(dialect).not.toEqual(mostCapable);
    }
  );

  it('does not repeat the key in any error, though the server does', async () => {
    server = await startLlmServer({ key: 'sk-another-9876543210' });
    const outcome = await llmClient({ baseUrl: server.url, key: KEY }, 5).chat(REQUEST, mostCapable);
    const error = !outcome.ok && outcome.failure.kind === 'fatal' ? outcome.failure.error : null;
    expect(error?.code).toBe('llm/key-refused');
    expect(JSON.stringify(error) + String(error?.stack) + String(error?.cause)).not.toContain('sk-');
    await server.close();
    server = await startLlmServer({ faults: () => ({ kind: 'refused-parameter', param: `odd ${KEY}` }) });
    const other = await llmClient({ baseUrl: server.url, key: KEY }, 5).chat(REQUEST, mostCapable);
    expect(JSON.stringify(other)).toContain('•••');
    expect(JSON.stringify(other)).not.toContain(KEY);
  });
});

describe('dialects', () => {
  it('become plainer one step at a time and end', () => {
    const formats = ['schema', 'object', 'text'];
    let dialect = mostCapable;
    for (const format of formats) {
      expect(dialect.format).toBe(format);
      dialect = simpler(dialect, "'response_format' is not supported") ?? dialect;
    }
    expect(simpler(dialect, 'response_format')).toBeNull();
    expect(simpler(mostCapable, "Use 'max_tokens' instead of 'max_completion_tokens'")?.limit).toBe('max_tokens');
    expect(simpler(mostCapable, 'something else')).toBeNull();
  });
});

describe('an embedding call', () => {
  const request = { model: 'made-up', texts: ['tea', 'coffee', 'tea'], dimensions: 0 };

  it('gives one vector a text, in their order, however they come', async () => {
    const straight = await (await client()).embed(request);
    await server?.close();
    const mixed = await (await client(always({ kind: 'wrong-order' }))).embed(request);
    expect(mixed).toEqual(straight);
    const vectors = straight.ok ? straight.answer.vectors : [];
    expect(vectors.map((vector) => vector.length)).toEqual([8, 8, 8]);
    expect(vectors[0]).toEqual(vectors[2]);
    expect(vectors[0]).not.toEqual(vectors[1]);
  });

  it('asks for fewer dimensions where that is wished', async () => {
    const outcome = await (await client()).embed({ ...request, dimensions: 3 });
    expect(outcome.ok && outcome.answer.vectors[0]?.length).toBe(3);
  });

  it.each<Fault['kind'] & ('too-few' | 'null-number' | 'nan' | 'html')>(['too-few', 'null-number', 'nan', 'html'])(
    'with the fault %s is lost as a whole',
    async (kind) => {
      const outcome = await (await client(always({ kind }))).embed(request);
      expect(outcome).toMatchObject({ ok: false, failure: { kind: 'lost' } });
    }
  );
});

describe('the models of an endpoint', () => {
  it('are listed', async () => {
    expect(await (await client()).models()).toEqual({ ok: true, answer: ['made-up'] });
  });
});

describe('retry-after', () => {
  it.each([
    [{ 'retry-after': '3' }, 3],
    [{ 'retry-after': '0.5' }, 0.5],
    [{ 'retry-after-ms': '250', 'retry-after': '9' }, 0.25],
    [{ 'retry-after': 'Thu, 01 Jan 1970 00:00:10 GMT' }, 9],
    [{ 'retry-after': 'soon' }, null],
    [{}, null]
  ])('of %j is %j seconds', (headers, seconds) => {
    expect(retryAfter(new Headers(headers), 1000)).toBe(seconds);
  });
});

it.each(['api.openai.com', 'ftp://host/v1', '', 'javascript:alert(1)'])('%j is refused as an address', (address) => {
  expect(() => hostOf(address)).toThrow(expect.objectContaining({ code: 'llm/bad-endpoint' }));
});

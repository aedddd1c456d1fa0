// One call against a server on this machine that speaks the wire format: every way to fail is told apart, and no key gets out.
import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../test/llm-server/faults';
import { startLlmServer, type LlmServer, type LlmServerOptions } from '../../../test/llm-server/server';
import { hostOf, llmClient } from './client';
import { mostCapable, simpler } from './dialect';
import { retryAfter } from './words/failure';
import type { ChatRequest } from './types';

const KEY = 'sk-secret-0123456789abcdef';

const REQUEST: ChatRequest = {
  model: 'made-up',
  messages: [
    { role: 'system', content: 'Answer.' },
    { role: 'user', content: 'Who likes tea?' }
  ],
  answer: {
    name: 'profile',
    schema: {
      type: 'object',
      properties: { summarization: { type: 'string' }, reasoning: { type: 'string' } },
      required: ['summarization', 'reasoning'],
      additionalProperties: false
    }
  },
  temperature: 0,
  seed: 7,
  maxTokens: 100
};

let server: LlmServer | undefined;
afterEach(async () => {
  expect(server?.schemaProblems ?? []).toEqual([]);
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
      answer: { finish: 'stop', refusal: null, model: 'made-up', usage: { inputTokens: expect.any(Number) } }
    });
    expect(server?.calls).toHaveLength(1);
  });

  it.each<[string, Fault, object]>([
    [
      '429 with retry-after',
      { kind: 'rate-limit', retryAfter: { form: 'seconds', seconds: 7 } },
      { kind: 'rate-limited', retryAfter: 7 }
    ],
    ['429 without retry-after', { kind: 'rate-limit' }, { kind: 'rate-limited', retryAfter: null }],
    ['status 500', { kind: 'server-error' }, { kind: 'lost', reached: true }],
    ['status 503', { kind: 'overloaded' }, { kind: 'lost', reached: true }],
    ['a connection that ends at once', { kind: 'cut-before-head' }, { kind: 'lost' }],
    ['a connection that ends mid-body', { kind: 'cut-mid-body' }, { kind: 'lost' }],
    ['a page in place of an answer', { kind: 'html-page' }, { kind: 'lost', why: 'gave no chat answer' }],
    ['no credit', { kind: 'insufficient-quota' }, { kind: 'fatal', error: { code: 'llm/no-credit' } }],
    ['no such model', { kind: 'model-not-found' }, { kind: 'fatal', error: { code: 'llm/no-model' } }]
  ])('that meets %s says so, and is made once', async (_, fault, failure) => {
    expect(await (await client(always(fault))).chat(REQUEST, mostCapable)).toMatchObject({ ok: false, failure });
    expect(server?.calls).toHaveLength(1);
  });

  it('that is never answered is lost after the time that is allowed', async () => {
    const outcome = await (await client(always({ kind: 'time-out' }), 0.1)).chat(REQUEST, mostCapable);
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'lost', why: 'took too long' } });
  });

  it('where nobody listens is lost without having reached anybody', async () => {
    const asked = await client();
    await server?.close();
    expect(await asked.chat(REQUEST, mostCapable)).toMatchObject({
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
    expect(refusal).toMatchObject({ ok: true, answer: { text: '', refusal: expect.stringMatching(/./) } });
    await server?.close();
    const cut = await (await client(always({ kind: 'truncated' }))).chat(REQUEST, mostCapable);
    expect(cut).toMatchObject({ ok: true, answer: { finish: 'length' } });
    await server?.close();
    const held = await (await client(always({ kind: 'content-filter' }))).chat(REQUEST, mostCapable);
    expect(held).toMatchObject({ ok: true, answer: { finish: 'filter' } });
  });

  it.each<[string, Fault]>([
    ['the schema', { kind: 'no-json-schema' }],
    ['temperature', { kind: 'unsupported-parameter', param: 'temperature' }],
    ['seed', { kind: 'unsupported-parameter', param: 'seed' }],
    ['a limit', { kind: 'unsupported-parameter', param: 'max_completion_tokens' }]
  ])('goes on without %s where a server does not take it', async (_, fault) => {
    const outcome = await (await client(always(fault))).chat(REQUEST, mostCapable);
    const dialect = !outcome.ok && outcome.failure.kind === 'dialect' ? outcome.failure.dialect : null;
    expect(dialect).toEqual(expect.objectContaining({ format: expect.any(String) }));
    expect(dialect).not.toEqual(mostCapable);
  });

  it('does not repeat the key in any error, though the server does', async () => {
    server = await startLlmServer({ key: 'sk-another-9876543210' });
    const outcome = await llmClient({ baseUrl: server.url, key: KEY }, 5).chat(REQUEST, mostCapable);
    const error = !outcome.ok && outcome.failure.kind === 'fatal' ? outcome.failure.error : null;
    expect(error?.code).toBe('llm/key-refused');
    expect(JSON.stringify(error) + String(error?.stack) + String(error?.cause)).not.toContain('sk-');
  });

  it('does not repeat the key where a message of the server holds it', async () => {
    const rude = createServer((_, response) => {
      response.writeHead(422, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: `No good: ${KEY}` } }));
    });
    await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
    const address = rude.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const outcome = await llmClient({ baseUrl: `http://127.0.0.1:${port}/v1`, key: KEY }, 5).chat(REQUEST, mostCapable);
    rude.close();
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'fatal', error: { code: 'llm/bad-request' } } });
    expect(JSON.stringify(outcome)).toContain('No good: •••');
    expect(JSON.stringify(outcome)).not.toContain(KEY);
  });
});

describe('dialects', () => {
  const says = (said: string) => ({ said, params: [] });
  it('become plainer one step at a time and end', () => {
    const formats = ['schema', 'object', 'text'];
    let dialect = mostCapable;
    for (const format of formats) {
      expect(dialect.format).toBe(format);
      dialect = simpler(dialect, says("'response_format' is not supported")) ?? dialect;
    }
    expect(simpler(dialect, says('response_format'))).toBeNull();
    expect(simpler(mostCapable, says("Use 'max_tokens' instead of 'max_completion_tokens'"))?.limit).toBe('max_tokens');
    expect(simpler(mostCapable, says('something else'))).toBeNull();
  });
});

describe('an embedding call', () => {
  const request = { model: 'made-up', texts: ['tea', 'coffee', 'tea'], dimensions: 0 };

  it('gives one vector a text, in their order, however they come', async () => {
    const straight = await (await client()).embed(request, mostCapable);
    await server?.close();
    const mixed = await (await client(always({ kind: 'shuffled-vectors' }))).embed(request, mostCapable);
    expect(mixed).toEqual(straight);
    const vectors = straight.ok ? straight.answer.vectors : [];
    expect(vectors.map((vector) => vector.length)).toEqual([8, 8, 8]);
    expect(vectors[0]).toEqual(vectors[2]);
    expect(vectors[0]).not.toEqual(vectors[1]);
  });

  it('asks for fewer dimensions where that is wished', async () => {
    const outcome = await (await client()).embed({ ...request, dimensions: 3 }, mostCapable);
    expect(outcome.ok && outcome.answer.vectors[0]?.length).toBe(3);
  });

  it.each<Fault>([
    { kind: 'too-few-vectors' },
    { kind: 'null-in-vector' },
    { kind: 'nan-in-vector' },
    { kind: 'wrong-width', vectors: 'last' },
    { kind: 'html-page' }
  ])('with the fault $kind is lost as a whole', async (fault) => {
    const outcome = await (await client(always(fault))).embed(request, mostCapable);
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'lost' } });
  });
});

describe('the models of an endpoint', () => {
  it('are listed', async () => {
    expect(await (await client()).models()).toEqual({ ok: true, answer: ['test-chat', 'test-embedding'] });
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

it('a key in the place of an address is not shown', () => {
  for (const address of [KEY, `chat.example.org/${KEY}`]) {
    expect(() => llmClient({ baseUrl: address, key: KEY }, 5)).toThrow(
      expect.objectContaining({ code: 'llm/bad-endpoint', message: expect.not.stringContaining(KEY) })
    );
    expect(() => hostOf(address)).toThrow(expect.objectContaining({ message: expect.not.stringContaining(KEY) }));
  }
});

it.each(['api.openai.com', 'ftp://host/v1', '', 'javascript:alert(1)'])('%j is refused as an address', (address) => {
  expect(() => hostOf(address)).toThrow(expect.objectContaining({ code: 'llm/bad-endpoint' }));
});

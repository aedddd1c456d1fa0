// Every fault, as the official client and bare fetch see it.
import OpenAI from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import { embeddingAnswer, vectorOf } from './answers';
import type { Fault } from './faults';
import { type LlmServer, startLlmServer } from './server';

const open: LlmServer[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) {
    await server.close();
    expect(server.schemaProblems).toEqual([]);
  }
});

async function faulty(fault: Fault): Promise<{ server: LlmServer; client: OpenAI }> {
  const server = await startLlmServer({ faults: () => fault });
  open.push(server);
  return { server, client: new OpenAI({ apiKey: 'a-key', baseURL: server.url, maxRetries: 0 }) };
}

const CHAT = {
  model: 'test-chat',
  messages: [{ role: 'user' as const, content: 'Answer with JSON.' }],
  response_format: { type: 'json_object' as const }
};

const STREAM = { ...CHAT, stream: true as const };
const TEXTS = { model: 'test-embedding', input: ['one', 'two', 'three'], encoding_format: 'float' as const };

/** What a promise fails with. */
async function failure(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('It did not fail');
}

async function answerTo(fault: Fault) {
  const { server, client } = await faulty(fault);
  const completion = await client.chat.completions.create(CHAT);
  expect(server.calls).toMatchObject([{ status: 200, fault: fault.kind, answered: false }]);
  const [choice] = completion.choices;
  if (!choice) throw new Error('There is no choice');
  return choice;
}

describe('a refusal by status', () => {
  const cases: [Fault, number, Record<string, unknown>][] = [
    [{ kind: 'rate-limit' }, 429, { code: 'rate_limit_exceeded' }],
    [{ kind: 'insufficient-quota' }, 429, { code: 'insufficient_quota', type: 'insufficient_quota' }],
    [{ kind: 'server-error' }, 500, { type: 'server_error' }],
    [{ kind: 'overloaded' }, 503, { type: 'server_error' }],
    [{ kind: 'model-not-found' }, 404, { code: 'model_not_found' }]
  ];

  it.each(cases)('%o', async (fault, status, error) => {
    const { server, client } = await faulty(fault);
    const thrown = await failure(client.chat.completions.create(CHAT));
    expect(thrown).toBeInstanceOf(OpenAI.APIError);
    expect(thrown).toMatchObject({ status, ...error });
    expect(server.calls).toMatchObject([{ status, fault: fault.kind, answered: false }]);
  });

  it('says when to come back, in seconds, as a date, or not at all', async () => {
    const at = new Date('2031-05-06T07:08:09Z');
    const headers = [];
    for (const fault of [
      { kind: 'rate-limit', retryAfter: { form: 'seconds', seconds: 7 } },
      { kind: 'rate-limit', retryAfter: { form: 'date', at } },
      { kind: 'overloaded', retryAfter: { form: 'seconds', seconds: 2 } },
      { kind: 'rate-limit' }
    ] as const) {
      const { server } = await faulty(fault);
      headers.push((await fetch(`${server.url}/models`)).headers.get('retry-after'));
    }
    expect(headers).toEqual(['7', 'Tue, 06 May 2031 07:08:09 GMT', '2', null]);
  });

  it('meets a JSON schema only where one is asked for', async () => {
    const { client, server } = await faulty({ kind: 'no-json-schema' });
    const schema = { type: 'object', properties: {}, required: [], additionalProperties: false };
    const format = { type: 'json_schema' as const, json_schema: { name: 'nothing', schema } };
    const thrown = await failure(client.chat.completions.create({ ...CHAT, response_format: format }));
    expect(thrown).toMatchObject({ status: 400, param: 'response_format', type: 'invalid_request_error' });
    expect((await client.chat.completions.create(CHAT)).choices).toHaveLength(1);
    expect(server.calls.map((call) => call.fault)).toEqual(['no-json-schema', null]);
  });

  it.each(['temperature', 'seed', 'max_completion_tokens'] as const)(
    'meets %s only where it is sent',
    async (param) => {
      const { client } = await faulty({ kind: 'unsupported-parameter', param });
      const thrown = await failure(client.chat.completions.create({ ...CHAT, [param]: 1 }));
      expect(thrown).toMatchObject({ status: 400, param });
      expect(thrown).toHaveProperty('code', expect.stringMatching(/^unsupported_/));
      expect((await client.chat.completions.create(CHAT)).choices).toHaveLength(1);
    }
  );
});

describe('a broken connection', () => {
  it('never answers a time-out, until the server closes', async () => {
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const server = await startLlmServer({
      faults: () => {
        arrive();
        return { kind: 'time-out' };
      }
    });
    const lost = failure(fetch(`${server.url}/models`));
    await arrived;
    await server.close();
    expect(await lost).toBeInstanceOf(TypeError);
    expect(server.calls).toMatchObject([{ status: null, fault: 'time-out' }]);
  });

  it("is a time-out in the client's own eyes", async () => {
    const { client } = await faulty({ kind: 'time-out' });
    const thrown = await failure(client.chat.completions.create(CHAT, { timeout: 50 }));
    expect(thrown).toBeInstanceOf(OpenAI.APIConnectionTimeoutError);
  });

  it('is cut before the head', async () => {
    const { client, server } = await faulty({ kind: 'cut-before-head' });
    const thrown = await failure(client.chat.completions.create(CHAT));
    expect(thrown).toBeInstanceOf(OpenAI.APIConnectionError);
    expect(server.calls).toMatchObject([{ status: null, fault: 'cut-before-head', answered: false }]);
  });

  it('is cut within the body, after a good head', async () => {
    const { server } = await faulty({ kind: 'cut-mid-body' });
    const answer = await fetch(`${server.url}/models`);
    expect(answer.status).toBe(200);
    expect(await failure(answer.text())).toBeInstanceOf(TypeError);
    expect(server.calls).toMatchObject([{ status: 200, fault: 'cut-mid-body', answered: false }]);
  });

  it('is cut within a stream, after some of it', async () => {
    const { client } = await faulty({ kind: 'cut-mid-body' });
    const { text, thrown } = await streamed(client);
    expect(text.length).toBeGreaterThan(0);
    expect(thrown).toBeInstanceOf(Error);
  });
});

/** What came of a stream before it failed, and what it failed with. */
async function streamed(client: OpenAI): Promise<{ text: string; thrown: unknown }> {
  let text = '';
  const stream = await client.chat.completions.create(STREAM);
  const thrown = await failure(
    (async () => {
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
    })()
  );
  return { text, thrown };
}

describe('an error within a stream', () => {
  it('comes as an event, after some of the text', async () => {
    const { client } = await faulty({ kind: 'stream-error' });
    const { text, thrown } = await streamed(client);
    expect(text.length).toBeGreaterThan(0);
    expect(thrown).toBeInstanceOf(OpenAI.APIError);
    expect(thrown).toMatchObject({ type: 'server_error' });
  });

  it('does not befall an answer that is not streamed', async () => {
    const { client, server } = await faulty({ kind: 'stream-error' });
    expect((await client.chat.completions.create(CHAT)).choices).toHaveLength(1);
    expect(server.counts().faults).toBe(0);
  });
});

describe('an answer that is of no use', () => {
  it('is an HTML page', async () => {
    const { server } = await faulty({ kind: 'html-page' });
    const answer = await fetch(`${server.url}/models`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html']);
    expect(await answer.text()).toContain('<html>');
  });

  it('has content that is no JSON', async () => {
    const { message, finish_reason } = await answerTo({ kind: 'invalid-json' });
    expect(message.content).toMatch(/^\{/);
    expect(() => JSON.parse(message.content ?? '')).toThrow(SyntaxError);
    expect(finish_reason).toBe('stop');
  });

  it('breaks off at its length', async () => {
    const { message, finish_reason } = await answerTo({ kind: 'truncated' });
    expect(message.content).toMatch(/^\{"summarization":"/);
    expect(() => JSON.parse(message.content ?? '')).toThrow(SyntaxError);
    expect(finish_reason).toBe('length');
  });

  it('has its JSON in prose and a code fence', async () => {
    const { message } = await answerTo({ kind: 'wrapped' });
    expect(() => JSON.parse(message.content ?? '')).toThrow(SyntaxError);
    const [, inner = ''] = /```json\n(.*)\n```/s.exec(message.content ?? '') ?? [];
    expect(JSON.parse(inner)).toHaveProperty('summarization');
  });

  it('is empty', async () => {
    expect(await answerTo({ kind: 'empty-content' })).toMatchObject({
      message: { content: '' },
      finish_reason: 'stop'
    });
  });

  it('is a refusal', async () => {
    const { message } = await answerTo({ kind: 'refusal' });
    expect(message).toMatchObject({ content: null, refusal: expect.stringMatching(/./) });
  });

  it('is a streamed refusal', async () => {
    const { client } = await faulty({ kind: 'refusal' });
    let refusal = '';
    for await (const chunk of await client.chat.completions.create(STREAM)) {
      expect(chunk.choices[0]?.delta.content ?? null).toBeNull();
      refusal += chunk.choices[0]?.delta.refusal ?? '';
    }
    expect(refusal).not.toBe('');
  });

  it('is held back by a filter', async () => {
    expect((await answerTo({ kind: 'content-filter' })).finish_reason).toBe('content_filter');
  });

  it('says None', async () => {
    const { message } = await answerTo({ kind: 'none-summary' });
    expect(JSON.parse(message.content ?? '')).toHaveProperty('summarization', 'None');
  });

  it('has 600 words', async () => {
    const { message } = await answerTo({ kind: 'long-summary' });
    const answer: { summarization: string } = JSON.parse(message.content ?? '');
    expect(answer.summarization.split(' ')).toHaveLength(600);
  });
});

describe('vectors', () => {
  const GOOD = embeddingAnswer(TEXTS, 8).data;

  async function vectorsWith(fault: Fault) {
    const { client, server } = await faulty(fault);
    const { data } = await client.embeddings.create(TEXTS);
    expect(server.calls).toMatchObject([{ status: 200, fault: fault.kind, answered: false }]);
    return data;
  }

  it('are too few', async () => {
    expect(await vectorsWith({ kind: 'too-few-vectors' })).toEqual(GOOD.slice(0, 2));
  });

  it('come in another order, with the right indices', async () => {
    const data = await vectorsWith({ kind: 'shuffled-vectors' });
    expect(data.map(({ index }) => index)).toEqual([2, 1, 0]);
    expect(data.toSorted((a, b) => a.index - b.index)).toEqual(GOOD);
  });

  it('have no index', async () => {
    const data = await vectorsWith({ kind: 'no-index' });
    expect(data.map((entry) => 'index' in entry)).toEqual([false, false, false]);
    expect(data.map(({ embedding }) => embedding)).toEqual(GOOD.map(({ embedding }) => embedding));
  });

  it('hold null', async () => {
    const [first, second] = await vectorsWith({ kind: 'null-in-vector' });
    expect(first?.embedding[0]).toBeNull();
    expect(first?.embedding.slice(1)).toEqual(vectorOf('one', 8).slice(1));
    expect(second).toEqual(GOOD[1]);
  });

  it('hold the bits of NaN in base64', async () => {
    const { client } = await faulty({ kind: 'null-in-vector' });
    const { data } = await client.embeddings.create({ model: TEXTS.model, input: TEXTS.input });
    expect(data.map(({ embedding }) => embedding[0])).toEqual([
      Number.NaN,
      vectorOf('two', 8)[0],
      vectorOf('three', 8)[0]
    ]);
  });

  it.each(['float', 'base64'])(
    'hold the word NaN, which is no JSON, where %s is asked for',
    async (encoding_format) => {
      const { server } = await faulty({ kind: 'nan-in-vector' });
      const answer = await fetch(`${server.url}/embeddings`, {
        method: 'POST',
        body: JSON.stringify({ ...TEXTS, encoding_format })
      });
      const text = await answer.text();
      expect(answer.headers.get('content-type')).toBe('application/json');
      expect(text).toContain('[NaN,');
      expect(() => JSON.parse(text)).toThrow(SyntaxError);
    }
  );

  it.each([
    ['all', [9, 9, 9]],
    ['last', [8, 8, 9]]
  ] as const)('are too wide: %s', async (vectors, widths) => {
    const data = await vectorsWith({ kind: 'wrong-width', vectors });
    expect(data.map(({ embedding }) => embedding.length)).toEqual(widths);
  });

  it('are spared by faults of chats, and chats by theirs', async () => {
    const chat = await faulty({ kind: 'refusal' });
    expect((await chat.client.embeddings.create(TEXTS)).data).toEqual(GOOD);
    const vectors = await faulty({ kind: 'no-index' });
    await vectors.client.chat.completions.create(CHAT);
    expect([chat.server.counts().faults, vectors.server.counts().faults]).toEqual([0, 0]);
  });
});

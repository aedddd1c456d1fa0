// The server against the official client and bare fetch: good answers are what the API would send, and each fault shows as
// what it claims to be.
import OpenAI from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import { type LlmServer, type LlmServerOptions, startLlmServer } from './server';

const open: LlmServer[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function started(options: LlmServerOptions = {}): Promise<LlmServer> {
  const server = await startLlmServer(options);
  open.push(server);
  return server;
}

function clientOf(server: LlmServer, apiKey = 'a-key'): OpenAI {
  return new OpenAI({ apiKey, baseURL: server.url, maxRetries: 0 });
}

const SCHEMA = {
  type: 'object',
  properties: { summarization: { type: 'string' }, reasoning: { type: 'string' } },
  required: ['summarization', 'reasoning'],
  additionalProperties: false
};

function chatAbout(text: string) {
  return {
    model: 'test-chat',
    messages: [
      { role: 'system' as const, content: 'Answer with JSON.' },
      { role: 'user' as const, content: text }
    ],
    response_format: {
      type: 'json_schema' as const,
      json_schema: { name: 'profile', strict: true, schema: SCHEMA }
    }
  };
}

const ask = (server: LlmServer, text = 'a book') => clientOf(server).chat.completions.create(chatAbout(text));

async function post(server: LlmServer, path: string, body: unknown): Promise<Response> {
  return fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body)
  });
}

describe('good answers', () => {
  it('to equal chats are equal, to others differ, and fit the schema asked for', async () => {
    const server = await started();
    const [first, again, other] = [await ask(server), await ask(server), await ask(server, 'a film')];
    const content = first.choices[0]?.message.content ?? '';
    expect(Object.keys(JSON.parse(content))).toEqual(['summarization', 'reasoning']);
    expect(again.choices[0]?.message.content).toBe(content);
    expect(other.choices[0]?.message.content).not.toBe(content);
    expect(server.schemaProblems).toEqual([]);
  });

  it('count tokens as four characters begun', async () => {
    const server = await started({ answer: () => 'nine char' });
    const { usage } = await ask(server, 'a book');
    // 17 characters of the system's message and 6 of the user's.
    expect(usage).toEqual({ prompt_tokens: 6, completion_tokens: 3, total_tokens: 9 });
  });

  it('come streamed with the same text, and with usage where it is asked for', async () => {
    const server = await started({
      answer: () => '{"summarization":"Whales 🐋 and long sea voyages","reasoning":"r"}'
    });
    const whole = await ask(server);
    const chat = { ...chatAbout('a book'), stream: true as const, stream_options: { include_usage: true } };
    let text = '';
    let finish: string | null = null;
    const usages = [];
    for await (const chunk of await clientOf(server).chat.completions.create(chat)) {
      text += chunk.choices[0]?.delta.content ?? '';
      finish = chunk.choices[0]?.finish_reason ?? finish;
      usages.push(chunk.usage);
    }
    expect(text).toBe(whole.choices[0]?.message.content);
    expect(finish).toBe('stop');
    expect(usages.at(-1)).toEqual(whole.usage);
    expect(usages.slice(0, -1).every((usage) => usage === null)).toBe(true);
    expect(usages.length).toBeGreaterThan(3);
    expect(server.schemaProblems).toEqual([]);
  });

  it('hold no usage in a stream where it is not asked for, and end with [DONE]', async () => {
    const server = await started();
    const answer = await post(server, '/chat/completions', { ...chatAbout('a book'), stream: true });
    const text = await answer.text();
    expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(text).not.toContain('usage');
    expect(text.endsWith('\n\ndata: [DONE]\n\n')).toBe(true);
  });

  it('to embeddings are the same vectors of length 1 as base64 and as lists', async () => {
    const server = await started();
    const request = { model: 'test-embedding', input: ['one', 'two'] };
    // The client asks for base64 by itself.
    const packed = await clientOf(server).embeddings.create(request);
    const lists = await clientOf(server).embeddings.create({ ...request, encoding_format: 'float' });
    expect(
      server.calls.map(({ request }) => request?.endpoint === 'embeddings' && request.body.encoding_format)
    ).toEqual(['base64', 'float']);
    expect(packed.data.map((entry) => Array.from(entry.embedding))).toEqual(lists.data.map((entry) => entry.embedding));
    expect(lists.data[0]?.embedding).toHaveLength(8);
    expect(Math.hypot(...(lists.data[0]?.embedding ?? []))).toBeCloseTo(1, 5);
    expect(lists.data[0]?.embedding).not.toEqual(lists.data[1]?.embedding);
    expect(lists.usage).toEqual({ prompt_tokens: 2, total_tokens: 2 });
    expect(server.schemaProblems).toEqual([]);
  });

  it('to embeddings have the width asked for', async () => {
    const server = await started({ dimensions: 5 });
    const widths = [];
    for (const dimensions of [undefined, 3]) {
      const answer = await clientOf(server).embeddings.create({ model: 'test-embedding', input: 'one', dimensions });
      widths.push(answer.data[0]?.embedding.length);
    }
    expect(widths).toEqual([5, 3]);
  });

  it('list models', async () => {
    const server = await started();
    const models = await clientOf(server).models.list();
    expect(models.data.map(({ id }) => id)).toEqual(['test-chat', 'test-embedding']);
    expect(server.schemaProblems).toEqual([]);
  });
});

describe('what arrives', () => {
  it('is refused with a wrong key or none, in the form of the API', async () => {
    const server = await started({ key: 'right' });
    const wrong = await clientOf(server, 'wrong')
      .models.list()
      .catch((error: unknown) => error);
    expect(wrong).toBeInstanceOf(OpenAI.AuthenticationError);
    expect(wrong).toMatchObject({ status: 401, code: 'invalid_api_key', type: 'invalid_request_error', param: null });
    expect((await fetch(`${server.url}/models`)).status).toBe(401);
    expect((await clientOf(server, 'right').models.list()).data).toHaveLength(2);
    expect(server.calls.map(({ status, answered }) => [status, answered])).toEqual([
      [401, false],
      [401, false],
      [200, true]
    ]);
  });

  it.each([
    ['a chat without messages', '/chat/completions', { model: 'm' }, 'messages'],
    ['a temperature of 3', '/chat/completions', { ...chatAbout('x'), temperature: 3 }, 'temperature'],
    ['an empty list of texts', '/embeddings', { model: 'm', input: [] }, 'input'],
    ['an empty text', '/embeddings', { model: 'm', input: ['a', ''] }, 'input'],
    ['a strange field', '/embeddings', { model: 'm', input: 'a', width: 3 }, 'width'],
    [
      'usage of a stream without a stream',
      '/chat/completions',
      { ...chatAbout('x'), stream_options: { include_usage: true } },
      'stream_options'
    ]
  ])('is refused and told where it is %s', async (_, path, body, told) => {
    const server = await started();
    const answer = await post(server, path, body);
    expect(answer.status).toBe(400);
    expect(server.schemaProblems.join('\n')).toContain(told);
    expect(server.calls[0]?.request).toBeNull();
  });

  it('is refused where it is no JSON, goes nowhere or by the wrong method', async () => {
    const server = await started();
    const noJson = await fetch(`${server.url}/embeddings`, { method: 'POST', body: '{' });
    const nowhere = await post(server, '/responses', {});
    const method = await fetch(`${server.url}/embeddings`);
    expect([noJson.status, nowhere.status, method.status]).toEqual([400, 404, 405]);
    expect(await nowhere.json()).toMatchObject({ error: { code: 'unknown_url', type: 'invalid_request_error' } });
    expect(server.schemaProblems).toEqual(['Call 0: the body is not JSON']);
  });

  it('is told where the schema asked for is not the one the answer has', async () => {
    const server = await started();
    const schema = { ...SCHEMA, properties: { profile: { type: 'string' } }, required: ['profile'] };
    await post(server, '/chat/completions', {
      ...chatAbout('x'),
      response_format: { type: 'json_schema', json_schema: { name: 'other', strict: true, schema } }
    });
    expect(server.schemaProblems.join('\n')).toContain('profile is missing');
  });

  it('is counted by what it asks, by its attempts and by its answers', async () => {
    const server = await started({ faults: ({ attempt }) => (attempt === 0 ? { kind: 'server-error' } : null) });
    await ask(server).catch(() => null);
    await ask(server);
    const texts = { model: 'm', input: ['one', 'two'] };
    await post(server, '/embeddings', texts);
    const counts = server.counts();
    const chat = 'Answer with JSON.\na book';
    expect(counts).toMatchObject({ calls: 3, faults: 2, preflights: 0 });
    expect(Object.fromEntries(counts.byInput)).toEqual({ [chat]: 2, one: 1, two: 1 });
    expect(Object.fromEntries(counts.answersByInput)).toEqual({ [chat]: 1 });
    expect(server.calls.map(({ path, fault, attempt }) => [path, fault, attempt])).toEqual([
      ['/v1/chat/completions', 'server-error', 0],
      ['/v1/chat/completions', null, 1],
      ['/v1/embeddings', 'server-error', 0]
    ]);
    expect(server.calls[0]?.digest).toBe(server.calls[1]?.digest);
    expect(server.calls[0]?.digest).not.toBe(server.calls[2]?.digest);
  });
});

describe('a caller that gives up', () => {
  it('is neither answered nor counted as answered, and nothing keeps the server from closing', async () => {
    const leaving = new AbortController();
    const server = await started({
      latency: 3_600_000,
      faults: () => {
        leaving.abort();
        return null;
      }
    });
    await expect(fetch(`${server.url}/models`, { signal: leaving.signal })).rejects.toThrow();
    await server.close();
    expect(server.calls).toMatchObject([{ status: null, answered: false, fault: null }]);
  });

  it('was one of several under way at a time', async () => {
    let arrived = 0;
    const leaving = new AbortController();
    const server = await started({
      faults: () => {
        arrived += 1;
        if (arrived === 3) leaving.abort();
        return { kind: 'time-out' };
      }
    });
    const calls = Array.from({ length: 3 }, () => fetch(`${server.url}/models`, { signal: leaving.signal }));
    await Promise.allSettled(calls);
    expect(server.counts().mostAtOnce).toBe(3);
  });
});

describe('pages of other origins', () => {
  it('may call, with the headers they name, and may not read retry-after', async () => {
    const server = await started({
      faults: () => ({ kind: 'rate-limit', retryAfter: { form: 'seconds', seconds: 1 } })
    });
    const asked = 'authorization, content-type, x-stainless-lang';
    const before = await fetch(`${server.url}/chat/completions`, {
      method: 'OPTIONS',
      headers: { 'access-control-request-headers': asked, 'access-control-request-method': 'POST' }
    });
    const answer = await post(server, '/chat/completions', chatAbout('a book'));
    expect(before.status).toBe(204);
    expect(before.headers.get('access-control-allow-origin')).toBe('*');
    expect(before.headers.get('access-control-allow-headers')).toBe(asked);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-expose-headers')).toBe('x-request-id');
    expect(server.counts()).toMatchObject({ calls: 1, preflights: 1 });
  });

  it('may read retry-after where that is wanted', async () => {
    const server = await started({ exposeRetryAfter: true });
    const answer = await fetch(`${server.url}/models`);
    expect(answer.headers.get('access-control-expose-headers')).toContain('retry-after');
  });

  it('may not call where that is wanted', async () => {
    const server = await started({ cors: false });
    const before = await fetch(`${server.url}/models`, { method: 'OPTIONS' });
    expect(before.ok).toBe(false);
    expect(before.headers.get('access-control-allow-origin')).toBeNull();
  });
});

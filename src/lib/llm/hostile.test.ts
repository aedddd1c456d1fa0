// Servers that are slow, send without end, point elsewhere, repeat the key or count nonsense: nothing hangs, nothing leaks, and what is
// spent is never more than the cap allows.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { uniformAt } from '#kernels/random/random';
import { askAll } from './answers/answers';
import { MOST_BYTES } from './answers/answer-body';
import { readChat } from './answers/chat-envelope';
import { llmClient } from './client';
import { mostCapable } from './dialect';
import { readEmbeddings } from './answers/embedding-envelope';
import { DEFAULT_LIMITS } from './cost/limits';
import { costOf } from './cost/prices';
import { Purse } from './cost/purse';
import { FakeClock, testEnvironment, threeQuestions } from './testing';
import { embedAll } from './answers/vectors';

const unit = (seed: number, at: number): number => uniformAt({ seed, stream: 0, step: 0 }, at);

const KEY = 'Qx7-fake-key-for-tests-0123456789';
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** @returns the address of the server, and what arrived there */
async function serve(answer: (response: ServerResponse, request: IncomingMessage, number: number) => void) {
  const arrived: string[] = [];
  const server = createServer((request, response) => {
    request.resume();
    answer(response, request, arrived.push(request.url ?? '') - 1);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/v1`, arrived };
}

const json = (response: ServerResponse, body: unknown): void => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
};
const said = (content: string, usage?: unknown) => ({ choices: [{ message: { content } }], usage });
const GOOD = JSON.stringify({ summarization: 'Likes tea', reasoning: 'so' });
const request = threeQuestions()[0]?.request;
if (!request) throw new Error('There is a first question');
const chat = (url: string, timeout = 5) => llmClient({ baseUrl: url, key: KEY }, timeout).chat(request, mostCapable);

describe('an answer', () => {
  it('whose head comes and whose body does not end in time is lost, and counts as answered', async () => {
    const { url } = await serve((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"choices": [');
    });
    expect(await chat(url, 0.1)).toMatchObject({
      ok: false,
      failure: { kind: 'lost', why: 'took too long' },
      answered: { usage: null }
    });
  });

  it('that does not end is not read beyond the limit, and not asked for again', async () => {
    const piece = Buffer.alloc(1024 * 1024, ' ');
    let sent = 0;
    const { url, arrived } = await serve((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = (): void => {
        while (!response.destroyed && response.write(piece)) sent += piece.length;
        sent += piece.length;
      };
      response.on('drain', more);
      more();
    });
    const llm = testEnvironment(url, { timeout: 60, concurrency: 1 });
    const asked = askAll(threeQuestions(), llm, {}, 'Questions');
    await expect(asked).rejects.toMatchObject({ code: 'llm/answer-too-large' });
    expect(arrived).toHaveLength(1);
    expect(sent).toBeLessThan(3 * MOST_BYTES);
  });

  it.each([301, 302, 303, 307, 308])(
    'that points to another origin (%i) is not followed, and this is said',
    async (status) => {
      const elsewhere = await serve((response) => json(response, said(GOOD)));
      const { url } = await serve((response) => {
        response.writeHead(status, { location: `${elsewhere.url}/chat/completions` });
        response.end();
      });
      const outcome = await chat(url);
      const to = new URL(elsewhere.url).origin;
      expect(outcome).toMatchObject({ ok: false, failure: { kind: 'fatal', error: { code: 'llm/redirected' } } });
      expect(JSON.stringify(outcome)).toContain(to);
      expect(elsewhere.arrived).toEqual([]);
    }
  );
});

describe('a key that the server repeats', () => {
  const forms = [KEY, KEY.toUpperCase(), KEY.slice(3, 20), Buffer.from(`Bearer ${KEY}`).toString('base64')];

  it.each(forms)('(%s) is in no answer, no record, no list of models and no error', async (form) => {
    const { url } = await serve((response, { url: path }) => {
      if (path === '/v1/models') json(response, { data: [{ id: `model ${form}` }] });
      else if (path === '/v1/embeddings') json(response, { data: [{ embedding: [1, 2] }], model: form });
      else {
        const summarization = `Likes ${form}`;
        json(response, { ...said(JSON.stringify({ summarization, reasoning: form })), model: `made-up ${form}` });
      }
    });
    const llm = { ...testEnvironment(url), endpoint: { baseUrl: url, key: KEY } };
    const answers = await askAll(threeQuestions(), llm, {}, 'Questions');
    const vectors = await embedAll(['tea'], { model: 'made-up', dimensions: 0 }, llm, {}, 'Vectors');
    const models = await llmClient(llm.endpoint, 5).models();
    const stored = await llm.answers.get([...answers, ...vectors].map((one) => ('key' in one ? one.key : '')));
    const all = JSON.stringify([answers, vectors.map(({ record }) => record), models, stored]);
    for (const { value } of answers) expect(value).toMatch(/^Likes .*•••/);
    // Of base64 the ends may stay: they are mostly another text's.
    expect(all).not.toContain(form.slice(-14));
    expect(all).not.toContain(form);
  });
});

/** Whatever a server may write for a count, and for the whole. */
const COUNTS: readonly unknown[] = [
  ...[0, 1, 57, 1e6, '12', '1e3', -1, -1e12, 1.5, -0, 1e300, Number.MAX_SAFE_INTEGER, null, undefined, true, [], {}],
  ...['', ' ', 'twelve', '-5', 'NaN', 'Infinity', '1e999', '0x10', [7], { value: 7 }, Number.NaN, Infinity, -Infinity]
];
const USAGES: readonly unknown[] = ['text', null, -5, [], 'prompt_tokens', true];

describe('usage that a server reports', () => {
  const price = { input: 1000, output: 2000 };
  const estimate = { inputTokens: 10, outputTokens: 20 };
  const each = costOf(estimate, price);
  const drawn = (seed: number, list: readonly unknown[], at: number) => list[Math.floor(unit(seed, at) * list.length)];
  const usageOf = (seed: number, at: number): unknown =>
    unit(seed, 3 * at) < 0.2
      ? drawn(seed, USAGES, 3 * at + 1)
      : { prompt_tokens: drawn(seed, COUNTS, 3 * at + 1), completion_tokens: drawn(seed, COUNTS, 3 * at + 2) };

  it('never takes an answer away, and never lets a call begin that the cap does not allow', () => {
    for (let seed = 0; seed < 300; seed++) {
      const cap = 0.01 + unit(seed, 0);
      const purse = new Purse('m', 'h', { ...DEFAULT_LIMITS, spendingCap: cap }, { m: price });
      let booked = 0;
      for (let at = 1; at < 60; at++) {
        const fits = booked + each <= cap;
        const before = purse.spending.dollars ?? 0;
        const reserve = () => purse.reserve(estimate);
        if (!fits) {
          expect(reserve).toThrow(expect.objectContaining({ code: 'llm/cap-reached' }));
          break;
        }
        const hold = reserve();
        const read = readChat(said('text', usageOf(seed, at)), 'm');
        expect(read).toMatchObject({ is: 'answer', answer: { text: 'text' } });
        const usage = read.is === 'answer' ? read.answer.usage : null;
        const { inputTokens, outputTokens } = usage ?? estimate;
        expect(Number.isSafeInteger(inputTokens) && inputTokens >= 0).toBe(true);
        expect(Number.isSafeInteger(outputTokens) && outputTokens >= 0).toBe(true);
        const throwsAway = unit(seed, 1000 + at) < 0.3;
        if (throwsAway) hold.discard(usage);
        else hold.settle(usage);
        hold.release();
        booked += costOf(usage ?? estimate, price);
        const after = purse.spending.dollars ?? Number.NaN;
        expect(after).toBeGreaterThanOrEqual(before);
        expect(Math.abs(after - booked)).toBeLessThanOrEqual(1e-9 * booked);
        booked = after;
      }
    }
  });

  it.each([...COUNTS, 'text'])('(%j) takes no vector away', (count) => {
    const asked = { model: 'm', texts: ['tea'], dimensions: 0 };
    const body = { data: [{ embedding: [1, 2] }], usage: count === 'text' ? count : { prompt_tokens: count } };
    const read = readEmbeddings(body, asked);
    expect(read).toMatchObject({ is: 'answer', answer: { model: 'm' } });
    const tokens = read.is === 'answer' ? (read.answer.usage?.inputTokens ?? 0) : -1;
    expect(Number.isSafeInteger(tokens) && tokens >= 0).toBe(true);
  });
});

describe('an answer that is thrown away is booked', () => {
  const questions = threeQuestions();
  /** Dollars of the three questions, each answered once, at the estimates. */
  const limits = { concurrency: 1, spendingCap: 0.0005 };

  it.each<[string, unknown]>([
    ['no chat answer', { hello: 'there', usage: { prompt_tokens: 30, completion_tokens: 40 } }],
    ['no chat answer, nothing counted', { hello: 'there' }],
    ['less than nothing counted', { hello: 'there', usage: { prompt_tokens: -1e12, completion_tokens: -1e12 } }],
    ['broken JSON', '{"choices": [']
  ])('(%s), and no further try begins beyond the cap', async (_, body) => {
    const { url, arrived } = await serve((response) => json(response, body));
    const llm = { ...testEnvironment(url, limits), clock: new FakeClock() };
    await expect(askAll(questions, llm, {}, 'Questions')).rejects.toMatchObject({ code: 'llm/cap-reached' });
    // The estimates of a call are 0.00008 dollars and more.
    expect(arrived.length).toBeLessThanOrEqual(6);
    expect(arrived.length).toBeGreaterThan(1);
  });

  it('of vectors too', async () => {
    const { url, arrived } = await serve((response) => json(response, { data: [] }));
    const llm = { ...testEnvironment(url, { ...limits, spendingCap: 0.000003 }), clock: new FakeClock() };
    const asked = embedAll(['tea'], { model: 'made-up', dimensions: 0 }, llm, {}, 'Vectors');
    await expect(asked).rejects.toMatchObject({ code: 'llm/cap-reached' });
    expect(arrived.length).toBeLessThanOrEqual(3);
  });

  it('of a server that says that it is an error, where that says what it took', async () => {
    const body = { error: { message: 'overloaded' }, usage: { prompt_tokens: 100, completion_tokens: 100 } };
    const { url } = await serve((response) => json(response, body));
    expect(await chat(url)).toMatchObject({ ok: false, answered: { usage: { inputTokens: 100, outputTokens: 100 } } });
  });
});

describe('a stored answer that is damaged', () => {
  it.each<[string, (record: object) => unknown]>([
    ['a number that JSON does not know', (record) => ({ ...record, usage: { inputTokens: null, outputTokens: 1 } })],
    ['a field less', (record) => Object.fromEntries(Object.entries(record).filter(([name]) => name !== 'text'))],
    ['another kind', (record) => ({ ...record, kind: 'vector' })],
    ['nothing', () => null]
  ])('(%s) is asked for once, it alone', async (_, damage) => {
    const { url, arrived } = await serve((response) => json(response, said(GOOD)));
    const llm = testEnvironment(url, { concurrency: 1 });
    const questions = threeQuestions();
    const [first] = await askAll(questions, llm, {}, 'Questions');
    const key = first?.key ?? '';
    await llm.answers.put([{ key, json: damage({ ...first?.record }) }]);
    const again = await askAll(questions, llm, {}, 'Questions');
    expect(arrived).toHaveLength(4);
    expect(again.map(({ value, reused }) => [value, reused])).toEqual([
      ['Likes tea', false],
      ['Likes tea', true],
      ['Likes tea', true]
    ]);
    await askAll(questions, llm, {}, 'Questions');
    expect(arrived).toHaveLength(4);
  });

  it('that a newer version wrote is left alone, and nothing is paid for again', async () => {
    const { url, arrived } = await serve((response) => json(response, said(GOOD)));
    const llm = testEnvironment(url);
    const [first] = await askAll(threeQuestions(), llm, {}, 'Questions');
    const newer = { key: first?.key ?? '', json: { ...first?.record, version: 2 } };
    await llm.answers.put([newer]);
    await expect(askAll(threeQuestions(), llm, {}, 'Questions')).rejects.toMatchObject({ code: 'llm/stored-newer' });
    expect(arrived).toHaveLength(3);
    expect(await llm.answers.get([newer.key])).toEqual([newer]);
  });

  it('of an embedding is asked for once, it alone', async () => {
    const { url, arrived } = await serve((response) => json(response, { data: [{ embedding: [1, 2] }] }));
    const llm = testEnvironment(url);
    const embed = (text: string) => embedAll([text], { model: 'made-up', dimensions: 0 }, llm, {}, 'Vectors');
    const keys: string[] = [];
    const put = llm.answers.put.bind(llm.answers);
    llm.answers.put = (answers) => {
      keys.push(...answers.map(({ key }) => key));
      return put(answers);
    };
    const [tea] = await embed('tea');
    await put([{ key: keys[0] ?? '', json: tea?.record, vector: Float32Array.of(Number.NaN, 1) }]);
    expect((await embed('tea'))[0]).toMatchObject({ vector: Float32Array.of(1, 2), reused: false });
    expect((await embed('tea'))[0]).toMatchObject({ reused: true });
    expect(arrived).toHaveLength(2);
  });
});

// Vectors from servers of many kinds: in their own envelopes, in batches as large as each takes, and without the texts that one refuses.
import { describe, expect, it } from 'vitest';
import { refusesTexts, saysVectors, takesTexts, type Habit } from '../../../../test/llm-server/habits';
import { readEmbeddings } from './embedding-envelope';
import { habitServer } from '../testing-habits';
import type { LlmEnvironment } from '../types';
import { embedAll } from './vectors';

const habits = habitServer();
const { environment } = habits;

describe('vectors', () => {
  const texts = Array.from({ length: 100 }, (_, at) => (at === 70 ? 'Dust '.repeat(600) : `Text ${at} about tea`));
  const embed = (llm: LlmEnvironment, list: readonly string[] = texts) =>
    embedAll(list, { model: 'made-up', dimensions: 0 }, llm, {}, 'Vectors');
  const plain = async () => {
    const vectors = (await embed(await environment(() => null))).map(({ vector }) => vector);
    await habits.server?.close();
    return vectors;
  };
  const packed = (vector: readonly number[]) => Buffer.from(Float32Array.from(vector).buffer).toString('base64');

  it.each<[string, Habit]>([
    [
      'no usage, no model, no object',
      saysVectors((all) => ({ data: all.map((embedding, index) => ({ embedding, index })) }))
    ],
    [
      'a usage of nulls',
      saysVectors((all) => ({
        data: all.map((embedding) => ({ embedding })),
        model: null,
        usage: { prompt_tokens: null }
      }))
    ],
    ['the same index for all', saysVectors((all) => ({ data: all.map((embedding) => ({ embedding, index: 0 })) }))],
    [
      'indices from 1, backwards',
      saysVectors((all) => ({ data: all.map((embedding, at) => ({ embedding, index: at + 1 })).reverse() }))
    ],
    [
      'base64, though lists were asked for',
      saysVectors((all) => ({ data: all.map((vector, index) => ({ embedding: packed(vector), index })) }))
    ],
    [
      'each in a list of its own',
      saysVectors((all) => ({ data: all.map((vector, index) => ({ embedding: [vector], index })) }))
    ],
    ['`embeddings` in place of `data`', saysVectors((embeddings) => ({ embeddings }))],
    ['a bare list', saysVectors((all) => all)],
    [
      'no word for their form',
      refusesTexts((_, { encoding_format }) =>
        encoding_format
          ? { status: 422, body: { detail: [{ loc: ['body', 'encoding_format'], msg: 'Extra inputs' }] } }
          : null
      )
    ]
  ])('with %s are the same', async (_, habit) => {
    const expected = await plain();
    expect((await embed(await environment(habit))).map(({ vector }) => vector)).toEqual(expected);
  });

  it.each([[[0, 1, 1, 3]], [[0, 2, 4, 6]], [[0, 1, null, 2]]])('with indices %j are not taken', (indices) => {
    const data = indices.map((index) => ({ index, embedding: [1, 2] }));
    const request = { model: 'made-up', texts: ['a', 'b', 'c', 'd'], dimensions: 0 };
    expect(readEmbeddings({ data }, request)).toMatchObject({ is: 'unreadable' });
  });

  it('of another width than was asked for end the job at once', async () => {
    const llm = await environment(saysVectors((all) => ({ data: all.map((embedding) => ({ embedding })) })));
    const short = embedAll(['a'], { model: 'made-up', dimensions: 4 }, { ...llm }, {}, 'Vectors');
    await expect(short).resolves.toHaveLength(1);
    await habits.server?.close();
    const wide = await environment(saysVectors(() => ({ data: [{ embedding: [1, 2, 3] }] })));
    await expect(embedAll(['a'], { model: 'made-up', dimensions: 4 }, wide, {}, 'Vectors')).rejects.toMatchObject({
      code: 'llm/bad-answer'
    });
    expect(habits.server?.calls).toHaveLength(1);
  });

  it.each<[string, number, Habit]>([
    [
      'text-embeddings-inference: 413',
      32,
      takesTexts(32, 413, (n) => ({
        error: `batch size ${n} > maximum allowed batch size 32`,
        error_type: 'Validation'
      }))
    ],
    [
      'Qwen: 400',
      10,
      takesTexts(10, 400, () => ({
        error: { message: 'Value error, batch size is invalid, it should not be larger than 10.: input.contents' }
      }))
    ],
    [
      'Cohere: a number of texts',
      16,
      takesTexts(16, 400, (n) => ({
        message: `invalid request: total number of texts must be at most 16 - received ${n}`
      }))
    ],
    [
      'Gemini: a list around it',
      20,
      takesTexts(20, 400, () => [
        { error: { message: '* BatchEmbedContentsRequest.requests: at most 20 requests can be in one batch' } }
      ])
    ],
    [
      'Mistral: without a number',
      16,
      takesTexts(20, 400, () => ({ object: 'error', message: 'Too many inputs in request, split into more batches.' }))
    ],
    ['a proxy: 413 without a word', 16, takesTexts(20, 413, () => '<html><body>413</body></html>')],
    [
      'one text at a time',
      1,
      takesTexts(1, 422, () => ({ detail: [{ loc: ['body', 'input'], msg: 'Input should be a valid string' }] }))
    ]
  ])(
    'come in smaller batches where the server says so (%s), and the next job begins with them',
    async (_, most, habit) => {
      const llm = await environment(habit);
      expect((await embed(llm)).every(({ vector }) => vector?.length === 8)).toBe(true);
      const sizes = () =>
        habits.server?.calls.flatMap(({ answered, request }) => {
          if (!answered || request?.endpoint !== 'embeddings') return [];
          const { input } = request.body;
          return typeof input === 'string' ? 1 : input.length;
        }) ?? [];
      expect(Math.max(...sizes())).toBe(most);
      expect(sizes().reduce((sum, size) => sum + size, 0)).toBe(100);
      const calls = habits.server?.calls.length ?? 0;
      await embed(
        llm,
        texts.map((text) => `${text}, again`)
      );
      expect(habits.server?.calls.slice(calls).every(({ status }) => status === 200)).toBe(true);
    }
  );

  it.each<[string, Habit]>([
    [
      'text-embeddings-inference',
      refusesTexts((list) =>
        list.some(({ length }) => length > 2000)
          ? {
              status: 413,
              body: { error: 'Input validation error: `inputs` must have less than 512 tokens. Given: 600' }
            }
          : null
      )
    ],
    [
      'llama.cpp',
      refusesTexts((list) =>
        list.some(({ length }) => length > 2000)
          ? {
              status: 500,
              body: { error: { code: 500, message: 'input is too large to process. increase the physical batch size' } }
            }
          : null
      )
    ]
  ])('of all texts but one that is too long are kept, and it is marked (%s)', async (_, habit) => {
    const llm = await environment(habit);
    const answers = await embed(llm);
    expect(answers.flatMap(({ vector }, at) => (vector ? [] : [at]))).toEqual([70]);
    expect(answers[70]?.record).toMatchObject({
      problem: 'refused',
      detail: expect.stringMatching(/^it is too long/),
      dollars: 0
    });
    const calls = habits.server?.calls.length ?? 0;
    expect((await embed(llm))[70]).toMatchObject({ vector: null, reused: true });
    expect(habits.server?.calls).toHaveLength(calls);
    await embed({ ...llm, askRefused: true });
    expect(habits.server?.calls).toHaveLength(calls + 1);
  });
});

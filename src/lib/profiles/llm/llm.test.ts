// Prompts hold what the paper's hold, of training data only; items come first; what changes asks again for itself and what reads it.
import { afterEach, describe, expect, it } from 'vitest';
import { dislikes } from '../../../../test/llm-server/habits';
import { startLlmServer, type LlmServer, type LlmServerOptions } from '../../../../test/llm-server/server';
import { testEnvironment } from '#lib/llm/testing';
import type { LlmEnvironment } from '#lib/llm/types';
import { editsOf, type ProfileEdit } from '../edits';
import { profileGenerator } from '../registry';
import { testView } from '../template/test-view';
import type { GeneratorContext } from '../generator';
import type { ProfileSet } from '../types';
import { parseProfileAnswer } from './answer';
import { itemInstruction, userInstruction } from './instructions';
import { itemQuestions, userQuestions } from './prompts';
import { DOMAINS } from '../domains';
import { readLlmSettings } from './settings';

let server: LlmServer | undefined;
afterEach(async () => {
  expect(server?.schemaProblems ?? []).toEqual([]);
  await server?.close();
  server = undefined;
});
async function environment(options: LlmServerOptions = {}): Promise<LlmEnvironment> {
  server = await startLlmServer(options);
  return testEnvironment(server.url);
}
const VALUES = { model: 'made-up' };
const generator = profileGenerator('llm');
const generate = (context: GeneratorContext, values = VALUES): Promise<ProfileSet> =>
  generator.generate(testView(), values, 2023, context);

const source = {
  view: testView(),
  settings: readLlmSettings(generator.resolve({ ...VALUES, domain: 'books' })),
  seed: 2023,
  edits: editsOf([])
};
const inputOf = (question: { request: { messages: readonly { content: string }[] } } | undefined): unknown =>
  JSON.parse(question?.request.messages[1]?.content ?? 'null');

describe('the prompt of an item', () => {
  const questions = itemQuestions(source);

  it('holds title and description where there is one', () => {
    expect(inputOf(questions[0])).toEqual({
      title: 'The Lighthouse',
      description: 'Stormy sea, a lonely lighthouse and old sailors.'
    });
  });

  it('holds title, attributes and training reviews where there is none (eq. 13)', () => {
    expect(inputOf(questions[3])).toEqual({
      title: 'Salt',
      attributes: { genre: 'maritime', author: 'Ann Bo' },
      reviews: ['Vivid storms and salty humour.', 'Salty humour again.', 'Sluggish plotting.'].slice(1)
    });
    expect(questions[3]?.evidence).toEqual({ items: [], reviews: 2, fields: ['title', 'genre', 'author', 'reviews'] });
  });

  it('draws a random subset of many reviews, the same one each time', () => {
    const few = { ...source, settings: { ...source.settings, reviewsPerItem: 1 } };
    const [once, twice] = [itemQuestions(few)[3], itemQuestions(few)[3]];
    expect(inputOf(once)).toEqual(inputOf(twice));
    expect(once?.evidence.reviews).toBe(1);
  });

  it('cuts a text that is very long between two words', () => {
    const view = { ...testView(), itemTexts: [{ title: 'A', description: 'word '.repeat(1000), attributes: {} }] };
    const input = inputOf(itemQuestions({ ...source, view })[0]);
    expect(JSON.stringify(input).length).toBeLessThan(2100);
    expect(JSON.stringify(input)).toMatch(/word …"\}$/);
  });
});

describe('the prompt of a user', () => {
  const profiles = ['P0', 'P1', 'P2', null, 'P4'].map((text) => ({ text }));

  it('holds title, item profile and own review of the sampled training items', () => {
    expect(inputOf(userQuestions(source, profiles)[0])).toEqual([
      { title: 'The Lighthouse', description: 'P0', review: 'Vivid storms and salty humour.' },
      { title: 'Harbour Lights', description: 'P1', review: 'None' },
      { title: 'Salt', description: 'None', review: 'Salty humour again.' }
    ]);
  });

  it('is made for users with training items only', () => {
    const view = { ...testView(), userCount: 5, userIds: ['u0', 'u1', 'u2', 'u3', 'u4'] };
    expect(userQuestions({ ...source, view }, profiles).map(({ index }) => index)).toEqual([0, 1, 2, 3]);
  });
});

describe('the instructions', () => {
  it.each(DOMAINS)('for %s ask for the two keys, the limits of words and "None"', (domain) => {
    expect(itemInstruction(domain)).toMatch(
      /"summarization".*"None".*"reasoning".*at most 200 words.*at most 200 words/s
    );
    expect(userInstruction(domain)).toMatch(/"summarization".*"None".*"reasoning".*at most 100 words/s);
  });

  it('of the reader’s own stand in place of the bundled ones, and make other questions', () => {
    const settings = { ...source.settings, itemInstruction: 'Only this.' };
    const [own] = itemQuestions({ ...source, settings });
    expect(own?.request.messages[0]?.content).toBe('Only this.');
    expect(own?.promptVersion).toBe('own item');
  });
});

describe('an answer', () => {
  const text = (summarization: string) => JSON.stringify({ summarization, reasoning: 'Because.' });
  it.each([
    [text('Likes tea.'), { ok: true, value: { summarization: 'Likes tea.', reasoning: 'Because.' } }],
    ['```json\n' + text('Likes {tea}.') + '\n```', { ok: true }],
    [`${text('a')} or ${text('b')}`, { ok: false, problem: 'invalid' }],
    ['{"summary": "x"}', { ok: false, problem: 'invalid' }],
    [text('Likes').slice(0, -4), { ok: false, problem: 'invalid' }],
    ['[1]', { ok: false, problem: 'invalid' }],
    [text('  '), { ok: false, problem: 'empty' }],
    [text('None.'), { ok: false, problem: 'none' }],
    [text('word '.repeat(126)), { ok: false, problem: 'too-long' }],
    [text('word '.repeat(125)), { ok: true }]
  ])('%.40s is read as it should be', (answer, expected) => {
    expect(parseProfileAnswer(answer, 100)).toMatchObject(expected);
  });
});

describe('a set of profiles', () => {
  it('comes from one answer a node, with where it came from', async () => {
    const set = await generate({ llm: await environment() });
    expect(server?.calls).toHaveLength(5 + 4);
    expect([...set.items, ...set.users].every(({ text, answer }) => text !== null && answer?.calls === 1)).toBe(true);
    expect(set.users[0]).toMatchObject({
      evidence: { items: ['i0', 'i1', 'i3'], reviews: 2 },
      answer: { model: 'made-up', promptVersion: 'generic user 1', problem: null }
    });
  });

  it('is not asked for without an endpoint', async () => {
    await expect(generate({})).rejects.toMatchObject({ code: 'llm/no-endpoint' });
  });

  it('asks again, after an item was changed, for the users who have it and for nothing else', async () => {
    const llm = await environment();
    const before = await generate({ llm });
    const edit: ProfileEdit = { node: 'item', id: 'i0', text: 'For those who like fog.', time: '2026-01-01' };
    const after = await generate({ llm, edits: editsOf([edit]) });
    expect(server?.calls).toHaveLength(9 + 1);
    expect(after.items[0]).toMatchObject({ text: 'For those who like fog.', edited: '2026-01-01' });
    expect(after.users.map(({ text }, user) => text === before.users[user]?.text)).toEqual([false, true, true, true]);
    await generate({ llm });
    expect(server?.calls).toHaveLength(10);
  });

  it('asks for one profile anew and keeps the answer before', async () => {
    const llm = await environment();
    await generate({ llm });
    await generate({ llm, edits: editsOf([{ node: 'user', id: 'u1', take: 1, time: '2026-01-01' }]) });
    expect(server?.calls).toHaveLength(10);
    expect(await llm.answers.count()).toBe(10);
  });

  it('with the reader’s words for a user asks for nothing, whoever wrote the profiles', async () => {
    const edits = editsOf([{ node: 'user', id: 'u2', text: 'Likes bread.', time: '2026-01-01' }]);
    const set = await profileGenerator('template').generate(testView(), {}, 2023, { edits });
    expect(set.users[2]).toMatchObject({ text: 'Likes bread.', edited: '2026-01-01' });
  });

  it('marks what cannot be used and goes on without it', async () => {
    const llm = await environment({
      answer: ({ messages }) =>
        JSON.stringify(messages[1]).includes('Blank') ? 'no' : '{"summarization":"ok","reasoning":""}'
    });
    const set = await generate({ llm });
    expect(set.items[4]).toMatchObject({ text: null, answer: { problem: 'invalid', calls: 2 } });
    expect(set.items.slice(0, 4).map(({ text }) => text)).toEqual(['ok', 'ok', 'ok', 'ok']);
  });

  it('goes on without an item that the service refuses, and keeps its words out of the prompts of users', async () => {
    const llm = await environment({ habit: dislikes('Salt', 400, { message: 'no', code: 'content_filter' }) });
    const set = await generate({ llm });
    expect(set.items[3]).toMatchObject({ text: null, answer: { problem: 'refused', calls: 0 } });
    expect(set.items[3]?.reasoning).toBe('No profile: a filter of the service refused it: no.');
    expect(set.users.map(({ text }) => text !== null)).toEqual([true, true, true, true]);
    expect(set.users[0]?.evidence.items).toEqual(['i0', 'i1']);
    expect(server?.calls).toHaveLength(9);
    const edits = editsOf([{ node: 'item', id: 'i3', text: 'For those who like the sea.', time: '2026-01-01' }]);
    expect((await generate({ llm, edits })).users[0]).toMatchObject({ text: null, answer: { problem: 'refused' } });
  });

  it('sends nothing where a text must not leave', async () => {
    const llm = await environment();
    const guard = (texts: Iterable<string>): void => {
      for (const text of texts) if (text.includes('Sluggish')) throw new Error('a leak');
    };
    await expect(generate({ llm, guard })).rejects.toThrow('a leak');
    expect(server?.calls).toHaveLength(0);
  });
});

// Re-ranking against made-up models: metrics by hand, faults counted, nothing filled in.
import { describe, expect, test } from 'vitest';
import type { ChatRecord } from '#lib/llm/answers/record';
import { rerankUsers, shownOrder } from './candidates';
import { rerank, type AskRerank } from './rerank';
import type { RerankSettings } from './settings';

const ITEMS = 40;
/** One user, who clicked item 0 in training; items 5 and 30 are held out. Item i scores 100 − i, so that the list is 1, 2, 3 … */
const source = {
  userCount: 2,
  itemCount: ITEMS,
  split: {
    train: { users: Int32Array.of(0, 1), items: Int32Array.of(0, 3) },
    test: { users: Int32Array.of(0, 0), items: Int32Array.of(5, 30) }
  },
  arrays: {
    userEmbeddings: Float32Array.of(1, 1),
    itemEmbeddings: Float32Array.from({ length: ITEMS }, (_, item) => 100 - item)
  },
  seed: 2023
};
const titleOf = (item: number) => `Book ${item}`;
const settings: RerankSettings = {
  model: 'made-up',
  domain: 'books',
  candidates: [30, 35],
  users: 10,
  history: 5,
  order: 'recommender',
  temperature: 0,
  answerTokens: 500,
  seed: 2023
};

const record: ChatRecord = {
  version: 1,
  kind: 'chat',
  text: '',
  problem: null,
  detail: 'it is not one JSON object',
  model: 'made-up',
  promptVersion: 'rerank books 1',
  host: 'localhost',
  temperature: 0,
  seed: 2023,
  calls: 1,
  usage: null,
  estimate: { inputTokens: 1, outputTokens: 1 },
  estimatedDollars: null,
  dollars: null,
  created: '2026-01-01T00:00:00.000Z'
};

/** A model that answers each question with `answer(question text)`. */
const model =
  (answer: (candidates: readonly { index: number; title: string }[]) => string): AskRerank =>
  (questions) =>
    Promise.resolve(
      questions.map((question) => {
        const asked: { candidates: { index: number; title: string }[] } = JSON.parse(
          question.request.messages.at(-1)?.content ?? ''
        );
        const parsed = question.parse(answer(asked.candidates));
        return { value: parsed.ok ? parsed.value : null, record };
      })
    );

const ranked = (indices: readonly unknown[]) => JSON.stringify({ rank: indices, reasoning: 'so' });
const first20 = Array.from({ length: 20 }, (_, at) => at + 1);

describe('rerank', () => {
  test('a model that keeps the order changes no metric', async () => {
    const { rows, users } = await rerank(
      source,
      titleOf,
      settings,
      model(() => ranked(first20))
    );
    expect(users.map(({ user }) => user)).toEqual([0]);
    for (const row of rows) {
      expect(row.after).toEqual(row.before);
      expect(row.differences.map(({ mean }) => mean)).toEqual([0, 0, 0, 0]);
    }
    // Item 5 stands at place 5 of 1, 2, 3 …; one of two held-out items is found. log2(6) = 2.584963, ideal 1 + 1/log2(3).
    const ideal = 1 + 1 / Math.log2(3);
    expect(rows[0]?.before.recall).toEqual({ '10': 0.5, '20': 0.5 });
    expect(rows[0]?.before.ndcg['10']).toBeCloseTo(1 / Math.log2(6) / ideal, 12);
  });

  test('a model that knows the held-out items reaches the ceiling and no more', async () => {
    const knows = model((candidates) => {
      const hits = candidates
        .filter(({ title }) => title === 'Book 5' || title === 'Book 30')
        .map(({ index }) => index);
      return ranked([...hits, ...first20.filter((index) => !hits.includes(index))].slice(0, 20));
    });
    const { rows } = await rerank(source, titleOf, settings, knows);
    // Item 30 is the 30th candidate: among 30 as among 35.
    expect(rows[0]?.after).toEqual({ recall: { '10': 1, '20': 1 }, ndcg: { '10': 1, '20': 1 } });
    for (const row of rows) expect(row.after).toEqual(row.ceiling);
  });

  test('what is not among the candidates keeps its place, misses and is counted', async () => {
    const dreams = model(() => ranked(['A Book of Dreams', 31, 0, 5]));
    const { rows, examples } = await rerank(source, titleOf, { ...settings, candidates: [30] }, dreams);
    expect(rows[0]).toMatchObject({
      answered: 1,
      hallucinated: 3,
      listsWithHallucinations: 1,
      missing: 16,
      repeated: 0
    });
    // Item 5 is at place 4 behind three misses.
    expect(rows[0]?.after.ndcg['10']).toBeCloseTo(1 / Math.log2(5) / (1 + 1 / Math.log2(3)), 12);
    expect(examples[0]?.after).toEqual([
      { item: null, named: 'A Book of Dreams', from: null },
      { item: null, named: '31', from: null },
      { item: null, named: '0', from: null },
      { item: 5, named: null, from: 5 }
    ]);
  });

  test('users without a usable answer are left out of both means and counted', async () => {
    const { rows, examples } = await rerank(
      source,
      titleOf,
      settings,
      model(() => 'I would rather not.')
    );
    expect(rows[0]).toMatchObject({ answered: 0, failed: 1, differences: [] });
    expect(examples[0]?.problem).toBe('it is not one JSON object');
  });

  test('shuffled candidates are read back as the items they are', async () => {
    const picks = model((candidates) =>
      ranked(
        [...candidates]
          .sort((a, b) => Number(a.title.slice(5)) - Number(b.title.slice(5)))
          .slice(0, 20)
          .map(({ index }) => index)
      )
    );
    const { rows } = await rerank(source, titleOf, { ...settings, order: 'shuffled' }, picks);
    for (const row of rows) expect(row.after).toEqual(row.before);
  });

  test('only titles of training items and of candidates are sent', async () => {
    let sent = '';
    const spy: AskRerank = (questions) => {
      sent += questions.flatMap(({ request }) => request.messages.map(({ content }) => content)).join('\n');
      return Promise.resolve([]);
    };
    await rerank(source, titleOf, { ...settings, candidates: [20] }, spy);
    expect(sent).toContain('"history":["Book 0"]');
    expect(sent).not.toContain('Book 30');
  });
});

describe('candidates', () => {
  test('training items are never candidates, and the same seed draws the same users', () => {
    const [user] = rerankUsers(source, 1, ITEMS, 5);
    expect(user?.ranked).toEqual(Array.from({ length: ITEMS - 1 }, (_, at) => at + 1));
    expect(rerankUsers(source, 1, ITEMS, 5)).toEqual(rerankUsers(source, 1, ITEMS, 5));
  });
  test('a shuffled order has the same items in another order', () => {
    const items = Array.from({ length: 30 }, (_, at) => at * 2);
    const shuffled = shownOrder(items, 'shuffled', 7, 1);
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
    expect(shownOrder(items, 'recommender', 7, 1)).toEqual(items);
  });
});

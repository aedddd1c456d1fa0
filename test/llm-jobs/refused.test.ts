// One profile and one vector that a service refuses: the notebook goes on without them and counts them, asks nothing again by itself, and
// asks for those two alone when it is run by force.
import { afterAll, beforeAll, expect, it } from 'vitest';
import '#lib/errors/all';
import { DEFAULT_LIMITS } from '#lib/llm/cost/limits';
import { parseNotebook } from '#lib/notebook/document/parse';
import { runNotebook } from '#lib/notebook/run/runtime';
import { TINY_PROFILES, tinySource, withLines } from '#lib/notebook/testing/tiny';
import { memoryAnswers, memoryStore } from '#lib/storage/memory';
import { refusesChats, refusesTexts } from '../llm-server/habits';
import { inputsOf } from '../llm-server/requests';
import { startLlmServer, type LlmServer } from '../llm-server/server';

const NOTEBOOK = `${withLines(TINY_PROFILES, 'words', 'generator: llm', 'model: made-up')}
\`\`\`embeddings
name: semantics
profiles: words
encoder: openai
model: made-up
\`\`\`
`;

let server: LlmServer;
let isStrict = true;
/** What the first chat and the first text of an embedding call said: these two are refused. */
const disliked = new Set<string>();
beforeAll(async () => {
  const dislikes = (text: string): boolean => {
    if (disliked.size < 1) disliked.add(text);
    return isStrict && disliked.has(text);
  };
  let vectorText = '';
  const chats = refusesChats((_, text) =>
    dislikes(text) ? { status: 403, body: { error: { message: 'Your input was flagged', code: 403 } } } : null
  );
  const texts = refusesTexts((list) => {
    vectorText ||= list[0] ?? '';
    return isStrict && list.includes(vectorText)
      ? { status: 413, body: { error: '`inputs` must have less than 512 tokens. Given: 600' } }
      : null;
  });
  server = await startLlmServer({ habit: (request, plain) => chats(request, plain) ?? texts(request, plain) });
});
afterAll(async () => {
  expect(server.schemaProblems).toEqual([]);
  await server.close();
});

it('are counted with their reasons, left out, and asked once more by force', async () => {
  const store = memoryStore();
  const llm = {
    endpoint: { baseUrl: server.url, key: '' },
    limits: { ...DEFAULT_LIMITS, concurrency: 1 },
    prices: {},
    answers: memoryAnswers()
  };
  const run = async (force = false) => {
    const before = server.calls.length;
    const source = tinySource();
    const env = { store, llm, openSource: () => source, device: { backend: 'cpu', adapter: 'JavaScript' } } as const;
    const { outcome, records } = await runNotebook(parseNotebook(NOTEBOOK, 'n.md'), env, { force });
    const asked = server.calls.slice(before).filter(({ status }) => status === 200);
    return {
      outcome,
      results: records.map(({ result }) => result),
      asked: asked.flatMap(({ request }) => (request ? inputsOf(request) : [])).length
    };
  };
  const first = await run();
  expect(first.outcome).toBe('done');
  expect(first.results.slice(1)).toMatchObject([
    { kind: 'profiles', without: 1, usage: { problems: { refused: 1 } } },
    {
      kind: 'embeddings',
      without: 2,
      usage: { problems: { refused: 1 } },
      facts: { 'refused by the service': 1, 'the first of them': expect.stringMatching(/^it is too long.*512 tokens/) }
    }
  ]);
  expect((await run()).asked).toBe(0);
  expect((await run(true)).asked).toBe(0);
  isStrict = false;
  const forced = await run(true);
  expect(forced.results.slice(1)).toMatchObject([{ without: 0 }, { without: 0 }]);
  expect(Math.max(...server.counts().answersByInput.values())).toBe(1);
}, 30_000);

// A planted held-out review is caught wherever it comes from: out of a language model's mouth, or out of files. What it would have been
// part of is not stored, and nothing that reads it is made.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import '#lib/errors/all';
import { memoryFile } from '#lib/dataset/bytes/input-files';
import { inputsSource } from '#lib/dataset/sources/source';
import { DEFAULT_LIMITS } from '#lib/llm/cost/limits';
import { tinyDecoderFiles } from '#lib/local-models/testing/tiny-decoder';
import { startTinyHub } from '#lib/local-models/testing/tiny-hub';
import { parseNotebook } from '#lib/notebook/document/parse';
import type { NotebookEnvironment } from '#lib/notebook/run/environment';
import { runNotebook } from '#lib/notebook/run/runtime';
import { TINY_TEXTS, tinyFiles, tinySource, withLines } from '#lib/notebook/testing/tiny';
import { memoryAnswers, memoryStore } from '#lib/storage/memory';
import { startLlmServer, type LlmServer } from '../llm-server/server';

const SECRET = 'I read it twice on the night train and wept over the lighthouse keeper both times.';

/** The tiny data with one test interaction whose review is the secret. */
function planted(): Map<string, Uint8Array> {
  const files = tinyFiles();
  const text = new TextDecoder().decode(files.get('interactions.csv'));
  const changed = text.replace(/^(.*,test,).*$/m, `$1${SECRET}`);
  if (changed === text) throw new Error('no test interaction was found');
  return files.set('interactions.csv', new TextEncoder().encode(changed));
}

const notebook = (profiles: string): string => withLines(TINY_TEXTS, 'words', profiles);

let server: LlmServer;
let says = '';
beforeAll(async () => {
  server = await startLlmServer({
    answer: () => JSON.stringify({ summarization: `A reader who says: ${says}`, reasoning: 'It was said.' })
  });
});
afterAll(() => server.close());

async function run(text: string, env: Partial<NotebookEnvironment>) {
  const store = memoryStore();
  const source = tinySource(planted());
  const environment: NotebookEnvironment = {
    store,
    openSource: () => source,
    device: { backend: 'cpu', adapter: 'JavaScript' },
    ...env
  };
  const { failures, outcome } = await runNotebook(parseNotebook(text, 'leak.md'), environment);
  return {
    outcome,
    codes: failures.map(({ error }) => error.code),
    stored: (await store.list()).map(({ kind }) => kind)
  };
}

describe('a planted held-out review', () => {
  const llm = () => ({
    endpoint: { baseUrl: server.url, key: '' },
    limits: { ...DEFAULT_LIMITS, concurrency: 8 },
    prices: {},
    answers: memoryAnswers()
  });

  it('is caught in what a language model answers', async () => {
    says = SECRET.toUpperCase();
    const { outcome, codes, stored } = await run(notebook('generator: llm'), { llm: llm() });
    expect([outcome, codes, stored]).toEqual(['failed', ['prepare/leak'], ['dataset']]);
    expect(server.schemaProblems).toEqual([]);
  });

  it('is caught in what a model on this machine answers', async () => {
    const hub = await startTinyHub(
      new Map([['someone/small', tinyDecoderFiles({ says: ['{"summarization": "', SECRET, '", "reasoning": "so"}'] })]])
    );
    try {
      const profiles = 'generator: llm\nprovider: local\nmodel: someone/small';
      const env = { models: hub.files(), answers: memoryAnswers() };
      const { outcome, codes, stored } = await run(notebook(profiles), env);
      expect([outcome, codes, stored]).toEqual(['failed', ['prepare/leak'], ['dataset']]);
    } finally {
      await hub.close();
    }
  });

  it('is caught in profiles that are read from files', async () => {
    const line = JSON.stringify({ node: 'user', id: 'u3', text: `She wrote: "${SECRET}"` });
    const files = inputsSource('mine', [memoryFile('profiles.jsonl', line)]);
    const { codes, stored } = await run(notebook('generator: files\nsource: mine'), { openFiles: () => files });
    expect([codes, stored]).toEqual([['prepare/leak'], ['dataset']]);
  });

  it('is not there where nobody says it: the same data go through', async () => {
    says = 'I like ferries, and I like anchors, and I like the captain of this ship very much.';
    const { outcome, codes } = await run(notebook('generator: llm'), { llm: llm() });
    expect([outcome, codes]).toEqual(['done', []]);
  });
});

// One command makes the file of profiles that comes with the bundled data: asked of the test server, read back as it was, paid for once.
import { afterEach, describe, expect, it } from 'vitest';
import '#lib/errors/all';
import { memorySource } from '#lib/dataset/sources/source';
import { makeTrainView } from '#lib/dataset/train-view';
import { testEnvironment } from '#lib/llm/testing';
import type { LlmEnvironment } from '#lib/llm/types';
import { tinyFiles, tinySource } from '#lib/notebook/testing/tiny';
import { profileGenerator } from '#lib/profiles/registry';
import { memoryStore } from '#lib/storage/memory';
import { startLlmServer, type LlmServer } from '../../../test/llm-server/server';
import { BUNDLED_PLACE, readMakeArguments } from './arguments';
import { asMarkdown, linesOf, makeProfiles, profilesNotebook, provenanceOf, someOf, type MadeProfiles } from './make';

let server: LlmServer | undefined;
afterEach(async () => {
  expect(server?.schemaProblems ?? []).toEqual([]);
  await server?.close();
  server = undefined;
});

async function make(overrides: Readonly<Record<string, string>>, llm?: LlmEnvironment): Promise<MadeProfiles> {
  const made = await makeProfiles(profilesNotebook('tiny', overrides), {
    store: memoryStore(),
    openSource: () => tinySource(),
    device: { backend: 'none', adapter: 'none' },
    ...(llm && { llm })
  });
  if (!made) throw new Error('It was cancelled');
  return made;
}

const MODEL = { 'profiles.model': 'made-up' };
const TEMPLATE = { 'profiles.generator': 'template' };

describe('npm run make-profiles', () => {
  it('writes what a model answered with where each came from, read back beside the data as it was', async () => {
    server = await startLlmServer();
    const made = await make(MODEL, testEnvironment(server.url));
    const lines = linesOf(made);
    const [first] = lines.split('\n');
    expect(JSON.parse(first ?? '')).toMatchObject({
      node: 'item',
      id: 'i0',
      generator: 'llm',
      answer: { model: 'made-up' }
    });
    // In the folder of the data set, where items.jsonl and users.jsonl lie too.
    const files = new Map([...tinyFiles(), ['profiles-llm.jsonl', new TextEncoder().encode(lines)]]);
    const read = await profileGenerator('files').generate(makeTrainView(made.dataset), { source: 'tiny' }, 0, {
      files: memorySource('tiny', files)
    });
    expect(read.users).toEqual(made.set.users);
    expect(read.items).toEqual(made.set.items);
    expect(read.provenance.label).toContain(made.set.provenance.label);
  });
  it('says how they were made, without a key', async () => {
    server = await startLlmServer();
    const llm = testEnvironment(server.url);
    const made = await make(MODEL, llm);
    const provenance = provenanceOf(made);
    expect(provenance).toMatchObject({
      dataset: 'tiny',
      generator: 'llm',
      models: ['made-up'],
      split: made.dataset.split.hash
    });
    expect(provenance.items).toEqual({ written: made.set.items.length, without: 0 });
    expect(JSON.stringify(provenance) + linesOf(made)).not.toContain(llm.endpoint.key);
  });
  it('pays for no answer twice', async () => {
    server = await startLlmServer();
    const llm = testEnvironment(server.url);
    const first = await make(MODEL, llm);
    const calls = server.calls.length;
    expect(linesOf(await make(MODEL, llm))).toBe(linesOf(first));
    expect(server.calls.length).toBe(calls);
  });
  it('asks for an endpoint where there is none, and passes nothing off as a model’s', async () => {
    await expect(make(MODEL)).rejects.toMatchObject({ code: 'llm/no-endpoint' });
    const composed = await make(TEMPLATE);
    expect(() => provenanceOf(composed)).toThrow('No language model wrote any');
  });
  it('prints some of few and of many clicks, half of them users', async () => {
    const some = someOf(await make(TEMPLATE), 6);
    expect(some.map(({ node }) => node)).toEqual(['user', 'user', 'user', 'item', 'item', 'item']);
    for (const each of some) expect(asMarkdown(each)).toContain(each.text ?? '_None._');
  });
});

describe('its arguments', () => {
  it('write the bundled place, or only print', () => {
    expect(readMakeArguments([])).toMatchObject({ source: 'bookshop', out: BUNDLED_PLACE, print: 0 });
    expect(readMakeArguments(['--print', '20'])).toMatchObject({ out: null, print: 20 });
    expect(readMakeArguments(['--source', 'mine', '--out', 'p.jsonl'])).toMatchObject({
      source: 'mine',
      out: 'p.jsonl'
    });
    expect(readMakeArguments(['--help'])).toBeNull();
  });
  it.each([
    [['--source', 'mine'], 'Neither --out nor --print'],
    [['--print', 'some'], '--print is "some"'],
    [['--set', 'model'], '"model" sets nothing'],
    [['--frce'], "Unknown option '--frce'"]
  ])('%j is one clear line', (args, words) => {
    expect(() => readMakeArguments(args)).toThrow(words);
  });
});

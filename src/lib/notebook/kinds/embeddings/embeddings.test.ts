// The embeddings cell: what its vectors are made from, by "texts" and "users"; held-out data in none of it; its words' worth beside it.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { lsaEncoder } from '#lib/embeddings/lsa/lsa';
import { memoryStore } from '#lib/storage/memory';
import type { ArtifactStore } from '#lib/storage/types';
import { parseNotebook } from '../../document/parse';
import { notebookGraph } from '../../plan/graph';
import { Artifacts } from '../../run/artifacts';
import { runNotebook } from '../../run/runtime';
import { TINY_PROFILES, tinyFiles, tinySource } from '../../testing/tiny';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

const LSA = 'encoder: lsa\ndimensions: 4\nmin_texts: 1\nmax_share: 1\n';

/** Vectors and result of a cell `semantics` with these lines. */
async function made(lines: string, files = tinyFiles(), store: ArtifactStore = memoryStore()) {
  const cell = `\`\`\`embeddings\nname: semantics\n${LSA}${lines}\n\`\`\``;
  const run = await runNotebook(parseNotebook(`${TINY_PROFILES}${cell}`), {
    store,
    openSource: () => tinySource(files),
    device: { backend: 'cpu', adapter: 'JavaScript' }
  });
  const [failure] = run.failures;
  if (failure) throw failure.error;
  const record = run.records.find(({ name }) => name === 'semantics');
  if (record?.result.kind !== 'embeddings') throw new Error('It was made');
  const { vectors } = await new Artifacts(store).embeddings(record.id);
  return { vectors, result: record.result, digest: record.digest };
}

/** The same shop with other words in everything held out, and held-out items exchanged among users. */
function withOtherHeldOut(): Map<string, Uint8Array> {
  const files = tinyFiles();
  const text = new TextDecoder().decode(files.get('interactions.csv'));
  const [head = '', ...rows] = text.trimEnd().split('\n');
  const isHeldOut = (row: string) => /\b(val|test)\b/.test(row);
  const heldOut = rows.filter(isHeldOut);
  const changed = heldOut.map((row) => row.replace(/Loved the \w+/, 'Zqxplant'));
  expect(changed).not.toEqual(heldOut);
  files.set(
    'interactions.csv',
    new TextEncoder().encode(`${[head, ...rows.filter((row) => !isHeldOut(row)), ...changed].join('\n')}\n`)
  );
  return files;
}

describe('vectors', () => {
  it('of items come from their own texts, and users are means of their training items, without profiles', async () => {
    const { vectors, result } = await made('dataset: books\ntexts: items\nusers: items');
    expect([...vectors.userPresent, ...vectors.itemPresent].every((flag) => flag === 1)).toBe(true);
    expect(result.facts).toMatchObject({ 'users from': 'the mean of their training items' });
    expect(result.words?.languages[0]).toEqual({ name: 'English', texts: 40 });
    expect(result.words?.recall?.part).toBe('validation');
    expect(result.words?.recall?.value).toBeGreaterThan(result.words?.recall?.chance ?? 1);
  });
  it('of users come from items’ vectors where items have profiles, and the other way about', async () => {
    const [fromItems, fromWords] = [await made('profiles: words\nusers: items'), await made('profiles: words')];
    // The mean lies among the items' vectors: inside the sphere on which these lie.
    const length = Math.hypot(...fromItems.vectors.users.subarray(0, 4));
    expect(length).toBeLessThan(0.9999);
    expect(Math.hypot(...fromWords.vectors.users.subarray(0, 4))).toBeCloseTo(1, 5);
    const mixed = await made('profiles: words\ntexts: items');
    expect(mixed.result.facts).toMatchObject({ 'users from': 'profiles' });
  });
  it('of permuted texts are those of other items: the same vectors, at other items', async () => {
    const own = await made('dataset: books\ntexts: items\nusers: items');
    const permuted = await made('dataset: books\ntexts: permuted-items\nusers: items');
    const rows = (values: Float32Array) =>
      Array.from({ length: 40 }, (_, row) =>
        [...values.subarray(4 * row, 4 * row + 4)].map((x) => x.toFixed(4)).join()
      );
    const [before, after] = [rows(own.vectors.items), rows(permuted.vectors.items)];
    expect(after.filter((row) => before.includes(row)).length).toBeGreaterThan(30);
    expect(after).not.toEqual(before);
  });
  it.each(['profiles: words', 'dataset: books\ntexts: items\nusers: items\npca: 3'])(
    'that are shuffled are made of the true ones where these are stored, to the same digest: %j',
    async (lines) => {
      const encode = vi.spyOn(lsaEncoder, 'encode');
      const anew = await made(`${lines}\nperturb: shuffle`);
      const store = memoryStore();
      await made(lines, tinyFiles(), store);
      expect(encode).toHaveBeenCalledTimes(2);
      const fromStored = await made(`${lines}\nperturb: shuffle`, tinyFiles(), store);
      expect(encode).toHaveBeenCalledTimes(2);
      encode.mockRestore();
      expect(fromStored.digest).toBe(anew.digest);
      expect(fromStored.result).toEqual(anew.result);
    }
  );
  it('hold nothing of held-out data', async () => {
    const lines = 'dataset: books\ntexts: items\nusers: items';
    expect((await made(lines, withOtherHeldOut())).vectors).toEqual((await made(lines)).vectors);
  });
});

describe('a cell', () => {
  const problemOf = (lines: string) =>
    notebookGraph(parseNotebook(`${TINY_PROFILES}\`\`\`embeddings\nname: semantics\n${lines}\n\`\`\``)).problems.get(
      'semantics'
    );
  it.each([
    ['texts: items\nusers: items\nprofiles: words', 'notebook/key-does-not-apply', 'read the data set'],
    ['texts: items\ndataset: books', 'notebook/key-does-not-apply', 'vectors of users are made from profiles'],
    ['users: items\ndataset: books', 'notebook/key-does-not-apply', 'vectors of items are made from profiles'],
    ['texts: items\nusers: items', 'notebook/missing-key', 'dataset'],
    ['encoder: dataset\ndataset: books\nusers: items', 'notebook/key-does-not-apply', 'made already'],
    ['profiles: words\ntexts: reviews', 'notebook/bad-value', 'permuted-items']
  ])('is refused with a reason: %j', (lines, code, words) => {
    const error = problemOf(lines);
    expect(error?.code).toBe(code);
    expect(`${error?.message} ${error?.cure}`).toContain(words);
  });
});

it.each(['encoders.md', 'encoders-movielens.md'])('%s has no cell with a problem', (file) => {
  const { problems, cells } = notebookGraph(parseNotebook(readFileSync(`public/notebooks/${file}`, 'utf8'), file));
  expect([...problems.values()].map((problem) => problem.toLine())).toEqual([]);
  expect(cells.size).toBeGreaterThan(12);
});

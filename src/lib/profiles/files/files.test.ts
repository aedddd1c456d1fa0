// Profiles that go out and come back, as JSON lines and as the official pickles, and those that came with the data.
import { describe, expect, it } from 'vitest';
import '#lib/errors/all';
import { allBytes, memoryFile } from '#lib/dataset/bytes/input-files';
import type { DataFile } from '#lib/dataset/formats/writer';
import { readPickle } from '#lib/dataset/formats/pickle/pickle';
import { inputsSource } from '#lib/dataset/sources/source';
import { testView } from '../template/test-view';
import { profileGenerator } from '../registry';
import type { GeneratorContext } from '../generator';
import type { Profile, ProfileSet } from '../types';
import { bareProfile } from './with-data';
import { profileFiles } from './write';

const view = testView();
const written = (text: string | null, at: number): Profile => ({
  text,
  reasoning: `because of ${at}\nand "more"`,
  evidence: { items: ['i0'], reviews: at, fields: ['title'] },
  ...(at === 1 && {
    answer: {
      key: 'k',
      model: 'm',
      promptVersion: 'books-1',
      host: 'h',
      calls: 1,
      usage: { inputTokens: 3, outputTokens: 4 },
      estimate: { inputTokens: 2, outputTokens: 5 },
      estimatedDollars: 0.1,
      dollars: null,
      created: '2026-01-02T03:04:05.000Z',
      problem: null,
      detail: ''
    }
  })
});
const set: ProfileSet = {
  users: view.userIds.map((_, at) => written(at === 0 ? null : `Läser "böcker" ${at} \u{1f4da}`, at)),
  items: view.itemIds.map((_, at) => written(`item ${at},\u2028 with odd\tcharacters`, at)),
  provenance: { generator: 'llm', label: 'Written.', version: 1, settings: {} }
};
const folder = (files: readonly DataFile[]) =>
  inputsSource(
    'mine',
    files.map(({ path, chunks }) => memoryFile(path, new Uint8Array(Buffer.concat([...chunks]))))
  );
const generate = (context: GeneratorContext, name = 'files') =>
  profileGenerator(name).generate(view, name === 'files' ? { source: 'mine' } : {}, 1, context);

describe('profiles in files', () => {
  it('come back from JSON lines with all that is known of them', async () => {
    const read = await generate({ files: folder(profileFiles(set, view, 'jsonl')) });
    expect(read.users).toEqual(set.users);
    expect(read.items).toEqual(set.items);
    expect(read.provenance).toMatchObject({ generator: 'files', settings: {} });
    expect(read.provenance.label).toMatch(/Leak status unknown/);
  });

  it('come back from the official pickles with their words and reasons', async () => {
    const files = profileFiles(set, view, 'official');
    expect(files.map(({ path }) => path)).toEqual(['usr_prf.pkl', 'itm_prf.pkl', 'usr_map.json', 'itm_map.json']);
    const read = await generate({ files: folder(files) });
    const bare = (profiles: readonly Profile[]) => profiles.map(({ text, reasoning }) => bareProfile(text, reasoning));
    expect(read.users).toEqual(bare(set.users));
    expect(read.items).toEqual(bare(set.items));
  });

  it('are pickled as the official code reads them: a dict by row, "None" where there is none', async () => {
    const [users] = profileFiles(set, view, 'official');
    if (!users) throw new Error('a file was written');
    const bytes = await allBytes(memoryFile('usr_prf.pkl', new Uint8Array(Buffer.concat([...users.chunks]))), 1e6);
    const dict = readPickle(bytes, 'usr_prf.pkl');
    if (!(dict instanceof Map)) throw new Error('it is a dict');
    expect(dict.get(0)).toEqual(
      new Map([
        ['profile', 'None'],
        ['reasoning', set.users[0]?.reasoning ?? '']
      ])
    );
    expect(dict.size).toBe(view.userIds.length);
  });

  it('are read under the names that others give them, and counted where the data set has no such id', async () => {
    const lines = [
      { item_id: view.itemIds[0], profile: 'A' },
      { node: 'item', id: view.itemIds[1], summarization: 'B', reasoning: 'why' },
      { node: 'user', id: view.userIds[0], summary: 'None' },
      { node: 'user', id: 'nobody', text: 'C' }
    ];
    const text = lines.map((line) => JSON.stringify(line)).join('\n');
    const read = await generate({ files: inputsSource('mine', [memoryFile('profiles.jsonl', text)]) });
    expect(read.items.slice(0, 3).map((profile) => profile.text)).toEqual(['A', 'B', null]);
    expect(read.items[1]?.reasoning).toBe('why');
    expect(read.users.every((profile) => profile.text === null)).toBe(true);
    expect(read.provenance.label).toContain('1 of the ids in them are not in the data set, for example "nobody".');
  });

  it.each([
    ['no text', JSON.stringify({ node: 'item', id: view.itemIds[0] })],
    ['a number for a text', JSON.stringify({ node: 'item', id: view.itemIds[0], text: 3 })],
    ['no JSON', 'item,text']
  ])('are refused with %s, by file and line', async (_, line) => {
    const files = inputsSource('mine', [memoryFile('profiles.jsonl', `${line}\n`)]);
    await expect(generate({ files })).rejects.toMatchObject({
      code: 'files/bad-line',
      where: { file: 'profiles.jsonl', line: 1 }
    });
  });

  it('are refused where a pickle names more rows than the data set has', async () => {
    const more = { ...set, users: [...set.users, bareProfile('one more', '')] };
    await expect(generate({ files: folder(profileFiles(more, view, 'official')) })).rejects.toMatchObject({
      code: 'files/wrong-height',
      where: { file: 'usr_prf.pkl' }
    });
  });
});

describe('profiles that came with the data', () => {
  it('are handed on with their reasons, and said to be of unknown origin', async () => {
    const brought = {
      users: view.userIds.map((_, at) => (at === 1 ? null : `u${at}`)),
      items: view.itemIds.map((_, at) => `i${at}`),
      reasons: { users: view.userIds.map((_, at) => `why u${at}`), items: view.itemIds.map((_, at) => `why i${at}`) }
    };
    const read = await generate({ brought }, 'dataset');
    expect(read.users.map(({ text, reasoning }) => [text, reasoning])).toEqual(
      brought.users.map((text, at) => [text, `why u${at}`])
    );
    expect(read.provenance.label).toMatch(/Leak status unknown/);
  });

  it('are missed by name', async () => {
    await expect(generate({}, 'dataset')).rejects.toMatchObject({ code: 'profiles/none-brought' });
  });
});

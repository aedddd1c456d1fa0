// The text that results carry: as its author wrote it, with the values of --set, and without the reader's own folders.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readNotebookFile } from './read-notebook';

const TEXT = '# Two\n\n```dataset\nname: films\nsource: movielens\n```\n';
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-'));
  await writeFile(join(folder, 'n.md'), TEXT);
});
afterAll(() => rm(folder, { recursive: true }));

const read = (overrides: Readonly<Record<string, string>>) => readNotebookFile(join(folder, 'n.md'), 'n.md', overrides);

it.each(['/home/somebody/films', '../films/', 'C:\\films'])(
  'data at %s are read there, and the text does not say where',
  async (path) => {
    const { notebook, text } = await read({ 'films.source': path, 'films.core': '10' });
    expect(notebook.cells[0]?.values.source).toBe(path);
    expect(text).toBe(TEXT.replace('movielens\n', 'movielens\ncore: 10\n'));
  }
);

it.each(['lastfm', 'https://example.org/films/'])('data called %s are told', async (name) => {
  expect((await read({ 'films.source': name })).text).toBe(TEXT.replace('movielens', name));
});

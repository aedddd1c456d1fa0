// The bookshop with other parameters, as a dataset cell says it: the text's own values are the bundled shop, others are made in place, and a
// plan over many makes none of them.
import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { folderSource } from '#lib/dataset/sources/source.folder.node';
import { makeBookshop } from '#lib/dataset/synthetic/bookshop';
import { BOOKSHOP, SHOP_FIELDS } from '#lib/dataset/synthetic/parameters';
import { generatedBookshop } from '#lib/dataset/synthetic/source';
import { memoryStore } from '#lib/storage/memory';
import { parseNotebook } from '../../document/parse';
import { notebookGraph } from '../../plan/graph';
import { identifyCells } from '../../plan/identify';
import { Artifacts } from '../../run/artifacts';
import { runNotebook } from '../../run/runtime';

const FOLDER = 'public/datasets/bookshop';
const cell = (...lines: readonly string[]) => `# Shop\n\n\`\`\`dataset\nname: books\n${lines.join('\n')}\n\`\`\`\n`;
const bookshop = (...lines: readonly string[]) => cell('source: bookshop', ...lines);
const openSource = () => folderSource(FOLDER);

async function idOf(text: string): Promise<string | undefined> {
  const store = memoryStore();
  const { ids } = await identifyCells(parseNotebook(text), { store, openSource }, new Artifacts(store));
  return ids.get('books')?.id;
}

describe('a shop', () => {
  it('of the bundled parameters is the bundled one', async () => {
    const said = SHOP_FIELDS.map(({ key, default: value }) => `${key}: ${value}`);
    expect(await idOf(bookshop(...said))).toBe(await idOf(bookshop()));
    const made = makeBookshop(BOOKSHOP);
    for (const [path, bytes] of made) expect(Buffer.compare(bytes, readFileSync(`${FOLDER}/${path}`))).toBe(0);
  });

  it('of other parameters is another one, each of its own', async () => {
    const texts = [bookshop(), ...SHOP_FIELDS.map(({ key, max }) => bookshop(`${key}: ${max}`))];
    const ids = await Promise.all(texts.map(idOf));
    expect(new Set(ids).size).toBe(SHOP_FIELDS.length + 1);
    expect(ids).not.toContain(undefined);
  });

  it('is read as it was generated, with the truth about it', async () => {
    const store = memoryStore();
    const { records } = await runNotebook(parseNotebook(bookshop('interactions: 9000', 'noise: 0.1')), {
      store,
      openSource,
      device: { backend: 'cpu', adapter: 'JavaScript' }
    });
    const result = records[0]?.result;
    if (result?.kind !== 'dataset') throw new Error('no data');
    expect(result.synthetic).toBe(true);
    const { train, val, test } = result.interactions;
    expect(train / 1.1 + val + test).toBeCloseTo(9000, -1);
    expect(await generatedBookshop({ interactions: 9000 }).has('truth.json')).toBe(true);
  });

  it('is not made to be planned', async () => {
    const made = vi.fn();
    vi.doMock('#lib/dataset/synthetic/bookshop', () => ({ makeBookshop: made }));
    try {
      expect(await idOf(bookshop('interactions: 9000'))).toMatch(/^[0-9a-f]{64}$/);
      expect(made).not.toHaveBeenCalled();
    } finally {
      vi.doUnmock('#lib/dataset/synthetic/bookshop');
    }
  });

  it.each([
    [cell('source: shelves', 'interactions: 9000'), '"interactions" has no effect here', 'shelves'],
    [bookshop('text_informativeness: 2'), '"text_informativeness" is 2', 'text_informativeness']
  ])('cannot be asked for otherwise: %j', (text, words, more) => {
    const problem = notebookGraph(parseNotebook(text)).problems.get('books');
    expect(problem?.message).toContain(words);
    expect(`${problem?.message} ${problem?.cure}`).toContain(more);
  });
});

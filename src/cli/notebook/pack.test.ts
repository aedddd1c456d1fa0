// What goes into a pack: the site, the notebook with its data at their place in the pack, and a word where a web server could not give them.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseNotebook } from '#lib/notebook/document/parse';
import { tinyFiles } from '#lib/notebook/testing/tiny';
import { memoryStore } from '#lib/storage/memory';
import { readArguments } from './arguments';
import { checkPackOut, packFiles, writePack, type PackFile } from './pack';
import { openSource } from './sources';

let folder = '';
const write = async (path: string, content: string | Uint8Array) => {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rlmrec-pack-'));
  await write('site/index.html', 'the site');
  await write('site/runs/index.json', '{"version": 1, "runs": []}');
  for (const [path, bytes] of tinyFiles()) await write(`here/shop/${path}`, bytes);
  await write('here/clicks.csv', 'user,item\na,x\na,y\nb,x\nb,y\n');
  await write('here/two/clicks.csv', 'user,item\na,x\na,y\n');
  await mkdir(join(folder, 'bundled'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function packed(source: string): Promise<readonly PackFile[]> {
  const text = `# Week <1>\n\n\`\`\`dataset\nname: own\nsource: ${source}\n\`\`\`\n`;
  const file = join(folder, 'here', 'week.md');
  const bundled = join(folder, 'bundled');
  return packFiles({
    document: parseNotebook(text, file),
    text,
    file,
    site: join(folder, 'site'),
    bundled,
    results: '{}',
    env: {
      store: memoryStore(),
      device: { backend: 'none', adapter: 'none' },
      openSource: (from) => openSource(from, file, bundled),
      onEvent: () => undefined
    }
  });
}
const textOf = (files: readonly PackFile[], path: string): string => {
  const content = files.find((file) => file.path === path)?.content;
  return content && 'bytes' in content ? new TextDecoder().decode(content.bytes) : '';
};

describe('a pack', () => {
  it('has the site, and the notebook with a folder in the open format beside it', async () => {
    const files = await packed('./shop');
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['index.html', 'pack/week.results.json', 'pack/data/own/manifest.json'])
    );
    expect(textOf(files, 'pack/week.md')).toContain('source: data/own/');
    expect(textOf(files, 'pack/index.html')).toContain('Week &lt;1&gt;');
    expect(textOf(files, 'pack/index.html')).toContain('?notebook=..%2Fpack%2Fweek.md');
  });
  it('takes a single file as it is', async () => {
    const files = await packed('clicks.csv');
    expect(textOf(files, 'pack/week.md')).toContain('source: data/own/clicks.csv');
    expect(files.map(({ path }) => path)).toContain('pack/data/own/clicks.csv');
  });
  it('is refused where data lie in a folder whose files a web server would not list', async () => {
    await expect(packed('two')).rejects.toMatchObject({ code: 'notebook/bad-pack' });
  });
  it('is written whole, as a folder or a zip, and mixes with nothing', async () => {
    const files = await packed('./shop');
    const out = join(folder, 'out');
    await writePack(out, files);
    expect(await readFile(join(out, 'index.html'), 'utf8')).toBe('the site');
    await expect(checkPackOut(out)).rejects.toThrow(/other files/);
    await checkPackOut(join(folder, 'out.zip'));
    expect(await writePack(join(folder, 'out.zip'), files)).toBeGreaterThan(1000);
    expect((await readFile(join(folder, 'out.zip'))).subarray(0, 2).toString()).toBe('PK');
    expect((await readdir(folder)).filter((name) => name.includes('writing'))).toEqual([]);
    await expect(checkPackOut(join(folder, 'none', 'x.zip'))).rejects.toThrow(/no folder/);
  });
});

it('the command asks for a place, and takes the notebook as it is', () => {
  expect(readArguments(['pack', 'n.md', '--out', 'x'])).toMatchObject({ pack: true, file: 'n.md', out: 'x' });
  expect(readArguments(['n.md'])).toMatchObject({ pack: false });
  expect(() => readArguments(['pack', 'n.md'])).toThrow('--out');
  expect(() => readArguments(['pack', 'n.md', '--out', 'x', '--set', 'a.b=1'])).toThrow('--set');
  expect(() => readArguments(['pack'])).toThrow('No notebook');
});

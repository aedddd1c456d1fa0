// What becomes of a run's outputs when nobody reads them, when they are no plain files, and when words from outside want more than to be
// read. The command line as its users start it.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { lstat, mkdtemp, mkdir, open, readdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { tinyFiles } from '#lib/notebook/testing/tiny';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outputs-'));
  for (const [path, bytes] of tinyFiles()) {
    await mkdir(dirname(join(folder, 'tiny', path)), { recursive: true });
    await writeFile(join(folder, 'tiny', path), bytes);
  }
  await writeFile(join(folder, 'words.md'), WORDS);
  await writeFile(join(folder, 'data.md'), '```dataset\nname: data\nsource: tiny\n```\n');
});

const OPENING = '---\nopens: data\n---\n\n# Two words\n\n';
const WORDS = `${OPENING}Read first.\n\nThen <script>alert(1)</script>\n\n\`\`\`dataset\nname: data\nsource: tiny\n\`\`\`\n`;

type Outputs = readonly ['pipe' | number, 'pipe' | number];

function start(args: readonly string[], [out, said]: Outputs = ['pipe', 'pipe']): ChildProcess {
  const store = ['--store', join(folder, 'store'), '--backend', 'cpu'];
  return spawn(process.execPath, ['scripts/cli.mjs', 'notebook', ...args, ...store], { stdio: ['ignore', out, said] });
}

async function codeOf(child: ChildProcess): Promise<unknown> {
  const [code] = await once(child, 'close');
  return code;
}

const read = (stream: ChildProcess['stdout']): Promise<string> => (stream ? text(stream) : Promise.resolve(''));

async function expectResults(path: string): Promise<void> {
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ version: 1, cells: [{ name: 'data' }] });
}

describe('results', () => {
  it.each(['stdout', 'stderr'] as const)('are written whole where the reader of %s has left', async (gone) => {
    const own = await mkdtemp(join(folder, 'gone-'));
    const child = start([join(folder, 'data.md'), '--out', join(own, 'results.json')]);
    child[gone]?.destroy();
    (gone === 'stdout' ? child.stderr : child.stdout)?.resume();
    expect(await codeOf(child)).toBe(0);
    await expectResults(join(own, 'results.json'));
    expect(await readdir(own)).toEqual(['results.json']);
  });

  it('carry the notebook with the values that it ran with, and are a page that stands alone', async () => {
    const own = await mkdtemp(join(folder, 'page-'));
    const [json, html] = [join(own, 'results.json'), join(own, 'page.html')];
    const asked = [join(folder, 'words.md'), '--set', 'data.split_seed=7', '--out', json, '--html', html];
    expect(await codeOf(start(asked))).toBe(0);
    const { text } = JSON.parse(await readFile(json, 'utf8'));
    expect(text).toBe(WORDS.replace('source: tiny', 'source: tiny\nsplit_seed: 7'));
    const page = await readFile(html, 'utf8');
    expect(page).toMatch(/<h1[^>]*>Two words<\/h1>/);
    expect(page).toContain('split_seed: 7');
    // The title, the first paragraph, then what the notebook opens with, and only then the rest.
    const order = [/<h1/, /Read first/, /Written by/, /id="cell-data"/, /&lt;script/].map((part) => page.search(part));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
    expect(page).toContain('&lt;script&gt;');
    expect(page).toMatch(/<svg[\s\S]*<\/svg>/);
    expect(page).toContain('Card of data');
    expect(page).toContain('--paper: light-dark(');
    expect(page).not.toMatch(/<script|<link|<button|<input|<!--|url\(|undefined/);
  });

  it('go through a link to the file behind it, there or not, and the link stays', async () => {
    const own = await mkdtemp(join(folder, 'links-'));
    await symlink('behind.json', join(own, 'link.json'));
    await symlink('link.json', join(own, 'first.json'));
    expect(await codeOf(start([join(folder, 'data.md'), '--out', join(own, 'first.json')]))).toBe(0);
    expect(await readlink(join(own, 'first.json'))).toBe('link.json');
    expect(await readlink(join(own, 'link.json'))).toBe('behind.json');
    await expectResults(join(own, 'behind.json'));
  });

  it('go into a pipe, which stays one', async () => {
    const pipe = join(await mkdtemp(join(folder, 'pipe-')), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const child = start([join(folder, 'data.md'), '--out', pipe]);
    const reader = spawn('cat', [pipe], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [code, results] = await Promise.all([codeOf(child), text(reader.stdout)]);
    expect(code).toBe(0);
    expect(JSON.parse(results)).toMatchObject({ cells: [{ name: 'data' }] });
    expect((await lstat(pipe)).isFIFO()).toBe(true);
  });

  it('have the standard output for themselves where they are to go there', async () => {
    const child = start([join(folder, 'data.md'), '--out', '/dev/stdout']);
    const [out, said, code] = await Promise.all([read(child.stdout), read(child.stderr), codeOf(child)]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ cells: [{ name: 'data' }] });
    expect(said).toContain('30 users, 40 items');
  });
});

it('a table that could not be written is no success', async () => {
  const full = await open('/dev/full', 'w');
  const child = start([join(folder, 'data.md')], [full.fd, 'pipe']);
  const [said, code] = await Promise.all([read(child.stderr), codeOf(child)]);
  await full.close();
  expect(code).toBe(1);
  expect(said).toMatch(/could not be written/);
});

it.each([
  ['a key', 'name: data\nsource: tiny\n"\\e[2J\\rcell: done\\nforged": 1'],
  ['a source', 'name: data\nsource: "\\e]0;title\\a\\e[2Jtiny\\n\\u009b1mforged"'],
  ['a setting', 'name: data\nsource: tiny\ncore: "\\x07\\e[31m\\u202Eforged"']
])('the words of %s are one line of the error and move nothing', async (_, cell) => {
  const file = join(await mkdtemp(join(folder, 'words-')), 'n.md');
  await writeFile(file, `\`\`\`dataset\n${cell}\n\`\`\`\n`);
  const child = start([file]);
  child.stdout?.resume();
  const [said, code] = await Promise.all([read(child.stderr), codeOf(child)]);
  expect(code).toBe(1);
  // eslint-disable-next-line no-control-regex
  expect(said).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/);
  expect(said.split('\n').filter((line) => line.includes('forged'))).toHaveLength(1);
  expect(said).not.toMatch(/^forged/m);
});

// The command line's parts by themselves: arguments, sources, tables, progress.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printable } from '#lib/errors/printable';
import type { CellProgress } from '#lib/notebook/run/events';
import { readArguments } from './arguments';
import { ProgressLines } from './progress';
import { checkOut } from './results-file';
import { openSource } from './sources';
import { cut, duration, textTable, widthOf } from './text-table';

describe('arguments', () => {
  it('have defaults, and options anywhere on the line', () => {
    const asked = readArguments(['--set', 'a.b=1', 'n.md', '--set', 'a.c=[2, 3]', '--force', '--jobs', '3']);
    expect(asked).toMatchObject({
      file: 'n.md',
      out: null,
      backend: 'auto',
      overrides: { 'a.b': '1', 'a.c': '[2, 3]' },
      force: true,
      jobs: 3,
      store: '.rlmrec'
    });
    expect(readArguments(['n.md', '--backend', 'webgpu'])?.jobs).toBe(1);
    expect(readArguments(['n.md'])?.workers(64)).toBe(0);
    expect(readArguments(['n.md', '--workers', '5'])?.workers(64)).toBe(5);
    expect(readArguments(['--help'])).toBeNull();
  });

  it('keep all signs of a value behind the first equals sign', () => {
    expect(readArguments(['n.md', '--set', 'books.source=https://x.org/?a=b'])?.overrides).toEqual({
      'books.source': 'https://x.org/?a=b'
    });
  });

  it.each([
    [[], 'No notebook was named'],
    [['a.md', 'b.md'], 'One notebook at a time'],
    [['a.md', '--frce'], "Unknown option '--frce'"],
    [['a.md', '--out'], '--out'],
    [['a.md', '--backend', 'cuda'], 'no backend "cuda"'],
    [['a.md', '--jobs', '0'], '--jobs is "0"'],
    [['a.md', '--jobs', '1.5'], '--jobs is "1.5"'],
    [['a.md', '--workers', '-1'], '--workers'],
    [['a.md', '--workers='], '--workers is ""'],
    [['a.md', '--set', 'epochs'], '"epochs" sets nothing']
  ])('%j is one clear line', (args, words) => {
    expect(() => readArguments(args)).toThrow(words);
  });
});

describe('sources', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rlmrec-cli-'));
    for (const path of ['bundled/shop', 'here/data', 'here/shop']) await mkdir(join(folder, path), { recursive: true });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const open = (source: string) => openSource(source, join(folder, 'here', 'n.md'), join(folder, 'bundled'));

  it('are bundled names first, then folders beside the notebook, then addresses', async () => {
    expect((await open('shop')).name).toBe(join(folder, 'bundled', 'shop'));
    expect((await open('./shop')).name).toBe(join(folder, 'here', 'shop'));
    expect((await open('data')).name).toBe(join(folder, 'here', 'data'));
    expect((await open('../here/data')).name).toBe(join(folder, 'here', 'data'));
    expect((await open('https://x.org/data')).name).toBe('https://x.org/data');
  });

  it.each(['nowhere', '../nowhere', 'file:///etc', '../n.md'])('"%s" is refused with the reason', async (source) => {
    await expect(open(source)).rejects.toMatchObject({ code: 'notebook/unknown-source' });
  });

  it('a results file in no folder is refused before anything runs', async () => {
    await expect(checkOut(join(folder, 'none', 'q.json'))).rejects.toThrow(/no folder/);
    await expect(checkOut(join(folder, 'here'))).rejects.toThrow(/which is a folder/);
    const file = join(folder, 'q.json');
    await expect(checkOut(file)).resolves.toEqual({ to: 'file', path: file, mode: null });
  });
});

describe('text', () => {
  it('lines columns up, wide signs too', () => {
    expect(
      textTable([
        ['name', 'n'],
        ['a', '10'],
        ['書店', '3']
      ])
    ).toBe('name   n\na     10\n書店   3');
    expect(widthOf('é')).toBe(1);
  });
  it('is cut to a width, and made harmless', () => {
    expect(cut('abcdef', 4)).toBe('abc…');
    expect(cut('abcd', 4)).toBe('abcd');
    expect(printable('a\u001B[2Jb\nc\u202Ed')).toBe('a [2Jb c d');
  });
  it.each([
    [0.04, '0.0 s'],
    [59.6, '1 min 00 s'],
    [65, '1 min 05 s'],
    [7800, '2 h 10 min']
  ])('%d seconds read %s', (seconds, words) => {
    expect(duration(seconds)).toBe(words);
  });
});

describe('progress', () => {
  const seed = (number: number, done: number) => ({
    seed: number,
    epoch: done,
    done,
    total: 100,
    rate: 10,
    secondsLeft: 1
  });
  const progress = (...done: readonly number[]): CellProgress => ({
    label: '',
    done: 0,
    total: 100,
    unit: 'steps',
    rate: null,
    secondsLeft: null,
    seeds: done.map((steps, at) => seed(at, steps))
  });

  function lines(isTTY: boolean) {
    let written = '';
    let time = 0;
    const output = { isTTY, columns: 80, write: (text: string) => (written += text) };
    const view = new ProgressLines(output, () => (time += 1000));
    return { view, text: () => written };
  }

  it('says a line every ten per cent of each seed where there is no terminal, and never goes back', () => {
    const { view, text } = lines(false);
    view.handle({ type: 'cell-started', cell: 'base' });
    for (const done of [1, 9, 10, 12, 35, 31, 100]) {
      view.handle({ type: 'cell-progress', cell: 'base', progress: progress(done) });
    }
    view.handle({ type: 'cell-skipped', cell: 'con', because: 'base' });
    expect(text().split('\n')).toEqual([
      'base seed 0 · 10 % · epoch 10 · 10 steps/s · about 1.0 s left',
      'base seed 0 · 30 % · epoch 35 · 10 steps/s · about 1.0 s left',
      'base seed 0 · 100 % · epoch 100 · 10 steps/s · about 1.0 s left',
      'con: skipped: it reads base',
      ''
    ]);
  });

  it('says what was found damaged', () => {
    const { view, text } = lines(false);
    const damaged = { code: 'storage/damaged', message: 'It is damaged.', cure: 'Run it again.', where: {} } as const;
    view.handle({
      type: 'plan',
      cells: [{ name: 'base', kind: 'train', id: 'a', state: 'missing', needs: [], damaged }]
    });
    expect(text()).toBe('base: It is damaged.\n');
  });

  it('prints the words of labels, warnings and names as one line each', () => {
    const { view, text } = lines(false);
    const hostile = 'a\u001B[2J\rb\nforged\u009B1m';
    view.handle({ type: 'cell-started', cell: 'base' });
    const error = { code: 'storage/damaged', message: hostile, cure: '', where: {} } as const;
    view.handle({ type: 'cell-warning', cell: 'base', error });
    const half = { label: hostile, done: 50, total: 100, unit: hostile, rate: 1, secondsLeft: null };
    view.handle({ type: 'cell-progress', cell: 'base', progress: half });
    expect(text().split('\n')).toEqual([
      'base: a [2J b forged 1m',
      'base · 50 % · a [2J b forged 1m · 1.0 a [2J b forged 1m/s',
      ''
    ]);
  });

  it.each([true, false])(
    'says a long wait once in a line that stays (terminal: %s), and the next one again',
    (isTTY) => {
      const { view, text } = lines(isTTY);
      const at = (waiting?: string): CellProgress => ({ ...progress(), seeds: [], waiting });
      view.handle({ type: 'cell-started', cell: 'p' });
      for (const waiting of [
        'waiting 2 min, because host says: no',
        'waiting 1 min, because host says: no',
        undefined,
        'waiting 9 min'
      ]) {
        view.handle({ type: 'cell-progress', cell: 'p', progress: at(waiting) });
      }
      expect(text().match(/p: waiting.*/g)).toEqual(['p: waiting 2 min, because host says: no', 'p: waiting 9 min']);
    }
  );

  it('keeps one line a running seed on a terminal, drawn over', () => {
    const { view, text } = lines(true);
    view.handle({ type: 'cell-started', cell: 'base' });
    view.handle({ type: 'cell-progress', cell: 'base', progress: progress(50, 20) });
    view.handle({ type: 'cell-progress', cell: 'base', progress: progress(60, 30) });
    const last = text().split('\u001B[2A\u001B[0J').at(-1) ?? '';
    expect(last.split('\n').map((line) => line.slice(0, 11))).toEqual(['base seed 0', 'base seed 1', '']);
    view.clear();
    expect(text().endsWith('\u001B[2A\u001B[0J')).toBe(true);
  });
});

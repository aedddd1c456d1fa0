// The list of runs as readers use it: of ten thousand a window stands in the page; found, sorted, grouped, picked, compared, deleted and back.
import { flushSync, mount, tick, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { appError } from '#lib/errors/app-error';
import type { RunSummary } from '#lib/notebook/runs/run-summary';
import { idOf, madeUpSummary } from '#lib/notebook/runs/testing';
import type { RunsBackend } from './runs-backend';
import RunsPage from './RunsPage.svelte';

const MANY = 10_000;
const three: readonly RunSummary[] = [
  madeUpSummary(1, { recall: 0.1 }),
  madeUpSummary(2, { recall: 0.3, alignment: 'contrastive', backend: 'imported' }),
  madeUpSummary(3, { recall: 0.2, data: 'Films', split: 'bb'.repeat(32) })
];

/** The same run under as many ids and seeds. */
const many = (count: number): readonly RunSummary[] => {
  const run = madeUpSummary(0);
  return Array.from({ length: count }, (_, at) => ({ ...run, id: idOf(at), seed: at }));
};

/** A store of these runs; what was asked of it is noted. */
function backendOf(
  stored: readonly RunSummary[],
  unread: readonly RunSummary[] = []
): RunsBackend & { asked: string[] } {
  let runs = stored;
  let gone: readonly RunSummary[] = [];
  const asked: string[] = [];
  return {
    asked,
    hasStore: () => Promise.resolve(runs.length + unread.length > 0),
    known: () => Promise.resolve(null),
    check: () => Promise.resolve(null),
    list: () => Promise.resolve({ runs, unread: unread.map(({ id }) => id) }),
    read: (ids) => {
      asked.push(`read ${ids.length}`);
      const found = unread.filter(({ id }) => ids.includes(id));
      return { cancel: () => undefined, finished: Promise.resolve({ runs: found, problems: [] }) };
    },
    compare: (ids) => {
      asked.push(`compare ${ids.length}`);
      return { cancel: () => undefined, finished: Promise.reject(appError('runs/gone', {})) };
    },
    take: (files) => {
      asked.push(`take ${files.map(({ path }) => path).join(' ')}`);
      const run = { ...madeUpSummary(7, { recall: 0.4 }), processor: 'a processor' };
      runs = [run, ...runs];
      const refused = [{ id: idOf(8), reason: 'it has no seal' }];
      return {
        cancel: () => undefined,
        finished: Promise.resolve({ taken: 1, runs: 1, present: 2, left: 0, refused })
      };
    },
    remove: (ids) => {
      gone = runs.filter(({ id }) => ids.includes(id));
      runs = runs.filter(({ id }) => !ids.includes(id));
      return Promise.resolve(ids);
    },
    restore: () => {
      runs = [...gone, ...runs];
      return Promise.resolve(gone.map(({ id }) => id));
    },
    ofSite: () => Promise.resolve([])
  };
}

let page: HTMLElement;
let mounted: Record<string, unknown> | null = null;
let address = '';

async function show(backend: RunsBackend, search = ''): Promise<void> {
  address = search;
  const write = (next: string) => void (address = next);
  const props = { backend, exploreHref: '/explore/', startHref: '/start/', search: () => address, write };
  mounted = mount(RunsPage, { target: page, props });
  flushSync();
  await settled();
}
async function settled(): Promise<void> {
  for (let at = 0; at < 20; at++) await tick();
  flushSync();
}
const names = () => [...page.querySelectorAll('tbody .name')].map((one) => one.textContent?.trim());
const named = (name: string) =>
  [...page.querySelectorAll<HTMLElement>('button, a')].find(({ textContent }) => textContent?.trim() === name);
async function press(name: string): Promise<void> {
  const found = named(name);
  if (!found) throw new Error(`There is no ${name}`);
  found.click();
  await settled();
}
async function pick(at: number): Promise<void> {
  page.querySelectorAll<HTMLInputElement>('tbody input')[at]?.click();
  await settled();
}

beforeEach(() => {
  page = document.createElement('div');
  document.body.append(page);
});
afterEach(async () => {
  if (mounted) await unmount(mounted);
  mounted = null;
  page.remove();
});

test('of ten thousand runs a window stands in the page, wherever the list is scrolled, and all are counted', async () => {
  const backend = backendOf(many(MANY));
  await show(backend);
  const box = page.querySelector('[aria-label="Stored runs"]');
  expect(page.querySelector('table')?.getAttribute('aria-rowcount')).toBe(String(MANY + 1));
  for (const share of [0, 0.5, 1]) {
    if (box) box.scrollTop = share * box.scrollHeight;
    await expect.poll(() => page.querySelectorAll('tbody tr:not(.space)').length).toBeGreaterThan(5);
    expect(page.querySelectorAll('tbody tr').length).toBeLessThan(80);
  }
  const last = () => [...page.querySelectorAll('tbody tr[aria-rowindex]')].at(-1)?.getAttribute('aria-rowindex');
  await expect.poll(last).toBe(String(MANY + 1));
  expect(backend.asked).toEqual([]);
});

test('a row that leaves the window lends its elements to the one that comes; the focus stays in the list', async () => {
  await show(backendOf(many(MANY)));
  const box = page.querySelector<HTMLElement>('[aria-label="Stored runs"]');
  if (!box) throw new Error('There is a list');
  const rows = () => [...page.querySelectorAll('tbody tr:not(.space)')];
  await expect.poll(() => box.clientHeight).toBeGreaterThan(0);
  await settled();
  const before = new Set(rows());
  page.querySelector<HTMLElement>('tbody input')?.focus();
  for (const top of [2000, 4000, 100_000, box.scrollHeight]) {
    const first = rows()[0]?.getAttribute('aria-rowindex');
    box.scrollTop = top;
    await expect.poll(() => rows()[0]?.getAttribute('aria-rowindex')).not.toBe(first);
    expect(rows().every((row) => before.has(row))).toBe(true);
  }
  expect(document.activeElement).toBe(box);
});

test('what was known at the last visit stands there before the store is looked through, and is put right then', async () => {
  const backend = backendOf(three);
  let answer = (_: Awaited<ReturnType<RunsBackend['check']>>): void => undefined;
  const known = () => Promise.resolve({ runs: three, digest: 'd' });
  await show({ ...backend, known, check: () => new Promise((resolve) => (answer = resolve)) });
  expect(names()).toHaveLength(3);
  expect(page.textContent).toContain('looking for changes');
  answer({ gone: [three[0]?.id ?? ''], unread: [] });
  await settled();
  expect(names()).toHaveLength(2);
  expect(page.textContent).not.toContain('looking for changes');
});

test('a list that another tab has written meanwhile is read as a whole', async () => {
  await show({ ...backendOf(three), known: () => Promise.resolve({ runs: three.slice(1), digest: 'd' }) });
  expect(names()).toHaveLength(3);
});

test('what no list has read is read in growing pieces, and stands there then', async () => {
  const backend = backendOf([], many(1500));
  await show(backend);
  await expect.poll(() => page.textContent).toContain('1,500 runs');
  expect(backend.asked).toEqual(['read 100', 'read 1000', 'read 400']);
});

test('runs are named by what differs, found by words, sorted by a head, and the address says so', async () => {
  await show(backendOf(three));
  expect(names()).toEqual([
    'LightGCN · Books · split aaaaaaaa',
    expect.stringContaining('imported'),
    'LightGCN · Films · split bbbbbbbb'
  ]);
  await press('recall@20');
  expect(page.querySelector('th[aria-sort]')?.getAttribute('aria-sort')).toBe('descending');
  expect(names()[0]).toContain('LightGCN-Con');
  expect(address).toBe('?sort=-recall%4020');
  const find = page.querySelector<HTMLInputElement>('input[type=search]');
  if (find) find.value = 'films';
  find?.dispatchEvent(new Event('input', { bubbles: true }));
  await settled();
  // Alone in view it differs from nothing.
  expect(names()).toEqual(['LightGCN']);
  expect(page.textContent).toContain('1 of 3 runs');
});

test('groups have their runs under them, closed or open', async () => {
  await show(backendOf(three), '?group=protocol');
  const groups = () => [...page.querySelectorAll('tbody button')].map((one) => one.textContent?.trim());
  expect(groups()).toEqual(['Books, split aaaaaaaa', 'Films, split bbbbbbbb']);
  await press('Books, split aaaaaaaa');
  expect(names()).toHaveLength(1);
});

test('picked runs of unlike protocols are said not to be compared; two of one can be opened in Explore', async () => {
  await show(backendOf(three));
  await pick(0);
  await pick(1);
  expect(named('Open in Explore')?.getAttribute('href')).toContain(`/explore/?notebook=runs%3A${three[0]?.id}`);
  await pick(2);
  expect(named('Open in Explore')).toBeUndefined();
  expect(page.textContent).toContain('not compared');
  await press('Side by side');
  expect(page.querySelector('[role=alert]')?.textContent).toContain('no longer');
});

test('a store from elsewhere is taken in: its runs are marked, and what was refused is said', async () => {
  const backend = backendOf(three);
  await show(backend);
  const input = page.querySelector<HTMLInputElement>('input[type=file][accept]');
  const files = new DataTransfer();
  files.items.add(new File(['PK'], 'store.zip'));
  if (input) input.files = files.files;
  input?.dispatchEvent(new Event('change'));
  await settled();
  expect(backend.asked).toEqual(['take store.zip']);
  expect(names()).toHaveLength(4);
  expect(page.querySelector('tbody i')?.textContent).toBe('from elsewhere');
  for (const words of ['1 artifact taken in', '2 were here already', '1 refused', 'it has no seal'])
    expect(page.textContent).toContain(words);
});

test('deleted runs are gone and come back', async () => {
  await show(backendOf(three));
  await pick(0);
  await press('Delete');
  expect(page.textContent).toContain('1 run deleted');
  expect(names()).toHaveLength(2);
  await press('Undo');
  expect(names()).toHaveLength(3);
  expect(page.textContent).not.toContain('deleted');
});

test('an empty store has a way to begin, a failure has a cure and another try', async () => {
  await show(backendOf([]));
  expect(page.textContent).toContain('No runs are stored in this browser yet');
  expect(named('the quick start')?.getAttribute('href')).toBe('/start/');
  if (mounted) await unmount(mounted);
  let fails = true;
  const backend = backendOf(three);
  await show({
    ...backend,
    list: () => (fails ? Promise.reject(appError('storage/blocked', {})) : backend.list())
  });
  expect(page.querySelector('[role=alert]')?.textContent).toContain('Another tab');
  fails = false;
  await press('Try again');
  expect(names()).toHaveLength(3);
});

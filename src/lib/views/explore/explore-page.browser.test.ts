// The page around the views: which notebook is open after several were chosen, what ends when it is left, and what can be tried again.
import { createRawSnippet, flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Explorable } from '#lib/notebook/explore/explore-work';
import { memoryDocuments } from '#lib/storage/memory';
import { KeptNotebooks } from '../kept/kept-notebooks';
import type { ExploreBackend } from './session/backend';
import ExplorePage from './ExplorePage.svelte';
import { SYNTHETIC_CELLS, syntheticBackend } from './measure/synthetic';
import { held, later, SIZE } from './session/session-testing';

const bundled = ['quick-start', 'second', 'third'].map((slug) => ({ slug, title: slug, text: `# ${slug}`, cells: [] }));
const still = createRawSnippet(() => ({ render: () => '<p>as stored</p>' }));

let page: HTMLElement;
let mounted: Record<string, unknown> | null = null;
let address = '';

function show(search: string, backend: () => Promise<ExploreBackend>): void {
  address = search;
  const props = {
    bundled,
    kept: new KeptNotebooks(() => Promise.resolve(memoryDocuments())),
    backend,
    hrefOf: (id: string) => `#${id}`,
    runsHref: '#runs',
    search: () => address,
    write: (next: string) => void (address = next),
    still
  };
  mounted = mount(ExplorePage, { target: page, props });
  flushSync();
}
async function leave(): Promise<void> {
  if (mounted) await unmount(mounted);
  mounted = null;
}
const from = () => page.querySelector('.from a')?.textContent;
function choose(slug: string): void {
  const select = page.querySelector<HTMLSelectElement>('.from select');
  if (!select) throw new Error('There is a choice');
  select.value = `bundled:${slug}`;
  select.dispatchEvent(new Event('change', { bubbles: true }));
}
const press = (name: string) =>
  [...page.querySelectorAll('button')].find(({ textContent }) => textContent?.includes(name))?.click();

beforeEach(() => {
  page = document.createElement('div');
  document.body.append(page);
});
afterEach(async () => {
  await leave();
  page.remove();
});

test('of two notebooks chosen one after the other the last is open, however long each takes, and the address is its own', async () => {
  const answers = new Map<string, ReturnType<typeof later<Explorable>>>();
  const backend: ExploreBackend = {
    ...syntheticBackend(SIZE),
    explorable: (notebook) => {
      const answer = later<Explorable>();
      answers.set(notebook, answer);
      return answer.promise;
    }
  };
  show('?backend=wasm', () => Promise.resolve(backend));
  press('Open the quick start');
  await expect.poll(() => answers.has('quick-start.md')).toBe(true);
  choose('second');
  choose('third');
  await expect.poll(() => answers.has('third.md')).toBe(true);
  answers.get('third.md')?.resolve(SYNTHETIC_CELLS);
  await expect.poll(() => page.querySelector('[role=application]')).not.toBeNull();
  answers.get('quick-start.md')?.resolve(SYNTHETIC_CELLS);
  await answers.get('quick-start.md')?.promise;
  expect(answers.has('second.md')).toBe(false);
  expect(from()).toBe('third');
  expect(address).toBe('?notebook=bundled%3Athird&backend=wasm');
});

const lacking = {
  ...SYNTHETIC_CELLS,
  profiles: SYNTHETIC_CELLS.profiles.map((cell) => ({ ...cell, isStored: false }))
};

test('what the site cannot give now is not trained before somebody was told and asked for it', async () => {
  const get = vi.fn(() => held<undefined>().work);
  const backend = { ...syntheticBackend(SIZE), explorable: () => Promise.resolve(lacking), get };
  show('', () => Promise.resolve(backend));
  press('Open the quick start');
  await expect.poll(() => page.querySelector('.missing')?.textContent).toContain('trained here, which takes minutes');
  expect(get).not.toHaveBeenCalled();
  press('Get');
  await expect.poll(() => get.mock.calls.length).toBe(1);
});

test('what is got when the page is left is cancelled, and nothing is opened after it', async () => {
  const got = held<undefined>();
  const opened = vi.fn(syntheticBackend(SIZE).open);
  const backend = {
    ...syntheticBackend(SIZE),
    explorable: () => Promise.resolve(lacking),
    isShipped: () => Promise.resolve(true),
    get: () => got.work,
    open: opened
  };
  show('', () => Promise.resolve(backend));
  press('Open the quick start');
  await expect.poll(() => page.querySelector('[role=progressbar]')).not.toBeNull();
  await leave();
  expect(got.cancel).toHaveBeenCalled();
  got.resolve(undefined);
  await got.work.finished.catch(() => undefined);
  expect(opened).not.toHaveBeenCalled();
  expect(address).toBe('');
});

test('workers that could not be started are tried again', async () => {
  let times = 0;
  show('?user=r3', () =>
    (times += 1) === 1 ? Promise.reject(new Error('no worker')) : Promise.resolve(syntheticBackend(SIZE))
  );
  await expect.poll(() => page.querySelector('[role=alert]')).not.toBeNull();
  press('Try again');
  await expect.poll(() => page.querySelector('[role=application]')).not.toBeNull();
  expect(page.querySelector('[role=alert]')).toBeNull();
});

test('other runs leave the focus and what is opened where they are', async () => {
  show('?user=r3', () => Promise.resolve(syntheticBackend(SIZE)));
  await expect.poll(() => page.querySelector('[role=application]')).not.toBeNull();
  const map = page.querySelector('[role=application]');
  page.querySelector('summary')?.click();
  const select = [...page.querySelectorAll<HTMLSelectElement>('.chooser select')][1];
  if (!select) throw new Error('There is a choice of B');
  select.focus();
  select.value = 'gen@2023';
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await expect.poll(() => address).toBe('?b=gen%402023&user=r3');
  expect(document.activeElement).toBe(select);
  expect(select.closest('details')?.open).toBe(true);
  expect(page.querySelector('[role=application]')).toBe(map);
});

test('the map follows one finger; a second one changes nothing of what the first began', async () => {
  show('?user=r3', () => Promise.resolve(syntheticBackend(SIZE)));
  await expect.poll(() => page.querySelector('[role=application]')).not.toBeNull();
  const map = page.querySelector<HTMLElement>('[role=application]');
  if (!map) throw new Error('There is a map');
  map.setPointerCapture = () => undefined;
  page.querySelector<HTMLInputElement>('input[value=box]')?.click();
  const box = map.getBoundingClientRect();
  const point = (type: string, pointerId: number, x: number, y: number) =>
    map.dispatchEvent(
      new PointerEvent(type, {
        pointerId,
        isPrimary: pointerId === 1,
        pointerType: 'touch',
        clientX: box.left + x * box.width,
        clientY: box.top + y * box.height,
        bubbles: true
      })
    );
  const brushed = () => page.querySelector('#content')?.textContent?.match(/(\d+) points?: \d+ users?/)?.[1];
  point('pointerdown', 1, 0, 0);
  point('pointermove', 1, 0.5, 0.5);
  point('pointerdown', 2, 0.9, 0.9);
  point('pointermove', 2, 0.9, 0.1);
  point('pointerup', 2, 0.9, 0.1);
  flushSync();
  expect(brushed()).toBeUndefined();
  point('pointermove', 1, 1, 1);
  point('pointerup', 1, 1, 1);
  await expect.poll(() => brushed()).toBe('70');
});

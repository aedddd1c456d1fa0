// The output of a cell whose component is code of its own: shown when it has come, said where it cannot come, asked for once a result.
import { flushSync, mount, tick, unmount } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FigureResult } from '#lib/notebook/kinds/figure/stored';
import { cellsOf } from '../../document/prepared';
import { prepareNotebook } from '../../document/tools';
import type { ShownRecord } from '../../results/shown-results';
import { loadFigures } from '../../outputs/figure-components';
import CellOutput from './CellOutput.svelte';
import type { LoadedOutputs } from './outputs';

/** What was asked for, to be answered by the test. */
const asked: { resolve(outputs: LoadedOutputs): void; reject(reason: Error): void }[] = [];
const load = (): Promise<LoadedOutputs> => new Promise((resolve, reject) => void asked.push({ resolve, reject }));

const layers: LoadedOutputs = { byKind: new Map(), figures: await loadFigures(new Set(['layers'])), parts: {} };
const nothing: LoadedOutputs = { byKind: new Map(), figures: {}, parts: {} };

const [cell] = cellsOf(prepareNotebook('# A\n\n```figure\nname: depth\nshow: layers\nruns: [base]\n```\n', 'a.md'));

function shownWith(label: string): ShownRecord {
  const reading = (value: number) => ({ users: value, clicks: value, recall20: value });
  const result: FigureResult = {
    kind: 'figure',
    runs: ['base'],
    data: {
      show: 'layers',
      values: {},
      run: { label, seed: 1, layers: 1 },
      pairs: 2000,
      depths: [0, 1, 2].map((depth) => ({ depth, alone: reading(depth / 10), sum: reading(depth / 20) }))
    }
  };
  const record = { name: 'depth', kind: 'figure' as const, id: label, digest: label, seconds: 1, result };
  return { record, fingerprint: null, backend: 'cpu', adapter: '', created: '2026-11-23T14:02:11Z', bundled: false };
}

let page: HTMLElement;
let mounted: Record<string, unknown>;
/** What the cell shows, under "now". */
const shown = new SvelteMap<string, ShownRecord>();

beforeEach(() => {
  asked.length = 0;
  page = document.createElement('main');
  document.body.append(page);
  if (!cell) throw new Error('No cell');
  shown.set('now', shownWith('first'));
  const props = {
    cell,
    arms: [],
    recommend: () => Promise.reject(new Error('not in this test')),
    explore: null,
    load,
    get shown() {
      return shown.get('now') ?? null;
    }
  };
  mounted = mount(CellOutput, { target: page, props });
  flushSync();
});
afterEach(async () => {
  await unmount(mounted);
  page.remove();
});

/** Lets what was answered arrive. */
async function settle(): Promise<void> {
  await tick();
  await tick();
}
const text = (): string => page.textContent;
const slider = (): HTMLInputElement => {
  const found = page.querySelector('input');
  if (!found) throw new Error('No slider');
  return found;
};

test('it is loading until its component is there', async () => {
  expect(text()).toContain('Loading');
  asked[0]?.resolve(layers);
  await settle();
  expect(text()).not.toContain('Loading');
  expect(page.querySelector('svg')).not.toBeNull();
  expect(asked).toHaveLength(1);
});

test('where it cannot be fetched, that is said with a cure, and it is asked for again with the next result', async () => {
  asked[0]?.reject(new TypeError('Failed to fetch dynamically imported module'));
  await settle();
  expect(page.querySelector('[role=alert]')?.textContent).toMatch(/could not be loaded.*reload the page/);
  expect(text()).not.toContain('Loading');
  expect(asked).toHaveLength(1);
  shown.set('now', shownWith('second'));
  await settle();
  expect(text()).toContain('Loading');
  asked[1]?.resolve(layers);
  await settle();
  expect(page.querySelector('[role=alert]')).toBeNull();
  expect(page.querySelector('svg')).not.toBeNull();
});

test('a kind of figure that this page does not know is asked for once, not for ever', async () => {
  asked[0]?.resolve(nothing);
  await settle();
  await settle();
  expect(asked).toHaveLength(1);
  expect(page.querySelector('[role=alert]')).not.toBeNull();
});

test('a late failure for an earlier result does not stand beside a later one', async () => {
  shown.set('now', shownWith('second'));
  await settle();
  asked[1]?.resolve(layers);
  asked[0]?.reject(new Error('late'));
  await settle();
  expect(page.querySelector('[role=alert]')).toBeNull();
  expect(page.querySelector('svg')).not.toBeNull();
});

test('what a reader chose in one result is not chosen in the next', async () => {
  asked[0]?.resolve(layers);
  await settle();
  slider().value = '2';
  slider().dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
  expect(page.querySelector('output')?.textContent).toBe('2 layers');
  shown.set('now', shownWith('second'));
  await settle();
  expect(slider().valueAsNumber).toBe(1);
});

// A table of results: plain until the page is used, then its heads sort, and many rows can be looked through.
import { createRawSnippet, flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import CaptionedTable from './CaptionedTable.svelte';

interface Row {
  readonly name: string;
  readonly value: number | null;
}

let page: HTMLElement;
let mounted: Record<string, unknown> | null = null;

function show(rows: readonly Row[]): void {
  const props = {
    caption: 'Numbers',
    label: 'Numbers of a test',
    columns: [
      { label: 'run', by: ({ name }: Row) => name },
      { label: 'recall@20', by: ({ value }: Row) => value }
    ],
    rows,
    key: ({ name }: Row) => name,
    row: createRawSnippet<[Row]>((row) => ({
      render: () => `<tr><th scope="row">${row().name}</th><td>${row().value ?? '–'}</td></tr>`
    }))
  };
  mounted = mount(CaptionedTable<Row>, { target: page, props });
  flushSync();
}
const names = () => [...page.querySelectorAll('tbody th')].map(({ textContent }) => textContent);
const head = (name: string) => [...page.querySelectorAll('th button')].find(({ textContent }) => textContent === name);
const press = (name: string) => {
  const button = head(name);
  if (button instanceof HTMLElement) button.click();
  flushSync();
};
const used = async () => {
  dispatchEvent(new Event('pointermove'));
  await expect.poll(() => head('run')).toBeTruthy();
};

beforeEach(() => {
  page = document.createElement('div');
  document.body.append(page);
});
afterEach(async () => {
  if (mounted) await unmount(mounted);
  mounted = null;
  page.remove();
});

test('heads are plain words until the page is used, then they sort: greatest, least, as given', async () => {
  show([
    { name: 'b', value: 0.2 },
    { name: 'a', value: null },
    { name: 'c', value: 0.9 }
  ]);
  expect([...page.querySelectorAll('thead th')].map(({ textContent }) => textContent)).toEqual(['run', 'recall@20']);
  await used();
  press('recall@20');
  expect(names()).toEqual(['c', 'b', 'a']);
  expect(page.querySelector('[aria-sort]')?.getAttribute('aria-sort')).toBe('descending');
  press('recall@20');
  expect(names()).toEqual(['b', 'c', 'a']);
  press('recall@20');
  expect(names()).toEqual(['b', 'a', 'c']);
  expect(page.querySelector('[aria-sort]')).toBeNull();
  press('run');
  expect(names()).toEqual(['a', 'b', 'c']);
});

test('only of many rows words are looked for', async () => {
  show(Array.from({ length: 30 }, (_, at) => ({ name: `run ${at}`, value: at })));
  await used();
  const field = page.querySelector('input');
  if (!field) throw new Error('There is a field');
  field.value = 'run 2';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
  expect(names()).toHaveLength(12);
  expect(page.textContent).toContain('12 of 30 rows');
});

// The output of an evaluate cell in a page: all metrics, another cut-off, another metric by group, and tables of what is drawn.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page as browser } from 'vitest/browser';
import '../../../../app.css';
import { EVALUATION } from '#lib/notebook/kinds/evaluate/testing/made-up';
import EvaluateOutput from '../EvaluateOutput.svelte';
import { openTables } from '../../testing/figure-tables';

let page: HTMLElement;
let mounted: Record<string, unknown>;

beforeEach(() => {
  page = document.createElement('main');
  document.body.append(page);
  mounted = mount(EvaluateOutput, { target: page, props: { result: EVALUATION, cell: 'measured' } });
  flushSync();
});
afterEach(async () => {
  await unmount(mounted);
  page.remove();
});

const texts = (selector: string) => [...page.querySelectorAll(selector)].map(({ textContent }) => textContent.trim());
/** A head whose word is in the glossary ends with the sign that opens it there. */
const heads = () => texts('thead th').map((head) => head.replace(/\?$/, ''));
const described = () => [...page.querySelectorAll('svg.chart')].map((svg) => svg.getAttribute('aria-label') ?? '');
function control<Kind extends Element>(selector: string, kind: new () => Kind): Kind {
  const found = page.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`There is no ${selector}`);
  return found;
}

test('shows every metric of every run, who gains, and accuracy against coverage', () => {
  expect(heads()).toEqual(['run', 'recall@20', 'coverage@20', 'popularity@20']);
  expect(texts('tbody th')).toEqual(['LightGCN', 'LightGCN-Con', 'LightGCN-Gen']);
  expect(page.querySelectorAll('td.up')).toHaveLength(1);
  expect(page.querySelectorAll('td.down')).toHaveLength(1);
  const [groups, tradeOff] = described();
  expect(groups).toContain('users with 3 to 7 clicks · 450 users: LightGCN-Con +0.0200, LightGCN-Gen −0.0300');
  expect(tradeOff).toContain('LightGCN-Con 0.2400 at 0.2400');
});

test('goes to another cut-off and another metric', () => {
  control('input[value="10"]', HTMLInputElement).click();
  flushSync();
  expect(heads()).toEqual(['run', 'recall@10', 'coverage@10', 'popularity@10']);
  const select = control('select', HTMLSelectElement);
  select.value = 'popularity';
  select.dispatchEvent(new Event('change', { bubbles: true }));
  flushSync();
  const [groups, tradeOff] = described();
  expect(groups).toContain('popularity@10');
  expect(groups).not.toContain('tail items');
  expect(tradeOff).toContain('recall@10 against coverage@10');
});

test('has both charts as tables', async () => {
  await openTables(page);
  await expect.poll(() => page.querySelectorAll('figcaption table').length).toBe(2);
  const [groups, tradeOff] = page.querySelectorAll('figcaption table');
  expect(groups?.querySelectorAll('tbody tr')).toHaveLength(12);
  expect(tradeOff?.querySelectorAll('tbody tr')).toHaveLength(3);
});

test('fits a narrow page', async () => {
  await browser.viewport(360, 800);
  const { scrollWidth, clientWidth } = document.documentElement;
  expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
});

// A chart's values are read by pointer, finger and keys, once the page is used.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { armStyle } from './arm-style';
import LineChart from './LineChart.svelte';

let page: HTMLElement;
let mounted: Record<string, unknown>;
const line = (label: string, alignment: string, ys: readonly number[]) => ({
  label,
  style: armStyle({ alignment }),
  threads: [ys.map((y, x) => ({ x, y }))],
  main: [],
  marks: []
});

beforeEach(async () => {
  page = document.createElement('main');
  page.style.width = '600px';
  document.body.append(page);
  mounted = mount(LineChart, {
    target: page,
    props: {
      lines: [line('base', 'none', [0.1, 0.2, 0.3]), line('contrastive', 'contrastive', [0.2, 0.25, 0.4])],
      axes: { x: 'epoch', y: 'recall@20 (share)' },
      description: 'Two curves.'
    }
  });
  dispatchEvent(new Event('pointermove'));
  await expect.poll(() => page.querySelector('[role="application"]')).not.toBeNull();
});
afterEach(async () => {
  await unmount(mounted);
  page.remove();
});

function overlay(): HTMLElement {
  const found = page.querySelector<HTMLElement>('[role="application"]');
  if (!found) throw new Error('nothing reads this chart');
  return found;
}
const said = () => page.querySelector('[aria-live]')?.textContent;
function press(key: string): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
  overlay().dispatchEvent(event);
  flushSync();
  return event;
}
function pointAt(type: 'pointermove' | 'pointerdown', across: number, down: number, pointerType = 'mouse') {
  const box = overlay().getBoundingClientRect();
  const at = { clientX: box.left + across * box.width, clientY: box.top + down * box.height };
  overlay().dispatchEvent(new PointerEvent(type, { ...at, pointerType, bubbles: true }));
  flushSync();
}

test('its axes are named, and so is what reads it', () => {
  const titles = [...page.querySelectorAll('text.axis')].map((text) => text.textContent);
  expect(titles).toEqual(['recall@20 (share)', 'epoch']);
  expect(overlay().getAttribute('aria-label')).toBe('recall@20 (share) by epoch: arrow keys read the values');
});

test('arrow keys go along a line and to the next, and are taken from the page', () => {
  overlay().focus();
  expect(said()).toBe('');
  expect(press('ArrowRight').defaultPrevented).toBe(true);
  expect(said()).toBe('base, epoch 0: 0.1');
  press('ArrowRight');
  expect(said()).toBe('base, epoch 1: 0.2');
  press('ArrowDown');
  expect(said()).toBe('contrastive, epoch 1: 0.25');
  press('End');
  expect(said()).toBe('contrastive, epoch 2: 0.4');
  press('Escape');
  expect(said()).toBe('');
  expect(press('Tab').defaultPrevented).toBe(false);
});

test('the pointer reads what is nearest and nothing where nothing is, and a tap stays', () => {
  pointAt('pointerdown', 0.085, 0.8, 'touch');
  expect(said()).toBe('base, epoch 0: 0.1');
  pointAt('pointermove', 0.4, 0.02);
  expect(said()).toBe('');
});

test('the value stands beside its point, inside of the chart', () => {
  press('End');
  const value = page.querySelector('.value')?.getBoundingClientRect();
  const box = overlay().getBoundingClientRect();
  expect(value?.left).toBeGreaterThanOrEqual(box.left - 1);
  expect(value?.right).toBeLessThanOrEqual(box.right + 1);
});

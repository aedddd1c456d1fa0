// The figures of clicks in a real page: what a reader does by keyboard and pointer, what it shows, and what a lesson hears of it.
import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FigureResult } from '#lib/notebook/kinds/figure/stored';
import Guided from '../../testing/Guided.svelte';
import LayersFigure from './layers/LayersFigure.svelte';
import NoiseFigure from './noise/NoiseFigure.svelte';
import PropagationFigure from './propagation/PropagationFigure.svelte';

type DataOf<Show extends string> = Extract<FigureResult['data'], { show: Show }>;

let heard: (readonly [act: string, value: unknown])[] = [];
let anchors: string[] = [];
let page: HTMLElement;
let shown: Record<string, unknown> | null = null;

beforeEach(() => {
  heard = [];
  anchors = [];
  page = document.createElement('main');
  document.body.append(page);
});
afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  page.remove();
});

function show<Props extends Record<string, unknown>>(component: Component<Props>, props: Props): void {
  const hooks = {
    anchor: (_cell: string, part = '') => {
      anchors.push(part);
      return () => undefined;
    },
    act: (_cell: string, act: string, value?: string | number) => void heard.push([act, value])
  };
  shown = mount(Guided<Props>, { target: page, props: { hooks, component, props } });
  flushSync();
}

function find(selector: string, text = ''): HTMLElement {
  const found = [...page.querySelectorAll<HTMLElement>(selector)].find((element) => element.textContent.includes(text));
  if (!found) throw new Error(`No ${selector} with "${text}"`);
  return found;
}
function press(selector: string, text = ''): void {
  find(selector, text).click();
  flushSync();
}
function key(name: string): void {
  const event = new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true });
  document.activeElement?.dispatchEvent(event);
  flushSync();
}

const ranks = { clicks: 2, counts: [1, ...new Array<number>(18).fill(0), 1], median: 0.5, mean: 0.5 };
const SCRIPT = '<img src=x onerror="window.ran=1">';
const noise = (marks: DataOf<'noise'>['marks']): DataOf<'noise'> => ({
  show: 'noise',
  values: {},
  marks,
  parts: [{ part: 'train', clicks: 4, kinds: marks === 'none' ? [] : [{ kind: 'misclick', clicks: 1 }] }],
  reader: {
    id: 'u1',
    rule: null,
    clicks: ['A', 'B', SCRIPT, 'D'].map((title, at) => ({
      id: `i${at}`,
      title,
      kind: marks !== 'none' && at === 1 ? 'misclick' : null
    }))
  },
  runs: [
    {
      label: 'LightGCN',
      seed: 1,
      heldOut: { real: ranks, noise: ranks, recall20: { real: 0.5, noise: null } },
      trained: { real: ranks, noise: ranks }
    }
  ]
});

describe('the figure "noise"', () => {
  it('lets slips be marked and unmarked, then says how many were found, against chance', () => {
    show(NoiseFigure, { data: noise('truth'), cell: 'slips' });
    press('.clicks button', 'A');
    press('.clicks button', 'B');
    press('.clicks button', 'A');
    expect(find('.clicks button', 'B').getAttribute('aria-pressed')).toBe('true');
    expect(find('.clicks button', 'A').getAttribute('aria-pressed')).toBe('false');
    expect(page.textContent).not.toContain('slip: misclick');
    press('button', 'Show which are');
    expect(find('.clicks button', 'B').textContent).toContain('slip: misclick');
    expect(find('[aria-live]').textContent).toMatch(/You marked 1 click and found 1 of 1 slip among 4 clicks\..*0\.25/);
    // Taking a mark back is no mark.
    expect(heard).toEqual([['mark', 1], ['mark', 2], ['reveal', 1]]); // prettier-ignore
    find('button', 'Guess again').focus();
    press('button', 'Guess again');
    expect(page.querySelectorAll('[aria-pressed=true]')).toHaveLength(0);
    expect(page.textContent).not.toContain('slip: misclick');
    expect(document.activeElement?.textContent.trim()).toBe('Show which are');
  });

  it('can be played where nobody knows: then nobody can check it, and it says how known noise is added', () => {
    show(NoiseFigure, { data: noise('none'), cell: 'slips' });
    press('.clicks button', 'A');
    press('button', 'Show which are');
    expect(find('[aria-live]').textContent).toContain(
      'You marked 1 of 4 clicks. Whether they are slips, nobody can check'
    );
    expect(page.querySelector('.verdict')).toBeNull();
    expect(heard).toEqual([['mark', 1], ['reveal', 0]]); // prettier-ignore
    expect(page.textContent).toContain('Nobody knows which of these clicks are noise');
    expect(page.textContent).toContain('noise: 0.2');
    expect(anchors.sort()).toEqual(['counts', 'ranks', 'reader']);
  });

  it('shows titles as text', () => {
    show(NoiseFigure, { data: noise('truth'), cell: 'slips' });
    expect(page.querySelector('img')).toBeNull();
    expect(page.textContent).toContain(SCRIPT);
  });
});

const user = { side: 'user', id: 'u1', label: 'u1', degree: 2 } as const;
const items = ['A', 'B'].map((label, at) => ({ side: 'item' as const, id: `i${at}`, label, degree: at + 1 }));
const numbers = { rest: { neighbours: 0, sum: [0] }, byHand: [0.5], operator: [0.5], difference: 1e-9 };
const message: DataOf<'propagation'> = {
  show: 'propagation',
  values: {},
  run: { label: 'LightGCN', seed: 1 },
  graph: { users: 3, items: 2, clicks: 3 },
  width: 8,
  components: 1,
  rule: null,
  sums: [
    { node: user, terms: items.map((node) => ({ node, weight: 0.5, numbers: [1] })), ...numbers },
    ...items.map((node) => ({ node, terms: [{ node: user, weight: 0.5, numbers: [-1] }], ...numbers }))
  ],
  reach: [
    { hops: 0, users: 1, items: 0 },
    { hops: 1, users: 1, items: 2 },
    { hops: 2, users: 3, items: 2 }
  ],
  operator: { backend: 'wasm', difference: 1e-8, largest: 1 }
};

describe('the figure "propagation"', () => {
  it('shows the sum of the node that is focused, pointed at or clicked, and arrows lead from node to node', () => {
    show(PropagationFigure, { data: message, cell: 'message' });
    const checked = () => page.querySelector('[aria-checked=true]')?.getAttribute('aria-label');
    expect(checked()).toBe('User u1, 2 training clicks');
    find('[role=radio][tabindex="0"]').focus();
    key('ArrowRight');
    expect(checked()).toBe('Item A, 1 training click');
    expect(find('table').textContent).toContain('u1');
    key('ArrowDown');
    expect(checked()).toBe('Item B, 2 training clicks');
    expect(document.activeElement?.getAttribute('aria-label')).toBe(checked());
    key('ArrowLeft');
    expect(checked()).toBe('User u1, 2 training clicks');
    find('[data-sum="1"]').dispatchEvent(new PointerEvent('pointerenter'));
    flushSync();
    expect(checked()).toBe('Item A, 1 training click');
    expect(heard).toEqual([['hover', 'u1'], ['hover', 'A'], ['hover', 'B'], ['hover', 'u1'], ['hover', 'A']]); // prettier-ignore
    // One stop of the Tab key, wherever the choice is.
    expect(page.querySelectorAll('[role=radio][tabindex="0"]')).toHaveLength(1);
    expect(anchors.sort()).toEqual(['difference', 'graph', 'operator', 'sum']);
  });

  it('counts a visit to a node once, by mouse, finger or keyboard, also to the node that is shown', () => {
    show(PropagationFigure, { data: message, cell: 'message' });
    const at = (sum: number) => find(`[data-sum="${sum}"]`);
    const pointer = (sum: number, type: 'pointerenter' | 'pointerleave', pointerType: 'mouse' | 'touch') => {
      at(sum).dispatchEvent(new PointerEvent(type, { pointerType }));
      flushSync();
    };
    const click = (sum: number) => {
      at(sum).focus();
      at(sum).dispatchEvent(new MouseEvent('click', { bubbles: true }));
      flushSync();
    };
    // The user's own sum is shown from the start: pointing at it is a visit, pressing it then is the same one.
    pointer(0, 'pointerenter', 'mouse');
    click(0);
    expect(heard).toEqual([['hover', 'u1']]);
    pointer(0, 'pointerleave', 'mouse');
    pointer(1, 'pointerenter', 'mouse');
    click(1);
    pointer(1, 'pointerleave', 'mouse');
    // A finger leaves the node before the focus comes to it.
    pointer(2, 'pointerenter', 'touch');
    pointer(2, 'pointerleave', 'touch');
    click(2);
    expect(heard).toEqual([['hover', 'u1'], ['hover', 'A'], ['hover', 'B']]); // prettier-ignore
    // Another visit counts again.
    pointer(1, 'pointerenter', 'mouse');
    expect(heard).toHaveLength(4);
  });

  it('says how far messages have come after a number of steps', () => {
    show(PropagationFigure, { data: message, cell: 'message' });
    expect(find('.reach').textContent).toContain('1 user and 2 items');
    press('input[value="2"]');
    expect(find('.reach').textContent).toMatch(
      /After 2 steps, with all layers added up, .* 3 users and 2 items: 100\.0.% of all 5 nodes/
    );
    press('input[value="0"]');
    expect(find('.reach').textContent).toContain('its own');
    expect(heard).toEqual([['hop', 2], ['hop', 0]]); // prettier-ignore
  });
});

describe('the figure "layers"', () => {
  it('reads out the depth of the slider', () => {
    const reading = (value: number) => ({ users: value, clicks: value, recall20: value });
    const data: DataOf<'layers'> = {
      show: 'layers',
      values: {},
      run: { label: 'LightGCN', seed: 1, layers: 1 },
      pairs: 2000,
      depths: [0, 1, 2].map((depth) => ({ depth, alone: reading(depth / 10), sum: reading(depth / 20) }))
    };
    show(LayersFigure, { data, cell: 'depth' });
    const slider = page.querySelector('input');
    if (!slider) throw new Error('No slider');
    expect([slider.valueAsNumber, slider.max, slider.labels?.[0]?.textContent]).toEqual([1, '2', 'Depth L']);
    slider.value = '2';
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    flushSync();
    expect(find('table').textContent).toContain('0.2000');
    expect(find('output').textContent).toBe('2 layers');
    expect(slider.getAttribute('aria-valuetext')).toBe('2 layers');
    expect(heard).toEqual([['depth', 2]]);
    expect(anchors.sort()).toEqual(['chart', 'slider']);
  });
});

// The outputs of sweep and tune cells in a page: as far as they have come, another run in a heat map, trials along a value, tables of what is drawn.
import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import '../../../../app.css';
import type { SweepFigure, SweepResult } from '#lib/notebook/kinds/sweep/stored';
import type { TuneResult } from '#lib/notebook/kinds/tune/stored';
import SweepOutput from '../SweepOutput.svelte';
import TuneOutput from '../TuneOutput.svelte';
import { openTables } from '../../testing/figure-tables';

let page: HTMLElement;
let mounted: Record<string, unknown> | null = null;

beforeEach(() => {
  page = document.createElement('main');
  document.body.append(page);
});
afterEach(async () => {
  if (mounted) await unmount(mounted);
  page.remove();
});

function show<Result>(output: Component<{ result: Result; cell: string }>, result: Result) {
  mounted = mount(output, { target: page, props: { result, cell: 'grid' } });
  flushSync();
}
const texts = (selector: string) =>
  [...page.querySelectorAll(selector)].map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
const described = () => page.querySelector('svg.chart')?.getAttribute('aria-label') ?? '';

const figure = (mean: number, gain: number | null): SweepFigure => ({
  mean,
  interval95: { low: mean - 0.01, high: mean + 0.01 },
  values: [{ seed: 1, value: mean }],
  gain: gain === null ? null : { mean: gain, interval95: null, relative: gain / mean },
  change: null
});
const axis = (cell: string, key: string, label: string) => ({ cell, key, label, values: [0, 0.1] });
const run = (name: string, label: string, alignment: string) => ({ name, label, backbone: 'lightgcn', alignment });
const SWEEP: SweepResult = {
  kind: 'sweep',
  metric: 'recall@20',
  part: 'test',
  axes: [axis('books', 'noise', 'Noise')],
  runs: [
    run('base', 'LightGCN', 'none'),
    run('con', 'LightGCN-Con', 'contrastive'),
    run('gen', 'LightGCN-Gen', 'generative')
  ],
  baseline: 0,
  relative: false,
  points: [
    { at: [0], runs: [figure(0.2, null), figure(0.25, 0.05), figure(0.1, -0.1)] },
    { at: [1], runs: [figure(0.1, null), null, { failed: 'it diverged' }] }
  ],
  notes: []
};

test('a sweep is drawn as far as it has come, and says how far', async () => {
  show(SweepOutput, SWEEP);
  expect(texts('[role="status"]')).toEqual(['1 point of 2 so far.']);
  expect(described()).toContain('LightGCN-Con 0.2500 at 0');
  expect(texts('tbody th')).toEqual(['0', '0.1']);
  expect(texts('tbody tr:last-child td')).toEqual(['0.1000 ± 0.0100', '…', 'no number']);
  expect(texts('tbody tr:first-child td')[1]).toBe('0.2500 ± 0.0100 +0.0500');
  await openTables(page);
  await expect.poll(() => page.querySelectorAll('figcaption tbody tr').length).toBe(2);
});

test('over two axes it is a heat map of gains, of the run that is chosen', () => {
  const points = SWEEP.points.map((point) => ({ ...point, at: [...point.at, 0] }));
  show(SweepOutput, {
    ...SWEEP,
    axes: [...SWEEP.axes, { ...axis('con', 'kd_weight', 'Weight'), values: [1] }],
    points
  });
  expect(described()).toContain('+0.0500 at 0, 1');
  expect(page.querySelectorAll('svg rect')).toHaveLength(2);
  const radios = [...page.querySelectorAll<HTMLInputElement>('input[type="radio"]')];
  expect(radios).toHaveLength(2);
  radios[1]?.click();
  flushSync();
  expect(described()).toContain('−0.1000 at 0, 1');
  expect(texts('svg text')).toContain('×');
});

test('over three axes it is a heat map, with a row for each value of the first with each of the second', () => {
  const points = SWEEP.points.map((point) => ({ ...point, at: [...point.at, 0, 1] }));
  show(SweepOutput, { ...SWEEP, axes: [...SWEEP.axes, axis('con', 'a', 'A'), axis('con', 'b', 'B')], points });
  expect(described()).toContain('+0.0500 at 0 · 0, 0.1');
});

test('over more axes it is its table', () => {
  const points = SWEEP.points.map((point) => ({ ...point, at: [...point.at, 0, 0, 0] }));
  const more = [axis('con', 'a', 'A'), axis('con', 'b', 'B'), axis('con', 'c', 'C')];
  show(SweepOutput, { ...SWEEP, axes: [...SWEEP.axes, ...more], points });
  expect(page.querySelector('svg.chart')).toBeNull();
  expect(texts('tbody tr')).toHaveLength(2);
});

test('a tuning shows what was chosen, and its trials by number and by value', () => {
  const trial = (mean: number, rate: number) => ({
    set: [{ axis: 0, value: rate }],
    epochs: 4,
    rounds: 1,
    validation: [],
    mean
  });
  const result: TuneResult = {
    kind: 'tune',
    metric: 'recall@20',
    search: 'sobol',
    budget: 4,
    unit: 'runs',
    axes: [{ cell: 'base', key: 'learning_rate', label: 'learning_rate' }],
    arms: [
      {
        ...run('base', 'LightGCN', 'none'),
        trials: [trial(0.1, 0.001), trial(0.3, 0.01)],
        chosen: 1,
        test: { values: [], mean: 0.28, interval95: { low: 0.27, high: 0.29 } },
        spent: { epochs: 8, allowed: 400 }
      }
    ],
    notes: ['A note.']
  };
  show(TuneOutput, result);
  expect(texts('tbody td')).toEqual(['learning_rate 0.01', '2', '8 of 400', '0.3000', '0.2800 ±0.0100']);
  expect(described()).toContain('by trial: LightGCN chose learning_rate 0.01 with 0.3000');
  const select = page.querySelector('select');
  if (!select) throw new Error('There is nothing to choose');
  select.value = select.options[1]?.value ?? '';
  select.dispatchEvent(new Event('change', { bubbles: true }));
  flushSync();
  expect(described()).toContain('by learning_rate of base');
});

// Every chart says what its axes are, in one place.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { withUnit } from './axis-titles';

const VIEWS = fileURLToPath(new URL('..', import.meta.url));
const components = readdirSync(VIEWS, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.svelte'))
  .map((path) => ({ path: path.replaceAll('\\', '/'), code: readFileSync(join(VIEWS, path), 'utf8') }));

/** Drawings without axes, and why. */
const WITHOUT: Readonly<Record<string, string>> = {
  'outputs/figures/propagation/Neighbourhood.svelte': 'a graph',
  'explore/graph/NeighbourhoodGraph.svelte': 'a graph',
  'explore/panels/RankMoves.svelte': 'two lists',
  'explore/pair/PairPictureFigure.svelte': 'several strips with words of their own',
  'guide/answers/GuessAxis.svelte': 'a scale that its question names',
  'guide/answers/CurveAnswer.svelte': 'a sketch that its question names',
  'guide/answers/Ghost.svelte': 'a sketch that its question names'
};

/** Tags of what is drawn by ChartFrame, directly or through a chart that hands its axes on. */
const CHART =
  /<(ChartFrame|IntervalChart|LineChart|Histogram|SweepChart|HeatMap|TrialChart|BoundChart|RelativeChart|TradeOffChart|PointsChart)\b[\s\S]*?\/?>\n/g;
const charts = components.flatMap(({ path, code }) => [...code.matchAll(CHART)].map(([tag]) => ({ path, tag })));

test('there are charts, and each is handed titles for both axes', () => {
  expect(charts.length).toBeGreaterThan(25);
  const bare = charts.filter(({ path, tag }) => !/\baxes=|\{axes\}/.test(tag) && !(path in WITHOUT));
  expect(bare).toEqual([]);
});

test('only drawings without axes have no titles', () => {
  const none = charts.filter(({ tag }) => tag.includes('axes={null}')).map(({ path }) => path);
  expect([...new Set(none)].sort()).toEqual(Object.keys(WITHOUT).sort());
});

test('no title that is written out is empty', () => {
  const written = components.flatMap(({ code }) => [...code.matchAll(/axes=\{\{ x: ([^]+?), y: ([^]+?) \}\}/g)]);
  expect(written.length).toBeGreaterThan(12);
  for (const [, x, y] of written) expect([x, y]).not.toContain("''");
});

test('no chart writes a title by itself', () => {
  const named = components.filter(({ code }) => /\{(xLabel|yLabel|xTitle|rowLabel|columnLabel)\}<\/text>/.test(code));
  expect(named.map(({ path }) => path)).toEqual([]);
});

test('every metric has a unit, and so has a loss', () => {
  for (const name of ['recall', 'ndcg', 'coverage', 'novelty']) expect(withUnit(`${name}@20`)).toMatch(/ \(.+\)$/);
  expect(withUnit('validation recall@20')).toBe('validation recall@20 (share)');
  expect(withUnit('training bpr_loss')).toBe('training bpr_loss (mean of steps)');
  expect(withUnit('epoch')).toBe('epoch');
});

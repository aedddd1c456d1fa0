// The views beside the map say and place what they should.
import { describe, expect, it } from 'vitest';
import type { ExplorePair } from '#lib/studies/explore/types';
import { toCsv } from '../text/table';
import { layoutGraph, neighbourhoodTable, neighbourOf } from './graph/graph-layout';
import { syntheticOverview, syntheticViews } from './measure/synthetic';
import { mapKey } from './map/map-keys';
import {
  askInWords,
  distanceInWords,
  isFar,
  noneFoundInWords,
  pairTable,
  rankInWords,
  ranksInOneLine,
  sharedInWords,
  shortRank
} from './pair-words';
import { hitsOf, moveOf, rankMoves, rankingsTable } from './rankings';
import { afterStep, mapSteps, startSteps, stepBack, stepForth } from './session/step-history';

const size = { users: 30, items: 20, seed: 3 };
const overview = syntheticOverview(size);
const views = syntheticViews(size, { user: 2, other: 5, item: 31, k: 5, hops: 3 });

describe('the neighbourhood', () => {
  const small = {
    nodes: [
      { node: 0, hop: 0, onPath: true },
      { node: 40, hop: 1, onPath: true },
      { node: 41, hop: 1, onPath: false },
      { node: 3, hop: 2, onPath: true }
    ],
    edges: [
      [0, 1],
      [0, 2],
      [1, 3]
    ],
    counts: [
      { all: 1, shown: 1 },
      { all: 2, shown: 2 },
      { all: 9, shown: 1 }
    ]
  } as const;

  it('has a column a hop, and draws the path apart', () => {
    const { nodes, edges, pathEdges, height } = layoutGraph(small, 616);
    expect(nodes.map(({ x }) => x)).toEqual([16, 216, 216, 416]);
    expect(height).toBe(240);
    expect(nodes.map(({ y }) => y)).toEqual([136, 91, 181, 136]);
    expect([edges.match(/M/g)?.length, pathEdges.match(/M/g)?.length]).toEqual([1, 2]);
    expect(nodes.every(({ isNamed }) => isNamed)).toBe(true);
  });
  it('is the same every time, inside its frame, however much is shown', () => {
    const first = layoutGraph(views.neighbourhood, 340);
    expect(layoutGraph(views.neighbourhood, 340)).toEqual(first);
    for (const { x, y } of first.nodes) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThan(340);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(first.height);
    }
    expect(first.nodes.some(({ isNamed, onPath, hop }) => isNamed && !onPath && hop > 0)).toBe(false);
  });
  it('is walked through with arrows, and ends where it ends', () => {
    const { nodes } = layoutGraph(small, 616);
    const walk = (at: number, ...keys: readonly string[]) =>
      keys.reduce((from, key) => neighbourOf(nodes, from, key), at);
    expect(walk(0, 'ArrowRight')).toBe(1);
    expect(walk(0, 'ArrowRight', 'ArrowDown', 'ArrowDown')).toBe(2);
    expect(walk(3, 'ArrowRight')).toBe(3);
    expect(walk(3, 'ArrowLeft', 'ArrowLeft')).toBe(0);
    expect([walk(1, 'End'), walk(3, 'Home'), walk(2, 'x')]).toEqual([3, 0, 2]);
  });
  it('is a table too', () => {
    const { rows } = neighbourhoodTable(overview, views.neighbourhood);
    expect(rows).toHaveLength(views.neighbourhood.nodes.length);
    expect(rows[0]).toEqual([0, 'user', 'r2', 'r2', overview.degrees[2], 'yes']);
  });
});

describe('what moved', () => {
  it.each([
    ['b', 2, 5, '↑3'],
    ['b', 5, 2, '↓3'],
    ['b', 3, 40, 'new, from 40'],
    ['b', 3, 3, ''],
    ['a', 5, 2, '↑3'],
    ['a', 2, 5, '↓3'],
    ['a', 2, 11, '↓ to 11'],
    ['a', 2, null, '']
  ] as const)('in the list of %s at %d, elsewhere at %s: "%s"', (run, rank, other, sign) => {
    expect(moveOf(run, rank, other, 10).sign).toBe(sign);
  });
  it('is counted with its hits, and leaves as a table of both lists in which a formula is text', () => {
    const [list] = views.lists;
    expect(hitsOf(list?.items ?? [])).toBe(list?.items.filter(({ heldOut }) => heldOut).length);
    const labels = overview.labels.map(() => '=HYPERLINK("x")');
    const csv = toCsv(rankingsTable({ ...overview, labels }, views)).split('\r\n');
    expect(csv).toHaveLength(2 * 5 + 2);
    expect(csv[1]).toContain('"\'=HYPERLINK(""x"")"');
  });
  it('is one move for each item of either list, the same from both sides', () => {
    const item = (node: number, otherRank: number | null) => ({ node, score: 0, heldOut: node === 9, otherRank });
    const both = [
      { run: 'a' as const, items: [item(7, 2), item(9, 30)] },
      { run: 'b' as const, items: [item(8, 14), item(7, 1)] }
    ];
    expect(rankMoves(both)).toEqual([
      { node: 7, before: 1, after: 2, heldOut: false },
      { node: 8, before: 14, after: 1, heldOut: false },
      { node: 9, before: 2, after: 30, heldOut: true }
    ]);
    expect(rankMoves([{ run: 'a', items: [item(7, null)] }])).toEqual([]);
  });
});

describe('a pair', () => {
  const pair: ExplorePair = {
    distance: 5,
    path: [2, 31, 7, 33, 5],
    relevance: [
      { run: 'a', cosine: 0.1, rank: 12, of: 611 },
      { run: 'b', cosine: 0.6, rank: 3, of: 611 }
    ],
    semantic: null,
    sharedHeldOut: [31],
    sharedTrain: []
  };
  it('is far where more than three hops or no path lie between', () => {
    expect([2, 3, 4, null].map((distance) => isFar({ distance }))).toEqual([false, false, true, true]);
  });
  it('is told in words, a rank only where it is defined', () => {
    expect(distanceInWords({ distance: null })).toMatch(/^No path/);
    expect(distanceInWords({ distance: 4 })).toBe(
      'They are 4 hops apart: one other user lies between them on a shortest path.'
    );
    expect(distanceInWords({ distance: 6 })).toMatch('2 other users lie');
    expect(ranksInOneLine(pair.relevance)).toBe('Rank 12 of 611 far users under A and 3 under B.');
    const near = { run: 'a', cosine: 0.9, rank: null, of: 611 } as const;
    expect(ranksInOneLine([near])).toBe('');
    expect(rankInWords(near)).toBe('no rank: only users more than 3 hops away are ranked');
    expect([shortRank({ rank: 1200, of: 6011 }), shortRank(near)]).toEqual(['1,200 of 6,011', '–']);
    // The pair's items are of the test and of the validation part.
    expect(sharedInWords(pair)).toBe(
      'Both have 1 item held out from training (test or validation), and clicked no item in training.'
    );
  });
  it('is a table', () => {
    const rows = new Map(pairTable(overview, 2, 5, pair).rows.map(([what, value]) => [what, value]));
    expect(rows.get('path')).toBe('user r2 – item b1 – user r7 – item b3 – user r5');
    expect(rows.get('rank among far users under a: LightGCN')).toBe(12);
    expect(rows.get('cosine of profiles')).toBeNull();
    const [run] = pair.relevance;
    const exact = { ...pair, relevance: run ? [{ ...run, cosine: -0.123456789 }] : [] };
    expect(pairTable(overview, 2, 5, exact).rows.map(([, value]) => value)).toContain(-0.123457);
  });
  it('that the finder proposes is told by what was asked', () => {
    const ask = { user: 2, rule: 'alike', count: 8 } as const;
    expect(askInWords(overview, ask)).toBe('Pairs of User r2, those most alike in their profiles first.');
    expect(askInWords(overview, { ...ask, user: null, rule: 'random' })).toMatch('the same draw each time');
    expect(askInWords({ ...overview, spaces: [] }, ask)).toMatch('most held-out items in common');
    expect([noneFoundInWords(overview, ask), noneFoundInWords(overview, { ...ask, user: null })]).toEqual([
      'No user is more than three hops from User r2 and holds out an item in common; ask for pairs of all users.',
      'No two users are more than three hops apart and hold out an item in common.'
    ]);
  });
});

describe('steps', () => {
  it('are undone and done again; a new one forgets those undone', () => {
    const two = afterStep(afterStep(startSteps(0), 1, 'one'), 2, 'two');
    expect([two.present, stepBack(two).present.state, stepBack(stepBack(two)).past.length]).toEqual([
      { state: 2, label: 'two' },
      1,
      0
    ]);
    expect(stepForth(stepBack(two))).toEqual(two);
    expect(afterStep(stepBack(two), 9, 'nine').future).toEqual([]);
    expect([stepBack(startSteps(0)).present.state, stepForth(two)]).toEqual([0, two]);
  });
});

it('a state may be another in all steps, each under its name', () => {
  const steps = stepBack(afterStep(afterStep(startSteps(0), 1, 'one'), 2, 'two'));
  expect(mapSteps(steps, (state) => 10 * state)).toEqual({
    past: [{ state: 0, label: '' }],
    present: { state: 10, label: 'one' },
    future: [{ state: 20, label: 'two' }]
  });
});

describe('keys on the map', () => {
  const press = (key: string, more = {}) => ({
    key,
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    ...more
  });
  it('move, zoom, step and choose; with Ctrl they are the page’s', () => {
    expect(mapKey(press('ArrowLeft'))).toEqual({ type: 'pan', dx: 48, dy: 0 });
    expect(mapKey(press('n'))).toEqual({ type: 'step', by: 1 });
    expect(mapKey(press('o'))).toEqual({ type: 'choose', as: 'other' });
    expect(mapKey(press('b'))).toEqual({ type: 'brush' });
    expect(['z', 'Tab', 'toString'].map((key) => mapKey(press(key)))).toEqual([null, null, null]);
    expect(mapKey(press('0', { ctrlKey: true }))).toBeNull();
  });
});

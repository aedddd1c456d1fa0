// What a reader sees of the figure "ranking": steps by hand that do what training does, and lists by epoch.
import { describe, expect, it } from 'vitest';
import { heldOutAt, listAt, measureLine, measureTable, placeLines, placeTable } from './frames';
import { afterSteps, BY_HAND, type RankingData } from './played';

const pair: RankingData['pair'] = {
  user: [1],
  items: [
    { title: 'A', clicked: true, row: [0] },
    { title: 'B', clicked: true, row: [-1] },
    { title: 'C', clicked: false, row: [1] },
    { title: 'D', clicked: false, row: [0.5] }
  ]
};

describe('steps by hand', () => {
  it('begin with scores as they are, and no pair of four in the right order', () => {
    const { standings, right, pairs, last, next } = afterSteps(pair, 0);
    expect(standings.map(({ title, score }) => [title, score])).toEqual([['C', 1], ['D', 0.5], ['A', 0], ['B', -1]]); // prettier-ignore
    expect([right, pairs, last]).toEqual([0, 4, null]);
    expect([next?.clicked.title, next?.other.title]).toEqual(['A', 'C']);
  });
  it('are those of training: the clicked item’s row moves by push times the user’s, less its decay', () => {
    const { last, standings } = afterSteps(pair, 1);
    const push = 1 / (1 + Math.exp(-1));
    expect(last?.push).toBeCloseTo(push, 14);
    const { rate, decay } = BY_HAND;
    const user = 1 + rate * (push * (0 - 1) - decay);
    expect(standings.find(({ title }) => title === 'A')?.score).toBeCloseTo(user * rate * push, 14);
    expect(last?.up).toBeCloseTo(user * rate * push, 14);
  });
  it('take all pairs in turn, and bring them into the right order in the end', () => {
    const turns = [0, 1, 2, 3].map((step) => {
      const { next } = afterSteps(pair, step);
      return `${next?.clicked.title ?? ''}${next?.other.title ?? ''}`;
    });
    expect(turns.sort()).toEqual(['AC', 'AD', 'BC', 'BD']);
    expect(afterSteps(pair, 600).right).toBe(4);
  });
  it('are none where there is no pair', () => {
    const alone = { user: [1], items: pair.items.slice(0, 1) };
    expect(afterSteps(alone, 5)).toMatchObject({ right: 0, pairs: 0, last: null, next: null });
  });
});

const data: RankingData = {
  show: 'ranking',
  values: {},
  settings: { rate: 0.05, epochs: 1, width: 1, decay: 0 },
  clicks: 3,
  items: 6,
  heldOutClicks: 2,
  user: { id: 'u', rule: null, clicks: 1, listed: 5 },
  pair,
  titles: ['H', 'X', 'Y', 'Z'],
  heldOut: [0],
  frames: [
    { epoch: 0, loss: 0.7, recall: 0.1, place: 0.5, top: [1, 2], places: [5] },
    { epoch: 1, loss: 0.2, recall: null, place: null, top: [0, 1], places: [1] }
  ],
  stopped: null
};

describe('lists by epoch', () => {
  it('say what is held out, and how far each item has risen; one that was not shown before has no rise', () => {
    expect(listAt(data, 1)).toEqual([
      { title: 'H', heldOut: true, rise: null },
      { title: 'X', heldOut: false, rise: -1 }
    ]);
    expect(listAt(data, 0).map(({ rise }) => rise)).toEqual([null, null]);
    expect(heldOutAt(data, 1)).toEqual([{ title: 'H', place: 1, first: 5 }]);
  });
  it('are drawn as relative places, 0 the top and 1 the end; what is not known has no point', () => {
    const [own, all] = placeLines(data, 0);
    expect(own?.threads).toEqual([[{ x: 0, y: 1 }, { x: 1, y: 0 }]]); // prettier-ignore
    expect(all).toMatchObject({ threads: [[{ x: 0, y: 0.5 }]], marks: [{ x: 0, y: 0.5 }] });
    expect(measureLine(data, 'recall', 1)[0]).toMatchObject({ threads: [[{ x: 0, y: 0.1 }]], marks: [] });
    expect(measureLine(data, 'loss', 1)[0]?.marks).toEqual([{ x: 1, y: 0.2 }]);
  });
  it('are in the table too', () => {
    expect(placeTable(data, 'c').rows).toEqual([[0, 0.5, 5], [1, null, 1]]); // prettier-ignore
    expect(measureTable(data, 'recall', 'c').rows).toEqual([[0, 0.1], [1, null]]); // prettier-ignore
  });
});

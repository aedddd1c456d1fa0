// The order of models follows the number of candidates, and lines are counted from EASE.
import { describe, expect, it } from 'vitest';
import { candidatesTable, linesBeside, orderAt, type CandidatesData } from './order';

const model = (key: string, recall: number[]): CandidatesData['models'][number] => ({
  key,
  label: key.toUpperCase(),
  role: 'reference',
  recall,
  validation: null
});
const data: CandidatesData = {
  show: 'candidates',
  values: {},
  cutoff: 10,
  drawn: 10,
  candidates: [10, 100],
  clicks: 2,
  users: 2,
  models: [model('popularity', [0.7, 0.1]), model('item-knn', [0.9, 0.2]), model('ease', [0.8, 0.4])]
};

describe('models by number of candidates', () => {
  it('stand in the order of their recall there, and say how far up that is from all', () => {
    expect(orderAt(data, 1).map(({ key, up }) => [key, up])).toEqual([
      ['ease', 0],
      ['item-knn', 0],
      ['popularity', 0]
    ]);
    expect(orderAt(data, 0).map(({ key, up }) => [key, up])).toEqual([
      ['item-knn', 1],
      ['ease', -1],
      ['popularity', 0]
    ]);
  });
  it('are drawn relative to EASE, where it has any recall', () => {
    const [, knn, ease] = linesBeside(data);
    expect(knn?.points.map(({ y }) => Number(y.toFixed(4)))).toEqual([0.125, -0.5]);
    expect(ease?.points.map(({ y }) => y)).toEqual([0, 0]);
    const none = { ...data, models: [model('item-knn', [1, 1]), model('ease', [0, 0.5])] };
    expect(linesBeside(none)[0]?.points).toEqual([{ x: 100, y: 1 }]);
  });
  it('differ in colour or dash', () => {
    const looks = linesBeside(data).map(({ style }) => `${style.colour} ${style.dash}`);
    expect(new Set(looks).size).toBe(3);
  });
  it('are in the table, a row a number of candidates', () => {
    expect(candidatesTable(data).rows).toEqual([
      [10, 0.7, 0.9, 0.8],
      [100, 0.1, 0.2, 0.4]
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { runTurns, type PlacedCell } from './turns';

const cell = (name: string, reads: readonly string[], place: PlacedCell['place'] = 'engine'): PlacedCell => ({
  name,
  reads,
  place
});
const CELLS = [
  cell('books', []),
  cell('written', ['books'], 'io'),
  cell('meaning', ['written'], 'io'),
  cell('base', ['books']),
  cell('con', ['books', 'meaning']),
  cell('asked', ['base'], 'io'),
  cell('table', ['base', 'con'])
];
const all = CELLS.map(({ name }) => name);

describe('the turns of a run', () => {
  it('are one where no service is asked', () => {
    const plain = CELLS.filter(({ place, name }) => place === 'engine' && name !== 'con' && name !== 'table');
    expect(runTurns(plain, ['books', 'base'])).toEqual([{ place: 'engine', cells: ['books', 'base'] }]);
  });

  it('begin when what they read is made, each cell in the place that it needs', () => {
    const turns = runTurns(CELLS, all);
    const order = turns.flatMap(({ cells }) => cells);
    expect([...order].sort()).toEqual([...all].sort());
    for (const { name, reads, place } of CELLS) {
      const turn = turns.findIndex(({ cells }) => cells.includes(name));
      expect(turns[turn]?.place).toBe(place);
      for (const read of reads) expect(turns.findIndex(({ cells }) => cells.includes(read))).toBeLessThanOrEqual(turn);
    }
    expect(turns.map(({ place }) => place)).toEqual(['engine', 'io', 'engine', 'io'].slice(0, turns.length));
  });

  it('hold what was asked for, and before it what only a service can make', () => {
    expect(runTurns(CELLS, ['base'])).toEqual([{ place: 'engine', cells: ['base'] }]);
    const turns = runTurns(CELLS, ['con']);
    expect(turns.at(-1)).toEqual({ place: 'engine', cells: ['con'] });
    expect(turns.slice(0, -1)).toEqual([{ place: 'io', cells: ['written', 'meaning'] }]);
  });
});

// What is said of the picture of a pair and of a map: ranks, seeds, and how a map was made.
import { describe, expect, it } from 'vitest';
import type { PairPicture } from '#lib/studies/explore/types';
import { mapCaption } from '../map/map-words';
import { syntheticOverview } from '../measure/synthetic';
import { besideSeeds, moveInWords, pictureTable, seedRange, spreadInWords, stripInWords } from './picture-words';

const overview = syntheticOverview({ users: 30, items: 20, seed: 3 });
const strip = (run: 'a' | 'b', ranks: readonly number[]) => ({
  run,
  rank: ranks[0] ?? 1,
  seeds: ranks.map((rank, at) => ({ seed: 2023 + at, rank })),
  partners: Float64Array.of(1),
  likeness: Float64Array.of(1, 0.5)
});
const picture = (a: readonly number[], b: readonly number[]): PairPicture => ({
  user: 1,
  other: 2,
  of: 611,
  strips: [strip('a', a), strip('b', b)],
  spread: { pairs: 4000, bins: [1, 2, 1], own: 0.25, closer: 0.52, below: 0.831, median: 0.01 }
});

describe('a pair', () => {
  it('is said with its rank and the range over seeds; with one seed it says that there is no other', () => {
    expect(seedRange(strip('a', [120, 80.5, 300]))).toEqual({ low: 80.5, high: 300 });
    expect(stripInWords(strip('a', [120, 80.5, 300]), 611)).toBe('Rank 120 of 611 under A; over 3 seeds 80.5 to 300.');
    expect(stripInWords(strip('b', [3]), 611)).toBe('Rank 3 of 611 under B; no other seed is stored.');
  });
  it('is held against what seeds do: ranks that overlap say so', () => {
    expect(besideSeeds(picture([120, 90], [3, 40]))).toContain('do not overlap');
    expect(besideSeeds(picture([120, 30], [3, 40]))).toContain('overlap: another seed may do as much');
    expect(besideSeeds(picture([120], [3, 40]))).toContain('nothing here says what chance alone does');
  });
  it('is set among all pairs, whichever way it went', () => {
    const near = picture([9], [3]);
    expect(spreadInWords(near)).toContain(
      'From A to B this pair comes from place 9 to place 3 of 611, more towards each other than 83 % of all 4,000 pairs'
    );
    expect(spreadInWords(picture([3], [1200.5]))).toContain('from place 3 to place 1,200.5 of 611');
    expect(spreadInWords(picture([3], [3]))).toContain('stays at place 3 of 611');
    expect(spreadInWords({ ...near, spread: null })).toBe('');
  });
  it('has its numbers as a table, every seed in a row', () => {
    const { rows } = pictureTable(overview, picture([120, 80], [3]));
    expect(rows.slice(0, 3).map(([, value]) => value)).toEqual([120, 80, 3]);
    expect(rows.filter(([what]) => String(what).startsWith('pairs with a change')).map(([, count]) => count)).toEqual([
      1, 2, 1
    ]);
    expect(moveInWords({ from: 1, to: 2, before: 1200, after: 2.5, of: 4000 })).toBe('1,200 → 2.5 of 4,000');
    expect(moveInWords({ from: 1, to: 2, before: 7, after: null, of: 40 })).toBe('7 of 40');
  });
});

describe('the caption of a map', () => {
  const [space] = overview.spaces;
  if (!space) throw new Error('It has spaces');
  it('says how much principal components keep, or how UMAP found its neighbours, and what distances say', () => {
    expect(mapCaption(overview, space)).toContain('keep 31 % of their variance');
    const umap = {
      by: 'umap',
      nodes: 'items',
      neighbours: 15,
      epochs: 200,
      seed: 1,
      reduced: { to: 50, from: 1365 }
    } as const;
    const found = mapCaption(overview, {
      ...space,
      made: { ...umap, search: { how: 'cells', cells: 142, looked: 12, found: 2909, of: 3000 } }
    });
    expect(found).toContain('UMAP of 20 items, by 15 neighbours of highest cosine, 200 epochs, seed 1.');
    expect(found).toContain('reduced to 50 directions, found from 1,365');
    expect(found).toContain('in the 12 nearest of 142 cells, which found 97.0 % of the true ones in a sample');
    expect(found).toContain('how far groups lie apart, and how large they are, says little');
    expect(mapCaption(overview, { ...space, made: { ...umap, reduced: null, search: { how: 'all' } } })).not.toContain(
      'cells'
    );
  });
});

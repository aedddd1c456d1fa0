// What colours mean, on six users and five items and on made-up attributes, and what sets the parts of a map apart.
import { describe, expect, it } from 'vitest';
import type { Dataset } from '#lib/dataset/types';
import { attributesOf, colourChoices, colouringOf } from './colourings';
import { regionsOf } from './regions';
import { ExploreRoom } from './room';
import { DATASET, roomInput } from './testing';

const room = new ExploreRoom(roomInput());
const [space] = room.spaces();
if (!space) throw new Error('It has spaces');
const degrees = Int32Array.of(2, 2, 2, 1, 1, 1, 1, 2, 2, 2, 2);
const of = (dataset: Dataset, by: string) => colouringOf({ dataset, degrees, space, tastes: null }, by);

const shelves = ['sea', 'sea', 'bees', 'sea', ''];
const shelved: Dataset = {
  ...DATASET,
  itemTexts: shelves.map((shelf, at) => ({
    title: `t${at}`,
    attributes: { shelf, one: 'same', rare: at === 0 ? 'x' : '' }
  }))
};

describe('colours', () => {
  it('are offered for attributes that tell nodes apart, and for true taste where it is known', () => {
    expect(attributesOf(shelved)).toEqual(['shelf']);
    expect(colourChoices(shelved, false).map(({ by }) => by)).toEqual([
      'attribute:shelf',
      'cluster',
      'clicks',
      'popularity',
      'group'
    ]);
    expect(colourChoices(shelved, true).at(-1)?.by).toBe('taste');
    // Of twenty authors eight say too little: clusters come first.
    const authored = {
      ...DATASET,
      itemCount: 20,
      itemTexts: Array.from({ length: 20 }, (_, at) => ({ title: '', attributes: { author: `a${at}` } }))
    };
    expect(
      colourChoices(authored, false)
        .map(({ by }) => by)
        .slice(0, 2)
    ).toEqual(['cluster', 'attribute:author']);
  });
  it('of an attribute are its values; users and what has none are the rest', async () => {
    const found = await of(shelved, 'attribute:shelf');
    expect(found).toMatchObject({ kind: 'groups', names: ['bees', 'sea'], rest: 'none' });
    expect([...(found?.of ?? [])]).toEqual([-1, -1, -1, -1, -1, -1, 1, 1, 0, 1, -1]);
    expect(await of(shelved, 'attribute:constructor')).toBeNull();
    expect(await of(shelved, 'nothing')).toBeNull();
  });
  it('of more than eight values are the eight most frequent, and say how many others there are', async () => {
    const many = Array.from({ length: 30 }, (_, at) => `v${String(at % 12).padStart(2, '0')}`);
    const dataset = {
      ...DATASET,
      itemCount: 30,
      itemTexts: many.map((value) => ({ title: '', attributes: { value } }))
    };
    const wide = { ...dataset, itemIds: many };
    const found = await colouringOf(
      { dataset: wide, degrees: new Int32Array(36), space, tastes: null },
      'attribute:value'
    );
    expect(found).toMatchObject({
      names: ['v00', 'v01', 'v02', 'v03', 'v04', 'v05', 'v06', 'v07'],
      rest: '4 others, or none'
    });
  });
  it('of numbers are steps that never tear equal ones apart', async () => {
    const years = [1990, 1990, 1990, 1991, 1992, 1993, 1994, 1995, 1996, 1997, 1998, 1999];
    const dataset = {
      ...DATASET,
      itemCount: 12,
      itemIds: years.map(String),
      itemTexts: years.map((year) => ({ title: '', attributes: { year: String(year) } }))
    };
    const found = await colouringOf({ dataset, degrees: new Int32Array(18), space, tastes: null }, 'attribute:year');
    if (found?.kind !== 'scale') throw new Error('Years are a scale');
    expect(found.steps[0]).toEqual({ low: 1990, high: 1990 });
    expect(found.steps.at(-1)?.high).toBe(1999);
    const own = [...found.of.subarray(6)];
    expect(own.slice(0, 3)).toEqual([0, 0, 0]);
    expect(own).toEqual([...own].sort((a, b) => a - b));
    for (const [at, year] of years.entries()) {
      const { low = NaN, high = NaN } = found.steps[own[at] ?? -1] ?? {};
      expect(low <= year && year <= high).toBe(true);
    }
  });
  it('of popularity are an item’s clicks and the median of a user’s items', async () => {
    const found = await of(DATASET, 'popularity');
    if (found?.kind !== 'scale') throw new Error('Clicks are a scale');
    const valueOf = (node: number) => found.steps[found.of[node] ?? -1];
    // u0 clicked i0 (1 click) and i1 (2): the lower median is 1.
    expect(valueOf(0)).toEqual({ low: 1, high: 1 });
    expect(valueOf(3)).toEqual({ low: 2, high: 2 });
    expect(valueOf(6)).toEqual({ low: 1, high: 1 });
  });
  it('of groups tell users by clicks and items by head, torso and tail', async () => {
    const found = await of(DATASET, 'group');
    if (found?.kind !== 'groups') throw new Error('They are groups');
    expect(found.names).toHaveLength(7);
    expect(found.of.every((group, node) => (node < 6 ? group >= 0 && group < 4 : group >= 4))).toBe(true);
  });
  it('of clusters are of the space that is shown', async () => {
    const found = await of(DATASET, 'cluster');
    expect(found?.of.every((group) => group >= 0)).toBe(true);
    const semantic = room.spaces().find(({ key }) => key === 'semantic');
    const other =
      semantic && (await colouringOf({ dataset: DATASET, degrees, space: semantic, tastes: null }, 'cluster'));
    // u3 and i4 have no vector.
    expect([other?.of[3], other?.of[10]]).toEqual([-1, -1]);
  });
});

describe('regions of a map', () => {
  it('are named by what their members have and the others have not; a region like all others has no name', async () => {
    const count = 300;
    const isSea = (item: number) => item % 5 === 0;
    const dataset = {
      userCount: 0,
      itemCount: count,
      itemTexts: Array.from({ length: count }, (_, item) => ({
        title: `title ${item}`,
        attributes: { shelf: isSea(item) ? 'Sea' : 'Land' }
      }))
    };
    const xy = Float32Array.from({ length: 2 * count }, (_, at) => {
      const item = at >> 1;
      const spread = ((item * 7919) % 100) / 1000 + (at % 2) * (((item * 31) % 97) / 1000);
      return (isSea(item) ? 5 : 0) + spread;
    });
    const textOf = (item: number) => `every word here ${isSea(item) ? 'harbour' : ''}`;
    const labels = await regionsOf({ dataset, textOf }, xy);
    expect(labels.length).toBeGreaterThan(0);
    for (const { words, node } of labels) if (isSea(node)) expect(words).toContain('Sea');
    expect(labels.some(({ words }) => words.includes('Sea') && words.includes('harbour'))).toBe(true);
    expect(labels.every(({ words }) => !words.includes('every'))).toBe(true);
    expect(await regionsOf({ dataset, textOf }, xy.subarray(0, 10))).toEqual([]);
  });
});

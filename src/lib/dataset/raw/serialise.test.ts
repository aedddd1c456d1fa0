import { expect, it } from 'vitest';
import { TextColumn } from '../columns/text-column';
import { rawFromStored, rawToStored } from './serialise';
import type { RawData } from './types';

it('raw data come back equal from their arrays, with every column and with none', () => {
  const bare = (ids: string[]) => ({ ids, described: null, titles: null, descriptions: null, attributes: null });
  const plain: RawData = {
    name: 'x',
    provenance: { title: 'X', description: '', synthetic: false, source: 'here' },
    users: bare(['a', '__proto__', '']),
    items: bare(['ü']),
    interactions: {
      users: Int32Array.of(0, 2),
      items: Int32Array.of(0, 0),
      ratings: null,
      timestamps: null,
      reviews: null,
      parts: null
    }
  };
  const full: RawData = {
    ...plain,
    items: {
      ids: ['b'],
      described: Uint8Array.of(1),
      titles: TextColumn.from(['B']),
      descriptions: TextColumn.from([undefined]),
      attributes: TextColumn.from(['{"k":"v"}'])
    },
    interactions: {
      ...plain.interactions,
      ratings: Float32Array.of(1, NaN),
      timestamps: Float64Array.of(1.5e9, NaN),
      reviews: TextColumn.from(['r', undefined]),
      parts: Uint8Array.of(0, 2)
    }
  };
  for (const raw of [plain, full]) {
    const { json, arrays } = rawToStored(raw);
    expect(rawFromStored(JSON.parse(JSON.stringify(json)), arrays)).toEqual(raw);
  }
});

it('raw data without their interactions or ids are refused', () => {
  expect(() => rawFromStored({}, {})).toThrow();
  const json = { name: 'x', provenance: { title: '', description: '', synthetic: false, source: '' } };
  expect(() => rawFromStored(json, {})).toThrow('interactions');
  const interactions = { 'interactions.users': new Int32Array(0), 'interactions.items': new Int32Array(0) };
  expect(() => rawFromStored(json, interactions)).toThrow('ids');
});

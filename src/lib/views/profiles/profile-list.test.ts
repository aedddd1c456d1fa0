import { describe, expect, it } from 'vitest';
import type { ProfileRow } from '#lib/notebook/profiles/profile-work';
import { matching, windowOf } from './profile-list';

const row = (node: 'user' | 'item', id: string, text: string | null, others: Partial<ProfileRow> = {}): ProfileRow => ({
  node,
  id,
  title: `Title ${id}`,
  text,
  problem: null,
  edited: false,
  ...others
});
const ROWS = [
  row('item', 'a', 'Fog and Sea'),
  row('item', 'b', null, { problem: 'refused' }),
  row('user', 'c', 'Likes the sea', { edited: true })
];
const ids = (...args: Parameters<typeof matching>) => matching(...args).map(({ id }) => id);

describe('the list', () => {
  it('shows one kind, or what is marked or changed', () => {
    expect(ids(ROWS, 'all', '')).toEqual(['a', 'b', 'c']);
    expect(ids(ROWS, 'items', '')).toEqual(['a', 'b']);
    expect(ids(ROWS, 'users', '')).toEqual(['c']);
    expect(ids(ROWS, 'marked', '')).toEqual(['b']);
    expect(ids(ROWS, 'changed', '')).toEqual(['c']);
  });

  it('is searched by all words, in title, id and text', () => {
    expect(ids(ROWS, 'all', ' SEA ')).toEqual(['a', 'c']);
    expect(ids(ROWS, 'all', 'sea fog')).toEqual(['a']);
    expect(ids(ROWS, 'all', 'title b')).toEqual(['b']);
    expect(ids(ROWS, 'all', 'desert')).toEqual([]);
  });
});

describe('the window onto a long list', () => {
  it('holds what is in view, and stays inside the list', () => {
    for (const [count, top] of [
      [0, 0],
      [5, 0],
      [10_000, 0],
      [10_000, 123_456],
      [10_000, 10_000_000]
    ] as const) {
      const { first, end } = windowOf(count, 40, top, 600);
      expect(first).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(count);
      expect(end - first).toBeLessThanOrEqual(36);
    }
    expect(windowOf(10_000, 40, 4000, 600)).toEqual({ first: 90, end: 125 });
  });
});

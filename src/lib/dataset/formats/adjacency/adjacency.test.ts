// Lists of items by user, as graph recommenders publish their data sets; tables of pairs and triples are none.
import { describe, expect, it } from 'vitest';
import { plainRows, readFiles } from '../../testing';

const rowsOf = (rows: ReturnType<typeof plainRows>): string[] =>
  rows.map(({ user, item, part }) => `${user}-${item}${part === undefined ? '' : ` ${part}`}`);

describe('lists of items by user', () => {
  it('are a split by the names of their files, with users that have none, and get back their ids', async () => {
    const { raw, report, format } = await readFiles({
      'gowalla/train.txt': '0 0 2 3\n1 1\n2 0 1 2 3 4\n3\n',
      'gowalla/test.txt': '0 1\n1 0\n2 \n3 4\n',
      'gowalla/user_list.txt': 'org_id remap_id\nU a 0\nU b 1\nU c 2\nU d 3\n',
      'gowalla/item_list.txt': 'org_id remap_id freebase_id\nB0 0 m.0\nB1 1 m.1\nB2 2 m.2\nB3 3 m.3\n',
      'gowalla/kg_final.txt': '0 1 2\n0 2 3\n1 1 5\n',
      'gowalla/entity_list.txt': 'org_id remap_id\nm.0 0\n'
    });
    expect(format).toBe('adjacency');
    expect(rowsOf(plainRows(raw)).sort()).toEqual(
      ['U a-B0 0', 'U a-B1 2', 'U a-B2 0', 'U a-B3 0', 'U b-B0 2', 'U b-B1 0', 'U c-4 0', 'U c-B0 0'].concat([
        'U c-B1 0',
        'U c-B2 0',
        'U c-B3 0',
        'U d-4 2'
      ])
    );
    expect(report.files.map(({ path, role, lines, rows }) => [path, role, lines, rows])).toEqual([
      ['item_list.txt', 'items', 4, 4],
      ['user_list.txt', 'users', 4, 4],
      ['test.txt', 'interactions', 4, 3],
      ['train.txt', 'interactions', 4, 9]
    ]);
    expect(report.remarks).toEqual([
      '1 users of test.txt have no item there.',
      '1 users of train.txt have no item there.',
      '1 items are in no list of ids and keep their numbers.'
    ]);
  });

  it('may hold out one item of every user, and be split by tabs', async () => {
    const { raw } = await readFiles({
      'train.txt': '0\t5\t6\n1\t7\n',
      'valid.txt': '0\t8\n1\t9\n',
      'test.txt': '0\t1\n1\t2\n'
    });
    expect(rowsOf(plainRows(raw)).sort()).toEqual(['0-1 2', '0-5 0', '0-6 0', '0-8 1', '1-2 2', '1-7 0', '1-9 1']);
  });

  it('may be one file without a split', async () => {
    const { raw, format } = await readFiles({ 'yelp.txt': '10 1 2 3\n11 4\n12 1\n' });
    expect(format).toBe('adjacency');
    expect(rowsOf(plainRows(raw))).toEqual(['10-1', '10-2', '10-3', '11-4', '12-1']);
  });

  it('may be JSON, from user to items', async () => {
    const { raw, format } = await readFiles({
      'train.json': '{"0": [3, 4], "1": [], "2": [5]}',
      'val.json': '{"0": [6]}',
      'test.json': '{"1": [7]}'
    });
    expect(format).toBe('adjacency');
    expect(rowsOf(plainRows(raw)).sort()).toEqual(['0-3 0', '0-4 0', '0-6 1', '1-7 2', '2-5 0']);
  });

  it('say which lines are none', async () => {
    const { report } = await readFiles({
      'train.txt': `0 1 2\n1 3\n${'x'.padStart(70_000)}\n2 4\n`,
      'test.txt': '0 3\n1 4\n'
    });
    expect(report.files.find(({ path }) => path === 'train.txt')?.skipped).toMatchObject([
      { reason: 'something in it is no whole number', count: 1, samples: [{ line: 3 }] }
    ]);
  });
});

it.each([
  ['pairs', '1 10\n1 11\n2 10\n2 11\n3 12\n'],
  ['triples', '1 10 5\n1 11 3\n2 10 4\n']
])('%s split by spaces are no lists', async (_, text) => {
  const { format, raw } = await readFiles({ 'ratings.txt': text });
  expect(format).toBe('table');
  expect(raw.interactions.users.length).toBe(text.trim().split('\n').length);
});

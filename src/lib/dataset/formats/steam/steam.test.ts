// The oddities of Steam's files beyond those in import.test.ts.
import { describe, expect, it } from 'vitest';
import { inspect, openFiles } from '../../reading/import';
import { memoryFile } from '../../bytes/input-files';
import { plainNodes, plainRows, readFiles } from '../../testing';

const REVIEWS = [
  `{u'username': u'Ann', u'user_id': u'76561197970982479', u'product_id': u'10', u'text': u'It\\'s "fine"', u'date': u'2017-02-30'}`,
  `{u'username': u'Ann', u'product_id': 20, u'text': u'', u'date': None}`,
  `{u'username': u'Ann', u'text': u'no game'}`
].join('\n');

it('users are those of user_id, else of username; or of username always, as in the paper’s mapper files', async () => {
  const users = async (settings = {}): Promise<unknown> =>
    plainRows((await readFiles({ 'steam_reviews.json': REVIEWS }, settings)).raw).map(({ user }) => user);
  expect(await users()).toEqual(['76561197970982479', 'Ann']);
  expect(await users({ user_column: 'username' })).toEqual(['Ann', 'Ann']);
  await expect(users({ user_column: 'hours' })).rejects.toMatchObject({ code: 'import/no-such-choice' });
  const { fields } = await inspect(await openFiles([memoryFile('steam_reviews.json', REVIEWS)]), {});
  expect(fields).toMatchObject([{ key: 'user_column', value: 'user_id', options: ['user_id', 'username'] }]);
});

it('reviews have no rating, and a date only where it is one', async () => {
  const { raw, report } = await readFiles({ 'steam_reviews.json': REVIEWS });
  expect(raw.interactions.ratings).toBeNull();
  expect(plainRows(raw)[1]).toEqual({ user: 'Ann', item: '20' });
  expect(report.files[0]?.skipped).toMatchObject([{ reason: 'it names no user or no game', count: 1 }]);
});

it('numbers too large for a double stay what they are', async () => {
  const { raw } = await readFiles({
    'steam_reviews.json': `{'user_id': 76561197970982479, 'product_id': 1}\n{'user_id': 76561197970982478L, 'product_id': 1}\n`
  });
  expect(raw.users.ids).toEqual(['76561197970982479', '76561197970982478']);
});

it('games are described once, with prices that are numbers or words; one without an id is left out', async () => {
  const { raw, report } = await readFiles({
    'steam_reviews.json': REVIEWS,
    'steam_games.json': [
      `{u'app_name': u'Ricochet\\u2122', u'id': u'10', u'price': 9.99, u'developer': u'Valve', u'early_access': False}`,
      `{u'app_name': u'Ricochet again', u'id': u'10', u'price': u'Free to Play'}`,
      `{u'publisher': u'', u'genres': [u'Action'], u'price': u'Free Demo'}`,
      `{u'title': u'Only a title', u'publisher': u'V', u'id': u'30', u'tags': [u'a', u'b'], u'release_date': u'2000-11-01'}`
    ].join('\n')
  });
  expect(plainNodes(raw.items)).toEqual([
    { id: '10', described: true, title: 'Ricochet™', attributes: { developer: 'Valve', price: '9.99' } },
    {
      id: '30',
      described: true,
      title: 'Only a title',
      attributes: { publisher: 'V', tags: 'a, b', released: '2000-11-01' }
    },
    { id: '20', described: false }
  ]);
  expect(report.files.find(({ role }) => role === 'items')?.skipped).toMatchObject([
    { reason: 'its id stands in the file before', count: 1 },
    { reason: 'it has no id', count: 1 }
  ]);
});

it('the Australian users: all reviews of a user in a line, with posts dated in words; games owned are read where no reviews are', async () => {
  const reviews = `{'user_id': 'u', 'reviews': [{'item_id': '1', 'posted': 'Posted November 5, 2011.', 'review': 'a', 'recommend': True}, {'item_id': '2', 'posted': 'Posted July 15.', 'review': ''}]}\n{'user_id': 'v', 'reviews': []}\n`;
  const games = `{'user_id': 'u', 'items_count': 2, 'items': [{'item_id': '1', 'playtime_forever': 6}, {'item_id': '3'}]}\n`;
  const both = await readFiles({ 'australian_user_reviews.json': reviews, 'australian_users_items.json': games });
  expect(plainRows(both.raw)).toEqual([
    { user: 'u', item: '1', review: 'a', timestamp: Date.UTC(2011, 10, 5) / 1000 },
    { user: 'u', item: '2' }
  ]);
  expect(both.report.files.find(({ role }) => role === 'interactions')?.skipped).toMatchObject([
    { reason: 'it has no games', count: 1 }
  ]);
  const owned = await readFiles({ 'australian_users_items.json': games });
  expect(plainRows(owned.raw)).toEqual([
    { user: 'u', item: '1' },
    { user: 'u', item: '3' }
  ]);
});

describe('Steam’s Australian users', () => {
  const owned = `{'user_id': 'js41', 'items_count': 2, 'items': [{'item_id': '10', 'item_name': "Tom's &amp; Game", 'playtime_forever': 6}, {'item_id': '20', 'item_name': 'Twenty', 'playtime_forever': 0}]}
{'user_id': 'js42', 'items_count': 2, 'items': [{'item_id': '20', 'item_name': 'Another name', 'playtime_forever': 9}, {'item_id': '30', 'playtime_forever': 9}]}
`;

  it('name their games in the lists of what they own; the first name stays', async () => {
    const { raw } = await readFiles({ 'australian_users_items.json': owned });
    expect(plainRows(raw).map(({ user, item }) => `${user} ${item}`)).toEqual([
      'js41 10',
      'js41 20',
      'js42 20',
      'js42 30'
    ]);
    expect(plainNodes(raw.items)).toEqual([
      { id: '10', described: true, title: "Tom's & Game" },
      { id: '20', described: true, title: 'Twenty' },
      { id: '30', described: false }
    ]);
  });

  it('leave games to the file of games where there is one; grades of reviews are left out and said', async () => {
    const { raw, report } = await readFiles({
      'australian_users_items.json': owned,
      'steam_games.json': `{'app_name': 'Ten', 'id': '10', 'genres': ['Action'], 'sentiment': 'Very Positive', 'metascore': 88}\n`
    });
    expect(plainNodes(raw.items)[0]).toEqual({
      id: '10',
      described: true,
      title: 'Ten',
      attributes: { genres: 'Action' }
    });
    expect(plainNodes(raw.items)[1]?.title).toBe('Twenty');
    expect(report.remarks?.join()).toContain('sentiment (1), metascore (1)');
  });

  it('beside reviews are read for their names only, where no file describes games', async () => {
    const reviews = `{'user_id': 'js41', 'reviews': [{'item_id': '10', 'review': 'Good', 'posted': 'Posted November 5, 2011.'}]}\n`;
    const { raw, report } = await readFiles({
      'australian_user_reviews.json': reviews,
      'australian_users_items.json': owned
    });
    expect(plainRows(raw)).toEqual([
      { user: 'js41', item: '10', review: 'Good', timestamp: Date.UTC(2011, 10, 5) / 1000 }
    ]);
    expect(plainNodes(raw.items)[0]?.title).toBe("Tom's & Game");
    expect(report.taken?.find(({ path }) => path.includes('items'))).toMatchObject({ role: 'items' });
  });
});

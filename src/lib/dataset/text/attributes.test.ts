// What sums up held-out ratings or leads to a picture is no attribute, whatever the format calls it; what describes an item stays.
import { describe, expect, it } from 'vitest';
import { plainNodes, readFiles } from '../testing';
import { attributeText, LeftOut } from './attributes';

describe('attributes that sum up ratings, reviews or clicks', () => {
  it.each([
    // Amazon 2023 and 2018, Goodreads, goodbooks, MovieLens with IMDb and TMDB, anime, Yelp, Steam, KuaiRec, Last.fm, app shops
    ['average_rating', '4.4'],
    ['rating_number', '987'],
    ['Customer Reviews', 'stars: 4.5, ratings: 1234'],
    ['Best Sellers Rank', 'Things: 12345, Small things: 3'],
    ['rank', '1,234 in Books ('],
    ['salesRank', 'Books: 3'],
    ['ratings_count', '1,024'],
    ['text_reviews_count', '12'],
    ['work_ratings_count', '99'],
    ['ratings_5', '77'],
    ['imdbRating', '7.9'],
    ['numVotes', '1024'],
    ['imdb_score', '8'],
    ['vote_average', '6.8'],
    ['popularity', '21.9'],
    ['rating', '8.2/10'],
    ['scored_by', '1200'],
    ['members', '65,000'],
    ['favorites', '17'],
    ['stars', '3.5'],
    ['review_count', '42'],
    ['average_stars', '3.9'],
    ['useful', '3'],
    ['sentiment', 'Very Positive'],
    ['all_reviews', 'Mostly Positive,(42,550),- 92% of the 42,550 user reviews'],
    ['positive_ratings', '124534'],
    ['owners', '20,000 .. 50,000'],
    ['average_playtime', '317'],
    ['play_cnt', '8'],
    ['showCount', '900'],
    ['playcount', '12'],
    ['listeners', '77'],
    ['Installs', '10,000+'],
    ['Star Rating', '4.5 out of 5 stars'],
    ['averagerating', '4.1'],
    ['avg', '3.3'],
    ['reviews', 'I liked it a lot']
  ])('%s: %s', (name, value) => {
    expect(attributeText(name, value)).toBe('summary');
  });
});

describe('attributes that describe', () => {
  it.each([
    ['rating', 'PG-13'],
    ['rating', 'R - 17+ (violence & profanity)'],
    ['content_rating', '16'],
    ['mpaaRating', '13'],
    ['age_rating', '12'],
    ['pages', '320'],
    ['year', '1995'],
    ['price', '12.50'],
    ['average_price', '3.5'],
    ['number_of_players', '4'],
    ['runtime', '102'],
    ['books_count', '12'],
    ['bitrate', '320'],
    ['score', 'Ennio Morricone'],
    ['cover', 'hardcover'],
    ['categories', 'Stars, Space'],
    ['editorial_reviews', 'A fine book'],
    ['review_policy', 'open to all'],
    ['popular_in', 'France'],
    ['imdbId', '0114709']
  ])('%s: %s', (name, value) => {
    expect(attributeText(name, value)).toEqual({ text: value });
  });
});

it.each([
  ['image_url', 'https://images.example/x.jpg', 'address'],
  ['images', 'thumb: https://a.example/t.jpg, large: https://a.example/l.jpg, variant: MAIN', 'address'],
  ['anything', 'http://a.example/page', 'address'],
  ['poster', '00012.JPG', 'address'],
  ['website', 'see www.a.example', 'address'],
  ['also_buy', 'B001, B002', 'clicks'],
  ['alsoViewed', 'B001', 'clicks'],
  ['similar_books', '1, 2', 'clicks'],
  ['popular_shelves', 'count: 3, name: to-read', 'clicks']
])('%s: %s is left out too (%s leads elsewhere or was made from clicks)', (name, value, reason) => {
  expect(attributeText(name, value)).toBe(reason);
});

it('addresses are taken out of words, and the words stay', () => {
  const text = 'Bound in linen, printed twice, and described in more words at https://a.example/b?c';
  expect(attributeText('note', text)).toEqual({
    text: 'Bound in linen, printed twice, and described in more words at'
  });
});

it('what was left out is said once, with counts, and names without end do not fill the memory', () => {
  const leftOut = new LeftOut();
  for (let at = 0; at < 3; at++)
    leftOut.kept(
      'items',
      new Map([
        ['avg_rating', '1'],
        ['pages', '2']
      ])
    );
  leftOut.kept(
    'users',
    new Map([
      ['fans', '3'],
      ['url', 'https://x.example']
    ])
  );
  expect(leftOut.remarks()).toEqual([
    'Left out of the items, since they sum up ratings, reviews or use, held-out ones among them: avg_rating (3).',
    'Left out of the users, since they sum up ratings, reviews or use, held-out ones among them: fans (1).',
    'Left out of the users, since they are addresses or names of files: url (1).'
  ]);
  for (let at = 0; at < 5000; at++) leftOut.kept('items', new Map([[`rating ${at}`, '1']]));
  expect(leftOut.remarks().join('').length).toBeLessThan(3000);
});

it.each([
  [
    'CSV',
    {
      'ratings.csv': 'user_id,item_id,rating\nu,1,5\nu,2,4\n',
      'items.csv':
        'item_id,title,average_rating,image_url,pages\n1,A &amp; B,4.5,https://x.example/1.jpg,20\n2,C,3.5,https://x.example/2.jpg,30\n'
    }
  ],
  [
    'RecBole',
    {
      'x.inter': 'user_id:token\titem_id:token\nu\t1\nu\t2\n',
      'x.item':
        'item_id:token\ttitle:token_seq\taverage_rating:float\timage_url:token\tpages:float\n1\tA &amp; B\t4.5\thttps://x.example/1.jpg\t20\n2\tC\t3.5\thttps://x.example/2.jpg\t30\n'
    }
  ],
  [
    'JSON lines',
    {
      'clicks.jsonl': '{"user_id":"u","item_id":"1"}\n{"user_id":"u","item_id":"2"}\n',
      'items.jsonl':
        '{"item_id":"1","title":"A &amp; B","average_rating":4.5,"image_url":"https://x.example/1.jpg","pages":20}\n{"item_id":"2","title":"<i>C</i>","average_rating":3.5,"image_url":"https://x.example/2.jpg","pages":30}\n'
    }
  ]
])('%s: neither averages nor addresses nor entities come through, and the report says so', async (_, files) => {
  const { raw, report } = await readFiles(files);
  expect(plainNodes(raw.items).map(({ title, attributes }) => [title, attributes])).toEqual([
    ['A & B', { pages: '20' }],
    ['C', { pages: '30' }]
  ]);
  const said = JSON.stringify([report.remarks, report.taken]);
  expect(said).toContain('average_rating');
  expect(said).toContain('image_url');
});

// The oddities of Yelp's files beyond those in import.test.ts.
import { expect, it } from 'vitest';
import { plainNodes, plainRows, readFiles } from '../../testing';

const review = (fields: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ review_id: 'r', user_id: 'u', business_id: 'b', ...fields });

it('dates are UTC, with a time of day or without; what is no date and what is missing is unknown', async () => {
  const { raw, report } = await readFiles({
    'review.json': [
      review({ stars: 4, date: '2016-03-09 00:56:38', text: 'Caf\u00e9 \ud83d\ude00 <b>& co</b>' }),
      review({ stars: 5, date: '2010-05-28' }),
      review({ stars: null, date: 'yesterday', text: null }),
      review({ user_id: null }),
      review({ business_id: '' })
    ].join('\n')
  });
  expect(plainRows(raw)).toEqual([
    // Yelp escapes nothing; tags that people typed are no words either.
    { user: 'u', item: 'b', rating: 4, timestamp: 1457484998, review: 'Café 😀 & co' },
    { user: 'u', item: 'b', rating: 5, timestamp: 1275004800 },
    { user: 'u', item: 'b' }
  ]);
  expect(report.files[0]?.skipped).toMatchObject([{ reason: 'it names no user or no business', count: 2 }]);
});

it('businesses and users keep nothing that sums up reviews, held-out ones among them', async () => {
  const { raw } = await readFiles({
    'review.json': review({ stars: 4 }),
    'business.json': [
      {
        business_id: 'b',
        name: 'A & B',
        city: 'Montréal',
        state: 'QC',
        stars: 3.5,
        review_count: 100,
        is_open: 1,
        attributes: { Ambience: "{'romantic': False, 'hipster': None}", BusinessParking: null },
        categories: ['Food', 'Bars']
      },
      { business_id: 'c', name: '', city: null, state: null, stars: 1, attributes: null, categories: null }
    ]
      .map((business) => JSON.stringify(business))
      .join('\n'),
    'user.json': JSON.stringify({ user_id: 'u', yelping_since: '2010-01-01', average_stars: 4.2, review_count: 7 })
  });
  expect(plainNodes(raw.items)).toEqual([
    {
      id: 'b',
      described: true,
      title: 'A & B',
      attributes: { categories: 'Food, Bars', city: 'Montréal', state: 'QC' }
    },
    { id: 'c', described: true }
  ]);
  expect(plainNodes(raw.users)).toEqual([{ id: 'u', described: true }]);
});

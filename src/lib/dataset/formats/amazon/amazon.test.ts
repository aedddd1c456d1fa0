// The oddities of Amazon's metadata and reviews beyond those in import.test.ts.
import { describe, expect, it } from 'vitest';
import { plainNodes, plainRows, readFiles } from '../../testing';

const REVIEW = '{"reviewerID":"A1","asin":"B1","overall":5.0,"reviewText":"Fine","summary":"Great!"}\n';

/** The one item that a line of metadata describes. */
async function item(metadata: Readonly<Record<string, unknown>>) {
  const { raw } = await readFiles({
    'reviews.json': REVIEW,
    'meta.json': `${JSON.stringify({ asin: 'B1', title: '', ...metadata })}\n`
  });
  return plainNodes(raw.items)[0];
}

describe('Amazon titles', () => {
  it.each([
    ['The Function (of Things)', 'The Function (of Things)'],
    ['Var and Vim: {A Novel}', 'Var and Vim: {A Novel}'],
    ['<span id="t">Tools &amp;\n  Toys</span>', 'Tools & Toys'],
    ['<script>alert(1)</script>', undefined],
    ['var aPageStart = (new Date()).getTime();\nvar ue_t0=ue_t0||+new Date();', undefined],
    ['(function(a, b){ return a })', undefined],
    ['x'.repeat(1001), undefined]
  ])('%s', async (title, expected) => {
    expect((await item({ title }))?.title).toBe(expected);
  });
});

describe('Amazon attributes', () => {
  it.each([
    ['brand', "Visit Amazon's Jane Austen Page", { brand: 'Jane Austen' }],
    ['brand', 'by\n    \n    DaySpring', { brand: 'DaySpring' }],
    ['price', '$1,299.00', { price: '$1,299.00' }],
    ['price', '$5.00 - $9.99', { price: '$5.00 - $9.99' }],
    ['price', 9.99, { price: '9.99' }],
    ['price', '.a-box-inner{background-color:#fff}#alohaPricingWidget{}', undefined],
    [
      'category',
      ['Clothing, Shoes &amp; Jewelry', '</span></span>', 'Women'],
      { category: 'Clothing, Shoes & Jewelry, Women' }
    ],
    [
      'categories',
      [
        ['Books', 'Fun'],
        ['Books', 'Art']
      ],
      { category: 'Books, Fun, Art' }
    ],
    ['feature', ['<b>Soft</b>', '', 'Warm'], { features: 'Soft Warm' }],
    ['salesRank', { Books: 3 }, undefined]
  ])('%s: %j', async (key, value, expected) => {
    expect((await item({ [key]: value }))?.attributes).toEqual(expected);
  });
});

describe('Amazon reviews', () => {
  it.each([
    [{}, 'Fine'],
    [{ review_text: 'summary-and-text' }, 'Great! Fine'],
    [{ review_text: 'none' }, undefined]
  ])('are kept as the reader says: %j', async (settings, review) => {
    const { raw } = await readFiles({ 'reviews.json': REVIEW }, settings);
    expect(plainRows(raw)[0]?.review).toBe(review);
  });

  it('are not read some other way than the reader said', async () => {
    await expect(readFiles({ 'reviews.json': REVIEW }, { review_text: 'all' })).rejects.toMatchObject({
      code: 'import/no-such-choice'
    });
  });

  it('may lack rating, time and text, but neither user nor item; the same one twice stays twice', async () => {
    const { raw, report } = await readFiles({
      'reviews.json': [
        '{"reviewerID":"A1","asin":"B1"}',
        '{"reviewerID":"A1","asin":"B1"}',
        '{"reviewerID":"","asin":"B1","overall":1.0}',
        '{"reviewerID":"A2","asin":null}',
        '{"reviewerID":"A2","asin":"0000000116","overall":"4.0","reviewTime":"9 3, 2009","reviewText":null}'
      ].join('\n')
    });
    expect(plainRows(raw)).toEqual([
      { user: 'A1', item: 'B1' },
      { user: 'A1', item: 'B1' },
      { user: 'A2', item: '0000000116', rating: 4, timestamp: Date.UTC(2009, 8, 3) / 1000 }
    ]);
    expect(report.files[0]?.skipped).toEqual([
      {
        reason: 'it names no user or no item',
        count: 2,
        samples: [
          { line: 3, text: '{"reviewerID":"","asin":"B1","overall":1.0}' },
          { line: 4, text: '{"reviewerID":"A2","asin":null}' }
        ]
      }
    ]);
  });
});

describe('Amazon 2023', () => {
  const review = (fields: Readonly<Record<string, unknown>> = {}): string =>
    JSON.stringify({
      rating: 5.0,
      title: 'So &amp; so',
      text: 'Read it.<br />Twice &amp; more',
      images: [],
      asin: 'B0VARIANT1',
      parent_asin: 'B0PARENT01',
      user_id: 'AE22',
      timestamp: 1300007200123,
      helpful_vote: 3,
      ...fields
    });
  const meta = JSON.stringify({
    main_category: 'Books',
    title: 'Dust &amp; Iron',
    average_rating: 4.4,
    rating_number: 987,
    features: ['Soft cover', 'See https://a.example/f'],
    description: ['First part.', 'Second part.'],
    price: null,
    images: [{ thumb: 'https://a.example/t.jpg', variant: 'MAIN', hi_res: null }],
    videos: [],
    store: 'J. Austen (Author)',
    author: { avatar: 'https://a.example/a.jpg', name: 'J. Austen', about: ['…'] },
    categories: [],
    details: {
      Publisher: 'P',
      'Best Sellers Rank': { Books: 12345 },
      'Customer Reviews': { ratings: 4.4, count: 987 },
      'Date First Available': 'May 1, 2020',
      ISBN: '123'
    },
    parent_asin: 'B0PARENT01',
    bought_together: null
  });

  it('has items by parent_asin, plain texts, and neither sums over reviews nor addresses', async () => {
    const { raw, report, format } = await readFiles({
      'Books.jsonl': `${review()}\n${review({ asin: 'B0VARIANT2', user_id: 'AE23', timestamp: 1300007200000 })}\n`,
      'meta_Books.jsonl': `${meta}\n`
    });
    expect(format).toBe('amazon');
    expect(plainRows(raw)).toEqual([
      { user: 'AE22', item: 'B0PARENT01', rating: 5, timestamp: 1300007200.123, review: 'Read it. Twice & more' },
      { user: 'AE23', item: 'B0PARENT01', rating: 5, timestamp: 1300007200, review: 'Read it. Twice & more' }
    ]);
    expect(plainNodes(raw.items)).toEqual([
      {
        id: 'B0PARENT01',
        described: true,
        title: 'Dust & Iron',
        description: 'First part. Second part.',
        attributes: {
          store: 'J. Austen (Author)',
          author: 'J. Austen',
          category: 'Books',
          features: 'Soft cover See',
          details: 'Publisher: P; ISBN: 123'
        }
      }
    ]);
    expect(report.remarks?.join(' ')).toMatch(/average_rating \(1\), rating_number \(1\).*images \(1\)/);
  });

  it('counts times that are none, such as the year 1 of the release', async () => {
    const { raw, report } = await readFiles({
      'Books.jsonl': `${review({ timestamp: -62135596800000 })}\n${review({ user_id: 'AE23' })}\n`
    });
    expect(plainRows(raw).map(({ timestamp }) => timestamp)).toEqual([undefined, 1300007200.123]);
    expect(report.files[0]?.notes).toMatchObject([
      { reason: 'its time is not understood, and counts as unknown', count: 1, samples: [{ line: 1 }] }
    ]);
  });

  it('has a benchmark whose files are a split, with metadata and the heading of a review where asked for', async () => {
    const head = 'user_id,parent_asin,rating,timestamp';
    const { raw, report, format } = await readFiles({
      'Books.train.csv.gz': `${head}\nAE1,B0PARENT01,5.0,1300007200000\nAE1,B0PARENT02,4.0,1300007300000\n`,
      'Books.valid.csv': `${head},history\nAE1,B0PARENT03,3.0,1300007400000,B0PARENT01 B0PARENT02\n`,
      'Books.test.csv': `${head}\nAE1,B0PARENT04,2.0,1300007500000\n`,
      'Books.csv': `${head}\nAE9,B0PARENT09,2.0,1300007500000\n`,
      'meta_Books.jsonl': `${meta}\n`
    });
    expect(format).toBe('amazon');
    expect(plainRows(raw).map(({ item, part }) => [item, part])).toEqual([
      ['B0PARENT04', 2],
      ['B0PARENT01', 0],
      ['B0PARENT02', 0],
      ['B0PARENT03', 1]
    ]);
    expect(plainNodes(raw.items)[0]?.title).toBe('Dust & Iron');
    expect(report.remarks).toContain('The files’ names are a split, which is kept.');
    const { raw: told } = await readFiles({ 'Books.jsonl': `${review()}\n` }, { review_text: 'summary-and-text' });
    expect(plainRows(told)[0]?.review).toBe('So & so. Read it. Twice & more');
  });
});

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

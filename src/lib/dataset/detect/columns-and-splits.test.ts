// Columns that nothing names, splits that files bring, and the ways in which ids and numbers are written.
import { describe, expect, it } from 'vitest';
import { readFiles } from '../testing';
import { expectRead, iso, lines, look, PAIRS, rating, things, time, title } from './testing';

describe('columns by position and content', () => {
  it.each([
    [
      'Gowalla: user, time, latitude, longitude, place',
      'checkins.txt',
      '',
      (u: number, i: number) => `${u}\t${iso(u, i)}\t30.${i}235\t-97.79${i}\t${22000 + i}`,
      { timed: 60, rated: 0 }
    ],
    [
      'Foursquare: user, venue, category, place, time with a zone',
      'dataset_TSMC2014_NYC.txt',
      '',
      (u: number, i: number) =>
        `${u}\t49bbd6c0f964a520f453${1000 + i}\t4bf58dd8d48988d1${2700 + (i % 3)}\tArts & Crafts\t40.71${i}98\t-74.00${i}57\t-240\tTue Apr 0${1 + (u % 9)} 18:0${i}:09 +0000 2012`,
      { timed: 60, rated: 0 }
    ],
    [
      'user, item, time',
      'x.csv',
      '',
      (u: number, i: number) => `${u},${i + 100},${time(u, i)}`,
      { timed: 60, rated: 0 }
    ],
    [
      'user, item, rating, time',
      'x.tsv',
      '',
      (u: number, i: number) => `${u}\t${i + 100}\t${rating(u, i)}\t${time(u, i)}`,
      { timed: 60, rated: 60 }
    ],
    ['spaces between', 'x.txt', '', (u: number, i: number) => `${u} ${i + 100} ${rating(u, i)}`, { rated: 60 }],
    [
      'Taobao: user, item, category, deed, time',
      'UserBehavior.csv',
      '',
      (u: number, i: number) => `${u + 1},${2268300 + i},${2520370 + (i % 2)},pv,${time(u, i)}`,
      { timed: 60, rated: 0 }
    ],
    [
      'KONECT: remarks before the rows',
      'out.x',
      '% bip weighted',
      (u: number, i: number) => `${u + 1} ${i + 50} ${rating(u, i)} ${time(u, i)}`,
      { timed: 60, rated: 60 }
    ],
    ['ids of letters without a header', 'x.csv', '', (u: number, i: number) => `u${u},it-${i}`, { rated: 0 }],
    [
      'pandas’ row numbers',
      'x.csv',
      ',user_id,item_id,rating,timestamp',
      (u: number, i: number, at: number) => `${at},${9000 + u},${500 + i},${rating(u, i)},${time(u, i)}`,
      { timed: 60, rated: 60 }
    ],
    [
      'pandas’ row numbers written twice',
      'x.csv',
      'Unnamed: 0,index,user_id,item_id,rating',
      (u: number, i: number, at: number) => `${at},${at},${9000 + u},${500 + i},${rating(u, i)}`,
      { rated: 60 }
    ],
    [
      'pandas’ numbers for names',
      'x.csv',
      '0,1,2',
      (u: number, i: number) => `${100 + u},${500 + i},${rating(u, i)}`,
      { rated: 60 }
    ],
    [
      'pandas’ numbers for names, and row numbers',
      'x.csv',
      ',0,1,2',
      (u: number, i: number, at: number) => `${at},${100 + u},${500 + i},${rating(u, i)}`,
      { rated: 60 }
    ],
    ['pandas’ numbers for two names', 'x.csv', '0,1', (u: number, i: number) => `u${u},i${i}`, { rated: 0 }],
    [
      'R’s row names without a name',
      'x.csv',
      '"user","item","rating"',
      (u: number, i: number, at: number) => `"${at + 1}",${u},${i + 70},${rating(u, i)}`,
      { rated: 60 }
    ],
    [
      'a header that is a remark',
      'x.tsv',
      '#user\titem\trating',
      (u: number, i: number) => `${u}\t${i}\t${rating(u, i)}`,
      { rated: 60 }
    ]
  ])('%s', (_, name, header, of, expected) => expectRead({ [name]: lines(header, of) }, expected));

  it.each([
    ['an array within an object', (rows: readonly string[]) => `{"data": [${rows.join(',')}]}`],
    ['an array over lines', (rows: readonly string[]) => `[\n${rows.join(',\n')}\n]`],
    ['records over lines', (rows: readonly string[]) => rows.map((row) => row.replaceAll(', ', ',\n  ')).join('\n')],
    ['records a line', (rows: readonly string[]) => rows.join('\n')]
  ])('JSON: %s', (_, write) =>
    expectRead(
      { 'x.json': write(PAIRS.map(([u, i]) => `{"user": "u${u}", "item": "i${i}", "rating": ${rating(u, i)}}`)) },
      { rated: 60, columns: 'user “user”, item “item”, rating “rating”' }
    )
  );

  it('JSON: rows that are arrays', () =>
    expectRead(
      { 'x.json': `[${PAIRS.map(([u, i]) => `["u${u}", "i${i}", ${rating(u, i)}, ${time(u, i)}]`).join(',\n')}]` },
      { rated: 60, timed: 60, first: { user: 'u0', item: 'i0', rating: 1, timestamp: time(0, 0) } }
    ));

  it('lines that end as on old Macs, and a header that stands again where files were put together', async () => {
    await expectRead({ 'x.csv': lines('user,item', (u, i) => `u${u},i${i}`).replaceAll('\n', '\r') }, {});
    await expectRead({ 'x.csv': `${lines('user,item', (u, i) => `u${u},i${i}`)}user,item\nu1,i3\n` }, { rows: 61 });
  });

  it('a first row 0, 1 of data stays data', () =>
    expectRead({ 'x.txt': lines('', (u, i) => `${u},${(i + 1) % 9}`) }, { first: { user: '0', item: '1' } }));

  it('a first row can be said to be a header, or none', async () => {
    await expectRead(
      { 'x.csv': lines('alpha,beta', (u, i) => `a${u},b${i}`) },
      {},
      { header: 'yes', user_column: 'alpha', item_column: 'beta' }
    );
    await expectRead({ 'x.csv': lines('a5,b5', (u, i) => `a${u},b${i}`) }, { rows: 61 }, { header: 'no' });
  });
});

describe('a split that the files bring', () => {
  const part = (keep: (at: number) => boolean, header = 'user_id,item_id,rating'): string =>
    `${[header, ...PAIRS.filter((_, at) => keep(at)).map(([u, i]) => `u${u},i${i},${rating(u, i)}`)].join('\n')}\n`;
  const [train, val, test] = [part((at) => at % 5 < 3), part((at) => at % 5 === 3), part((at) => at % 5 === 4)];

  it.each([
    ['train.csv', 'valid.csv', 'test.csv'],
    ['X.train.csv', 'X.valid.csv', 'X.test.csv'],
    ['train_data.txt', 'validation_data.txt', 'test_data.txt'],
    ['a/ratings_trn.csv', 'a/ratings_val.csv', 'a/ratings_tst.csv'],
    ['Training.csv', 'Dev.csv', 'Test.csv']
  ])('by names: %s, %s, %s', (...names) =>
    expectRead(Object.fromEntries(names.map((name, at) => [name, [train, val, test][at] ?? ''])), {
      parts: [36, 12, 12]
    })
  );

  it('by names of JSON lines, and a whole file beside them is not read', () => {
    const json = (text: string): string =>
      text
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(','))
        .map(([user_id, item_id]) => JSON.stringify({ user_id, item_id }))
        .join('\n');
    return expectRead(
      {
        'train.jsonl': json(train),
        'dev.jsonl': json(val),
        'test.jsonl': json(test),
        'all.jsonl': json(part(() => true))
      },
      { parts: [36, 12, 12], ignored: ['all.jsonl'] }
    );
  });

  it.each([
    ['split', ['train', 'valid', 'test']],
    ['x_label', ['0', '1', '2']],
    ['set', ['TRAIN', 'VAL', 'TEST']],
    ['which', ['training', 'validation', 'testing']]
  ])('by a column “%s” of %j', (column, names) =>
    expectRead(
      {
        'x.csv': lines(
          `user_id,item_id,${column}`,
          (u, i, at) => `u${u},i${i},${names[at % 5 < 3 ? 0 : (at % 5) - 2] ?? ''}`
        )
      },
      { parts: [36, 12, 12] }
    )
  );

  it('of two files only: test stays, and the lack of validation is said', async () => {
    const files = { 'train.csv': part((at) => at % 5 < 4), 'test.csv': test };
    await expectRead(files, { parts: [48, 0, 12] });
    expect((await look(files)).report.remarks).toEqual([expect.stringContaining('validation is drawn from training')]);
  });

  it('of which a part is Parquet is refused by name, with a way out', () =>
    expect(readFiles({ 'train.csv': train, 'test.parquet': 'PAR1' })).rejects.toMatchObject({
      code: 'import/unreadable-kind',
      where: { file: 'test.parquet' },
      cure: expect.stringContaining('to_csv')
    }));

  it('by one file only is none', () =>
    expectRead({ 'transactions_train.csv': part(() => true) }, { parts: [0, 0, 0] }));
});

describe('ids', () => {
  it.each([
    ['102.0 and 102', (id: number) => `${id}.0`, (id: number) => `${id}`],
    ['spaces around', (id: number) => ` ${id} `, (id: number) => `${id}`],
    ['spaces in quotes', (id: number) => `"i${id} "`, (id: number) => `i${id}`]
  ])('join: %s', (_, inRatings, inItems) =>
    expectRead(
      {
        'ratings.csv': lines('user_id,item_id,rating', (u, i) => `${inRatings(u)},${inRatings(100 + i)},4`),
        'items.csv': things('item_id,title', (n) => `${inItems(100 + n)},${title(n)}`)
      },
      { titles: 9 }
    )
  );

  it('versions that only look like whole numbers keep their ends', () =>
    expectRead(
      { 'x.csv': lines('user_id,item_id', (u, i) => `${u},${i}.${i === 3 ? 1 : 0}`) },
      { first: { user: '0', item: '0.0' } }
    ));

  it('above 2^53 keep their digits in JSON, in Python literals and in columns', async () => {
    const big = (n: number): string => `90071992547409930${10 + n}`;
    for (const [name, of] of [
      [
        'x.jsonl',
        (u: number, i: number) => `{"user_id": ${big(u)}, "item_id": ${big(i)}, "text": "12345678901234567890"}`
      ],
      ['y.jsonl', (u: number, i: number) => `{'user_id': ${big(u)}, 'item_id': ${big(i)}}`]
    ] as const) {
      await expectRead({ [name]: lines('', of) }, { first: { user: big(0), item: big(0) } });
    }
  });

  it('in objects are taken where they are wrapped, found by their path, and refused as a whole', async () => {
    await expectRead(
      { 'x.jsonl': lines('', (u, i) => `{"user_id": {"$oid": "a${u}"}, "item_id": {"$numberLong": "${i}"}}`) },
      { first: { user: 'a0', item: '0' } }
    );
    const nested = { 'x.jsonl': lines('', (u, i) => `{"user": {"id": ${u}, "name": "N${u}"}, "item": {"id": ${i}}}`) };
    await expectRead(nested, { columns: 'user “user.id”, item “item.id”' });
    await expect(readFiles(nested, { user_column: 'user' })).rejects.toMatchObject({
      code: 'import/nested-id',
      cure: expect.stringContaining('user.id')
    });
  });
});

describe('numbers', () => {
  it.each([
    ['decimal commas', (value: number) => `"${value},5"`, [1.5, 5.5]],
    ['stars in words', (value: number) => `${value}.0 out of 5 stars`, [1, 5]],
    ['a scale', (value: number) => `${value}/5`, [1, 5]]
  ])('%s are read', async (_, write, [least, most]) => {
    const { rows } = await look({
      'x.csv': lines('user_id,item_id,rating', (u, i) => `${u},${i},${write(rating(u, i))}`)
    });
    const ratings = rows.map((row) => row.rating ?? NaN);
    expect([Math.min(...ratings), Math.max(...ratings)]).toEqual([least, most]);
  });

  it.each(['NA', 'nan', '\\N', 'null', '', ' ', 'None', 'N/A', '<NA>'])(
    '“%s” is no rating, and its interaction stays',
    (none) =>
      expectRead(
        { 'x.csv': lines('user_id,item_id,rating', (u, i) => `${u},${i},${u === 2 ? none : rating(u, i)}`) },
        { rated: 55 }
      )
  );

  it('0 beside 1 to 10 is no rating where most did not rate', () =>
    expectRead(
      { 'x.csv': lines('user_id,item_id,rating', (u, i) => `${u},${i},${u % 2 ? 0 : 2 * rating(u, i)}`) },
      { rated: 30 }
    ));
});

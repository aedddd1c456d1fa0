// Files as published data sets have them, made up and small: what each is taken for, and that the columns are the right ones. Relatives of
// what was once misread.
import { describe, expect, it } from 'vitest';
import { plainNodes, plainRows, readFiles } from '../testing';
import type { ReadingSettings } from '../imports/record';

type Files = Readonly<Record<string, string>>;

/** 60 pairs of twelve users with nine items, in the order of the users. */
const PAIRS = Array.from({ length: 12 }, (_, user) =>
  [0, 1, 2, 3, 4].map((step) => [user, (user + 2 * step) % 9] as const)
).flat();
const rating = (user: number, item: number): number => 1 + ((user * 3 + item) % 5);
const time = (user: number, item: number): number => 1_300_000_000 + 86_400 * user + 3600 * item;
const iso = (user: number, item: number): string => `${new Date(1000 * time(user, item)).toISOString().slice(0, 19)}Z`;
/** Lines of the pairs, below a header where there is one. */
const lines = (header: string, of: (user: number, item: number, at: number) => string): string =>
  `${[...(header ? [header] : []), ...PAIRS.map(([user, item], at) => of(user, item, at))].join('\n')}\n`;
const things = (header: string, of: (item: number) => string): string =>
  `${[...(header ? [header] : []), ...Array.from({ length: 9 }, (_, item) => of(item))].join('\n')}\n`;
const TITLES = [
  'Amber Tide',
  'Blue Lantern',
  'Café Noir',
  'Dust & Iron',
  'Étude',
  'Fern Hollow',
  'Glass Orchard',
  'High Meadow',
  'Ink Harbour'
];
const title = (item: number): string => TITLES[item] ?? '';

interface Expected {
  /** Columns of the interactions, as the report names them: "user “a”, item “b”". */
  readonly columns?: string;
  readonly rows?: number;
  readonly users?: number;
  readonly items?: number;
  readonly rated?: number;
  readonly timed?: number;
  readonly titles?: number;
  /** Paths that are not read. */
  readonly ignored?: readonly string[];
  /** Interactions by part. */
  readonly parts?: readonly [number, number, number];
  readonly first?: object;
}

async function look(files: Files, settings: ReadingSettings = {}) {
  const { raw, report } = await readFiles(files, settings);
  const rows = plainRows(raw);
  const titles = plainNodes(raw.items).filter((node) => node.title).length;
  return { raw, report, rows, titles, taken: report.taken ?? [] };
}

async function expectRead(files: Files, expected: Expected, settings: ReadingSettings = {}): Promise<void> {
  const { rows, titles, taken } = await look(files, settings);
  const count = (has: (row: (typeof rows)[number]) => boolean): number => rows.filter(has).length;
  const found = {
    columns: taken.find(({ role }) => role === 'interactions')?.because,
    rows: rows.length,
    users: new Set(rows.map(({ user }) => user)).size,
    items: new Set(rows.map(({ item }) => item)).size,
    rated: count((row) => row.rating !== undefined),
    timed: count((row) => row.timestamp !== undefined),
    titles,
    ignored: taken.filter(({ role }) => role === 'ignored').map(({ path }) => path),
    parts: [0, 1, 2].map((part) => count((row) => row.part === part)),
    first: rows[0]
  };
  const wanted = { rows: 60, users: 12, items: 9, ...expected };
  expect(found).toMatchObject(wanted);
}

describe('which table is what', () => {
  const books = things(
    'book_id,goodreads_book_id,authors,title,average_rating',
    (n) => `${n + 1},${7000 + n},"Doe, J.",${title(n)},4.1`
  );

  it('goodbooks-10k: ratings, not the wish list; books, not tags', () =>
    expectRead(
      {
        'ratings.csv': lines('user_id,book_id,rating', (u, i) => `${u + 1},${i + 1},${rating(u, i)}`),
        'to_read.csv': lines('user_id,book_id', (u, i) => `${u + 1},${((i + 4) % 9) + 1}`),
        'books.csv': books,
        'tags.csv': 'tag_id,tag_name\n0,to-read\n1,classics\n2,owned\n3,sea\n',
        'book_tags.csv': things('goodreads_book_id,tag_id,count', (n) => `${7000 + n},${n},${100 - n}`)
      },
      {
        columns: 'user “user_id”, item “book_id”, rating “rating”',
        titles: 9,
        ignored: ['book_tags.csv', 'tags.csv', 'to_read.csv']
      }
    ));

  it('Last.fm of HetRec: plays, not tags and friends; artists by “id”', () =>
    expectRead(
      {
        'user_artists.dat': lines('userID\tartistID\tweight', (u, i) => `${u + 2}\t${i + 51}\t${13 * (u + i) + 1}`),
        'user_taggedartists.dat': lines(
          'userID\tartistID\ttagID\tday\tmonth\tyear',
          (u, i) => `${u + 2}\t${i + 51}\t${i + 1}\t1\t4\t2009`
        ),
        'user_taggedartists-timestamps.dat': lines(
          'userID\tartistID\ttagID\ttimestamp',
          (u, i) => `${u + 2}\t${i + 51}\t${i + 1}\t1238536800000`
        ),
        'user_friends.dat': lines('userID\tfriendID', (u, i) => `${u + 2}\t${((u + i + 1) % 12) + 2}`),
        'artists.dat': things(
          'id\tname\turl\tpictureURL',
          (n) => `${n + 51}\t${title(n)}\thttp://www.last.fm/x\thttp://x/${n}.jpg`
        ),
        'tags.dat': things('tagID\ttagValue', (n) => `${n + 1}\ttag ${n}`)
      },
      {
        columns: 'user “userID”, item “artistID”',
        titles: 9,
        ignored: ['tags.dat', 'user_friends.dat', 'user_taggedartists-timestamps.dat', 'user_taggedartists.dat']
      }
    ));

  it('MovieLens without times: movies, not links', () =>
    expectRead(
      {
        'links.csv': things('movieId,imdbId,tmdbId', (n) => `${n + 1},011470${n},86${n}`),
        'movies.csv': things('movieId,title,genres', (n) => `${n + 1},${title(n)} (1995),Comedy|Drama`),
        'ratings.csv': lines('userId,movieId,rating', (u, i) => `${u + 1},${i + 1},${rating(u, i) - 0.5}`),
        'tags.csv': lines('userId,movieId,tag,timestamp', (u, i) => `${u + 1},${i + 1},funny,${time(u, i)}`)
      },
      { titles: 9, rated: 60, ignored: ['links.csv', 'tags.csv'] }
    ));

  it('H&M: transactions with articles and customers, and not the sample of a submission', () =>
    expectRead(
      {
        'articles.csv': things(
          'article_id,product_code,prod_name,product_type_no,detail_desc',
          (n) => `010877501${n},${108775 + n},${title(n)},25${n},Soft and warm in all of its ways.`
        ),
        'customers.csv': Array.from({ length: 12 }, (_, u) => `${'0'.repeat(10)}a${u},,,ACTIVE,${20 + u}`).reduce(
          (a, b) => `${a}${b}\n`,
          'customer_id,FN,Active,club_member_status,age\n'
        ),
        'transactions_train.csv': lines(
          't_dat,customer_id,article_id,price,sales_channel_id',
          (u, i) => `${iso(u, i).slice(0, 10)},${'0'.repeat(10)}a${u},010877501${i},0.0508${i},2`
        ),
        'sample_submission.csv': Array.from(
          { length: 12 },
          (_, u) => `${'0'.repeat(10)}a${u},0108775010 0108775011 0108775012`
        ).reduce((a, b) => `${a}${b}\n`, 'customer_id,prediction\n')
      },
      {
        columns: 'user “customer_id”, item “article_id”, time “t_dat”',
        titles: 9,
        timed: 60,
        rated: 0,
        ignored: ['sample_submission.csv']
      }
    ));

  it('both columns said: the table of items stays one', () =>
    expectRead(
      {
        'plays.csv': lines('listener,song,plays', (u, i) => `L${u},S${i},${rating(u, i)}`),
        'songs.csv': things('song,name,minutes', (n) => `S${n},${title(n)},${n}`)
      },
      { titles: 9, rated: 60 },
      { user_column: 'listener', item_column: 'song', rating_column: 'plays' }
    ));

  it('two logs that could both be it: the error names them and the key, and the key answers', async () => {
    const files = {
      'clicks.csv': lines('session_id,item_id,time', (u, i) => `${u},${i + 500},${time(u, i)}`),
      'buys.csv': lines('session_id,item_id,time', (u, i) => `${u},${((i + 3) % 9) + 500},${time(u, i) + 5}`)
    };
    await expect(readFiles(files)).rejects.toMatchObject({
      code: 'import/which-file',
      message: expect.stringContaining('buys.csv, clicks.csv')
    });
    await expectRead(files, { ignored: ['buys.csv'] }, { interactions_file: 'clicks.csv' });
    await expectRead(files, { rows: 120, ignored: [] }, { interactions_file: 'clicks.csv, buys.csv' });
  });

  it('pieces of one table are read as one', () =>
    expectRead(
      {
        'events-0001.csv': lines('user,item,rating', (u, i) => `${u},${i},${rating(u, i)}`),
        'events-0002.csv': lines('user,item,rating', (u, i) => `${u + 12},${i},${rating(u, i)}`)
      },
      { rows: 120, users: 24 }
    ));
});

describe('columns by their names and values', () => {
  const anime = things(
    'anime_id,name,genre,type,episodes,rating,members',
    (n) => `${20 + n},${title(n)},"Drama, School",TV,${n},8.${n},1000`
  );

  it('anime: −1 is no rating, averages are no attribute', async () => {
    const files = {
      'rating.csv': lines('user_id,anime_id,rating', (u, i) => `${u},${i + 20},${u === 3 ? -1 : 2 * rating(u, i)}`),
      'anime.csv': anime
    };
    await expectRead(files, { rated: 55, titles: 9 });
    const { raw, report } = await look(files);
    expect(plainNodes(raw.items)[0]?.attributes).toEqual({ genre: 'Drama, School', type: 'TV', episodes: '0' });
    expect(report.files[1]?.notes).toMatchObject([{ reason: 'a rating of -1 is taken for none', count: 5 }]);
  });

  it.each([
    [
      'the issue’s shop',
      'customer,sku,stars,ordered_at',
      (u: number, i: number) => `c${u},s${i},${rating(u, i)},${iso(u, i)}`,
      'user “customer”, item “sku”, rating “stars”, time “ordered_at”'
    ],
    [
      'KuaiRec',
      'user_id,video_id,play_duration,video_duration,time,date,timestamp,watch_ratio',
      (u: number, i: number) =>
        `${u},${i + 3000},5000,10867,${iso(u, i).replace('T', ' ').replace('Z', '.123')},20110313,${time(u, i)}.123,1.6667`,
      'user “user_id”, item “video_id”, time “timestamp”'
    ],
    [
      'RetailRocket',
      'timestamp,visitorid,event,itemid,transactionid',
      (u: number, i: number) => `${1000 * time(u, i)},${u + 257597},view,${i + 355908},`,
      'user “visitorid”, item “itemid”, time “timestamp”'
    ],
    [
      'Online Retail',
      'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
      (u: number, i: number) =>
        `${536365 + u},8512${i}A,${title(i)},6,${iso(u, i).slice(0, 19).replace('T', ' ')},2.55,${17850 + u}.0,United Kingdom`,
      'user “CustomerID”, item “StockCode”, time “InvoiceDate”'
    ],
    [
      'Food.com',
      'user_id,recipe_id,date,rating,review',
      (u: number, i: number) =>
        `${38094 + u},${40893 + i},${iso(u, i).slice(0, 10)},${rating(u, i)},"Great with a salad, and cheap."`,
      'user “user_id”, item “recipe_id”, rating “rating”, time “date”, review “review”'
    ],
    [
      'sessions',
      'SessionId,ItemId,Time',
      (u: number, i: number) => `${u},${i + 214536500},${time(u, i)}.277`,
      'user “SessionId”, item “ItemId”, time “Time”'
    ],
    [
      'Book-Crossing',
      '"User-ID";"ISBN";"Book-Rating"',
      (u: number, i: number) => `"${276725 + u}";"034545104${i}";"${rating(u, i)}"`,
      'user “User-ID”, item “ISBN”, rating “Book-Rating”'
    ],
    [
      'beer',
      'brewery_id,review_time,review_overall,review_aroma,review_profilename,beer_name,beer_beerid',
      (u: number, i: number) => `103${i},${time(u, i)},${rating(u, i)},2,stcules${u},Saison ${i},479${i}`,
      'user “review_profilename”, item “beer_beerid”, rating “review_overall”, time “review_time”'
    ],
    [
      'Amazon’s own TSV',
      'marketplace\tcustomer_id\treview_id\tproduct_id\tproduct_parent\tproduct_title\tproduct_category\tstar_rating\thelpful_votes\ttotal_votes\treview_headline\treview_body\treview_date',
      (u: number, i: number, at: number) =>
        `US\t${53096384 + u}\tR1LH${at}\tB00404${i}\t68${i}\t${title(i)}\tBooks\t${rating(u, i)}\t0\t0\tGood\tA "good one\t2015-08-31`,
      'user “customer_id”, item “product_id”, rating “star_rating”, time “review_date”, review “review_body”'
    ]
  ])('%s', (_, header, of, columns) => {
    const name = header.includes('\t') ? 'reviews.tsv' : 'log.csv';
    return expectRead({ [name]: lines(header, of) }, { columns });
  });

  it('Douban and others without known names: the join with the table of items decides, and what is left is the user', () =>
    expectRead(
      {
        'marks.csv': lines('who,what,stars', (u, i) => `p${u},m-${i},${rating(u, i)}`),
        'catalogue.csv': things('what,title', (n) => `m-${n},${title(n)}`)
      },
      { columns: 'user “who”, item “what”, rating “stars”', titles: 9 }
    ));

  it('names that nothing decides: the message has the columns and the keys', async () => {
    const files = { 'a.csv': lines('who,what,stars', (u, i) => `${u},${i},${rating(u, i)}`) };
    await expect(readFiles(files)).rejects.toMatchObject({
      code: 'import/which-columns',
      message: expect.stringContaining('who, what, stars'),
      cure: expect.stringMatching(/user_column.*item_column.*user_column: who, item_column: what/)
    });
    await expectRead(files, { rated: 60 }, { user_column: 'who', item_column: 'what' });
  });
});

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

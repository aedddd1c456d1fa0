// Formats are told apart and read right, oddities included; hostile files end with a message that names file and line.
import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { memoryFile } from '../bytes/input-files';
import { inspect, openFiles } from './import';
import { plainNodes, plainRows, readFiles } from '../testing';

const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(new TextEncoder().encode(text));
const joined = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flatMap((part) => [...part]));
const gzipped = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(gzipSync(bytes(text)));

describe('tables of anybody’s making', () => {
  it('join interactions with items by values, whatever the id is called, and keep other columns as attributes', async () => {
    const { raw, report, format } = await readFiles({
      'data/ratings.csv': 'user_id,item_id,rating,timestamp\n1,10,4.5,881250949\n2,11,3,2001-02-03\n1,12,,\n',
      'data/info.json': JSON.stringify([
        { imdb: 'tt1', movielens_id: '10', title: 'Ten', plot: 'A plot', genres: ['x', 'y'], year: 1995 },
        { imdb: 'tt2', movielens_id: '11', title: 'Eleven', plot: '', genres: [], year: 1996 }
      ])
    });
    expect(format).toBe('table');
    expect(plainRows(raw)).toEqual([
      { user: '1', item: '10', rating: 4.5, timestamp: 881250949 },
      { user: '2', item: '11', rating: 3, timestamp: Date.UTC(2001, 1, 3) / 1000 },
      { user: '1', item: '12' }
    ]);
    expect(plainNodes(raw.items)).toEqual([
      {
        id: '10',
        described: true,
        title: 'Ten',
        description: 'A plot',
        attributes: { imdb: 'tt1', genres: 'x, y', year: '1995' }
      },
      { id: '11', described: true, title: 'Eleven', attributes: { imdb: 'tt2', year: '1996' } },
      { id: '12', described: false }
    ]);
    expect(report.files.map(({ path, role, rows }) => [path, role, rows])).toEqual([
      ['info.json', 'items', 2],
      ['ratings.csv', 'interactions', 3]
    ]);
  });

  it('are read as the reader says: other columns, no header', async () => {
    const file = { 'clicks.tsv': 'a\tb\t1\nc\td\t2\n' };
    const { raw } = await readFiles(file, {
      format: 'table',
      user_column: 'column 2',
      item_column: 'column 1',
      rating_column: ''
    });
    expect(plainRows(raw)).toEqual([
      { user: 'b', item: 'a' },
      { user: 'd', item: 'c' }
    ]);
    await expect(readFiles(file, { user_column: 'nobody' })).rejects.toMatchObject({ code: 'import/no-column' });
  });

  it('bring their own split, and say of every line that is left out why', async () => {
    const { raw, report } = await readFiles({
      'x.csv': 'user,item,rating,split\nu,i,5,train\nu,j,five,train\n,k,1,test\nv,i,2,test\nv,j,3,valid\n'
    });
    expect(raw.interactions.parts).toEqual(Uint8Array.of(0, 2, 1));
    expect(report.files[0]?.skipped).toEqual([
      { reason: 'its rating is no number', count: 1, samples: [{ line: 3, text: 'u,j,five,train' }] },
      { reason: 'it names no user or no item', count: 1, samples: [{ line: 4, text: ',k,1,test' }] }
    ]);
  });

  it('take ids that are names of object fields, and markup in ids, as any other text; of reviews the words stay', async () => {
    const { raw } = await readFiles({
      'x.jsonl':
        '{"user_id":"__proto__","item_id":"constructor","review":"<script>alert(1)</script>So <b>good</b>"}\n{"user_id":"toString","item_id":"__proto__","__proto__":1}\n'
    });
    expect(plainRows(raw)).toEqual([
      { user: '__proto__', item: 'constructor', review: 'So good' },
      { user: 'toString', item: '__proto__' }
    ]);
  });

  it('are shown before they are imported: columns with their reasons, first rows, roles', async () => {
    const files = await openFiles([
      memoryFile('d/ratings.csv', 'userId,itemId,stars\n1,2,3\n'),
      memoryFile('d/notes.txt', 'nothing of use')
    ]);
    const found = await inspect(files, {});
    expect(found).toMatchObject({
      format: 'table',
      files: [
        { path: 'notes.txt', role: 'ignored' },
        { path: 'ratings.csv', role: 'interactions' }
      ]
    });
    expect(found.fields.find(({ key }) => key === 'rating_column')).toMatchObject({
      value: 'stars',
      because: 'it is called “stars”'
    });
    expect(found.previews[0]?.rows).toEqual([['1', '2', '3']]);
  });
});

describe('published data sets', () => {
  it('MovieLens 100k: tabs, bars, Latin-1, flags of genres', async () => {
    const latin = Uint8Array.from(
      '1|Caf\xe9 Noir (1995)|01-Jan-1995||http://x|0|1|0|0|0|1|0|0|0|0|0|0|0|0|0|0|0|0|0\n',
      (sign) => sign.charCodeAt(0)
    );
    const { raw, format } = await readFiles({
      'ml-100k/u.data': '196\t1\t3\t881250949\n186\t2\t3\t891717742\n',
      'ml-100k/u.item': latin,
      'ml-100k/u.user': '196|49|M|writer|55105\n'
    });
    expect(format).toBe('movielens');
    expect(plainRows(raw)[0]).toEqual({ user: '196', item: '1', rating: 3, timestamp: 881250949 });
    expect(plainNodes(raw.items)[0]).toEqual({
      id: '1',
      described: true,
      title: 'Café Noir (1995)',
      attributes: { released: '01-Jan-1995', genres: 'Action, Comedy' }
    });
    expect(plainNodes(raw.users)[0]).toEqual({
      id: '196',
      described: true,
      attributes: { age: '49', gender: 'M', occupation: 'writer' }
    });
  });

  it('MovieLens 1M and latest', async () => {
    const million = await readFiles({
      'ratings.dat': '1::1193::5::978300760\n',
      'movies.dat': "1193::One Flew Over the Cuckoo's Nest (1975)::Drama\n"
    });
    expect(plainNodes(million.raw.items)).toEqual([
      {
        id: '1193',
        described: true,
        title: "One Flew Over the Cuckoo's Nest (1975)",
        attributes: { genres: 'Drama', year: '1975' }
      }
    ]);
    const latest = await readFiles({
      'ratings.csv': 'userId,movieId,rating,timestamp\n1,1,4.0,964982703\n',
      'movies.csv': 'movieId,title,genres\n1,"Story, The (1995)",A|B\n'
    });
    expect(latest.format).toBe('movielens');
    expect(plainNodes(latest.raw.items)[0]).toMatchObject({
      title: 'Story, The (1995)',
      attributes: { genres: 'A, B' }
    });
  });

  it('RecBole: typed headers, and a split in three files', async () => {
    const { raw, format } = await readFiles({
      'x.train.inter': 'user_id:token\titem_id:token\trating:float\nu\ti\t4\n',
      'x.valid.inter': 'user_id:token\titem_id:token\trating:float\nu\tj\t2\n',
      'x.test.inter': 'user_id:token\titem_id:token\trating:float\nv\ti\t1\n',
      'x.item': 'item_id:token\ttitle:token_seq\tclass:token_seq\ni\tA "title"\tb c\n'
    });
    expect(format).toBe('recbole');
    expect(plainRows(raw)).toEqual([
      { user: 'v', item: 'i', rating: 1, part: 2 },
      { user: 'u', item: 'i', rating: 4, part: 0 },
      { user: 'u', item: 'j', rating: 2, part: 1 }
    ]);
    expect(plainNodes(raw.items)[0]).toEqual({
      id: 'i',
      described: true,
      title: 'A "title"',
      attributes: { class: 'b c' }
    });
  });

  it('Amazon 2014: Python-literal metadata with mixed quotes, gzip in two members, duplicates kept', async () => {
    const review = (user: string, item: string, text: string) =>
      JSON.stringify({
        reviewerID: user,
        asin: item,
        helpful: [2, 3],
        reviewText: text,
        overall: 5.0,
        summary: 'Sum',
        unixReviewTime: 1400000000
      });
    const { raw, report, format } = await readFiles({
      'reviews_Books_5.json.gz': joined(
        gzipped(`${review('A1', 'B1', 'It&#39;s <b>good</b>')}\n`),
        gzipped(`${review('A1', 'B1', 'Again')}\n{"asin":"B1"}\n`)
      ),
      'meta_Books.json.gz': gzipped(
        [
          `{'asin': 'B1', 'title': "Bob's \\"Book\\"", 'price': 9.99, 'description': '<p>Caf\\xe9</p>\\n&amp; more', 'categories': [['Books', 'Fun'], ['Books']], 'salesRank': {'Books': 3}}`,
          `{'asin': 'B2', 'imUrl': 'http://x', "price": "$1,299.00"}`
        ].join('\n')
      )
    });
    expect(format).toBe('amazon');
    expect(plainRows(raw)).toEqual([
      { user: 'A1', item: 'B1', rating: 5, timestamp: 1400000000, review: "It's good" },
      { user: 'A1', item: 'B1', rating: 5, timestamp: 1400000000, review: 'Again' }
    ]);
    expect(plainNodes(raw.items)).toEqual([
      {
        id: 'B1',
        described: true,
        title: `Bob's "Book"`,
        description: 'Café\n& more',
        attributes: { price: '9.99', category: 'Books, Fun' }
      },
      { id: 'B2', described: true, attributes: { price: '$1,299.00' } }
    ]);
    expect(report.files.find(({ role }) => role === 'interactions')?.skipped).toMatchObject([
      { reason: 'it names no user or no item', count: 1 }
    ]);
  });

  it('Amazon 2018: lists of texts, rubbish for titles and prices; ratings-only files of both years', async () => {
    const { raw } = await readFiles(
      {
        'AMAZON_FASHION.json':
          '{"overall": 4.0, "verified": true, "reviewTime": "09 13, 2009", "reviewerID": "A1", "asin": "B1", "reviewText": "Fine", "summary": "Good"}\n',
        'meta_AMAZON_FASHION.json':
          '{"asin": "B1", "title": "var aPageStart = (new Date()).getTime();", "description": ["One.", "", "Two."], "price": ".a-box-inner{background-color:#fff}", "category": ["X", "Y"], "also_buy": []}\n'
      },
      { review_text: 'summary-and-text' }
    );
    expect(plainRows(raw)).toEqual([
      { user: 'A1', item: 'B1', rating: 4, timestamp: Date.UTC(2009, 8, 13) / 1000, review: 'Good. Fine' }
    ]);
    expect(plainNodes(raw.items)).toEqual([
      { id: 'B1', described: true, description: 'One. Two.', attributes: { category: 'X, Y' } }
    ]);
    const old = await readFiles({ 'ratings_Books.csv': 'AH2L9G3DQHHAJ,0000000116,4.0,1019865600\n' });
    const recent = await readFiles({ 'Books.csv': '0001713353,A1C6M8LCIX4M6M,5.0,1123804800\n' });
    expect(plainRows(old.raw)[0]).toMatchObject({ user: 'AH2L9G3DQHHAJ', item: '0000000116', rating: 4 });
    expect(plainRows(recent.raw)[0]).toMatchObject({ user: 'A1C6M8LCIX4M6M', item: '0001713353', rating: 5 });
  });

  it('Yelp: businesses, users, reviews with dates', async () => {
    const { raw, format } = await readFiles({
      'yelp_academic_dataset_business.json':
        '{"business_id":"b","name":"Café","city":"Reno","state":"NV","stars":3.5,"attributes":{"Ambience":"{\'romantic\': False}"},"categories":"Food, Bars"}\n',
      'yelp_academic_dataset_review.json':
        '{"review_id":"r","user_id":"u","business_id":"b","stars":4.0,"date":"2016-03-09 00:56:38","text":"Nice \\u2013 really","useful":0}\n',
      'yelp_academic_dataset_user.json': '{"user_id":"u","name":"Ann","yelping_since":"2010"}\n'
    });
    expect(format).toBe('yelp');
    expect(plainRows(raw)).toEqual([
      { user: 'u', item: 'b', rating: 4, timestamp: Date.UTC(2016, 2, 9, 0, 56, 38) / 1000, review: 'Nice – really' }
    ]);
    expect(plainNodes(raw.items)[0]).toEqual({
      id: 'b',
      described: true,
      title: 'Café',
      attributes: { categories: 'Food, Bars', city: 'Reno', state: 'NV' }
    });
    expect(plainNodes(raw.users)[0]).toEqual({ id: 'u', described: true, title: 'Ann' });
  });

  it('Steam: Python literals, users by id or name, and the Australian users’ files', async () => {
    const { raw, format } = await readFiles({
      'steam_reviews.json.gz': gzipped(
        `{u'username': u'Chaos', u'hours': 0.1, u'product_id': u'725280', u'date': u'2017-12-17', u'text': u"It's \\u201cok\\u201d", u'early_access': False}\n{u'username': u'x', u'user_id': u'765', u'product_id': u'328100', u'text': u''}\n`
      ),
      'steam_games.json.gz': gzipped(
        `{u'publisher': u'K', u'genres': [u'Action', u'Casual'], u'app_name': u'Lost &amp; Found', u'id': u'725280', u'price': u'Free to Play', u'tags': []}\n`
      )
    });
    expect(format).toBe('steam');
    expect(plainRows(raw)).toEqual([
      { user: 'Chaos', item: '725280', timestamp: Date.UTC(2017, 11, 17) / 1000, review: "It's “ok”" },
      { user: '765', item: '328100' }
    ]);
    expect(plainNodes(raw.items)[0]).toEqual({
      id: '725280',
      described: true,
      title: 'Lost & Found',
      attributes: { publisher: 'K', genres: 'Action, Casual', price: 'Free to Play' }
    });
    const australian = await readFiles({
      'australian_user_reviews.json': `{'user_id': 'u', 'user_url': '', 'reviews': [{'item_id': '1', 'review': 'a'}, {'item_id': '2', 'review': 'b'}]}\n`
    });
    expect(plainRows(australian.raw)).toEqual([
      { user: 'u', item: '1', review: 'a' },
      { user: 'u', item: '2', review: 'b' }
    ]);
  });
});

describe('files that mean harm, or are broken', () => {
  const csv = 'user,item\n1,2\n3,4\n';

  it('a gzip that ends too early or is none is refused', async () => {
    const whole = gzipped(csv.repeat(5000));
    await expect(readFiles({ 'x.csv.gz': whole.slice(0, -9) })).rejects.toMatchObject({
      code: 'import/broken-gzip',
      where: { file: 'x.csv.gz' }
    });
    await expect(readFiles({ 'x.csv.gz': joined(whole, bytes('junk behind it')) })).rejects.toMatchObject({
      code: 'import/broken-gzip'
    });
    await expect(readFiles({ 'x.csv': joined(Uint8Array.of(0x1f, 0x8b), bytes(csv)) })).rejects.toMatchObject({
      code: expect.stringMatching(/^import\//)
    });
  });

  it('bytes that are no UTF-8 name their line', async () => {
    const broken = joined(bytes('user,item\n1,2\n'), Uint8Array.of(0xff, 0xfe), bytes(',4\n'));
    await expect(readFiles({ 'x.csv': broken })).rejects.toMatchObject({
      code: 'import/not-utf8',
      where: { file: 'x.csv', line: 3 }
    });
  });

  it('a line of ten megabytes, JSON nested without end and a million columns end with a message', async () => {
    const long = await readFiles({ 'x.csv': `user,item\n1,${'x'.repeat(10_000_000)}\n` });
    expect(long.raw.items.ids[0]).toHaveLength(10_000_000);
    const deep = `{"user_id":"u","item_id":"i","x":${'['.repeat(5000)}${']'.repeat(5000)}}`;
    await expect(readFiles({ 'x.jsonl': `${deep}\n` })).rejects.toMatchObject({ code: 'import/too-deep' });
    await expect(readFiles({ 'x.csv': `user,item${',a'.repeat(1_000_000)}\n1,2\n` })).rejects.toMatchObject({
      code: 'import/too-many-columns'
    });
  });

  it('an archive with paths that lead outside, and one that is a bomb, are refused unopened', async () => {
    const zip = (files: Record<string, Uint8Array>) => Uint8Array.from(zipSync(files));
    const fine = await readFiles({
      'data.zip': zip({ 'in/ratings.csv': bytes('user,item\n1,2\n'), '__MACOSX/x': bytes('') })
    });
    expect(plainRows(fine.raw)).toEqual([{ user: '1', item: '2' }]);
    for (const path of ['../up.csv', '/etc/x.csv', 'a\\..\\b.csv', 'C:/x.csv']) {
      await expect(readFiles({ 'data.zip': zip({ [path]: bytes(csv) }) })).rejects.toMatchObject({
        code: 'import/unsafe-path'
      });
    }
    const bomb = zip({ 'x.csv': new Uint8Array(120 * 2 ** 20) });
    expect(bomb.length).toBeLessThan(2 ** 20);
    await expect(readFiles({ 'bomb.zip': bomb })).rejects.toMatchObject({ code: 'import/bomb' });
    await expect(readFiles({ 'short.zip': zip({ 'x.csv': bytes(csv) }).slice(0, 30) })).rejects.toMatchObject({
      code: 'import/broken-zip'
    });
  });

  it('an entry that is larger than the archive says is refused while it unpacks', async () => {
    const archive = Uint8Array.from(zipSync({ 'ratings.csv': bytes(`user,item\n${'1,2\n'.repeat(50_000)}`) }));
    // The size in the central directory: 24 bytes behind its signature.
    const at = archive.findIndex(
      (_, n) => archive[n] === 0x50 && archive[n + 1] === 0x4b && archive[n + 2] === 1 && archive[n + 3] === 2
    );
    new DataView(archive.buffer).setUint32(at + 24, 100, true);
    await expect(readFiles({ 'x.zip': archive })).rejects.toMatchObject({ code: 'import/bomb' });
  });

  it('what is of no format says what would be', async () => {
    await expect(readFiles({ 'a.txt': 'hello' })).rejects.toMatchObject({ code: 'import/unknown-format' });
    await expect(readFiles({ 'a.csv': csv }, { format: 'parquet' })).rejects.toMatchObject({
      code: 'import/no-such-format'
    });
    await expect(readFiles({ 'a.csv': csv }, { format: 'yelp' })).rejects.toMatchObject({
      code: 'import/missing-part'
    });
  });

  it('a file most of whose lines fail is refused with the first failure', async () => {
    const lines = `user,item,rating\n${'1,2,x\n'.repeat(40)}`;
    await expect(readFiles({ 'a.csv': lines })).rejects.toMatchObject({
      code: 'import/unreadable-lines',
      where: { file: 'a.csv', line: 2 }
    });
  });

  it('the digest depends on what is read and nothing else', async () => {
    const one = await readFiles({ 'd/x.csv': csv });
    const same = await readFiles({ 'x.csv': csv, 'readme.md': 'words' });
    const other = await readFiles({ 'x.csv': `${csv}5,6\n` });
    expect(same.digest).toBe(one.digest);
    expect(other.digest).not.toBe(one.digest);
  });
});

// Files as published data sets have them, made up and small: what each is taken for, and that the columns are the right ones. Relatives of
// what was once misread.
import { describe, expect, it } from 'vitest';
import { plainNodes, readFiles } from '../testing';
import { expectRead, iso, lines, look, rating, things, time, title } from './testing';

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
      'user “CustomerID”, item “StockCode”, time “InvoiceDate”; of items “Description”'
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
      'user “review_profilename”, item “beer_beerid”, rating “review_overall”, time “review_time”; of items “beer_name”'
    ],
    [
      'Amazon’s own TSV',
      'marketplace\tcustomer_id\treview_id\tproduct_id\tproduct_parent\tproduct_title\tproduct_category\tstar_rating\thelpful_votes\ttotal_votes\treview_headline\treview_body\treview_date',
      (u: number, i: number, at: number) =>
        `US\t${53096384 + u}\tR1LH${at}\tB00404${i}\t68${i}\t${title(i)}\tBooks\t${rating(u, i)}\t0\t0\tGood\tA "good one\t2015-08-31`,
      'user “customer_id”, item “product_id”, rating “star_rating”, time “review_date”, review “review_body”; of items “product_title”'
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

  it.each([
    ['a matrix of ratings', lines('', (u) => `74,-7.8${u},8.79,-9.66,-8.16,${u},99,99`)],
    ['a table with users only', lines('user_id,fit,size', (u, i) => `${u},small,${i}`)],
    ['order lines without a customer', lines('order_id,product_id,quantity', (_, i, at) => `${at},${i},1`)],
    ['a table of something else', 'city,population\nRome,1\nParis,2\n']
  ])('%s is a question, and nobody is made a user because a column is left', (_, text) =>
    expect(readFiles({ 'x.csv': text })).rejects.toMatchObject({ code: 'import/which-columns' })
  );

  it('of an artist and a track the track is the item, with its name', () =>
    expectRead(
      {
        'x.tsv': lines(
          'userid\ttimestamp\tartist-id\tartist-name\ttrack-id\ttrack-name',
          (u, i) => `user_${u}\t${iso(u, i)}\tA${i % 3}\tDeep ${i % 3}\tT${i}\t${title(i)}`
        )
      },
      { columns: 'user “userid”, item “track-id”, time “timestamp”; of items “track-name”', titles: 9 }
    ));

  it('labels of 0 and 1 are what a filter can ask for, and said', async () => {
    const { rows, report } = await look({
      'x.csv': lines('user_id,item_id,click', (u, i) => `${u},${i},${(u + i) % 2}`)
    });
    expect(rows[0]).toMatchObject({ rating: 0 });
    expect(report.remarks).toEqual([expect.stringContaining('min_rating: 1')]);
  });

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

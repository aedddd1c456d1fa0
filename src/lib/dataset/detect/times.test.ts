// Times in every form that data sets of this field have; what a column decides, and what stays open.
import { describe, expect, it } from 'vitest';
import { uniformInt } from '#kernels/random/random';
import { expectRead, iso, lines, look, time } from './testing';
import { ANY_TIME, looksLikeTime, timeForm, timeIn } from './times';

const T = Date.UTC(2011, 2, 13, 9, 6, 40) / 1000;
const DAY = Date.UTC(2011, 2, 13) / 1000;
const MINUTE = Date.UTC(2011, 2, 13, 9, 6) / 1000;

describe('a time', () => {
  it.each([
    ['1300007200', T],
    ['1300007200.5', T + 0.5],
    ['1300007200000', T],
    ['1300007200000000', T],
    ['1300007200000000000', T],
    ['1.3000072e9', T],
    ['2011-03-13T09:06:40Z', T],
    ['2011-03-13T09:06:40.250Z', T + 0.25],
    ['2011-03-13 09:06:40', T],
    ['2011-03-13 09:06', MINUTE],
    ['2011-3-13', DAY],
    ['2011-03-13T09:06:40+00:00', T],
    ['2011-03-13 18:06:40 +0900', T],
    ['2011-03-13T04:06:40-05', T],
    ['2011-03-13 09:06:40 UTC', T],
    ['2011/03/13', DAY],
    ['2011.03.13 09:06:40', T],
    ['13.03.2011', DAY],
    ['13.3.2011 09:06', MINUTE],
    ['03/13/2011', DAY],
    ['3/13/2011 9:06', MINUTE],
    ['03/13/2011 09:06:40 AM', T],
    ['13/03/2011 21:06', MINUTE + 12 * 3600],
    ['3/13/11 9:06 PM', MINUTE + 12 * 3600],
    ['Sun Mar 13 09:06:40 +0000 2011', T],
    ['Sun Mar 13 01:06:40 -0800 2011', T],
    ['Sun Mar 13 09:06:40 2011', T],
    ['Sun Mar 13 01:06:40 PST 2011', T],
    ['Sun, 13 Mar 2011 09:06:40 GMT', T],
    ['Mar 13, 2011', DAY],
    ['March 13, 2011', DAY],
    ['March 13th, 2011', DAY],
    ['Posted March 13, 2011.', DAY],
    ['Reviewed in the United States on March 13, 2011', DAY],
    ['Sunday, March 13, 2011 9:06 AM', MINUTE],
    ['13 March 2011', DAY],
    ['13-Mar-2011', DAY],
    ['13-Mar-11', DAY],
    ['13/Mar/2011:09:06:40 +0000', T],
    ['09 13, 2009', Date.UTC(2009, 8, 13) / 1000],
    ['/Date(1300007200000)/', T]
  ])('“%s” is read', (text, expected) => {
    expect(timeIn(text, ANY_TIME)).toBe(expected);
  });

  it.each([
    '',
    'NA',
    'yesterday',
    '03/04/2011',
    '11-03-13',
    '2011-02-30',
    '2011-13-01',
    '25:00',
    '-62135596800000',
    '0001-01-01',
    '-1',
    'Posted March 13.',
    '9999999999999999999999'
  ])('“%s” is none that is beyond doubt', (text) => {
    expect(timeIn(text, ANY_TIME)).toBeUndefined();
  });

  it('any instant comes back from any form that names it whole', () => {
    for (let step = 0; step < 200; step++) {
      const at = uniformInt({ seed: 5, stream: 0, step }, 0, 2_000_000_000);
      const date = new Date(1000 * at);
      const [day, month, year] = [date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCFullYear()];
      const clock = date.toISOString().slice(11, 19);
      for (const text of [
        date.toISOString(),
        date.toUTCString(),
        `${year}/${month}/${day} ${clock}`,
        `${day}.${month}.${year} ${clock}`
      ])
        expect([text, timeIn(text, ANY_TIME)]).toEqual([text, at]);
      expect(timeIn(`${month}/${day}/${year} ${clock}`, { order: 'month-first', unit: 'seconds' })).toBe(at);
      expect(timeIn(`${day}/${month}/${year} ${clock}`, { order: 'day-first', unit: 'seconds' })).toBe(at);
    }
  });
});

describe('a column of times', () => {
  const read = (values: readonly string[], name?: string): (number | undefined)[] => {
    const form = timeForm(values, name);
    return values.map((value) => timeIn(value, form));
  };

  it('of open dates is read where one of them decides the order, and not where two contradict', () => {
    expect(read(['03/04/2011', '03/13/2011'])).toEqual([Date.UTC(2011, 2, 4) / 1000, DAY]);
    expect(read(['03/04/2011', '13/03/2011'])).toEqual([Date.UTC(2011, 3, 3) / 1000, DAY]);
    expect(read(['03/04/2011', '05/06/2011'])).toEqual([undefined, undefined]);
    expect(read(['03/04/2011', '13/03/2011', '03/13/2011'])).toEqual([undefined, DAY, DAY]);
  });

  it('of days as numbers, and of Excel’s days where its name says that they are dates', () => {
    expect(read(['20110313', '20091231'])).toEqual([DAY, Date.UTC(2009, 11, 31) / 1000]);
    expect(read(['20110313090640'])).toEqual([T]);
    expect(read(['40615', '40616.5'], 'order_date')).toEqual([DAY, DAY + 1.5 * 86_400]);
    expect(read(['40615', '40616'], 'step')).toEqual([40_615, 40_616]);
  });

  it('tells itself from ids, ratings and words', () => {
    for (const text of ['1300007200', '1300007200000', iso(1, 2), '03/04/2011', 'Mar 13, 2011'])
      expect([text, looksLikeTime(text)]).toEqual([text, true]);
    for (const text of ['5', '4.5', '9007199254740993', 'B000123456', 'March', '20.5', '1', 'May 5 stars'])
      expect([text, looksLikeTime(text)]).toEqual([text, false]);
  });
});

describe('a table’s times', () => {
  it('that no row understands are counted, with one of them, and the interactions stay', async () => {
    const { rows, report } = await look({
      'x.csv': lines('user_id,item_id,timestamp', (u, i) => `u${u},i${i},03/0${1 + (u % 8)}/2011`)
    });
    expect(rows.filter((row) => row.timestamp !== undefined).length).toBe(
      rows.filter((_, at) => Math.floor(at / 5) % 8 === 2).length
    );
    expect(report.files[0]?.notes).toMatchObject([
      {
        reason: 'its time is not understood, and counts as unknown',
        samples: expect.arrayContaining([{ line: 2, text: '03/01/2011' }])
      }
    ]);
  });

  it('are read in the order that the reader says', () =>
    expectRead(
      { 'x.csv': lines('user_id,item_id,timestamp', (u, i) => `u${u},i${i},03/0${1 + (u % 8)}/2011`) },
      { timed: 60, first: { user: 'u0', item: 'i0', timestamp: Date.UTC(2011, 0, 3) / 1000 } },
      { dates: 'day-first' }
    ));

  it('are decided by any row, however far from the first', async () => {
    const rows = Array.from(
      { length: 9000 },
      (_, at) => `u${at % 90},i${at % 70},0${1 + (at % 3)}/0${4 + (at % 3)}/2011 10:00`
    );
    const { raw } = await look({ 'x.csv': ['user,item,date', ...rows, 'u1,i2,12/24/2011 10:00'].join('\n') });
    expect(raw.interactions.timestamps?.[0]).toBe(Date.UTC(2011, 0, 4, 10) / 1000);
  });

  it('of the year 1 count as unknown among others that are known', async () => {
    const { rows, report } = await look({
      'x.csv': lines(
        'user_id,item_id,timestamp',
        (u, i, at) => `u${u},i${i},${at === 7 ? '-62135596800000' : 1000 * time(u, i)}`
      )
    });
    expect(rows.filter((row) => row.timestamp === undefined)).toHaveLength(1);
    expect(report.files[0]?.notes).toMatchObject([{ count: 1 }]);
  });
});

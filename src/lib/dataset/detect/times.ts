// Times as data sets of this field write them, to seconds since 1970: numbers in seconds, milli-, micro- or nanoseconds, days as numbers
// (20110313), and dates in every usual form. What one value leaves open (is 03/04 March or April?) the whole column decides: a day above
// twelve fixes the order. What is not beyond doubt is not read; who reads counts it.
import { isMissing } from './missing';

export type DayOrder = 'day-first' | 'month-first';

export interface TimeForm {
  /** Of "03/04/2011"; null where nothing decides. */
  readonly order: DayOrder | null;
  /** What a number counts. */
  readonly unit: 'seconds' | 'day-number' | 'excel-days' | 'milliseconds' | 'microseconds' | 'nanoseconds';
}

/** Times before this are of no interaction: years 1 and 1601 are how programs write "unknown". */
const FIRST = Date.UTC(1900, 0, 1) / 1000;
const LAST = Date.UTC(2200, 0, 1) / 1000;

/** From here on (1973, and beyond the year 5138 in the unit below) a number counts a smaller unit. */
const UNITS = [
  { unit: 'nanoseconds', from: 1e17, seconds: 1e-9 },
  { unit: 'microseconds', from: 1e14, seconds: 1e-6 },
  { unit: 'milliseconds', from: 1e11, seconds: 1e-3 }
] as const;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Minutes east of Greenwich: the zones of RFC 822. */
const ZONES: Readonly<Record<string, number>> = {
  z: 0,
  utc: 0,
  gmt: 0,
  ut: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420
};

const CLOCK = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*([AaPp]\.?[Mm]\.?)?`;
const ZONE = String.raw`(Z|UTC|GMT|UT|[ECMP][SD]T|(?:UTC|GMT)?[+-]\d{2}(?::?\d{2})?)`;
const TAIL = String.raw`(?:(?:,?\s*T?|\s+at\s+|:)\s*${CLOCK})?\s*${ZONE}?\s*\.?$`;
const MONTH = String.raw`(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${TAIL}`, 'i');
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})${TAIL}`, 'i');
/** Amazon's "09 13, 2009". */
const MONTH_DAY_YEAR = /^(\d{1,2}) (\d{1,2}), (\d{4})$/;
/** "March 13, 2011", "Posted Mar 13, 2011.", "Reviewed in Canada on March 13, 2011". */
const MONTH_NAME_FIRST = new RegExp(
  String.raw`^(?:[\p{L} ,]*\s)?${MONTH}\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})${TAIL}`,
  'iu'
);
/** "13 March 2011", "13-Mar-2011", "Sun, 13 Mar 2011 09:06:40 GMT". */
const DAY_FIRST = new RegExp(
  String.raw`^(?:[\p{L}]+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[-\s/]+${MONTH}[-,\s/]+(\d{4}|\d{2})${TAIL}`,
  'iu'
);
/** "Sun Mar 13 09:06:40 +0000 2011": Twitter, Goodreads, and C's ctime without the zone. */
const CTIME = new RegExp(String.raw`^[a-z]{3},?\s+${MONTH}\s+(\d{1,2})\s+${CLOCK}\s*${ZONE}?\s+(\d{4})$`, 'i');
const SHORTEST_DATE = 6;
const LONGEST_DATE = 80;
/** What .NET writes into JSON. */
const DOT_NET = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/;

interface Clock {
  readonly hour?: string;
  readonly minute?: string;
  readonly second?: string;
  readonly fraction?: string;
  readonly half?: string;
  readonly zone?: string;
}

const clockOf = ([hour, minute, second, fraction, half, zone]: readonly (string | undefined)[]): Clock => ({
  hour,
  minute,
  second,
  fraction,
  half,
  zone
});

/** Seconds since 1970 of a date that exists; undefined for the 31st of February and for impossible years. */
function seconds(year: number, month: number, day: number, clock: Clock): number | undefined {
  // JavaScript takes years below 100 for those of the last century.
  if (year < 1900 || year > 2199) return undefined;
  const isAfternoon = clock.half?.toLowerCase().startsWith('p') ?? false;
  let hour = Number(clock.hour ?? 0);
  if (clock.half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (isAfternoon ? 12 : 0);
  }
  const [minute, second] = [Number(clock.minute ?? 0), Number(clock.second ?? 0)];
  if (month < 1 || month > 12 || day < 1 || hour > 24 || minute > 59 || second > 60) return undefined;
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined;
  const utc = Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - 60 * zoneMinutes(clock.zone);
  return possible(clock.fraction ? utc + Number(`0.${clock.fraction}`) : utc);
}

const possible = (time: number): number | undefined => (time >= FIRST && time < LAST ? time : undefined);

/** No zone is UTC. */
function zoneMinutes(zone: string | undefined): number {
  if (zone === undefined) return 0;
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  if (sign === undefined) return ZONES[zone.toLowerCase()] ?? 0;
  return (sign === '-' ? -1 : 1) * (60 * Number(hours) + Number(minutes));
}

const fullYear = (year: string): number =>
  year.length === 4 ? Number(year) : Number(year) + (Number(year) < 70 ? 2000 : 1900);
const monthOf = (name: string | undefined): number => MONTHS.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1;

/** "11-03-13" is three things in three countries. */
function yearLast(text: string): RegExpExecArray | null {
  const found = text.length > LONGEST_DATE ? null : YEAR_LAST.exec(text);
  return found?.[2] === '-' && found[4]?.length === 2 ? null : found;
}

function dateOf(text: string, order: DayOrder | null): number | undefined {
  if (text.length < SHORTEST_DATE || text.length > LONGEST_DATE) return undefined;
  let found = DOT_NET.exec(text);
  if (found) return possible(Number(found[1]) / 1000);
  found = YEAR_FIRST.exec(text);
  if (found) return seconds(Number(found[1]), Number(found[3]), Number(found[4]), clockOf(found.slice(5)));
  found = yearLast(text);
  if (found) {
    const [first, second] = [Number(found[1]), Number(found[3])];
    const own: DayOrder | null = found[2] === '.' || first > 12 ? 'day-first' : second > 12 ? 'month-first' : null;
    // The 3rd of the 3rd is that day either way.
    const known = first === second ? 'day-first' : (order ?? own);
    if (known === null) return undefined;
    const [day, month] = known === 'day-first' ? [first, second] : [second, first];
    return seconds(fullYear(found[4] ?? ''), month, day, clockOf(found.slice(5)));
  }
  found = MONTH_DAY_YEAR.exec(text);
  if (found) return seconds(Number(found[3]), Number(found[1]), Number(found[2]), {});
  found = CTIME.exec(text);
  if (found) {
    const [, month, day, ...rest] = found;
    return seconds(Number(found.at(-1)), monthOf(month), Number(day), clockOf(rest.slice(0, 6)));
  }
  found = MONTH_NAME_FIRST.exec(text);
  if (found) return seconds(Number(found[3]), monthOf(found[1]), Number(found[2]), clockOf(found.slice(4)));
  found = DAY_FIRST.exec(text);
  if (found) return seconds(fullYear(found[3] ?? ''), monthOf(found[2]), Number(found[1]), clockOf(found.slice(4)));
  return undefined;
}

/** The order of day and month that a date by itself decides. */
export function orderOf(text: string): DayOrder | null {
  const found = yearLast(text.trim());
  if (!found) return null;
  const [first, second] = [Number(found[1]), Number(found[3])];
  if (found[2] === '.' || (first > 12 && second <= 12)) return 'day-first';
  return second > 12 && first <= 12 ? 'month-first' : null;
}

/** Whether a date leaves open which of its numbers is the day. */
export const isOpenDate = (text: string): boolean => {
  const found = yearLast(text.trim());
  return found !== null && found[1] !== found[3] && orderOf(text) === null;
};

const DAY_NUMBER = /^(19|20)(\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:([01]\d|2[0-3])([0-5]\d)([0-5]\d)?)?$/;
const NUMBER = /^[+-]?\d+(\.\d*)?([eE][+-]?\d+)?$/;

/** How a column writes its times. @param values of a sample @param name of the column: an Excel day is one only where it says "date" */
export function timeForm(values: Iterable<string>, name = ''): TimeForm {
  const texts = [...values].map((value) => value.trim()).filter((text) => !isMissing(text));
  const orders = new Set(texts.map(orderOf).filter((order) => order !== null));
  const [order = null] = orders.size === 1 ? orders : [];
  const numbers = texts.filter((text) => NUMBER.test(text));
  if (numbers.length === 0 || numbers.length < texts.length / 2) return { order, unit: 'seconds' };
  if (numbers.every((text) => DAY_NUMBER.test(text))) return { order, unit: 'day-number' };
  const middle = numbers.map((text) => Math.abs(Number(text))).sort((a, b) => a - b)[numbers.length >> 1] ?? 0;
  const unit = UNITS.find(({ from }) => middle >= from)?.unit ?? 'seconds';
  const isExcel = /date|day/i.test(name) && numbers.every((text) => Number(text) > 25_569 && Number(text) < 73_050);
  return { order, unit: isExcel ? 'excel-days' : unit };
}

export const ANY_TIME: TimeForm = { order: null, unit: 'seconds' };

/** Seconds since 1970; undefined where there is no time, or none that is beyond doubt. */
export function timeIn(text: string | undefined, { order, unit }: TimeForm): number | undefined {
  if (text === undefined) return undefined;
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (!NUMBER.test(trimmed)) return dateOf(trimmed, order);
  if (unit === 'day-number') {
    const [, century, year, month, day, hour, minute, second] = DAY_NUMBER.exec(trimmed) ?? [];
    if (century === undefined) return undefined;
    return seconds(Number(`${century}${year ?? ''}`), Number(month), Number(day), clockOf([hour, minute, second]));
  }
  const value = Number(trimmed);
  if (unit === 'excel-days') return possible((value - 25_569) * 86_400);
  // A number far out of the column's order (year 1 in milliseconds among seconds) is told by its own size.
  const own = UNITS.find(({ from }) => Math.abs(value) >= from);
  if (value === -1) return undefined;
  return possible(own ? value / Math.round(1 / own.seconds) : value);
}

/** Whether a text is surely a time, as a number in the range of this field's data or as a date; a column of such is one of times. */
export function looksLikeTime(text: string): boolean {
  const trimmed = text.trim();
  if (!NUMBER.test(trimmed)) return isOpenDate(trimmed) || dateOf(trimmed, null) !== undefined;
  const value = Number(trimmed);
  const unit = UNITS.find(({ from }) => value >= from)?.seconds ?? 1;
  return value * unit >= Date.UTC(1990, 0, 1) / 1000 && value * unit < Date.UTC(2040, 0, 1) / 1000;
}

// Values of records as texts, numbers and times. A record's key is data: never a property of an object that code reads.
import { appError } from '#lib/errors/app-error';

export const DEEPEST = 32;

/** A JSON-like object's own entries, by key; an empty map for anything else. */
export function entriesOf(value: unknown): ReadonlyMap<string, unknown> {
  if (value instanceof Map) {
    return new Map(
      [...value].flatMap(([key, inner]): [string, unknown][] => (typeof key === 'string' ? [[key, inner]] : []))
    );
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? new Map(Object.entries(value))
    : new Map();
}

/**
 * A value as one text: lists of plain values joined by ", ", nested ones as "key: value"; '' for nothing.
 * @throws AppError import/too-deep
 */
export function textOfValue(value: unknown, depth = 0): string {
  if (depth > DEEPEST) throw appError('import/too-deep', { most: DEEPEST });
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (Array.isArray(value) || value instanceof Set) {
    return [...value]
      .map((inner) => textOfValue(inner, depth + 1))
      .filter(Boolean)
      .join(', ');
  }
  return [...entriesOf(value)]
    .map(([key, inner]): [string, string] => [key, textOfValue(inner, depth + 1)])
    .filter(([, text]) => text !== '')
    .map(([key, text]) => `${key}: ${text}`)
    .join(', ');
}

/** A finite number, or undefined. */
export function numberOf(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** From here on a number of seconds since 1970 is one of milliseconds: the year 5138, or March 1973. */
const MILLISECONDS_FROM = 1e11;
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/;
/** Amazon's "09 13, 2009". */
const MONTH_DAY_YEAR = /^(\d{1,2}) (\d{1,2}), (\d{4})$/;

/** Seconds since 1970 of a number (seconds or milliseconds) or a date; dates without a zone are UTC. Undefined for others. */
export function timeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const trimmed = text.trim();
  const number = numberOf(trimmed);
  if (number !== undefined) return number >= MILLISECONDS_FROM ? number / 1000 : number;
  const american = MONTH_DAY_YEAR.exec(trimmed);
  if (american) return secondsOf(Date.UTC(Number(american[3]), Number(american[1]) - 1, Number(american[2])));
  const iso = ISO.exec(trimmed);
  if (!iso) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', zone = 'Z'] = iso;
  const utc = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  return secondsOf(utc - zoneMinutes(zone) * 60_000);
}

const secondsOf = (milliseconds: number): number | undefined =>
  Number.isFinite(milliseconds) ? milliseconds / 1000 : undefined;

function zoneMinutes(zone: string): number {
  const parts = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  return parts ? (parts[1] === '-' ? -1 : 1) * (60 * Number(parts[2]) + Number(parts[3])) : 0;
}

// Values of records as texts, numbers and times. A record's key is data: never a property of an object that code reads.
import '#lib/errors/data';
import { appError } from '#lib/errors/app-error';
import { isMissing } from '../../detect/missing';
import { ANY_TIME, timeIn } from '../../detect/times';

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

/** Keys under which MongoDB's exports wrap a single value: {"$oid": …}. */
const WRAPPINGS: ReadonlySet<string> = new Set([
  '$oid',
  '$date',
  '$numberLong',
  '$numberInt',
  '$numberDouble',
  '$numberDecimal',
  '$uuid'
]);

/** What a wrapped value stands for; any other value is itself. */
export function unwrapped(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Set) return value;
  const entries = entriesOf(value);
  const [only] = entries;
  return entries.size === 1 && only && WRAPPINGS.has(only[0]) ? unwrapped(only[1]) : value;
}

/**
 * A value as one text: lists of plain values joined by ", ", nested ones as "key: value"; '' for nothing.
 * @throws AppError import/too-deep
 */
export function textOfValue(wrapped: unknown, depth = 0): string {
  if (depth > DEEPEST) throw appError('import/too-deep', { most: DEEPEST });
  const value = unwrapped(wrapped);
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

/** Seconds since 1970 of a number (seconds to nanoseconds) or a date; undefined for others. A column of times is read with timeForm. */
export const timeOf = (text: string | undefined): number | undefined => timeIn(text, ANY_TIME);

/** The same, with a word where there is a text and no time in it. */
export function notedTime(text: string | undefined, note: (reason: string, text: string) => void): number | undefined {
  const time = timeOf(text);
  if (time === undefined && text !== undefined && !isMissing(text))
    note('its time is not understood, and counts as unknown', text);
  return time;
}

// What steps keep of runs: points, curves and lists under names, in the order in which they were made. Plain data, kept in the browser
// between visits. Pure but for the two functions that read and write the note.
import { readNote, writeNote } from '../../preferences/preferences';

export interface Place2d {
  readonly x: number;
  readonly y: number;
}

export type Pin = { readonly label: string } & (
  | ({ readonly type: 'point' } & Place2d)
  | { readonly type: 'curve'; readonly points: readonly Place2d[] }
  | { readonly type: 'list'; readonly items: readonly string[] }
);

/** By the name that steps keep them under. */
export type Pins = Readonly<Record<string, readonly Pin[]>>;

export const NO_PINS: Pins = {};

const VERSION = 1;
/** The oldest go where there are more under one name. */
const MOST = 40;
const noteOf = (lesson: string): string => `pins:${lesson}`;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isPlace = (value: unknown): value is Place2d => isRecord(value) && isNumber(value.x) && isNumber(value.y);

function isPin(value: unknown): value is Pin {
  if (!isRecord(value) || typeof value.label !== 'string') return false;
  const { type, points, items } = value;
  if (type === 'point') return isPlace(value);
  if (type === 'curve') return Array.isArray(points) && points.every(isPlace);
  return type === 'list' && Array.isArray(items) && items.every((item) => typeof item === 'string');
}

/** A note as pins; what does not read as such counts as nothing kept. */
export function parsePins(note: string | null): Pins {
  let parsed: unknown;
  try {
    parsed = JSON.parse(note ?? '');
  } catch {
    return NO_PINS;
  }
  if (!isRecord(parsed) || parsed.version !== VERSION || !isRecord(parsed.pins)) return NO_PINS;
  const named = Object.entries(parsed.pins).flatMap(([name, pins]): [string, readonly Pin[]][] =>
    Array.isArray(pins) && pins.every(isPin) ? [[name, pins]] : []
  );
  return Object.fromEntries(named);
}

/** @param lesson its name, as for progress */
export const readPins = (lesson: string): Pins => parsePins(readNote(noteOf(lesson)));

export function keepPins(lesson: string, pins: Pins): void {
  const isEmpty = Object.values(pins).every((list) => list.length === 0);
  writeNote(noteOf(lesson), isEmpty ? null : JSON.stringify({ version: VERSION, pins }));
}

/** With one more under a name. The same again, one after the other, is one. */
export function withPin(pins: Pins, name: string, pin: Pin): Pins {
  const before = pins[name] ?? [];
  if (JSON.stringify(before.at(-1)) === JSON.stringify(pin)) return pins;
  return { ...pins, [name]: [...before, pin].slice(-MOST) };
}

/** Without the last under a name. */
export function withoutLast(pins: Pins, name: string): Pins {
  return { ...pins, [name]: (pins[name] ?? []).slice(0, -1) };
}

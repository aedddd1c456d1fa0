// Made-up files of sixty pairs, in whichever form a test writes them, and what they are expected to be read as.
import { expect } from 'vitest';
import type { ReadingSettings } from '../imports/record';
import { plainNodes, plainRows, readFiles } from '../testing';

export type Files = Readonly<Record<string, string>>;

/** 60 pairs of twelve users with nine items, in the order of the users. */
export const PAIRS = Array.from({ length: 12 }, (_, user) =>
  [0, 1, 2, 3, 4].map((step) => [user, (user + 2 * step) % 9] as const)
).flat();
export const rating = (user: number, item: number): number => 1 + ((user * 3 + item) % 5);
export const time = (user: number, item: number): number => 1_300_000_000 + 86_400 * user + 3600 * item;
export const iso = (user: number, item: number): string =>
  `${new Date(1000 * time(user, item)).toISOString().slice(0, 19)}Z`;
/** Lines of the pairs, below a header where there is one. */
export const lines = (header: string, of: (user: number, item: number, at: number) => string): string =>
  `${[...(header ? [header] : []), ...PAIRS.map(([user, item], at) => of(user, item, at))].join('\n')}\n`;
export const things = (header: string, of: (item: number) => string): string =>
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
export const title = (item: number): string => TITLES[item] ?? '';

export interface Expected {
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

export async function look(files: Files, settings: ReadingSettings = {}) {
  const { raw, report } = await readFiles(files, settings);
  const rows = plainRows(raw);
  const titles = plainNodes(raw.items).filter((node) => node.title).length;
  return { raw, report, rows, titles, taken: report.taken ?? [] };
}

export async function expectRead(files: Files, expected: Expected, settings: ReadingSettings = {}): Promise<void> {
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

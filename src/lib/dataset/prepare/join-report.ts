// Where interactions and the tables of users and items do not meet, and which ids show it.
import type { RawData, RawNodes } from '../raw/types';

export interface Unmatched {
  readonly count: number;
  /** The first few ids. */
  readonly examples: readonly string[];
}

export interface JoinReport {
  /** Nodes with interactions that no line describes; null where there is no file of such nodes. */
  readonly items: Unmatched | null;
  readonly users: Unmatched | null;
  /** Interactions whose item no line describes. */
  readonly interactionsWithoutItem: number;
  /** Described nodes without an interaction. */
  readonly idleItems: Unmatched;
  readonly idleUsers: Unmatched;
}

const EXAMPLES = 5;

export function joinReport({ users, items, interactions }: RawData): JoinReport {
  const itemMarks = marks(items.ids.length, interactions.items);
  const userMarks = marks(users.ids.length, interactions.users);
  const { described } = items;
  return {
    items: described && unmatched(items, (row) => itemMarks[row] === 1 && described[row] === 0),
    users: users.described && unmatched(users, (row) => userMarks[row] === 1 && users.described?.[row] === 0),
    interactionsWithoutItem: described
      ? interactions.items.reduce((sum, row) => sum + (described[row] === 0 ? 1 : 0), 0)
      : 0,
    idleItems: unmatched(items, (row) => itemMarks[row] === 0),
    idleUsers: unmatched(users, (row) => userMarks[row] === 0)
  };
}

function marks(count: number, rows: Int32Array): Uint8Array {
  const seen = new Uint8Array(count);
  for (const row of rows) seen[row] = 1;
  return seen;
}

function unmatched({ ids }: RawNodes, isUnmatched: (row: number) => boolean): Unmatched {
  const examples: string[] = [];
  let count = 0;
  for (let row = 0; row < ids.length; row++) {
    if (!isUnmatched(row)) continue;
    count++;
    if (examples.length < EXAMPLES) examples.push(ids[row] ?? '');
  }
  return { count, examples };
}

// The rows that preparation has kept so far, and what each step says of itself. Steps are functions from rows to rows; the raw data
// stay as they are.
import '#lib/errors/data';
import { appError } from '#lib/errors/app-error';
import type { RawData } from '../raw/types';

export interface Rows {
  readonly raw: RawData;
  /** Positions among the raw interactions, ascending. */
  readonly keep: Int32Array;
}

export interface Counts {
  readonly users: number;
  readonly items: number;
  readonly interactions: number;
}

export interface StepReport {
  readonly step: string;
  readonly before: Counts;
  readonly after: Counts;
  /** What the step did, in one sentence. */
  readonly detail: string;
}

export const allRows = (raw: RawData): Rows => ({
  raw,
  keep: Int32Array.from(raw.interactions.users, (_, at) => at)
});

/** Interactions, and the users and items that have one. */
export function countsOf({ raw, keep }: Rows): Counts {
  const users = new Uint8Array(raw.users.ids.length);
  const items = new Uint8Array(raw.items.ids.length);
  for (const at of keep) {
    users[raw.interactions.users[at] ?? 0] = 1;
    items[raw.interactions.items[at] ?? 0] = 1;
  }
  const sum = (marks: Uint8Array): number => marks.reduce((a, b) => a + b, 0);
  return { users: sum(users), items: sum(items), interactions: keep.length };
}

export interface Stepped {
  readonly rows: Rows;
  readonly report: StepReport;
}

/**
 * The rows for which `isKept` holds, with the report of the step.
 * @throws AppError prepare/nothing-left
 */
export function stepped(step: string, rows: Rows, detail: string, isKept: (position: number) => boolean): Stepped {
  const after = { raw: rows.raw, keep: rows.keep.filter(isKept) };
  const before = countsOf(rows);
  if (after.keep.length === 0) throw appError('prepare/nothing-left', { step, before: before.interactions });
  return { rows: after, report: { step, before, after: countsOf(after), detail } };
}

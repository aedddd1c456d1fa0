// Holds the results a page shows and tells whether they still belong to the document: stored with the page, kept from an earlier visit,
// or just computed. Pure.
import type { CellRecord } from '#lib/notebook/results/results';
import type { RunState } from '../session/run-state';

/** A result with what it takes to judge it. */
export interface ShownRecord {
  readonly record: CellRecord;
  /** Settings of the cell and of all it reads, as text; equal text means an equal result (document/fingerprints.ts). */
  readonly fingerprint: string | null;
  readonly backend: string;
  readonly adapter: string;
  /** ISO time. */
  readonly created: string;
  /** Came with the page, not from this tab. */
  readonly bundled: boolean;
  /** With which revisions it was made, in words (earlier-results.ts); left out where the code is today's. */
  readonly earlier?: string;
}

export type ShownResults = Readonly<Record<string, ShownRecord>>;

/** `earlier`: of the same settings, made with an earlier version of the code. */
export type Freshness = 'none' | 'fresh' | 'stale' | 'earlier';

/** The record that belongs under a cell: its own, or (the cell was renamed) one with the same fingerprint. */
export function recordFor(
  results: ShownResults,
  cell: { readonly name: string; readonly kind: string },
  fingerprint: string | undefined
): ShownRecord | null {
  const own = results[cell.name];
  if (own && own.record.kind === cell.kind) return own;
  if (fingerprint === undefined) return null;
  return Object.values(results).find((shown) => shown.fingerprint === fingerprint) ?? null;
}

/**
 * Whether the record still says what the cell says. A plan for exactly this text decides by artifact id; without one, the fingerprints
 * do; a text that was never touched is as its results are. Where code behind a record has changed since, one of the same settings is
 * an earlier result, not a stale one.
 */
export function freshnessOf(
  shown: ShownRecord | null,
  cell: string,
  text: string,
  plan: RunState['plan'],
  fingerprints: ReadonlyMap<string, string> | null
): Freshness {
  if (!shown) return 'none';
  const id = plan?.text === text ? plan.cells[cell]?.id : undefined;
  if (id === shown.record.id) return 'fresh';
  const hasSameSettings = !fingerprints || fingerprints.get(cell) === shown.fingerprint;
  if (shown.earlier && hasSameSettings) return 'earlier';
  return id === undefined && hasSameSettings ? 'fresh' : 'stale';
}

/** What is kept of a notebook between visits. */
export interface KeptNotebook {
  readonly text: string;
  readonly results: ShownResults;
}

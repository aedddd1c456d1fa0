// The results a page shows and whether they still belong to the document: stored with the page, kept from an earlier
// visit, or just computed. Pure.
import type { CellRecord, ResultsFile } from '#lib/notebook/results';
import type { RunState } from './run-state';

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
}

export type ShownResults = Readonly<Record<string, ShownRecord>>;

export type Freshness = 'none' | 'fresh' | 'stale';

/** A results file as shown records; fingerprints are not known until the document's parser is there. */
export function fromResultsFile(file: ResultsFile): ShownResults {
  return Object.fromEntries(
    file.cells.map((record) => [
      record.name,
      {
        record,
        fingerprint: null,
        backend: record.card?.environment.backend ?? file.backend,
        adapter: record.card?.environment.adapter ?? file.adapter,
        created: record.card?.environment.created ?? file.created,
        bundled: true
      }
    ])
  );
}

/** Records of `results` with their fingerprints filled in from the document they were made from. */
export function withFingerprints(results: ShownResults, fingerprints: ReadonlyMap<string, string>): ShownResults {
  return Object.fromEntries(
    Object.entries(results).map(([name, shown]) => [
      name,
      shown.fingerprint === null ? { ...shown, fingerprint: fingerprints.get(name) ?? null } : shown
    ])
  );
}

/**
 * The results with one that was computed here, or found stored.
 * @param device that runs now, and `now` as ISO time: where and when it was made, unless its card knows
 */
export function withRecord(
  results: ShownResults,
  record: CellRecord,
  fingerprint: string | null,
  device: { readonly backend: string; readonly adapter: string } | null,
  now: string
): ShownResults {
  const old = results[record.name];
  // The same artifact, already shown: it keeps what is known of where and when it was made.
  if (old?.record.id === record.id && old.record.digest === record.digest) {
    return { ...results, [record.name]: { ...old, fingerprint } };
  }
  const environment = record.card?.environment;
  const shown: ShownRecord = {
    record,
    fingerprint,
    backend: environment?.backend ?? device?.backend ?? '',
    adapter: environment?.adapter ?? device?.adapter ?? '',
    created: environment?.created ?? now,
    bundled: false
  };
  return { ...results, [record.name]: shown };
}

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
 * Whether the record still says what the cell says. A plan of the engine for exactly this text decides by artifact id;
 * without one, the fingerprints do; a text that was never touched is as its results are.
 */
export function freshnessOf(
  shown: ShownRecord | null,
  cell: string,
  text: string,
  plan: RunState['plan'],
  fingerprints: ReadonlyMap<string, string> | null
): Freshness {
  if (!shown) return 'none';
  const planned = plan?.text === text ? plan.cells[cell] : undefined;
  if (planned) return planned.id === shown.record.id ? 'fresh' : 'stale';
  if (!fingerprints) return 'fresh';
  return fingerprints.get(cell) === shown.fingerprint ? 'fresh' : 'stale';
}

/** The shown results as a results file, in the order of `names`. */
export function toResultsFile(results: ShownResults, names: readonly string[], notebook: string): ResultsFile {
  const chosen = names.flatMap((name) => results[name] ?? []);
  const latest = chosen.reduce<ShownRecord | null>(
    (last, shown) => (!last || shown.created > last.created ? shown : last),
    null
  );
  return {
    version: 1,
    notebook,
    backend: latest?.backend ?? '',
    adapter: latest?.adapter ?? '',
    created: latest?.created ?? '',
    cells: chosen.map((shown) => shown.record)
  };
}

/** Seconds of work behind `names`, as far as it is known; null where nothing is. */
export function knownSeconds(results: ShownResults, names: readonly string[]): number | null {
  const known = names.flatMap((name) => results[name]?.record.seconds ?? []);
  return known.length ? known.reduce((sum, seconds) => sum + seconds, 0) : null;
}

/** What is kept of a notebook between visits. */
export interface KeptNotebook {
  readonly text: string;
  readonly results: ShownResults;
}

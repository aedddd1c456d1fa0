// Takes in results that come while a page is open: computed just now, or found stored. Pure.
import type { CellRecord } from '#lib/notebook/results/results';
import type { ShownRecord, ShownResults } from './shown-results';

/** How a record came to be here. */
export interface Arrival {
  readonly fingerprint: string | null;
  /** That runs now, and `now` as ISO time: where and when it was made, unless its card knows. */
  readonly device: { readonly backend: string; readonly adapter: string } | null;
  readonly now: string;
  /** Made just now, not found stored. */
  readonly isComputed: boolean;
}

/** The results with one that was computed here, or found stored. */
export function withRecord(
  results: ShownResults,
  record: CellRecord,
  { fingerprint, device, now, isComputed }: Arrival
): ShownResults {
  const old = results[record.name];
  // The same bits, found stored: it keeps what is known of where and when it was made. The record is the new one: it is whole, with
  // epochs that a page leaves out.
  if (!isComputed && old?.record.id === record.id && old.record.digest === record.digest) {
    return { ...results, [record.name]: { ...old, record, fingerprint } };
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

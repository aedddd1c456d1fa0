// What the list of runs asks of its worker, so that tests can put their own in its place; and the tab's own.
import type { CellProgress } from '#lib/notebook/run/events';
import type { ProtocolComparison } from '#lib/notebook/runs/run-comparison';
import { knownRuns, type KnownRuns } from '#lib/notebook/runs/run-columns';
import type { ReadRuns, RunChanges, RunListing } from '#lib/notebook/runs/run-index';
import { hasWorkspace } from '#lib/storage/browser/browser-storage';
import { openWorkspace } from '#lib/storage/browser/indexeddb';
import type { PickedFile } from '#lib/engine/io/protocol';
import type { TakenStore } from '#lib/notebook/transfer/store-import';
import { WORKSPACE } from '../preferences/workspace';
import { begun, counted, type Asked } from '../workers/asked';
import { ioHost } from '../workers/io-host';

type Hear = (progress: CellProgress) => void;

export interface RunsBackend {
  /** Whether this browser has stored anything at all: a first visit starts no worker. */
  hasStore(): Promise<boolean>;
  /** The list as it was last written, read by the page itself before a worker is up; null where there is none. */
  known(): Promise<KnownRuns | null>;
  /** What holds no more of a known list; null where another one lies there by now. */
  check(digest: string): Promise<RunChanges | null>;
  list(): Promise<RunListing>;
  read(ids: readonly string[], hear: Hear): Asked<ReadRuns>;
  compare(ids: readonly string[], baseline: string | null, hear: Hear): Asked<readonly ProtocolComparison[]>;
  /** Takes in a store from elsewhere. */
  take(files: readonly PickedFile[], hear: Hear): Asked<TakenStore>;
  /** @returns ids of those that can be brought back */
  remove(ids: readonly string[], keep: boolean): Promise<readonly string[]>;
  restore(): Promise<readonly string[]>;
  /** Ids of the runs that come with the site. */
  ofSite(): Promise<readonly string[]>;
}

export const runsBackend: RunsBackend = {
  hasStore: () => hasWorkspace(WORKSPACE),
  async known() {
    const { artifacts, close } = await openWorkspace(WORKSPACE);
    return knownRuns(artifacts).finally(close);
  },
  check: async (digest) => (await ioHost.client()).ask({ job: 'check-runs', digest }).finished,
  list: async () => (await ioHost.client()).ask({ job: 'list-runs' }).finished,
  read: (ids, hear) => begun(async () => (await ioHost.client()).ask({ job: 'read-runs', ids }, counted(hear))),
  compare: (ids, baseline, hear) =>
    begun(async () => (await ioHost.client()).ask({ job: 'compare-runs', ids, baseline }, counted(hear))),
  take: (files, hear) => begun(async () => (await ioHost.client()).ask({ job: 'take-store', files }, counted(hear))),
  remove: async (ids, keep) => (await ioHost.client()).ask({ job: 'delete-runs', ids, keep }).finished,
  restore: async () => (await ioHost.client()).ask({ job: 'restore-runs' }).finished,
  ofSite: async () => (await ioHost.client()).ask({ job: 'site-runs' }).finished
};

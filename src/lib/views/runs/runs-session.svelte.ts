// Holds one visit to the list of runs: what is stored, how it is looked at, what is picked, what stands side by side, and what was deleted
// last. No markup; the page gives it a backend.
import { toAppError, type SerializedError } from '#lib/errors/app-error';
import { nextSorting, type Sorting } from '#lib/elementary/order';
import type { ProtocolComparison } from '#lib/notebook/runs/run-comparison';
import {
  groupedRuns,
  matchingRuns,
  namedRuns,
  newestFirst,
  protocolOf,
  sortedRuns,
  type Grouping,
  type NamedRun
} from '#lib/notebook/runs/run-list';
import type { PickedFile } from '#lib/engine/io/protocol';
import type { TakenStore } from '#lib/notebook/transfer/store-import';
import type { RunSummary } from '#lib/notebook/runs/run-summary';
import { Task } from '../workers/task.svelte';
import { allToggled, NO_PICKS, picksOf, toggled, type Picks } from './picks';
import type { RunsBackend } from './runs-backend';
import type { RunsState } from './runs-url';

/** A line of the list. */
export type RunRow =
  | { readonly kind: 'group'; readonly key: string; readonly title: string; readonly runs: readonly NamedRun[] }
  | { readonly kind: 'run'; readonly key: string; readonly named: NamedRun };

/** Runs whose JSON is asked for at a time: few at first, so that something stands there soon. */
const BATCHES = [100, 1000, 2000] as const;
/** Runs side by side at most: each is read whole. */
export const MOST_COMPARED = 100;
/** Bytes of deleted runs that are kept in memory. */
const MOST_KEPT = 2 ** 28;

export class RunsSession {
  phase: 'looking' | 'shown' | 'failed' = $state('looking');
  /** Whether what is shown is what was known at the last visit, and is just being held against what is stored. */
  isChecking = $state(false);
  runs: readonly RunSummary[] = $state.raw([]);
  /** Stored runs of which nothing is known yet. */
  unread: readonly string[] = $state.raw([]);
  readonly reading = new Task();
  readonly comparing = new Task();
  readonly taking = new Task();
  /** What became of the store that was taken in last. */
  took: TakenStore | null = $state.raw(null);
  /** Runs that turned out to be damaged. */
  problems: readonly SerializedError[] = $state.raw([]);
  error: SerializedError | null = $state.raw(null);
  ofSite: Picks = $state.raw(NO_PICKS);
  picked: Picks = $state.raw(NO_PICKS);
  /** Id of the picked run from whose settings differences are counted; null: one without alignment. */
  baseline: string | null = $state(null);
  comparison: readonly ProtocolComparison[] | null = $state.raw(null);
  /** What was deleted last, while it can be brought back or there is something to say of it. */
  deleted: { readonly count: number; readonly canRestore: boolean } | null = $state.raw(null);
  /** Said to screen readers. */
  said: string = $state('');

  words: string = $state('');
  sorting: Sorting<string> | null = $state.raw(null);
  grouping: Grouping = $state('none');
  closed: Picks = $state.raw(NO_PICKS);

  readonly #backend: RunsBackend;
  #isClosed = false;

  readonly found = $derived(matchingRuns(this.runs, this.words));
  /** In view: named by what differs among them, in order. */
  readonly shown = $derived(sortedRuns(namedRuns(this.found), this.sorting));
  readonly groups = $derived(groupedRuns(this.shown, this.grouping));
  readonly rows: readonly RunRow[] = $derived(
    this.groups.flatMap(({ key, title, runs }): RunRow[] => {
      const rows = runs.map((named): RunRow => ({ kind: 'run', key: named.run.id, named }));
      if (this.grouping === 'none') return rows;
      return [{ kind: 'group', key: `group ${key}`, title, runs }, ...(this.closed.has(key) ? [] : rows)];
    })
  );
  readonly pickedRuns = $derived(this.runs.filter(({ id }) => this.picked.has(id)));
  readonly protocols = $derived(picksOf(this.pickedRuns.map(protocolOf)).size);

  constructor(backend: RunsBackend, state: RunsState) {
    this.#backend = backend;
    this.words = state.find;
    const down = state.sort.startsWith('-');
    const by = down ? state.sort.slice(1) : state.sort;
    this.sorting = by === '' ? null : { by, down };
    this.grouping = state.group;
  }

  /** As the address says it. */
  get state(): RunsState {
    const { words, sorting, grouping } = this;
    return { find: words, sort: sorting ? `${sorting.down ? '-' : ''}${sorting.by}` : '', group: grouping };
  }

  /** Shows what is known, puts it right by what is stored, and reads what no list has read yet. */
  async start(): Promise<void> {
    this.phase = 'looking';
    this.error = null;
    try {
      if (!(await this.#backend.hasStore())) {
        this.phase = 'shown';
        return;
      }
      // What cannot be read here is made anew, or said, by the worker.
      const known = await this.#backend.known().catch(() => null);
      if (this.#isClosed) return;
      if (known && known.runs.length > 0) {
        this.runs = known.runs;
        this.phase = 'shown';
        this.isChecking = true;
      }
      await this.#putRight(known?.digest ?? null);
      if (this.#isClosed) return;
      this.phase = 'shown';
      void this.#lookAtSite();
      await this.read();
    } catch (error) {
      if (!this.#isClosed) this.#fail(error);
    } finally {
      this.isChecking = false;
    }
  }

  /** @param digest of the list that is shown; null where none is */
  async #putRight(digest: string | null): Promise<void> {
    const changes = digest === null ? null : await this.#backend.check(digest);
    const { runs, unread } = changes
      ? { runs: without(this.runs, changes.gone), unread: changes.unread }
      : await this.#backend.list();
    this.runs = runs;
    this.unread = unread;
    this.isChecking = false;
  }

  /** Goes on reading; what is read stays where it is stopped. */
  async read(): Promise<void> {
    for (let batch = 0; this.unread.length > 0 && !this.#isClosed; batch++) {
      const ids = this.unread.slice(0, BATCHES[batch] ?? BATCHES[2]);
      try {
        const { runs, problems } = await this.reading.follow((hear) => this.#backend.read(ids, hear));
        const read = picksOf(ids);
        this.unread = this.unread.filter((id) => !read.has(id));
        this.runs = [...this.runs, ...runs].sort(newestFirst);
        this.problems = [...this.problems, ...problems];
      } catch (error) {
        if (!this.#isClosed) this.#say(error);
        return;
      }
    }
  }

  async #lookAtSite(): Promise<void> {
    this.ofSite = picksOf(await this.#backend.ofSite().catch(() => []));
  }

  close(): void {
    this.#isClosed = true;
    this.reading.cancel();
    this.comparing.cancel();
    this.taking.cancel();
  }

  sort(by: string, isOfNumbers: boolean): void {
    this.sorting = nextSorting(this.sorting, by, isOfNumbers);
  }

  toggleGroup(key: string): void {
    this.closed = toggled(this.closed, key);
  }

  /** Picks a run, or lets it go. */
  pick(id: string): void {
    this.#pick(toggled(this.picked, id));
  }

  /** Picks all of these, or lets them go where all are picked. */
  pickAll(runs: readonly NamedRun[]): void {
    this.#pick(
      allToggled(
        this.picked,
        runs.map(({ run }) => run.id)
      )
    );
  }

  letGo(): void {
    this.#pick(NO_PICKS);
  }

  /** What stands side by side is of other runs from now on. */
  #pick(picked: Picks): void {
    this.picked = picked;
    if (this.baseline !== null && !picked.has(this.baseline)) this.baseline = null;
    this.comparing.cancel();
    this.comparison = null;
  }

  /** @param id of a run of the arm from which differences are counted; null: an arm without alignment */
  countFrom(id: string | null): void {
    this.baseline = id;
    this.comparing.cancel();
    this.comparison = null;
  }

  async compare(): Promise<void> {
    this.error = null;
    const ids = this.pickedRuns.map(({ id }) => id);
    try {
      this.comparison = await this.comparing.follow((hear) => this.#backend.compare(ids, this.baseline, hear));
      this.said = 'The picked runs stand side by side below the list.';
    } catch (error) {
      if (!this.#isClosed) this.#say(error);
    }
  }

  /** Bytes of what would be deleted that are too many to be kept for a way back; 0 where they are not. */
  get tooManyToKeep(): number {
    const bytes = this.pickedRuns.reduce((sum, run) => sum + run.bytes, 0);
    return bytes > MOST_KEPT ? bytes : 0;
  }

  async removePicked(): Promise<void> {
    this.error = null;
    const ids = this.pickedRuns.map(({ id }) => id);
    const keep = this.tooManyToKeep === 0;
    try {
      const kept = await this.#backend.remove(ids, keep);
      this.deleted = { count: ids.length, canRestore: kept.length > 0 };
      this.runs = without(this.runs, ids);
      this.letGo();
    } catch (error) {
      this.#say(error);
    }
    await this.#listAgain();
  }

  /** A store from elsewhere: the files of its folder, or one zip. */
  async take(files: readonly PickedFile[]): Promise<void> {
    this.error = null;
    this.took = null;
    try {
      this.took = await this.taking.follow((hear) => this.#backend.take(files, hear));
    } catch (error) {
      this.#say(error);
    }
    // What was stored before a failure or a cancel is there.
    await this.#listAgain();
  }

  async restore(): Promise<void> {
    this.error = null;
    try {
      const ids = await this.#backend.restore();
      this.deleted = null;
      this.said = `${ids.length === 1 ? 'The run is' : 'The runs are'} back.`;
    } catch (error) {
      this.deleted = null;
      this.#say(error);
    }
    await this.#listAgain();
  }

  /** After a change: what is stored now. */
  async #listAgain(): Promise<void> {
    try {
      await this.#putRight(null);
      await this.read();
    } catch (error) {
      this.#say(error);
    }
  }

  #say(error: unknown): void {
    const known = toAppError(error);
    if (known.code !== 'internal/cancelled') this.error = known.toJSON();
  }

  #fail(error: unknown): void {
    this.phase = 'failed';
    this.error = toAppError(error).toJSON();
  }
}

/** The same list where none of `ids` is in it. */
function without(runs: readonly RunSummary[], ids: readonly string[]): readonly RunSummary[] {
  const gone = picksOf(ids);
  return gone.size === 0 ? runs : runs.filter(({ id }) => !gone.has(id));
}

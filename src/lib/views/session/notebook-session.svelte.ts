// Holds one open notebook: its text with undo and redo, its cells, the results shown, and the run under way. Components read it and call
// it; it touches no DOM. The parser and the engine come in when they are first needed, never at opening.
import { appError, toAppError, type SerializedError } from '#lib/errors/app-error';
import type { DeviceStatus } from '#lib/engine/compute/protocol';
import type { RunOutcome } from '#lib/notebook/run/runtime';
import type { NotebookEngine } from '#lib/engine/routing/notebook-engine';
import type { JobHandle } from '#lib/engine/worker/client';
import type { NotebookEvent } from '#lib/notebook/run/events';
import type { RecommendResult } from '#lib/notebook/kinds/recommend/stored';
import type { WorkCell } from '#lib/notebook/plan/work';
import type { SaveFile } from './export-runs';
import { isoNow } from './interrupted-run';
import { InterruptedRuns } from './interrupted-runs.svelte';
import type { EpochRecord } from '../charts/learning-curves';
import { cellsOf, newProblem, withDependents, type CellBlock, type PreparedNotebook } from '../document/prepared';
import type { DocumentTools } from '../document/load-tools';
import { IDLE, isRunning, NOTHING_RUNS, runAsked, type CellActivity, type RunState } from './run-state';
import type { ColdWords } from './cold-words';
import type { RunOutlook } from './run-outlook.svelte';
import type * as RunTools from './run-tools';
import type { DocumentEdit, SessionParts } from './session-parts';
import {
  freshnessOf,
  recordFor,
  type Freshness,
  type KeptNotebook,
  type ShownRecord,
  type ShownResults
} from '../results/shown-results';
import { record, redo, startHistory, undo, type TextHistory } from './text-history';

export class NotebookSession {
  notebook: PreparedNotebook = $state.raw({ title: '', description: '', text: '', blocks: [], problems: [] });
  results: ShownResults = $state.raw({});
  run: RunState = $state.raw(NOTHING_RUNS);
  /** Storage that did not work, said once and not in the way. */
  keepProblem: string = $state('');
  /** What is shown is in storage. */
  isKept: boolean = $state(true);
  /** What happened, for screen readers. */
  announcement: string = $state('');
  device: DeviceStatus | null = $state.raw(null);
  /** What runs would take; null until something was looked at, run or changed. */
  outlook: RunOutlook | null = $state.raw(null);
  readonly interruptions: InterruptedRuns;

  #history: TextHistory = $state.raw(startHistory(''));
  #fingerprints: ReadonlyMap<string, string> | null = $state.raw(null);
  #handle: JobHandle<RunOutcome> | null = null;
  #parts: SessionParts;
  #lastChange: Promise<void> = Promise.resolve();

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.interruptions = new InterruptedRuns(parts.fileName);
    this.open(parts.notebook, parts.results);
  }

  /** Shows another text with its results, forgetting undo steps: a kept copy (with its fingerprints), or the original. */
  open(
    notebook: PreparedNotebook,
    results: ShownResults,
    fingerprints: ReadonlyMap<string, string> | null = null
  ): void {
    this.notebook = notebook;
    this.results = results;
    this.#history = startHistory(notebook.text);
    this.#fingerprints = fingerprints;
  }

  get fileName(): string {
    return this.#parts.fileName;
  }
  get keptId(): string | undefined {
    return this.#parts.keptId;
  }
  get cells(): readonly CellBlock[] {
    return cellsOf(this.notebook);
  }
  get busy(): boolean {
    return this.run.status !== 'idle';
  }
  get canUndo(): boolean {
    return this.#history.past.length > 0;
  }
  get canRedo(): boolean {
    return this.#history.future.length > 0;
  }
  get undoLabel(): string {
    return this.#history.present.edit;
  }
  /** The reader's own copy differs from what came with the page. */
  get isChanged(): boolean {
    const { original } = this.#parts;
    return original !== null && this.notebook.text !== original.notebook.text;
  }
  get origin(): 'bundled' | 'linked' {
    return this.#parts.isLinked ? 'linked' : 'bundled';
  }
  /** Something shown here was computed on this device, not brought by the page. */
  get hasOwnResults(): boolean {
    return this.#parts.original !== null && Object.values(this.results).some((shown) => !shown.bundled);
  }

  activity(cell: string): CellActivity {
    return this.run.activities[cell] ?? IDLE;
  }
  shown(cell: CellBlock): ShownRecord | null {
    return recordFor(this.results, cell, this.#fingerprints?.get(cell.name));
  }
  freshness(cell: CellBlock): Freshness {
    const { text } = this.notebook;
    return freshnessOf(this.shown(cell), cell.name, text, this.run.plan, this.#fingerprints);
  }
  /** What was said where the page was made, as long as its text is as it came. */
  get cold(): ColdWords | null {
    return this.isChanged ? null : (this.#parts.cold ?? null);
  }
  /** Epochs of a train cell that is being trained now, by seed. */
  liveEpochs(cell: string): readonly { readonly seed: number; readonly epochs: readonly EpochRecord[] }[] {
    const activity = this.activity(cell);
    return activity.phase === 'running' ? activity.seeds : [];
  }
  /** Looks what of the text as it stands is stored, so that it can be said what a run would take. Where that fails, nothing is said. */
  async look(): Promise<void> {
    const { text } = this.notebook;
    try {
      const { withPlan } = await this.#runTools();
      const found = await this.#parts.look?.(text);
      // A run knows better, and a text that has changed since is looked at for itself.
      if (found && text === this.notebook.text && !this.known) this.run = withPlan(this.run, text, found);
    } catch {
      // Then nothing is said before a run; a run says itself what is wrong.
    }
  }
  /** Settings of cells that are being run wait for the end. */
  canEdit(cell: string): boolean {
    return !this.busy || (this.run.status !== 'starting' && !isRunning(this.run, cell));
  }
  /**
   * Applies `edit` to the text. What would break it is not applied; what is wrong is returned.
   * @param cell whose settings alone are changed: that can be done while others run
   */
  async edit(label: string, edit: DocumentEdit, cell?: string): Promise<SerializedError | null> {
    if (cell === undefined ? this.busy : !this.canEdit(cell)) return appError('views/running', {}).toJSON();
    return this.#inTurn(async () => {
      try {
        const tools = await this.#parts.tools();
        await this.#knowBase(tools);
        const text = edit(tools, this.notebook);
        const prepared = tools.prepareNotebook(text, this.fileName, this.#parts.linksFrom);
        const refused = newProblem(this.notebook, prepared);
        if (refused) return refused;
        await this.#show(tools, prepared);
        this.#history = record(this.#history, text, label);
        await this.#keep();
        return null;
      } catch (error) {
        return toAppError(error).toJSON();
      }
    });
  }

  async undo(): Promise<void> {
    await this.#travel(undo, () => `Undone: ${this.undoLabel}`);
  }
  async redo(): Promise<void> {
    await this.#travel(redo, (next) => `Done again: ${next.present.edit}`);
  }

  /** Back to text and results as they came with the page; the reader's copy is forgotten. One step of undo brings the text back. */
  async revert(): Promise<void> {
    const { original } = this.#parts;
    if (!original || this.busy) return;
    await this.#inTurn(async () => {
      const before = this.#history;
      this.open(original.notebook, original.results);
      this.#history = record(before, original.notebook.text, `revert to the ${this.origin} notebook`);
      this.run = { ...NOTHING_RUNS, plan: this.run.plan };
      this.announcement = 'The notebook is as it came with the page.';
      void this.look();
      await this.#write(null);
    });
  }

  /** Goes on with the interrupted run, training from its last checkpoints. */
  async resumeInterrupted(): Promise<void> {
    const { offer } = this.interruptions;
    if (offer) await this.start(offer.cells, offer.force, offer.started);
  }
  /** Has training save itself now: the page may go. */
  checkpoint(): void {
    this.#handle?.checkpoint();
  }

  /**
   * Runs all cells, or `only` these and what they need.
   * @param since when a forced run began that was interrupted and goes on
   */
  async start(only?: readonly string[], force = false, since?: string): Promise<void> {
    if (this.busy) return;
    const names = only ?? this.cells.map((cell) => cell.name);
    this.interruptions.begin(names, force, since);
    this.run = runAsked(this.run, names);
    this.announcement = names.length === 1 ? `Running ${names[0] ?? ''}.` : `Running ${names.length} cells.`;
    let failure: SerializedError | null = null;
    let ended: typeof RunTools.runEnded = (run, error) => ({ ...NOTHING_RUNS, plan: run.plan, error });
    try {
      // An edit made a moment ago belongs to what is run.
      await this.#lastChange;
      const { text } = this.notebook;
      const cells = this.cells;
      const [tools, runTools, engine] = await Promise.all([
        this.#parts.tools(),
        this.#runTools(),
        this.#parts.engine(() => cells),
        // As the page came, it has said what would be trained, and nobody need look.
        this.known ?? this.cold ?? this.look()
      ]);
      ended = runTools.runEnded;
      await this.#knowBase(tools);
      this.device = await engine.device;
      if (this.#cancelAsked()) return;
      const said = this.outlook?.work(names, force) ?? null;
      this.outlook?.begin(said);
      const options = runTools.runOptions({
        force,
        only,
        since,
        bundled: this.#parts.usesBundledRuns,
        said,
        cold: this.cold
      });
      const running = { text, names, force, fingerprints: this.#fingerprints };
      this.#handle = engine.run(this.fileName, text, options, (event) => this.#onEvent(event, running, runTools));
      const outcome = await this.#handle.finished;
      this.announcement = { done: 'Finished.', failed: 'A cell failed.', cancelled: 'Cancelled.' }[outcome];
    } catch (error) {
      failure = toAppError(error).toJSON();
      this.announcement = failure.message;
    } finally {
      this.interruptions.end(failure?.code.startsWith('internal/engine-') === true);
      this.#handle = null;
      this.run = ended(this.run, failure);
      await this.#keep();
      // What was changed while it ran.
      if (this.run.plan && this.run.plan.text !== this.notebook.text) void this.look();
    }
  }

  pause(): void {
    if (this.run.status !== 'running' || !this.#handle) return;
    this.#handle.pause();
    this.run = { ...this.run, status: 'paused' };
    this.announcement = 'Paused.';
  }
  resume(): void {
    if (this.run.status !== 'paused' || !this.#handle) return;
    this.#handle.resume();
    this.run = { ...this.run, status: 'running' };
    this.announcement = 'Running again.';
  }
  cancel(): void {
    if (!this.busy) return;
    this.#handle?.cancel();
    this.run = { ...this.run, status: 'cancelling' };
  }

  /** Names of the cells from `cell` to the end of the document. */
  fromHere(cell: string): readonly string[] {
    const names = this.cells.map((entry) => entry.name);
    return names.slice(Math.max(0, names.indexOf(cell)));
  }
  /** Cells whose result no longer says what the cell says, or that have none. */
  get outdated(): readonly string[] {
    const isOutdated = (cell: CellBlock): boolean => ['none', 'stale'].includes(this.freshness(cell));
    const own = this.cells.filter(isOutdated).map(({ name }) => name);
    return withDependents(this.notebook, own);
  }

  get hasStale(): boolean {
    return this.cells.some((cell) => this.freshness(cell) === 'stale');
  }

  /**
   * Another user's lists from a recommend cell's runs. Where those come with the site and what the cell reads is as shown, it is got first:
   * nothing is trained for a list.
   */
  async recommend(cell: string, user: string): Promise<RecommendResult> {
    const reads = this.cells.find(({ name }) => name === cell)?.reads ?? [];
    const asShown = this.cells.every((each) => !reads.includes(each.name) || this.freshness(each) === 'fresh');
    const trains = this.outlook?.work(reads)?.work.trains.length ?? 0;
    if (this.#parts.usesBundledRuns && !this.busy && asShown && trains === 0) await this.start(reads);
    const engine = await this.#engine();
    this.device = await engine.device;
    return engine.recommend(this.fileName, this.notebook.text, cell, user);
  }

  /** The files of a train cell's runs, one after another; what went wrong, or null. */
  async exportRuns(cell: string, save: SaveFile): Promise<SerializedError | null> {
    const { exportRuns } = await import('./export-runs');
    return exportRuns(() => this.#engine(), { name: this.fileName, text: this.notebook.text }, cell, save);
  }

  #engine(): Promise<NotebookEngine> {
    return this.#parts.engine(() => this.cells);
  }

  #cancelAsked(): boolean {
    return this.run.status === 'cancelling';
  }

  #onEvent(event: NotebookEvent, running: RunTools.RunningText, tools: typeof RunTools): void {
    const { text, fingerprints } = running;
    this.run = tools.afterEvent(this.run, event, text);
    const take = (record: ShownRecord['record'], isComputed: boolean): void => {
      const fingerprint = fingerprints?.get(record.name) ?? null;
      const arrival = { fingerprint, device: this.device, now: isoNow(), isComputed };
      this.results = tools.withRecord(this.results, record, arrival);
    };
    if (event.type === 'plan') {
      for (const cell of event.cells) if (cell.record) take(cell.record, false);
      this.outlook?.begin(this.outlook.work(running.names, running.force));
    }
    if (event.type === 'cell-finished') {
      this.interruptions.finished(event.record.name);
      take(event.record, !event.reused);
      this.announcement = `${event.record.name} is ready.`;
      this.#parts.onRan?.(event.record.name);
    }
    if (event.type === 'cell-failed') this.announcement = `${event.cell} failed: ${event.error.message}`;
  }

  /** What is known to be stored of the text as it stands; null where nobody has looked. */
  get known(): readonly WorkCell[] | null {
    const { plan } = this.run;
    return plan?.text === this.notebook.text ? Object.values(plan.cells) : null;
  }

  async #runTools(): Promise<typeof RunTools> {
    const tools = await import('./run-tools');
    this.outlook ??= new tools.RunOutlook(this, this.#parts);
    return tools;
  }
  /** Before the text changes for the first time, the results learn which settings they belong to. */
  async #knowBase(tools: DocumentTools): Promise<void> {
    if (this.#fingerprints) return;
    this.#fingerprints = await tools.fingerprints(this.notebook);
    this.results = tools.withFingerprints(this.results, this.#fingerprints);
  }

  async #show(tools: DocumentTools, prepared: PreparedNotebook): Promise<void> {
    const fingerprints = await tools.fingerprints(prepared);
    this.isKept = false;
    this.notebook = prepared;
    this.#fingerprints = fingerprints;
    // A failure belongs to the text that failed; a run goes on.
    if (!this.busy) this.run = { ...NOTHING_RUNS, plan: this.run.plan };
    void this.look();
  }

  async #travel(to: (from: TextHistory) => TextHistory, words: (next: TextHistory) => string): Promise<void> {
    if (this.busy) return;
    await this.#inTurn(async () => {
      const next = to(this.#history);
      if (next === this.#history) return;
      const announcement = words(next);
      const tools = await this.#parts.tools();
      await this.#knowBase(tools);
      await this.#show(tools, tools.prepareNotebook(next.present.text, this.fileName, this.#parts.linksFrom));
      this.#history = next;
      this.announcement = announcement;
      await this.#keep();
    });
  }

  /** One change of the text after the other: a change that starts while another is under way sees what that one made. */
  #inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const turn = this.#lastChange.then(change);
    const ended = () => undefined;
    this.#lastChange = turn.then(ended, ended);
    return turn;
  }

  async #keep(): Promise<void> {
    await this.#write({ text: this.notebook.text, results: this.results });
  }

  async #write(state: KeptNotebook | null): Promise<void> {
    try {
      await this.#parts.keep(state);
      this.keepProblem = '';
      this.isKept = true;
    } catch (error) {
      const { message, cure } = toAppError(error);
      this.keepProblem = `${message} ${cure}`;
    }
  }
}

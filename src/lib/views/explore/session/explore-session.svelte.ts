// Holds one visit to Explore: what is open, what is selected, with undo, and what the workers answered last. No markup; pages give it a
// backend and are told when the address has to change.
import { toAppError, type SerializedError } from '#lib/errors/app-error';
import type { Explorable } from '#lib/notebook/explore/explore-work';
import type { ExploreAsk, ExploreOverview, ExploreSelection, ExploreViews } from '#lib/studies/explore/types';
import type { Dropped } from '../../url-state/url-state';
import type { ExploreBackend } from './backend';
import type { ExploreState } from '../explore-url';
import {
  addressOf,
  afterChange,
  firstMoment,
  isSameMoment,
  momentOfOtherData,
  type Change,
  type Moment
} from './moment';
import { MapLook } from './map-look.svelte';
import { kindOf, nameOfNode } from '../nodes';
import { PairFinder } from './pair-finder.svelte';
import { isRoomGone } from './room-gone';
import { asExploreRun, choose, missingOf, nameOf, namesOf, NONE, type Choice, type ChoiceNames } from './runs';
import { SentenceTrial } from './sentence-trial.svelte';
import { afterStep, mapSteps, startSteps, stepBack, stepForth, type StepHistory } from './step-history';
import { Task } from '../../workers/task.svelte';

export type ExplorePhase = 'looking' | 'nothing' | 'missing' | 'getting' | 'opening' | 'open' | 'failed';

export interface SessionParts {
  readonly backend: ExploreBackend;
  /** File name and text of the notebook. */
  readonly notebook: string;
  readonly text: string;
  /** As the address had it. */
  readonly state: ExploreState;
  readonly dropped: readonly Dropped[];
  /** The address should say this from now on. @param isStep whether a reader made a step that the browser's history should have */
  onState(state: ExploreState, isStep: boolean): void;
}

export class ExploreSession {
  phase: ExplorePhase = $state('looking');
  /** Why nothing new could be opened or got. */
  error: SerializedError | null = $state.raw(null);
  /** Why nothing is known of the selection. */
  viewsError: SerializedError | null = $state.raw(null);
  explorable: Explorable | null = $state.raw(null);
  choice: Choice | null = $state.raw(null);
  overview: ExploreOverview | null = $state.raw(null);
  dropped: readonly Dropped[] = $state.raw([]);
  /** What had the parts that were dropped. */
  droppedOf: string = $state('this link');
  /** Said to screen readers. */
  said: string = $state('');
  readonly getting = new Task();
  readonly opening = new Task();
  readonly finder: PairFinder;
  readonly trial: SentenceTrial;
  readonly look: MapLook;

  #history: StepHistory<Moment> | null = $state.raw(null);
  #answer: { readonly views: ExploreViews; readonly of: ExploreOverview } | null = $state.raw(null);
  #names: ChoiceNames;
  #opened = 0;
  #looked = 0;
  /** Whether what is open was opened once more since something was last answered. */
  #isSecond = false;
  #isClosed = false;

  constructor(readonly parts: SessionParts) {
    const { a, b, embeddings, profiles } = parts.state;
    this.#names = { a, b, embeddings, profiles };
    this.dropped = parts.dropped;
    this.finder = new PairFinder(parts.backend, () => this.#reopen());
    this.trial = new SentenceTrial(parts, () => this.#open());
    this.look = new MapLook(parts.backend, parts.state, () => this.#tell());
  }

  get moment(): Moment | null {
    return this.#history?.present.state ?? null;
  }
  get selection(): ExploreSelection | null {
    return this.moment?.selection ?? null;
  }
  get canUndo(): boolean {
    return (this.#history?.past.length ?? 0) > 0;
  }
  get canRedo(): boolean {
    return (this.#history?.future.length ?? 0) > 0;
  }
  /** What undo would take back, in words. */
  get undoLabel(): string {
    return this.#history?.present.label ?? '';
  }
  get redoLabel(): string {
    return this.#history?.future[0]?.label ?? '';
  }
  /** Cells of the choice that are not stored. */
  get missing(): readonly string[] {
    return this.explorable && this.choice ? missingOf(this.explorable, this.choice) : [];
  }
  /** Of the selection in what is open; where `isCurrent` says not, of the one before or of other runs of the same data. */
  get views(): ExploreViews | null {
    return this.#answer?.views ?? null;
  }
  get isCurrent(): boolean {
    return this.selection === null || (this.views?.selection === this.selection && this.#answer?.of === this.overview);
  }
  /** Whether what is shown is not yet of the selection. */
  get isBehind(): boolean {
    return !this.isCurrent && this.viewsError === null && this.phase !== 'failed';
  }

  /** Looks what the notebook has, and opens what is chosen where it is stored. */
  async start(): Promise<void> {
    if (this.#isClosed) return;
    this.phase = 'looking';
    this.error = null;
    this.opening.cancel();
    const turn = (this.#opened += 1);
    try {
      const explorable = await this.parts.backend.explorable(this.parts.notebook, this.parts.text);
      if (turn !== this.#opened) return;
      this.explorable = explorable;
      const chosen = choose(explorable, this.#names);
      if (!chosen) {
        this.phase = 'nothing';
        return;
      }
      this.#drop(chosen.dropped);
      this.choice = chosen.choice;
      if (missingOf(explorable, chosen.choice).length > 0) this.phase = 'missing';
      else await this.#open();
    } catch (error) {
      if (turn === this.#opened) this.#fail(error);
    }
  }

  /** Nothing is asked, heard or told any more. */
  close(): void {
    this.#isClosed = true;
    this.#opened += 1;
    this.#looked += 1;
    this.getting.cancel();
    this.opening.cancel();
    this.finder.forget();
    this.trial.forget();
    this.look.close();
  }

  /**
   * Other runs, embeddings or profiles of the same notebook. The selection stays where the data stay; embeddings and profiles follow the
   * runs unless they were chosen.
   */
  async chooseOthers(names: Partial<ChoiceNames>): Promise<void> {
    const { choice, explorable } = this;
    if (!choice || !explorable) return;
    const { embeddings, profiles } = namesOf(explorable, choice);
    this.#names = { a: nameOf(choice.a), b: choice.b ? nameOf(choice.b) : NONE, embeddings, profiles, ...names };
    this.getting.cancel();
    this.trial.forget();
    this.dropped = [];
    this.droppedOf = 'this choice';
    await this.start();
  }

  /** Takes or computes what is missing. */
  async get(): Promise<void> {
    const { backend, notebook, text } = this.parts;
    const cells = this.missing;
    if (cells.length === 0 || this.getting.isBusy || this.#isClosed) return;
    this.phase = 'getting';
    this.error = null;
    const turn = this.#opened;
    try {
      await this.getting.follow((hear) =>
        backend.get(notebook, text, cells, (cell, progress) => {
          hear(progress ? { ...progress, label: `${cell}: ${progress.label}` } : null);
        })
      );
      if (turn === this.#opened) await this.start();
    } catch (error) {
      if (turn !== this.#opened) return;
      const known = toAppError(error);
      this.phase = 'missing';
      if (known.code !== 'internal/cancelled') this.error = known.toJSON();
    }
  }

  /** Everything follows; what needs no answer is there at once. */
  select(change: Change, label: string): void {
    const { overview, moment } = this;
    if (!overview || !moment) return;
    const next = afterChange(moment, change);
    if (next && this.#history) this.#history = afterStep(this.#history, next, label);
    // What could not be looked up is asked for again by choosing it again.
    if (next || this.viewsError) this.#followed(true);
  }

  /** A node that was clicked: an item, the user, or the other user. */
  choose(node: number, as: 'self' | 'other' = 'self'): void {
    const { overview } = this;
    if (!overview) return;
    const name = nameOfNode(overview, node);
    if (kindOf(overview, node) === 'item') this.select({ item: node }, name);
    else if (as === 'other') this.select({ other: node }, `${name} as the other`);
    else this.select({ user: node }, name);
  }

  /** Leaves the user alone on the page. */
  clear(): void {
    this.select({ other: null, item: null, brushed: null }, 'clearing the selection');
  }

  undo(): void {
    if (!this.#history || !this.canUndo) return;
    this.said = `Undone: ${this.undoLabel}.`;
    this.#history = stepBack(this.#history);
    this.#followed();
  }
  redo(): void {
    if (!this.#history || !this.canRedo) return;
    this.said = `Done again: ${this.redoLabel}.`;
    this.#history = stepForth(this.#history);
    this.#followed();
  }

  /** The reader went back or forth in the browser: what the address says now is shown, and the address is left as it is. */
  follow(state: ExploreState): void {
    const { overview, moment, explorable, choice } = this;
    if (!overview || !moment || !explorable || !choice || !this.#history) return;
    this.look.follow(state);
    const names = namesOf(explorable, choice);
    const { a, b, embeddings, profiles } = state;
    if (names.a !== a || names.b !== b || names.embeddings !== embeddings || names.profiles !== profiles) {
      void this.chooseOthers({ a, b, embeddings, profiles });
      return;
    }
    const wanted = firstMoment(overview, state).moment;
    const history = this.#history;
    if (isSameMoment(wanted, moment)) return;
    const [before, after] = [history.past.at(-1)?.state, history.future[0]?.state];
    if (before && isSameMoment(wanted, before)) this.#history = stepBack(history);
    else if (after && isSameMoment(wanted, after)) this.#history = stepForth(history);
    else this.#history = afterStep(history, wanted, 'a step of the browser');
    void this.#look();
  }

  /** Whether getting what is missing trains nothing. */
  async isShipped(): Promise<boolean> {
    const { backend, notebook, text } = this.parts;
    return backend.isShipped(notebook, text, this.missing).catch(() => false);
  }

  dismissDropped(): void {
    this.dropped = [];
  }

  /** Asks again for what could not be looked up. */
  async lookAgain(): Promise<void> {
    this.#isSecond = false;
    await this.#look();
  }

  async #open(): Promise<void> {
    const { choice, explorable } = this;
    if (!choice || !explorable || this.#isClosed) return;
    const turn = (this.#opened += 1);
    this.phase = 'opening';
    this.error = null;
    const edited = this.trial.shown;
    const what: ExploreAsk = {
      notebook: this.parts.notebook,
      text: this.parts.text,
      a: edited?.a ?? asExploreRun(choice.a),
      b: edited?.b ?? (choice.b && asExploreRun(choice.b)),
      embeddings: choice.embeddings,
      profiles: choice.profiles,
      edits: edited?.edits ?? []
    };
    try {
      const overview = await this.opening.follow((hear) => this.parts.backend.open(what, hear));
      if (turn === this.#opened) this.#show(overview);
    } catch (error) {
      if (turn === this.#opened) this.#fail(error);
    }
  }

  /** Opens once more what its worker has no more. @returns whether it is open */
  async #reopen(): Promise<boolean> {
    const turn = this.#opened + 1;
    await this.#open();
    return turn === this.#opened && this.phase === 'open';
  }

  #show(overview: ExploreOverview): void {
    const before = this.overview;
    const { moment } = this;
    this.overview = overview;
    this.phase = 'open';
    this.finder.forget();
    this.#drop(this.look.opened(overview));
    if (this.#history && before?.splitHash === overview.splitHash) {
      // The same nodes, seen by other runs: what was selected holds, and what was answered is shown until the answer of these is there.
      const has = ({ map }: Moment) => overview.spaces.some(({ key }) => key === map);
      this.#history = mapSteps(this.#history, (step) => (has(step) ? step : { ...step, map: 'a' }));
    } else {
      this.trial.forgetDrafts();
      this.#answer = null;
      if (moment) this.#history = startSteps(momentOfOtherData(overview, moment));
      else {
        const first = firstMoment(overview, this.parts.state);
        this.#drop(first.dropped);
        this.#history = startSteps(first.moment);
      }
    }
    this.#followed();
  }

  #drop(more: readonly Dropped[]): void {
    // The same link is read again after every try.
    const fresh = more.filter(
      ({ key, value }) => !this.dropped.some((known) => known.key === key && known.value === value)
    );
    if (fresh.length > 0) this.dropped = [...this.dropped, ...fresh];
  }

  #followed(isStep = false): void {
    void this.#look();
    this.#tell(isStep);
  }

  /** Asks what follows the selection; of several answers only that of the last one counts. */
  async #look(): Promise<void> {
    const { selection, overview } = this;
    // Whatever is on its way is of another selection, also where nothing is to be asked.
    const turn = (this.#looked += 1);
    this.viewsError = null;
    if (!selection || !overview || this.isCurrent) return;
    try {
      const views = await this.parts.backend.select(selection);
      if (turn !== this.#looked) return;
      this.#isSecond = false;
      // Answers cross as copies: the selection that was asked about takes their place.
      this.#answer = { views: { ...views, selection }, of: overview };
    } catch (error) {
      if (turn !== this.#looked) return;
      const known = toAppError(error);
      if (isRoomGone(known) && !this.#isSecond) {
        this.#isSecond = true;
        await this.#reopen();
      } else this.viewsError = known.toJSON();
    }
  }

  #tell(isStep = false): void {
    const { overview, moment, choice, explorable } = this;
    if (!overview || !moment || !choice || !explorable || this.#isClosed) return;
    const { notebook, backend } = this.parts.state;
    const { address } = this.look;
    this.parts.onState({ notebook, backend, ...address, ...addressOf(explorable, choice, overview, moment) }, isStep);
  }

  #fail(error: unknown): void {
    this.phase = 'failed';
    this.error = toAppError(error).toJSON();
  }
}

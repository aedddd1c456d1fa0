// One visit to Explore: what is open, what is selected, with undo, and what the workers answered last. No markup; pages give it a backend
// and are told when the address has to change.
import { toAppError, type SerializedError } from '#lib/errors/app-error';
import type {
  Explorable,
  ExploreAsk,
  ExploreOverview,
  ExploreSelection,
  ExploreViews,
  SpaceKey
} from '#lib/engine/io/protocol';
import type { Dropped } from '../url-state/url-state';
import type { ExploreBackend } from './backend';
import { exploreUrl, type ExploreState } from './explore-url';
import { findNode, kindOf, nameOfNode } from './nodes';
import { asExploreRun, choose, missingOf, nameOf, type Choice, type ChoiceNames } from './runs';
import { afterStep, startSteps, stepBack, stepForth, type StepHistory } from './step-history';
import { PairFinder } from './pair-finder.svelte';
import { SentenceTrial } from './sentence-trial.svelte';
import { Task } from './task.svelte';

/** What undo goes through. */
export interface Moment {
  readonly selection: ExploreSelection;
  readonly map: SpaceKey;
  /** Nodes that were brushed, ascending; null where nothing is. */
  readonly brushed: Int32Array | null;
}

export type Change = Partial<ExploreSelection> & { readonly map?: SpaceKey; readonly brushed?: Int32Array | null };

export type ExplorePhase = 'looking' | 'nothing' | 'missing' | 'getting' | 'opening' | 'open' | 'failed';

export interface SessionParts {
  readonly backend: ExploreBackend;
  /** File name and text of the notebook. */
  readonly notebook: string;
  readonly text: string;
  /** As the address had it. */
  readonly state: ExploreState;
  readonly dropped: readonly Dropped[];
  /** The address should say this from now on. */
  onState(state: ExploreState): void;
}

export class ExploreSession {
  phase: ExplorePhase = $state('looking');
  error: SerializedError | null = $state.raw(null);
  explorable: Explorable | null = $state.raw(null);
  choice: Choice | null = $state.raw(null);
  overview: ExploreOverview | null = $state.raw(null);
  /** Of the selection, or of the one before while the new one is being looked at. */
  views: ExploreViews | null = $state.raw(null);
  dropped: readonly Dropped[] = $state.raw([]);
  /** Said to screen readers. */
  said: string = $state('');
  readonly getting = new Task();
  readonly finder: PairFinder;
  readonly trial: SentenceTrial;

  #history: StepHistory<Moment> | null = $state.raw(null);
  #names: ChoiceNames;
  #opening = 0;
  #looking = 0;

  constructor(readonly parts: SessionParts) {
    const { a, b, embeddings, profiles } = parts.state;
    this.#names = { a, b, embeddings, profiles };
    this.dropped = parts.dropped;
    this.finder = new PairFinder(parts.backend);
    this.trial = new SentenceTrial(parts, () => this.#open());
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
  /** Whether what is shown is not yet of the selection. */
  get isBehind(): boolean {
    return this.selection !== null && this.views?.selection !== this.selection;
  }

  /** Looks what the notebook has, and opens what is chosen where it is stored. */
  async start(): Promise<void> {
    this.phase = 'looking';
    this.error = null;
    const turn = (this.#opening += 1);
    try {
      const explorable = await this.parts.backend.explorable(this.parts.notebook, this.parts.text);
      if (turn !== this.#opening) return;
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
      if (turn === this.#opening) this.#fail(error);
    }
  }

  /** Other runs, embeddings or profiles of the same notebook. The selection stays where the data stay. */
  async chooseOthers(names: Partial<ChoiceNames>): Promise<void> {
    const now = this.choice;
    if (!now) return;
    const kept: ChoiceNames = {
      a: nameOf(now.a),
      b: now.b ? nameOf(now.b) : '-',
      embeddings: now.embeddings ?? '-',
      profiles: now.profiles ?? '-'
    };
    this.#names = { ...kept, ...names };
    this.trial.forget();
    this.dropped = [];
    await this.start();
  }

  /** Takes or computes what is missing. */
  async get(): Promise<void> {
    const { backend, notebook, text } = this.parts;
    const cells = this.missing;
    if (cells.length === 0 || this.getting.isBusy) return;
    this.phase = 'getting';
    this.error = null;
    try {
      await this.getting.follow((hear) =>
        backend.get(notebook, text, cells, (cell, progress) => {
          hear(progress ? { ...progress, label: `${cell}: ${progress.label}` } : null);
        })
      );
      await this.start();
    } catch (error) {
      const known = toAppError(error);
      this.phase = 'missing';
      if (known.code !== 'internal/cancelled') this.error = known.toJSON();
    }
  }

  /** Everything follows; what needs no answer is there at once. */
  select(change: Change, label: string): void {
    const { overview, moment } = this;
    if (!overview || !moment) return;
    const { map = moment.map, brushed = moment.brushed, ...nodes } = change;
    const wanted = { ...moment.selection, ...nodes };
    const selection = wanted.other === wanted.user ? { ...wanted, other: null } : wanted;
    const next: Moment = {
      map,
      brushed,
      selection: isSame(selection, moment.selection) ? moment.selection : selection
    };
    if (next.map === moment.map && next.brushed === moment.brushed && next.selection === moment.selection) return;
    if (this.#history) this.#history = afterStep(this.#history, next, label);
    this.#followed();
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

  dismissDropped(): void {
    this.dropped = [];
  }

  async #open(): Promise<void> {
    const { choice, explorable } = this;
    if (!choice || !explorable) return;
    const turn = (this.#opening += 1);
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
      const overview = await this.parts.backend.open(what);
      if (turn !== this.#opening) return;
      this.#show(overview);
    } catch (error) {
      if (turn === this.#opening) this.#fail(error);
    }
  }

  #show(overview: ExploreOverview): void {
    const before = this.overview;
    const { moment } = this;
    const isSameData = before !== null && moment !== null && before.splitHash === overview.splitHash;
    this.overview = overview;
    this.phase = 'open';
    if (isSameData) {
      // The same nodes, seen by other runs: what was answered no longer holds, what was selected does.
      const has = overview.spaces.some(({ key }) => key === moment.map);
      if (!has && this.#history) this.#history = afterStep(this.#history, { ...moment, map: 'a' }, 'other runs');
    } else {
      this.finder.forget();
      this.#history = startSteps(this.#firstMoment(overview));
    }
    this.views = null;
    this.#followed();
  }

  #firstMoment(overview: ExploreOverview): Moment {
    const { state } = this.parts;
    const dropped: Dropped[] = [];
    const named = (key: 'user' | 'other' | 'item', kind: 'user' | 'item'): number | null => {
      const id = state[key];
      if (id === '') return null;
      const node = findNode(overview, kind, id);
      if (node === null) dropped.push({ key, value: id, why: `There is no such ${kind} in these data.` });
      return node;
    };
    const user = named('user', 'user') ?? overview.startUser;
    const other = named('other', 'user');
    const item = named('item', 'item');
    const has = overview.spaces.some(({ key }) => key === state.map);
    if (!has && state.map !== 'a') {
      dropped.push({ key: 'map', value: state.map, why: 'What is open has no such map.' });
    }
    this.#drop(dropped);
    return {
      selection: { user, other: other === user ? null : other, item, k: state.k, hops: state.hops },
      map: has ? state.map : (overview.spaces[0]?.key ?? 'a'),
      brushed: null
    };
  }

  #drop(more: readonly Dropped[]): void {
    if (more.length > 0) this.dropped = [...this.dropped, ...more];
  }

  #followed(): void {
    this.#tell();
    void this.#look();
  }

  /** Asks what follows the selection; of several answers only that of the last one counts. */
  async #look(): Promise<void> {
    const { selection } = this;
    if (!selection || this.views?.selection === selection) return;
    const turn = (this.#looking += 1);
    this.error = null;
    try {
      const views = await this.parts.backend.select(selection);
      // Answers cross as copies: the selection that was asked about takes their place.
      if (turn === this.#looking) this.views = { ...views, selection };
    } catch (error) {
      if (turn === this.#looking) this.error = toAppError(error).toJSON();
    }
  }

  #tell(): void {
    const { overview, moment, choice } = this;
    if (!overview || !moment || !choice || !this.explorable) return;
    const idOf = (node: number | null) => (node === null ? '' : (overview.ids[node] ?? ''));
    const { user, other, item, k, hops } = moment.selection;
    const proposed = choose(this.explorable, { a: '', b: '', embeddings: '', profiles: '' })?.choice;
    const unlessProposed = (key: 'a' | 'b') => {
      const [now, then] = [choice[key], proposed?.[key] ?? null];
      const [name, other] = [now ? nameOf(now) : '-', then ? nameOf(then) : '-'];
      return name === other ? '' : name;
    };
    const cellUnlessProposed = (key: 'embeddings' | 'profiles') =>
      choice[key] === proposed?.[key] ? '' : (choice[key] ?? '-');
    this.parts.onState({
      ...exploreUrl.defaults,
      notebook: this.parts.state.notebook,
      backend: this.parts.state.backend,
      a: unlessProposed('a'),
      b: unlessProposed('b'),
      embeddings: cellUnlessProposed('embeddings'),
      profiles: cellUnlessProposed('profiles'),
      user: user === overview.startUser ? '' : idOf(user),
      other: idOf(other),
      item: idOf(item),
      k,
      hops,
      map: moment.map
    });
  }

  #fail(error: unknown): void {
    this.phase = 'failed';
    this.error = toAppError(error).toJSON();
  }
}

function isSame(a: ExploreSelection, b: ExploreSelection): boolean {
  return a.user === b.user && a.other === b.other && a.item === b.item && a.k === b.k && a.hops === b.hops;
}

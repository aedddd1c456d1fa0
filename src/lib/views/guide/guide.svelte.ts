// Guides the reader through one open lesson: where the reader is, what is done, what the current step points at. It watches what the page
// tells it (runs, edits, acts in outputs, answers) and touches the page only through the registry of places. Cards and the bar read it.
import { tick, untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { Attachment } from 'svelte/attachments';
import type { Step } from '#lib/notebook/guide/types';
import { stepsOf, type PreparedNotebook, type StepBlock } from '../document/prepared';
import type { NotebookSession } from '../session/notebook-session.svelte';
import { firstUse } from '../shell/when-used';
import { id, urlState, type Dropped } from '../url-state/url-state';
import { Anchors, showCard, type Labelled } from './anchors.svelte';
import type { GuideHooks } from './hooks';
import {
  afterEvent,
  countDone,
  isDone,
  keepProgress,
  nextOpen,
  NOTHING_DONE,
  readProgress,
  type GuideEvent,
  type LessonProgress
} from './progress';
import type { PinBoards } from './pins/pin-boards.svelte';
import type { Pins } from './pins/pins';
import { changedSteps, watchedValues, type WatchedValues } from './watched';

/** The page's query, which other parts of the page use too. */
export interface Address {
  read(): string;
  /** Puts a query in place without going anywhere. */
  write(search: string): void;
}

/** The list that the notebook is one of. */
export interface Home {
  readonly href: string;
  readonly label: string;
}

const link = urlState({ step: id() }, 'leave');

export class Guide {
  progress: LessonProgress = $state.raw(NOTHING_DONE);
  /** Id of the step that the reader is at. */
  current: string | null = $state(null);
  /** In the browser, with what was kept read. Before, cards are plain text. */
  awake: boolean = $state(false);
  /** What of the page's link named no step. */
  dropped: readonly Dropped[] = $state.raw([]);
  /** The cell whose stage is open, where the screen is so narrow that stages are folded. */
  opened: string | null = $state(null);
  /** What steps keep of runs; null where none does. */
  boards: PinBoards | null = $state.raw(null);
  /** What was done and kept before "start over", until something is done. */
  before: { readonly progress: LessonProgress; readonly pins: Pins } | null = $state.raw(null);

  readonly blocks: readonly StepBlock[] = $derived.by(() => stepsOf(this.session.notebook));
  readonly steps: readonly Step[] = $derived(this.blocks.map(({ step }) => step));
  readonly doneCount: number = $derived(countDone(this.steps, this.progress));
  readonly at: StepBlock | null = $derived(this.blocks.find(({ step }) => step.id === this.current) ?? null);

  /** What waits for an answer, and for whose. */
  readonly covered: readonly Labelled[] = $derived(
    this.awake
      ? this.blocks
          .filter(({ step }) => !this.isDone(step))
          .flatMap(({ step, number }) =>
            step.covers.map((place) => ({ place, label: `Covered until step ${number} is answered.` }))
          )
      : []
  );

  readonly anchors = new Anchors(
    () => {
      const { at } = this;
      return this.awake && at?.step.at ? { place: at.step.at, label: `Step ${at.number}` } : null;
    },
    () => this.covered
  );
  readonly hooks: GuideHooks = {
    anchor: (cell, part) => this.anchors.register(cell, part ?? null),
    act: (cell, act) => this.#take({ type: 'did', cell, act })
  };
  readonly #headings = new SvelteMap<string, HTMLElement>();
  /** The settings that steps wait for, as they were when last looked at. */
  #watched = watchedValues([]);

  /** @param original the lesson as it came: settings are compared with it */
  constructor(
    readonly lesson: string,
    readonly session: NotebookSession,
    readonly original: PreparedNotebook,
    readonly address: Address
  ) {
    $effect(() => {
      const now = watchedValues(this.blocks);
      if (this.awake) untrack(() => this.#watchSettings(now));
    });
  }

  /** Reads what was kept and the link. Browser only, once. */
  async wake(): Promise<void> {
    this.progress = readProgress(this.lesson);
    const { state, dropped } = link.read(this.address.read());
    const isStep = this.steps.some((step) => step.id === state.step);
    this.current = (isStep ? state.step : nextOpen(this.steps, this.progress)) ?? this.steps[0]?.id ?? null;
    // What a kept copy has changed already finishes no step.
    this.#watched = watchedValues(this.blocks);
    const unknown = { key: 'step', value: state.step, why: 'This lesson has no such step.' };
    this.dropped = state.step !== '' && !isStep ? [...dropped, unknown] : dropped;
    this.awake = true;
    // Where it cannot be fetched the page says so by itself (shell/MissingPart.svelte).
    if (this.steps.some(({ keep }) => keep !== null)) void this.#fetchBoards();
    await tick();
    if (isStep) this.#showCard(state.step);
    if (this.at) this.look(this.at);
  }

  isDone(step: Step): boolean {
    return isDone(this.progress, step);
  }
  countOf(step: Step): number {
    return this.progress.counts[step.id] ?? 0;
  }
  /** What the reader answered, as it is kept (progress.ts); null before, and where the answer was shown. */
  answerOf(step: Step): string | null {
    return this.isDone(step) && !this.wasShown(step) ? (this.progress.answers[step.id] ?? null) : null;
  }
  /** The reader had the answer shown, and made no guess. */
  wasShown({ id }: Step): boolean {
    return this.progress.shown.includes(id);
  }

  ran(cell: string): void {
    this.#take({ type: 'ran', cell });
    if (this.boards?.ran(cell)) void tick().then(() => this.anchors.reveal({ cell, part: 'kept' }));
  }
  answer(step: string, answer: string): void {
    this.current = step;
    this.#take({ type: 'answered', step, answer });
  }
  /** Gives the answer of a step, which is then marked as shown. */
  showAnswer(step: string): void {
    this.current = step;
    this.#take({ type: 'shown', step });
  }
  read(step: string): void {
    this.current = step;
    this.#take({ type: 'read', step });
  }

  /** The step that is proposed next; null where all are done. */
  get next(): string | null {
    return nextOpen(this.steps, this.progress, this.current);
  }
  /** The step beside the current one in the order of the lesson. */
  beside(by: -1 | 1): string | null {
    const index = this.steps.findIndex(({ id }) => id === this.current);
    return this.steps[index + by]?.id ?? null;
  }

  /** Goes to a step: its card is shown, the address names it. */
  go(step: string): void {
    this.current = step;
    this.opened = null;
    this.address.write(link.write({ step }, this.address.read()));
    this.#showCard(step);
    void tick().then(() => this.at && this.look(this.at));
  }
  /** Shows what a step points at, and takes the focus there. */
  async point(block: StepBlock): Promise<void> {
    this.current = block.step.id;
    const { at } = block.step;
    if (!at) return;
    this.opened = at.cell;
    await tick();
    if (this.anchors.show(at)) this.session.announcement = `Step ${block.number} points here.`;
  }
  /** Brings what a step points at into sight beside its card; neither page nor focus move. */
  look({ step: { at } }: StepBlock): void {
    if (at) this.anchors.reveal(at);
  }
  /** The query of a step's own link. */
  linkOf(step: string): string {
    return link.write({ step }, this.address.read());
  }

  startOver(): void {
    this.before = { progress: this.progress, pins: this.boards?.pins ?? {} };
    this.boards?.put({});
    this.#keep(NOTHING_DONE);
    this.current = this.steps[0]?.id ?? null;
    this.session.announcement = 'No step is done now. This can be undone.';
  }
  undoStartOver(): void {
    if (!this.before) return;
    this.#keep(this.before.progress);
    this.boards?.put(this.before.pins);
    this.before = null;
    this.current = this.next ?? this.current;
    this.session.announcement = `${this.doneCount} of ${this.steps.length} steps are done again.`;
  }

  /** Registers the heading of a step's card, to which the reader is taken. */
  heading(step: string): Attachment<HTMLElement> {
    return (element) => {
      this.#headings.set(step, element);
      return () => {
        if (this.#headings.get(step) === element) this.#headings.delete(step);
      };
    };
  }

  #showCard(step: string): void {
    const heading = this.#headings.get(step);
    if (heading) showCard(heading);
  }

  async #fetchBoards(): Promise<void> {
    await firstUse();
    const { PinBoards } = await import('./pins/pin-boards.svelte');
    this.boards = new PinBoards(this.lesson, this.session, () => this.blocks);
  }

  #watchSettings(now: WatchedValues): void {
    const changed = changedSteps(this.#watched, now, watchedValues(stepsOf(this.original)));
    this.#watched = now;
    for (const step of changed) this.#take({ type: 'changed', step });
  }

  #take(event: GuideEvent): void {
    const { progress } = this;
    const after = afterEvent(this.steps, progress, event, this.current);
    if (after === progress) return;
    this.before = null;
    this.#keep(after);
    const finished = this.blocks.find(({ step }) => isDone(after, step) && !isDone(progress, step));
    if (!finished) return;
    this.current = finished.step.id;
    const rest = this.steps.length - this.doneCount;
    this.session.announcement = `Step ${finished.number} is done. ${rest === 0 ? 'All steps are done.' : `${rest} to go.`}`;
  }

  #keep(progress: LessonProgress): void {
    this.progress = progress;
    keepProgress(this.lesson, progress);
  }
}

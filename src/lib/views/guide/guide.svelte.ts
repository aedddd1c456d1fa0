// Guides the reader through one open lesson: where the reader is, what is done, what the current step points at. It watches what the page
// tells it (runs, edits, acts in outputs, answers) and touches the page only through the registry of places. Cards and the bar read it.
import { tick, untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { Attachment } from 'svelte/attachments';
import type { Step } from '#lib/notebook/guide/types';
import { stepsOf, type PreparedNotebook, type StepBlock } from '../document/prepared';
import type { NotebookSession } from '../session/notebook-session.svelte';
import { id, urlState, type Dropped } from '../url-state/url-state';
import { Anchors, showElement } from './anchors.svelte';
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
import { changedSteps, watchedValues, type WatchedValues } from './watched';

/** The page's query, which other parts of the page use too. */
export interface Address {
  read(): string;
  /** Puts a query in place without going anywhere. */
  write(search: string): void;
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
  /** The progress before "start over", until something is done. */
  before: LessonProgress | null = $state.raw(null);

  readonly blocks: readonly StepBlock[] = $derived.by(() => stepsOf(this.session.notebook));
  readonly steps: readonly Step[] = $derived(this.blocks.map(({ step }) => step));
  readonly doneCount: number = $derived(countDone(this.steps, this.progress));
  readonly at: StepBlock | null = $derived(this.blocks.find(({ step }) => step.id === this.current) ?? null);

  readonly anchors = new Anchors(() => {
    const { at } = this;
    return this.awake && at?.step.at ? { place: at.step.at, label: `Step ${at.number}` } : null;
  });
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
    await tick();
    if (isStep) this.#showCard(state.step);
  }

  isDone(step: Step): boolean {
    return isDone(this.progress, step);
  }
  countOf(step: Step): number {
    return this.progress.counts[step.id] ?? 0;
  }
  /** The option that the reader chose; null before. */
  answerOf(step: Step): string | null {
    return this.isDone(step) ? (this.progress.answers[step.id] ?? null) : null;
  }

  ran(cell: string): void {
    this.#take({ type: 'ran', cell });
  }
  answer(step: string, option: string): void {
    this.current = step;
    this.#take({ type: 'answered', step, option });
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
    this.address.write(link.write({ step }, this.address.read()));
    this.#showCard(step);
  }
  /** Shows what a step points at. */
  point(block: StepBlock): void {
    this.current = block.step.id;
    const { at } = block.step;
    if (at && this.anchors.show(at)) this.session.announcement = `Step ${block.number} points here.`;
  }
  /** The query of a step's own link. */
  linkOf(step: string): string {
    return link.write({ step });
  }

  startOver(): void {
    this.before = this.progress;
    this.#keep(NOTHING_DONE);
    this.current = this.steps[0]?.id ?? null;
    this.session.announcement = 'No step is done now. This can be undone.';
  }
  undoStartOver(): void {
    if (!this.before) return;
    this.#keep(this.before);
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
    if (heading) showElement(heading);
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

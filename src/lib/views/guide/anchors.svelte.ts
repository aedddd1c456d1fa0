// Registers the places of a page that steps point at: elements by (cell, part) as they are drawn, never looked up by selectors. The one
// that the current step points at is marked; it can be shown, which scrolls to it and moves the focus.
import { SvelteMap } from 'svelte/reactivity';
import type { Attachment } from 'svelte/attachments';
import type { Place } from '#lib/notebook/guide/types';

/** Of a cell: all that it shows. */
const OUTPUT_PART = 'output';
/** What is covered where a whole cell is: its buttons stay. */
const WHOLE: readonly string[] = [OUTPUT_PART, 'kept'];

type Target = HTMLElement | SVGElement;

/** A place with what is said of it: where the current step points "Step 3", over what is covered that it is. */
export interface Labelled {
  readonly place: Place;
  readonly label: string;
}

const keyOf = (cell: string, part: string | null): string => (part === null ? cell : `${cell} > ${part}`);

/** Smooth scrolling explains where one is taken, but not to who asked for less motion. */
const motion = (): ScrollBehavior => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth');

/** Room above what is shown in a stage: the mark of the step stands there. */
const MARK_ROOM = 46;

/** Brings an element into sight within the stage that stands beside the steps (Stage.svelte), not moving the page. @returns whether it stands in one */
function showInStage(element: Target): boolean {
  const stage = element.closest('[data-stage]');
  if (!stage) return false;
  const box = stage.getBoundingClientRect();
  const { top, bottom } = element.getBoundingClientRect();
  if (top < box.top + MARK_ROOM || bottom > box.bottom)
    stage.scrollTo({ top: stage.scrollTop + top - box.top - MARK_ROOM, behavior: motion() });
  return true;
}

/**
 * Keeps an element in sight within its stage while what is above it is still coming and pushes it down: pictures are fetched when they are
 * needed. From the first sign that the reader moves the stage it stays where the reader has it.
 * @returns what ends it
 */
function keepInStage(element: Target): () => void {
  const stage = element.closest('[data-stage]');
  const drawn = stage?.firstElementChild;
  if (!stage || !drawn) return () => undefined;
  return whileGrowing(drawn, stage, () => showInStage(element));
}

/** Places something anew whenever what it stands in has grown, until the reader moves something there. @returns what ends it */
function whileGrowing(growing: Element, moved: EventTarget, place: () => void): () => void {
  const observer = new ResizeObserver(place);
  observer.observe(growing);
  const stop = () => observer.disconnect();
  for (const sign of ['wheel', 'pointerdown', 'touchmove', 'keydown'])
    moved.addEventListener(sign, stop, { once: true, passive: true });
  return stop;
}

/** Moves the focus to an element; what cannot have the focus by itself can for as long as it has it. */
function focusElement(element: Target): void {
  element.focus({ preventScroll: true });
  if (document.activeElement === element) return;
  element.setAttribute('tabindex', '-1');
  element.addEventListener('blur', () => element.removeAttribute('tabindex'), { once: true });
  element.focus({ preventScroll: true });
}

/** Scrolls to an element and moves the focus there. */
function showElement(element: Target): void {
  if (!showInStage(element)) {
    const isTall = element.getBoundingClientRect().height > innerHeight * 0.6;
    element.scrollIntoView({ block: isTall ? 'start' : 'center', behavior: motion() });
  }
  focusElement(element);
}

/** Below the toolbar, which stands still. */
const CARD_TOP = 72;

let endLast = (): void => undefined;

/**
 * Scrolls to a card and moves the focus to its heading. Its upper edge comes to the top of the window, but what stands beside it stays whole,
 * also when it is drawn only then: the last cards of a scene come to stand further down.
 */
export function showCard(heading: HTMLElement): void {
  endLast();
  scrollToCard(heading, motion());
  const scene = heading.closest('[data-scene]');
  // The observer reports at once as well; a smooth way there is not cut short by that.
  let size = scene?.getBoundingClientRect().height;
  endLast = scene
    ? whileGrowing(scene, document, () => {
        const now = scene.getBoundingClientRect().height;
        if (now !== size) scrollToCard(heading, 'auto');
        size = now;
      })
    : () => undefined;
  focusElement(heading);
}

function scrollToCard(heading: HTMLElement, behavior: ScrollBehavior): void {
  const card = (heading.closest('article') ?? heading).getBoundingClientRect();
  const scene = heading.closest('[data-scene]')?.getBoundingClientRect();
  const isBeside = scene !== undefined && scene.width > 1.5 * card.width;
  const foot = innerHeight - (parseFloat(getComputedStyle(document.documentElement).scrollPaddingBottom) || 0);
  const top = card.top - CARD_TOP;
  scrollBy({ top: isBeside ? Math.min(top, scene.bottom - foot) : top, behavior });
}

export class Anchors {
  readonly #elements = new SvelteMap<string, Target>();
  readonly #pointed: () => Labelled | null;
  readonly #covered: () => readonly Labelled[];

  /**
   * @param pointed what the current step points at; read reactively
   * @param covered what is not to be seen yet, whole cells by their output; read reactively
   */
  constructor(pointed: () => Labelled | null, covered: () => readonly Labelled[]) {
    this.#pointed = pointed;
    this.#covered = covered;
  }

  register(cell: string, part: string | null): Attachment {
    const key = keyOf(cell, part);
    return (element) => {
      if (!(element instanceof HTMLElement || element instanceof SVGElement)) return;
      this.#elements.set(key, element);
      $effect(() => {
        const pointed = this.#pointed();
        if (!pointed || this.find(pointed.place) !== element) return;
        // An attribute: components set their class as a whole and would take ours away.
        element.dataset.guide = pointed.label;
        // Also where it is drawn only now, after the reader has come to the step.
        showInStage(element);
        const stop = keepInStage(element);
        return () => {
          stop();
          delete element.dataset.guide;
        };
      });
      $effect(() => {
        const cover = this.#covered().find(
          ({ place }) =>
            place.cell === cell && part !== null && (place.part === null ? WHOLE.includes(part) : place.part === part)
        );
        if (!cover) return;
        // The style sheet takes what is in it out of sight, of the focus' way and of what is read out; the place keeps its room.
        element.dataset.covered = cover.label;
        return () => delete element.dataset.covered;
      });
      return () => {
        if (this.#elements.get(key) === element) this.#elements.delete(key);
      };
    };
  }

  /** The element of a place; of a part that is not drawn (its cell has not run) the cell. */
  find({ cell, part }: Place): Target | null {
    return this.#elements.get(keyOf(cell, part)) ?? this.#elements.get(keyOf(cell, null)) ?? null;
  }

  /** The element of a place itself; null where it is not drawn. */
  drawn({ cell, part }: Place): Target | null {
    return this.#elements.get(keyOf(cell, part ?? OUTPUT_PART)) ?? null;
  }

  /** Brings a place into sight within its stage; neither the page nor the focus move. */
  reveal(place: Place): void {
    const element = this.find(place);
    if (element) showInStage(element);
  }

  /** @returns whether there was something to show */
  show(place: Place): boolean {
    const element = this.find(place);
    if (element) showElement(element);
    return element !== null;
  }
}

// Registers the places of a page that steps point at: elements by (cell, part) as they are drawn, never looked up by selectors. The one
// that the current step points at is marked; it can be shown, which scrolls to it and moves the focus.
import { SvelteMap } from 'svelte/reactivity';
import type { Attachment } from 'svelte/attachments';
import type { Place } from '#lib/notebook/guide/types';

type Target = HTMLElement | SVGElement;

export interface Pointed {
  readonly place: Place;
  /** "Step 3": what the mark says. */
  readonly label: string;
}

const keyOf = (cell: string, part: string | null): string => (part === null ? cell : `${cell} > ${part}`);

/** Smooth scrolling explains where one is taken, but not to who asked for less motion. */
const motion = (): ScrollBehavior => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth');

/** Scrolls to an element and moves the focus there; what cannot have the focus by itself can for as long as it has it. */
export function showElement(element: Target): void {
  const isTall = element.getBoundingClientRect().height > innerHeight * 0.6;
  element.scrollIntoView({ block: isTall ? 'start' : 'center', behavior: motion() });
  element.focus({ preventScroll: true });
  if (document.activeElement === element) return;
  element.setAttribute('tabindex', '-1');
  element.addEventListener('blur', () => element.removeAttribute('tabindex'), { once: true });
  element.focus({ preventScroll: true });
}

export class Anchors {
  readonly #elements = new SvelteMap<string, Target>();
  readonly #pointed: () => Pointed | null;

  /** @param pointed what the current step points at; read reactively */
  constructor(pointed: () => Pointed | null) {
    this.#pointed = pointed;
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
        return () => delete element.dataset.guide;
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

  /** @returns whether there was something to show */
  show(place: Place): boolean {
    const element = this.find(place);
    if (element) showElement(element);
    return element !== null;
  }
}

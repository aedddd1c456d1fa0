// Puts the drawing of a guess into the place of a figure that held its answer. Browser only.
import { mount, unmount } from 'svelte';
import type { Question } from '#lib/notebook/guide/types';
import Ghost from './Ghost.svelte';

export interface Drawn {
  /** Of which step. */
  readonly title: string;
  readonly words: string;
  readonly question: Question;
  /** As it is kept; null where it was shown. */
  readonly answer: string | null;
  /** The numbers as the question says them. */
  readonly truth: readonly number[];
}

/** @returns takes the drawing away */
export function drawGhost(place: HTMLElement | SVGElement, drawn: Drawn): () => void {
  // What is no box of its own, a part of a table or of a drawing, has it before the whole of that.
  const outer = place.closest('table, svg');
  const target = outer?.parentElement ?? place;
  const anchor = outer ?? place.firstChild;
  const ghost = mount(Ghost, { target, ...(anchor ? { anchor } : {}), props: { ...drawn } });
  return () => void unmount(ghost);
}

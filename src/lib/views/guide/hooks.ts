// Connects an output with the lesson around it: the output marks places that steps may point at, and says what a reader did. Without a
// lesson both do nothing, so that an output is the same in every notebook.
import { getContext, setContext } from 'svelte';
import type { Attachment } from 'svelte/attachments';

export interface GuideHooks {
  /** Registers an element as a place of a cell: the cell itself, its "run" or "settings" button, or a part of its output. */
  anchor(cell: string, part?: string): Attachment;
  /** A reader did something in a cell's output; `act` is one that the cell's kind or figure lists. */
  act(cell: string, act: string, value?: string | number): void;
}

const NO_GUIDE: GuideHooks = { anchor: () => () => undefined, act: () => undefined };
const KEY = Symbol('guide');

export function provideGuide(hooks: GuideHooks): void {
  setContext(KEY, hooks);
}

/** To be called while a component is made. */
export function useGuide(): GuideHooks {
  return getContext<GuideHooks | undefined>(KEY) ?? NO_GUIDE;
}

// Waits for the first sign that someone uses the page: what serves use alone is fetched then, and weighs nothing on the first load.

const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'focusin', 'wheel'] as const;
let used: Promise<unknown> | undefined;

/** Resolves at once where the page was used before. Browser only. */
export function firstUse(): Promise<unknown> {
  used ??= new Promise((resolve) => {
    for (const sign of SIGNS) addEventListener(sign, resolve, { once: true, passive: true });
  });
  return used;
}

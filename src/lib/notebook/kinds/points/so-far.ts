// When what a cell with points has come to so far is shown: results come by the hundred, and a page draws each.

/** Milliseconds between two results in the making. */
const SHOWN_EVERY = 700;

export class SoFar {
  #shownAt = -Infinity;

  /** Whether it is time to show again; who is told so shows it. */
  isDue(): boolean {
    const now = performance.now();
    if (now - this.#shownAt < SHOWN_EVERY) return false;
    this.#shownAt = now;
    return true;
  }
}

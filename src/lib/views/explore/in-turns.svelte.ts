// Lets a page draw its parts one after the other, a task each: all at once they would hold up the page for longer than a press may wait.

export class InTurns {
  /** How many of the parts may be drawn. */
  ready = $state(0);
  #closed = false;

  /** @param parts how many there are */
  constructor(readonly parts: number) {}

  get isDone(): boolean {
    return this.ready >= this.parts;
  }

  /** Lets the first part be drawn, and each of the others once the one before is on the screen. */
  begin(): void {
    if (this.#closed || this.isDone) return;
    this.ready += 1;
    // A frame and then a task: what was let in is laid out and painted before the next.
    requestAnimationFrame(() => setTimeout(() => this.begin()));
  }

  /** Nothing more is let in. */
  close(): void {
    this.#closed = true;
  }
}

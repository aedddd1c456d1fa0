// A gate that work passes between two steps: open, or shut while paused.

export class Gate {
  #opened: (() => void) | null = null;
  #waiting: Promise<void> | null = null;

  get isShut(): boolean {
    return this.#waiting !== null;
  }

  shut(): void {
    this.#waiting ??= new Promise((resolve) => {
      this.#opened = resolve;
    });
  }

  open(): void {
    this.#opened?.();
    this.#opened = null;
    this.#waiting = null;
  }

  /** Resolves at once while open, else when the gate is opened. */
  pass(): Promise<void> {
    return this.#waiting ?? Promise.resolve();
  }
}

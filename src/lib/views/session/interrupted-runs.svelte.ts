// Keeps the runs of one notebook that never ended: the note of the one under way, and the offer to go on with one of an earlier visit.
import { isoNow, noteRun, readInterruptedRun, type InterruptedRun } from './interrupted-run';

export class InterruptedRuns {
  /** A run of an earlier visit that never ended. */
  offer: InterruptedRun | null = $state.raw(null);
  #note: InterruptedRun | null = null;
  readonly #fileName: string;

  constructor(fileName: string) {
    this.#fileName = fileName;
  }

  /** Looks whether a run of these cells never ended: the tab was closed, or its engine died. Browser only. */
  find(names: readonly string[]): void {
    const found = readInterruptedRun(this.#fileName);
    const cells = found?.cells.filter((name) => names.includes(name)) ?? [];
    this.offer = found && cells.length > 0 ? { ...found, cells } : null;
  }
  dismiss(): void {
    this.offer = null;
    noteRun(this.#fileName, null);
  }

  /** Notes a run that begins. @param since when it first began, where it goes on */
  begin(cells: readonly string[], force: boolean, since: string | undefined): void {
    this.offer = null;
    this.#write({ started: since ?? isoNow(), force, cells });
  }
  finished(cell: string): void {
    if (this.#note) this.#write({ ...this.#note, cells: this.#note.cells.filter((name) => name !== cell) });
  }
  /** @param canGoOn its engine died */
  end(canGoOn: boolean): void {
    this.offer = canGoOn ? this.#note : null;
    noteRun(this.#fileName, this.offer);
    this.#note = null;
  }

  #write(note: InterruptedRun): void {
    this.#note = note;
    noteRun(this.#fileName, note);
  }
}

// Notes beside the page that a run is under way. If the tab is closed or crashes, the next visit finds the note and offers to go on. It
// names cells and a time, nothing else; where the browser refuses storage there is no offer.
import { readNote, writeNote } from '../preferences/preferences';

export interface InterruptedRun {
  /** ISO time at which the run began. */
  readonly started: string;
  readonly force: boolean;
  /** Cells that were asked for and not finished. */
  readonly cells: readonly string[];
}

const keyOf = (notebook: string): string => `run.${notebook}`;

/** The run of this notebook that never ended; null where there is none. */
export function readInterruptedRun(notebook: string): InterruptedRun | null {
  const text = readNote(keyOf(notebook));
  if (text === null) return null;
  try {
    const note: unknown = JSON.parse(text);
    return isInterruptedRun(note) && note.cells.length > 0 ? note : null;
  } catch {
    return null;
  }
}

export function noteRun(notebook: string, run: InterruptedRun | null): void {
  writeNote(keyOf(notebook), run && JSON.stringify(run));
}

function isInterruptedRun(note: unknown): note is InterruptedRun {
  if (typeof note !== 'object' || note === null) return false;
  const { started, force, cells }: { started?: unknown; force?: unknown; cells?: unknown } = note;
  return (
    typeof started === 'string' &&
    typeof force === 'boolean' &&
    Array.isArray(cells) &&
    cells.every((cell) => typeof cell === 'string')
  );
}

/** The time as stored and exported: text, which nothing can change under the page. */
export const isoNow = (): string => new Date().toISOString();

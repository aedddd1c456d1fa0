// The rest that long work of a worker takes between its pieces: other messages get in, the page hears how far it is, and a cancel takes
// effect. Work that is soon done takes none and says nothing.
import type { CellProgress } from '#lib/notebook/run/events';
import type { Step } from '#lib/studies/explore/step';

/** Milliseconds of work after which others get a turn. */
const SLICE = 30;
/** Milliseconds after which it is worth saying how far the work is. */
const SAID_AFTER = 300;

export interface Pace {
  /** Throws where the work shall end. */
  check(): void;
  onProgress(progress: CellProgress): void;
  /** Milliseconds; tests put their own in its place. */
  now?(): number;
}

/** @returns a step that throws what `check` throws */
export function paced({ check, onProgress, now = () => performance.now() }: Pace): Step {
  const started = now();
  let rested = started;
  return async (label, done, total, unit) => {
    if (now() - rested < SLICE) return;
    const seconds = (now() - started) / 1000;
    if (1000 * seconds >= SAID_AFTER) {
      const rate = done > 0 ? done / seconds : null;
      onProgress({ label, done, total, unit, rate, secondsLeft: rate && (total - done) / rate });
    }
    await new Promise((resolve) => setTimeout(resolve, 0));
    check();
    rested = now();
  };
}

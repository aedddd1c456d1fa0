// The step of a job's work that counts its pieces: it tells the page how far it is, and lets the job be paused and cancelled.
import type { CellProgress } from '#lib/notebook/run/events';
import { paced, timed, type Paced, type WorkStep } from '#lib/work/work';
import type { JobWork } from '../worker/session';

/** @param what is being done, for people @param unit of what is counted */
export function countedStep({ signal, gate, report }: JobWork, what: string, unit: string, how: Paced = {}): WorkStep {
  const counted = (work: CellProgress): void =>
    report({ label: work.label, share: work.total > 0 ? work.done / work.total : null, work });
  return paced(timed({ signal, gate, report: counted }, unit), what, how);
}

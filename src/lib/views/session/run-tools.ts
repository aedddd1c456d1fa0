// Gathers what an open notebook needs once something is looked at, run or changed. It is fetched then, so that pages open without it.
export { runOptions } from './planned-work';
export { afterEvent, runEnded, withPlan } from './run-events';
export { RunOutlook } from './run-outlook.svelte';
export { withRecord } from '../results/results-arrival';

/** What is being run: the text may have changed since. */
export interface RunningText {
  readonly text: string;
  /** Cells that were asked for. */
  readonly names: readonly string[];
  readonly force: boolean;
  readonly fingerprints: ReadonlyMap<string, string> | null;
}

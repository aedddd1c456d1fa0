// Gathers what an open notebook needs once something is looked at, run or changed. It is fetched then, so that pages open without it.
export { runOptions } from './planned-work';
export { afterEvent, runEnded, withPlan } from './run-events';
export { RunOutlook } from './run-outlook.svelte';
export { withRecord } from '../results/results-arrival';

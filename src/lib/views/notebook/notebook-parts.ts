// What another page shows of notebooks, fetched as one with all that their pages are made of, whether it is needed there or not: a bundler
// cuts code where pages share a part of it, and the pieces would weigh two kilobytes more on every page with cells (test/e2e/first-load.ts).
export { keptTexts } from '../kept/kept-texts';
export { default as TrainOutput } from '../outputs/TrainOutput.svelte';
export { NOTHING_TRAINED } from '../outputs/nothing-trained';
export { unpackResults } from '../results/packed-results';
export { default as BundledNotebookPage } from './BundledNotebookPage.svelte';
export { default as CardButton } from './cell/CardButton.svelte';
export { default as OwnNotebookPage } from './OwnNotebookPage.svelte';

// What another page shows of notebooks, fetched as one with the notebook itself: cut apart, it would weigh more on every page with cells.
export { default as TrainOutput } from '../outputs/TrainOutput.svelte';
export { NOTHING_TRAINED } from '../outputs/nothing-trained';
export { default as CardButton } from './cell/CardButton.svelte';
export { default as NotebookView } from './NotebookView.svelte';

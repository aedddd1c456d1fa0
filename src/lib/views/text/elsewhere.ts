// What is said of an artifact that was taken in with a store from elsewhere, wherever it is shown: on cards, in the list of runs, in Explore.

export const FROM_ELSEWHERE = 'from elsewhere';

/** @param processors of the machines that it was made on */
export const elsewhereHelp = (processors: readonly string[]): string =>
  `taken in with a store, made on another machine (processor: ${processors.join('; ')})`;

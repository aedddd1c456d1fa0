// Preparation of a data set: filters, k-core, splits, perturbations, the leak check.
export const prepareErrors = {
  'prepare/nothing-left': (d: { step: string; before: number }) => ({
    message: `Nothing is left: the step "${d.step}" took away the last of ${d.before} interactions.`,
    cure: 'Ask for less: a smaller core, a lower least rating, a larger share of users.'
  }),
  'prepare/no-times': (d: { what: string; without: number; interactions: number }) => ({
    message: `${d.what} needs the time of every interaction, and ${d.without} of ${d.interactions} have none that is understood.`,
    cure: 'Choose a split at random, or bring the times (a column of seconds since 1970 or of dates; "dates: day-first" or "month-first" says the order of dates such as 03/04/2011).'
  }),
  'prepare/no-own-split': (_: object) => ({
    message: 'The files bring no split of their own.',
    cure: 'Choose another split, for example "paper".'
  }),
  'prepare/empty-part': (d: { part: string; split: string }) => ({
    message: `The ${d.part} part of the split "${d.split}" is empty.`,
    cure: 'Choose another split, or keep more interactions.'
  }),
  'prepare/no-free-pairs': (d: { wanted: number }) => ({
    message: `There are not ${d.wanted} pairs of users and items without an interaction to add as noise.`,
    cure: 'Add less noise; on a table this dense every other pair is taken.'
  })
};

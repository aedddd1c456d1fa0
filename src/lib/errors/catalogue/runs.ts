// The list of stored runs.
export const runErrors = {
  'runs/gone': (_: Record<never, never>) => ({
    message: 'A picked run is no longer stored.',
    cure: 'Open the page Runs anew to see what is; its notebook makes the run again.'
  }),
  'runs/no-store': (_: Record<never, never>) => ({
    message: 'There is no store in that: a store has a folder "artifacts" with a folder for each result.',
    cure: 'Choose the folder that the command line was given by --store (or "store" in a workflow’s folder), or a zip of it.'
  }),
  'runs/not-restorable': (_: Record<never, never>) => ({
    message: 'The deleted runs are no longer in memory.',
    cure: 'Run their notebook again to make them anew.'
  }),
  'runs/data-gone': (d: { label: string; data: string }) => ({
    message: `"${d.label}" learned from "${d.data}", whose data set is not stored in this split.`,
    cure: 'Run the dataset cell of its notebook, which trains nothing; then open the run again.'
  })
};

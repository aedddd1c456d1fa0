// A notebook as units of work: what a workflow engine or a cluster is told.
export const workflowErrors = {
  'workflow/no-such-unit': (d: { id: string; file: string }) => ({
    message: `Nothing in ${d.file} has the id ${d.id}.`,
    cure: 'The notebook, its data or the program has changed since the id was written: ask for the plan again, or write the workflow anew.'
  }),
  'workflow/needs-missing': (d: { id: string; missing: string }) => ({
    message: `${d.id} cannot be made yet: what it is made from is not stored (${d.missing}).`,
    cure: 'Make that first; the plan lists what each needs.'
  }),
  'workflow/other-version': (d: { store: string; count: number; id: string }) => ({
    message: `${d.count === 1 ? 'An artifact' : `${d.count} artifacts`} of this notebook in ${d.store} ${d.count === 1 ? 'was' : 'were'} stored by another version of this program (${d.id.slice(0, 12)} and others like it).`,
    cure: 'Use that version, or another store: nothing there was touched.'
  }),
  'workflow/make-here-first': (d: { cells: string; command: string }) => ({
    message: `${d.cells} must be stored first: such cells read files, ask a service or load a model, which nodes may not have.`,
    cure: `Make them here: ${d.command}`
  }),
  'workflow/folder-not-empty': (d: { folder: string }) => ({
    message: `${d.folder} is there already and is not empty.`,
    cure: 'Name another folder, or empty this one yourself: nothing in it was touched.'
  }),
  'workflow/unreadable': (d: { file: string; reason: string }) => ({
    message: `${d.file} cannot be read as a workflow: ${d.reason}.`,
    cure: 'Write the workflow anew with the version of the program that is to run it.'
  }),
  'workflow/nothing-to-do': (d: { file: string }) => ({
    message: `Everything in ${d.file} is stored.`,
    cure: 'Run the notebook on this store to see its tables.'
  })
};

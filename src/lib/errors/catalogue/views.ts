// What a reader can meet on a page itself, beside what the engine and the data say.
export const viewErrors = {
  'views/running': (_: object) => ({
    message: 'The notebook is running, so its text cannot be changed.',
    cure: 'Wait until the run has ended, or cancel it.'
  }),
  'views/nothing-to-export': (d: { cell: string }) => ({
    message: `The runs of "${d.cell}" are not stored in this browser; what is shown came with the page.`,
    cure: 'Run the cell here, then export it.'
  }),
  'views/no-output': (_: object) => ({
    message: 'What shows this result could not be loaded.',
    cure: 'Go online and reload the page. If that does not help, run the cell again.'
  }),
  'views/nothing-trained': (_: object) => ({
    message: 'On this page data are prepared; nothing is trained.',
    cure: 'Open the data in a notebook and run it there.'
  })
};

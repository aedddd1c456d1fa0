// Failures of the program itself and of the link between page and engine.
export const internalErrors = {
  'internal/unexpected': (d: { reason: string }) => ({
    message: `Something failed that should not: ${d.reason.replace(/\.$/, '')}.`,
    cure: 'Stored work is kept. Try again; if it comes back, report it with this message.'
  }),
  'internal/part-missing': (_: object) => ({
    message: 'A part of this page could not be fetched.',
    cure: 'Check the connection, then reload the page; the site may also have been renewed meanwhile. Stored work is kept.'
  }),
  'internal/cancelled': (d: { what: string }) => ({
    message: `${d.what} was cancelled.`,
    cure: 'Run it again to continue; what was finished is kept.'
  }),
  'internal/stale-page': (_: object) => ({
    message: 'This page and its engine come from two versions of the site.',
    cure: 'Reload the page. Stored work is kept.'
  }),
  'internal/engine-missing': (_: object) => ({
    message: 'The engine could not be fetched.',
    cure: 'Check the connection, then try again; where the site was renewed meanwhile, reload the page. Stored work is kept.'
  }),
  'internal/engine-crashed': (d: { reason: string }) => ({
    message: `The engine stopped: ${d.reason.replace(/\.$/, '')}.`,
    cure: 'Finished cells are kept. Run the notebook again; if memory is short, close other tabs first.'
  })
};

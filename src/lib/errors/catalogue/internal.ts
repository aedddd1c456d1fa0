// Failures of the program itself and of the link between page and engine.
export const internalErrors = {
  'internal/unexpected': (d: { reason: string }) => ({
    message: `Something failed that should not: ${d.reason}.`,
    cure: 'Stored work is kept. Try again; if it comes back, report it with this message.'
  }),
  'internal/cancelled': (d: { what: string }) => ({
    message: `${d.what} was cancelled.`,
    cure: 'Run it again to continue; what was finished is kept.'
  })
};

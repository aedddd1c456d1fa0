// Held-out data in what is learned from.
export const leakErrors = {
  'prepare/leak': (d: { user: string; item: string; place: string; what: string }) => ({
    message: `Held-out data reached what is learned from: ${d.what} of user ${d.user} and item ${d.item} is in ${d.place}.`,
    cure: 'Nothing was stored. This is a mistake in the program that made it, or in files that were brought: make them again from training data only.'
  })
};

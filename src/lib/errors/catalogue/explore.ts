// Looking at stored runs, and changing a profile to see what a run makes of it.
export const exploreErrors = {
  'explore/not-stored': (d: { what: string; cell: string }) => ({
    message: `${d.what} is not stored.`,
    cure: `Run the cell "${d.cell}" first; Explore shows what is stored and trains nothing.`
  }),
  'explore/no-such-seed': (d: { cell: string; seed: number; seeds: string }) => ({
    message: `The cell "${d.cell}" has no seed ${d.seed}.`,
    cure: `Choose one of its seeds: ${d.seeds}.`
  }),
  'explore/nothing-open': (_: Record<never, never>) => ({
    message: 'No runs are open to look at.',
    cure: 'Choose two runs again; they open at once.'
  }),
  'explore/gone': (d: { label: string }) => ({
    message: `"${d.label}" is no longer stored.`,
    cure: 'Take the change back and make it again, or choose stored runs.'
  }),
  'explore/no-such-node': (d: { node: 'user' | 'item'; id: string }) => ({
    message: `The data have no ${d.node} "${d.id}", so there is no profile to change.`,
    cure: `Choose a ${d.node} of these data.`
  }),
  'explore/no-alignment': (d: { cell: string; known: readonly string[] }) => ({
    message: `The run of "${d.cell}" reads no profiles, so other words change nothing in it.`,
    cure: `Choose a run with an alignment (${d.known.join(' or ')}).`
  }),
  'explore/encoder-elsewhere': (d: { cell: string; encoder: string; can: string }) => ({
    message: `The vectors of "${d.cell}" come from the encoder "${d.encoder}", which cannot encode a changed text here.`,
    cure: `Choose a run that reads an embeddings cell with one of these encoders: ${d.can}.`
  }),
  'explore/vectors-changed': (d: { cell: string; how: string }) => ({
    message: `The vectors of "${d.cell}" are not as the encoder made them (${d.how}), so a changed text has no place among them.`,
    cure: 'Choose a run that reads an embeddings cell of profiles and nothing else: without "pca", "perturb", "texts" and "users".'
  }),
  'explore/vectors-differ': (d: { cell: string; difference: string }) => ({
    message: `Encoding the texts of "${d.cell}" again does not give its stored vectors (they differ by up to ${d.difference}).`,
    cure: 'Run that cell again, and the train cells that read it; then change the profile.'
  })
};

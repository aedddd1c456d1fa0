// Semantic vectors and their encoders. Rows count from 0, as in the matrix.
export const embeddingErrors = {
  'embeddings/unknown-encoder': (d: { name: string; known: string }) => ({
    message: `There is no encoder "${d.name}".`,
    cure: `Choose one of: ${d.known}.`
  }),
  'embeddings/no-texts': (_: Record<never, never>) => ({
    message: 'No user and no item has a profile, so there is nothing to encode.',
    cure: 'Run the profiles cell and look at what it says about profiles that are missing.'
  }),
  'embeddings/no-item-texts': (d: { dataset: string }) => ({
    message: `The data set "${d.dataset}" has no titles, descriptions or attributes of items to make vectors from.`,
    cure: 'Add a file of items to the data, or make vectors from profiles ("texts: profiles").'
  }),
  'embeddings/no-dataset-vectors': (d: { dataset: string }) => ({
    message: `The data set "${d.dataset}" brought no semantic vectors.`,
    cure: 'Put usr_emb_np.pkl and itm_emb_np.pkl beside its matrices, or make vectors from profiles with "encoder: lsa".'
  }),
  'embeddings/empty-vocabulary': (d: { texts: number; minTexts: number; maxShare: number }) => ({
    message: `No word stands in at least ${d.minTexts} and in at most ${Math.round(100 * d.maxShare)} % of the ${d.texts} texts, so there is nothing to tell them apart by.`,
    cure: 'Lower min_texts, raise max_share, or check that the profiles differ from each other.'
  }),
  'embeddings/no-width': (_: object) => ({
    message: 'The vectors have no numbers: their width is 0.',
    cure: 'Make them again with a model that gives at least one number for each text.'
  }),
  'embeddings/wrong-height': (d: { node: 'user' | 'item'; rows: number; expected: number }) => ({
    message: `There are ${d.rows} ${d.node} vectors for ${d.expected} ${d.node}s.`,
    cure: `Give one row for each ${d.node}, in the order of the data set's ids.`
  }),
  'embeddings/not-finite': (d: { node: 'user' | 'item'; row: number; id: string; column: number; value: string }) => ({
    message: `The vector of ${d.node} "${d.id}" (row ${d.row}) has ${d.value} in column ${d.column}.`,
    cure: 'Make the vector anew, or leave this row out so that it counts as absent.'
  }),
  'embeddings/zero-vector': (d: { node: 'user' | 'item'; row: number; id: string; count: number }) => ({
    message: `The vector of ${d.node} "${d.id}" (row ${d.row}) is zero throughout${d.count > 1 ? `, and so are ${d.count - 1} more` : ''}; a zero vector has no direction to align with.`,
    cure: 'Give a real vector, or set "zero_rows: absent" on the encoder "dataset" so that such rows count as without a vector.'
  }),
  'embeddings/no-models': (_: Record<never, never>) => ({
    message: 'No text encoder can be loaded here.',
    cure: 'Run the cell on its notebook’s page or with "npm run notebook"; or choose another encoder.'
  }),
  'embeddings/weights-damaged': (d: { file: string; reason: string }) => ({
    message: `The encoder "use" cannot be loaded: of ${d.file}, ${d.reason}. Nothing of it was kept.`,
    cure: 'Run the cell again. If it says the same, the site was not copied whole: build it anew; on the command line, install the packages anew (npm ci).'
  }),
  'embeddings/no-known-letters': (d: { texts: number }) => ({
    message: `None of the ${d.texts} different texts is in letters that the encoder "use" knows; it was trained on English.`,
    cure: 'Take "encoder: lsa", which needs no language, or "encoder: local" with a model of that language.'
  }),
  'embeddings/wrong-numbers': (d: { text: string; length: number }) => ({
    message: `The vector of “${d.text}” came out with length ${d.length} and not 1: this device computes it wrongly.`,
    cure: 'Choose another backend (Settings, Compute; "--backend wasm" on the command line) and run the cell again.'
  }),
  'embeddings/pca-too-wide': (d: { pca: number; width: number }) => ({
    message: `The vectors have ${d.width} dimensions, so they cannot be reduced to ${d.pca}.`,
    cure: `Set "pca" below ${d.width}, or leave it out to keep the vectors as they are.`
  })
};

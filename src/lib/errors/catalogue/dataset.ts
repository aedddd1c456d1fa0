// Files, formats, splits and the graph made of them.
export const datasetErrors = {
  'dataset/no-digest': (_: object) => ({
    message: 'This page cannot compute digests, which every artifact is named by.',
    cure: 'Open the page over https or on localhost.'
  }),
  'dataset/missing-file': (d: { path: string; source: string }) => ({
    message: `There is no ${d.path} in ${d.source}.`,
    cure: 'Check the source of the dataset cell and that all files of the data set are there.'
  }),
  'dataset/unreadable': (d: { path: string; source: string; reason: string }) => ({
    message: `${d.path} in ${d.source} could not be read: ${d.reason}.`,
    cure: 'Check that the file can be opened and the address is right, then run the cell again.'
  }),
  'dataset/outside-source': (d: { path: string; source: string }) => ({
    message: `The data set names a file outside its folder: ${d.path}.`,
    cure: `Keep all files of the data set inside ${d.source}.`
  }),
  'dataset/not-text': (d: { path: string }) => ({
    message: `${d.path} is not valid UTF-8 text.`,
    cure: 'Save the file as UTF-8 and try again.'
  }),
  'dataset/folder-in-tab': (d: { source: string }) => ({
    message: `The source ${d.source} is a folder, and a page cannot open folders by their path.`,
    cure: 'Import its files on the Data page and name the import here, or run this notebook from the command line (npm run notebook -- FILE.md).'
  }),
  'dataset/unknown-format': (d: { source: string }) => ({
    message: `${d.source} holds no data set that can be read as it is: neither manifest.json (the open format) nor trn_mat.pkl (the official format).`,
    cure: 'Name a folder of one of these formats; docs/open-format.md describes the open one.'
  }),
  'dataset/bad-manifest': (d: { reason: string }) => ({
    message: `The manifest does not fit the open format: ${d.reason}.`,
    cure: 'Correct manifest.json; docs/open-format.md lists its fields.'
  }),
  'dataset/unknown-version': (d: { version: number; known: number }) => ({
    message: `The data set is written in version ${d.version} of the open format; this program knows up to ${d.known}.`,
    cure: 'Update the program, or write the data set in a version it knows.'
  }),
  'dataset/broken-line': (d: { reason: string; expected: string }) => ({
    message: `The line cannot be read: ${d.reason}.`,
    cure: `Expected: ${d.expected}. Correct the line or remove it.`
  }),
  'dataset/unknown-id': (d: { kind: 'user' | 'item'; id: string; file: string }) => ({
    message: `The ${d.kind} "${d.id}" of this interaction is not in ${d.file}.`,
    cure: `Add the ${d.kind} to ${d.file}, or remove the interaction.`
  }),
  'dataset/duplicate': (d: { what: string }) => ({
    message: `${d.what} stands here a second time.`,
    cure: 'Remove one of the two.'
  }),
  'dataset/count-mismatch': (d: { what: string; manifest: number; found: number }) => ({
    message: `The manifest says ${d.manifest} ${d.what}, the files hold ${d.found}.`,
    cure: 'Correct the count in manifest.json, or restore the missing rows.'
  }),
  'dataset/empty-part': (d: { part: string }) => ({
    message: `The ${d.part} part of the split is empty.`,
    cure: 'Every part needs at least one interaction: choose another split, or add interactions.'
  }),
  'dataset/overlapping-split': (d: { user: string; item: string; first: string; second: string; counts: string }) => ({
    message: `User ${d.user} and item ${d.item} are both in ${d.first} and in ${d.second}; in all ${d.counts} lie in an earlier part too.`,
    cure: 'Each pair may lie in one part only, or held-out data would be learned from. overlap: drop in the dataset cell takes these pairs out of what is held out; training stays, then validation.'
  }),
  'dataset/cannot-split': (d: { interactions: number; nodes: number }) => ({
    message: `${d.interactions} interactions cannot be split 3:1:1 so that each of the ${d.nodes} users and items keeps one for training.`,
    cure: 'Filter to users and items with more interactions (k-core), or give a split in the file.'
  }),
  'dataset/not-a-pickle': (d: { reason: string }) => ({
    message: `The file is not a pickle that can be read: ${d.reason}.`,
    cure: 'Check that the download is complete and that it is the official file.'
  }),
  'dataset/not-an-array': (d: { reason: string }) => ({
    message: `The file is no matrix that can be read: ${d.reason}.`,
    cure: 'Save a two-dimensional float32 array with numpy.save, one row a user or an item.'
  }),
  'dataset/pickle-refused': (d: { name: string }) => ({
    message: `The pickle names ${d.name}, which is not on the list of harmless types, so it was refused unread.`,
    cure: 'Only arrays, sparse matrices, dicts, lists, texts and numbers are read. Do not open this file elsewhere unless you trust its source.'
  }),
  'dataset/pickle-content': (d: { expected: string; found: string }) => ({
    message: `The pickle holds ${d.found} where ${d.expected} was expected.`,
    cure: 'Check that the file is the official one of that name.'
  }),
  'dataset/shape-mismatch': (d: { what: string; expected: string; found: string }) => ({
    message: `${d.what} has ${d.found}, the data set has ${d.expected}.`,
    cure: 'The files must belong to one data set: replace the one that does not fit.'
  }),
  'dataset/not-finite': (d: { what: string; row: number; column: number; value: string }) => ({
    message: `${d.what} holds ${d.value} in row ${d.row}, column ${d.column}.`,
    cure: 'Make the vectors again; every number must be finite.'
  })
};

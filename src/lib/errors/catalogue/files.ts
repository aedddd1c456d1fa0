// Files of vectors and profiles that a reader has made elsewhere.
export const fileErrors = {
  'files/not-attached': (d: { name: string }) => ({
    message: `There are no files called "${d.name}" in this browser.`,
    cure: 'Open the Data page and add them under “Vectors and profiles”, or correct the source of the cell.'
  }),
  'files/bad-name': (d: { name: string }) => ({
    message: `"${d.name}" cannot be a name for files.`,
    cure: 'Choose a name of letters, digits, "-" and "_" that begins with a letter or digit.'
  }),
  'files/none': (d: { source: string; what: string; expected: string }) => ({
    message: `"${d.source}" holds no ${d.what}.`,
    cure: `Give ${d.expected}.`
  }),
  'files/several': (d: { source: string; what: string; paths: string }) => ({
    message: `"${d.source}" holds several files that could be the ${d.what}: ${d.paths}.`,
    cure: 'Leave one of them there.'
  }),
  'files/bad-line': (d: { reason: string }) => ({
    message: `The line cannot be used: ${d.reason}.`,
    cure: 'Write one JSON object a line, with "node" ("user" or "item"), "id" as in the data set, and what belongs to it.'
  }),
  'files/no-known-id': (d: { lines: number; example: string; known: string }) => ({
    message: `None of the ${d.lines} lines names a user or an item of the data set; the first is "${d.example}", the data set has for example "${d.known}".`,
    cure: 'Use the ids that the data set has (the Data page can write them: “Take the data away”).'
  }),
  'files/wrong-height': (d: { node: 'user' | 'item'; rows: number; expected: number }) => ({
    message: `The file has ${d.rows} rows for ${d.expected} ${d.node}s.`,
    cure: `Give one row for each ${d.node} in the order of the data set, or JSON lines with ids, which may leave some out.`
  }),
  'files/other-width': (d: { width: number; expected: number }) => ({
    message: `The vector has ${d.width} numbers, those before it ${d.expected}.`,
    cure: 'All vectors, of users and of items, must have the same width: make them with one model.'
  })
};

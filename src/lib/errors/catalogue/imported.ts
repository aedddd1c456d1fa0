// Imports by their names, and sizes: what can fail before any file is read.
const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

export const importedErrors = {
  'import/bad-name': (d: { name: string; reserved: boolean }) => ({
    message: d.reserved ? `"${d.name}" is the name of bundled data.` : `"${d.name}" cannot be a data set's name.`,
    cure: 'Choose a name of letters, digits, "-" and "_" that begins with a letter or digit.'
  }),
  'import/not-imported': (d: { name: string }) => ({
    message: `There is no imported data called "${d.name}" in this browser.`,
    cure: 'Open the Data page and import its files, or correct the source of the dataset cell.'
  }),
  'import/read-otherwise': (d: { name: string; keys: string }) => ({
    message: `"${d.name}" was imported with other settings than this cell gives (${d.keys}).`,
    cure: 'Import its files again on the Data page with the settings of the cell, or take them out of the cell.'
  }),
  'import/too-large': (d: { most: number }) => ({
    message: `The file is larger than the ${megabytes(d.most)} that are read at once of this format.`,
    cure: 'Bring a smaller part of it, or a format that is read row by row (CSV, JSON lines).'
  })
};

// Files that a reader brings: archives, tables, formats of this field. What can fail without any being read is in imported.ts.
const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

export const importErrors = {
  'import/not-utf8': (_: object) => ({
    message: 'The text is not valid UTF-8 here, and no other encoding fits it beyond doubt.',
    cure: 'Say its encoding in the dataset cell (encoding: windows-1252, gbk, shift_jis, euc-kr, …; encoding: utf-8 reads broken characters as “�”), or save the file as UTF-8.'
  }),
  'import/broken-gzip': (d: { reason: string }) => ({
    message: `The gzip file cannot be unpacked: ${d.reason}.`,
    cure: 'Download it again, and compare its size with the one at its source.'
  }),
  'import/bomb': (d: { path: string }) => ({
    message: `${d.path} unpacks to hundreds of times its size, as data never do.`,
    cure: 'Unpack it yourself if you trust its source, and bring the unpacked file.'
  }),
  'import/broken-zip': (d: { reason: string }) => ({
    message: `The zip archive cannot be read: ${d.reason}.`,
    cure: 'Download it again, or unpack it and bring the files.'
  }),
  'import/unsafe-path': (d: { path: string }) => ({
    message: `The archive holds a file with a path that leads outside it: ${d.path}.`,
    cure: 'Do not unpack this archive elsewhere unless you trust its source. Bring the files you need by themselves.'
  }),
  'import/line-too-long': (d: { characters: number }) => ({
    message: `The line is longer than ${megabytes(d.characters)}: one record a line was expected.`,
    cure: 'Check that the file has line breaks between its records.'
  }),
  'import/too-many-columns': (d: { most: number }) => ({
    message: `The table has more than ${d.most} columns.`,
    cure: 'Check the delimiter. A table of interactions has one row an interaction, not one column an item.'
  }),
  'import/too-deep': (d: { most: number }) => ({
    message: `The value is nested more than ${d.most} levels deep.`,
    cure: 'Bring records that are flat, or nested a few levels.'
  }),
  'import/unreadable-lines': (d: { failed: number; lines: number; reason: string }) => ({
    message: `${d.failed} of the first ${d.lines} lines cannot be read. The first: ${d.reason}.`,
    cure: 'Check that the file is of the format it was taken for, or say otherwise.'
  }),
  'import/unknown-format': (d: { files: string; known: string }) => ({
    message: `None of these files is known: ${d.files}.`,
    cure: `Bring a table with a column of users and one of items, or one of: ${d.known}.`
  }),
  'import/no-such-format': (d: { format: string; known: string }) => ({
    message: `There is no format "${d.format}".`,
    cure: `The formats are ${d.known}.`
  }),
  'import/no-such-choice': (d: { key: string; value: string; known: string }) => ({
    message: `${d.key} cannot be "${d.value}".`,
    cure: `Choose one of: ${d.known}.`
  }),
  'import/broken-mapper': (d: { reason: string }) => ({
    message: `The mapper file cannot be used: ${d.reason}.`,
    cure: 'Bring the mapper file that belongs to these matrices, or take it out of the folder: ids are then row numbers.'
  }),
  'import/several-matrices': (d: { paths: string }) => ({
    message: `Several matrices could be the training part: ${d.paths}.`,
    cure: 'Leave the one that is meant in the folder, with its validation and test matrices.'
  }),
  'import/missing-part': (d: { format: string; missing: string }) => ({
    message: `Read as ${d.format}, the files lack ${d.missing}.`,
    cure: 'Add the file, or read the files as another format.'
  }),
  'import/no-column': (d: { column: string; known: string }) => ({
    message: `There is no column "${d.column}".`,
    cure: `The columns are ${d.known}.`
  }),
  'import/which-file': (d: { files: string; first: string }) => ({
    message: `More than one file could hold the interactions: ${d.files}.`,
    cure: `Say which one does in the dataset cell, "interactions_file: ${d.first}"; several files have commas between them.`
  }),
  'import/which-columns': (d: { file: string; columns: string; keys: string; guesses: string }) => ({
    message: `The columns of ${d.file} do not say by themselves who the users are and what the items (${d.columns}).`,
    cure: `Say it in the dataset cell: ${d.keys}.${d.guesses}`
  }),
  'import/nested-id': (d: { column: string; inside: string }) => ({
    message: `The column "${d.column}" holds objects or lists, which are no ids.`,
    cure: d.inside
      ? `Take what stands in them: ${d.inside}.`
      : 'Name another column, or write the id as a value of its own.'
  }),
  'import/unreadable-kind': (d: { kind: string; how: string }) => ({
    message: `This is a file of ${d.kind}, which is not read here.`,
    cure: d.how
  }),
  'import/no-interactions': (_: object) => ({
    message: 'Not one interaction was read.',
    cure: 'Check which columns hold users and items, and what the report says of lines that were left out.'
  })
};

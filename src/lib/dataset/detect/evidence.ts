// The one place that decides what data files are: it gathers evidence a file (names, first rows, values a column, overlaps between
// columns of different files) and decides roles with reasons. Formats ask it, the page shows it, the terminal prints it.
//
// How a format asks (everything works on plain names and sampled rows; nothing here opens files):
//
//   partOfFile(path), splitOfFiles(paths), partOf(value)   the split that files bring, by name or by column      parts.ts
//   columnsEvidence(names, rows)                           what the values of each column are                    column.ts
//   interactionColumns(evidence, { hasNames })             user, item, rating, time, review, split, with reasons  interactions.ts
//   keyColumn(evidence, named, side, path)                 the id of a table of items or users that joins them   nodes.ts
//   titleColumn, descriptionColumn, attributeKeptOut        texts of items, and what may not go into them         nodes.ts
//   timeForm(values, name) once a column, timeIn(text, form) a value                                              times.ts
//   numberForm(values) once a column, numberIn(text, form) a value                                                numbers.ts
//   idForm(values) once a column, idText(text, form) a value; idOfValue(value) of a record of JSON                ids.ts
//   isMissing(text)                                        "NA", "nan", "\N", "null"                              missing.ts
//   namesInteractions(path), namesNodes(path), wordsOf(name)                                                      names.ts
export { columnEvidence, columnsEvidence, type ColumnEvidence } from './column';
export { idForm, idOfValue, idText } from './ids';
export {
  interactionColumns,
  isSure,
  partIn,
  splitForm,
  type Guess,
  type InteractionColumns,
  type InteractionRole
} from './interactions';
export { joinOf, JOINS_FROM, overlapOf } from './joins';
export { isMissing } from './missing';
export { namesInteractions, namesNodes, wordsOf, fileWords, baseName } from './names';
export { attributeKeptOut, descriptionColumn, keyByName, keyColumn, titleColumn } from './nodes';
export { numberForm, numberIn, PLAIN_NUMBERS } from './numbers';
export { partOf, partOfFile, splitOfFiles, stemOf, type FileSplit, type Part } from './parts';
export { ANY_TIME, looksLikeTime, timeForm, timeIn } from './times';

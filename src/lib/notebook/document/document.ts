// The notebook document: Markdown whose fenced blocks with a cell kind after the fence are cells, their body YAML; those
// with "step" are steps of a lesson (guide/). This is the door of the pure part: reading (parse.ts) and editing (edit.ts).
// It never touches files or the device.
export { NOTEBOOK_VERSION, type LessonFacts } from './front-matter';
export { CELL_KINDS, isCellKind, type CellKind } from '../kinds/registry';
export {
  parseNotebook,
  readNotebook,
  type Block,
  type NotebookCell,
  type NotebookDocument,
  type NotebookReading
} from './parse';
export { replaceCellSource, setCellValue } from './edit';

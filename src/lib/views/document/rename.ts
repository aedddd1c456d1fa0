// Gives a cell another name, wherever the notebook's other cells name it: as a cell, among cells, in a choice ("tuned.con"), as an axis, as what the
// page opens with. Steps of a lesson are left alone: a name that they use is refused with their own message. Pure.
import { replaceCellSource, setCellValue } from '#lib/notebook/document/edit';
import { readFrontMatter } from '#lib/notebook/document/front-matter';
import { readNotebook, textLines, type NotebookCell } from '#lib/notebook/document/parse';
import { renameScalars, type ScalarPlace } from '#lib/notebook/document/rename-scalars';
import { choiceOf } from '#lib/notebook/kinds/choice';
import { kindOf } from '#lib/notebook/kinds/registry';

/** The text with cell `from` called `to`. The text is as it was where they are equal. */
export function renameCell(text: string, from: string, to: string): string {
  if (from === to) return text;
  const { cells } = readNotebook(text).document;
  const renamed = (word: string): string => (word === from ? to : word);
  const reference = (word: string): string => {
    const choice = choiceOf(word);
    return choice ? `${renamed(choice.tune)}.${renamed(choice.run)}` : renamed(word);
  };
  const referring = cells.reduce((changed, cell) => {
    const source = renameScalars(cell.source, (word, place) => {
      // "books.noise": the key has no dot.
      if (place.type === 'axis') return word.replace(/^[^.]+(?=\.)/, renamed);
      return namesCells(cell, place, cells) ? reference(word) : word;
    });
    return source === cell.source ? changed : replaceCellSource(changed, cell.name, source);
  }, text);
  return setCellValue(withOpening(referring, renamed), from, 'name', to);
}

/** The cell that the page begins with, in the front matter. */
function withOpening(text: string, renamed: (word: string) => string): string {
  const lines = text.split('\n');
  const { end } = readFrontMatter(textLines(text), () => undefined);
  if (end === 0) return text;
  // Between its two marks.
  const head = renameScalars(lines.slice(1, end - 1).join('\n'), (word, { key }) =>
    key === 'opens' ? renamed(word) : word
  );
  return [lines[0], head, ...lines.slice(end - 1)].join('\n');
}

/** Whether a word stands where cells are named. */
function namesCells(cell: NotebookCell, place: ScalarPlace, cells: readonly NotebookCell[]): boolean {
  if (place.type !== 'axis-value') return hasCells(cell, place.key);
  const [name, key = ''] = place.axis.split('.');
  const varied = cells.find((other) => other.name === name);
  return varied !== undefined && hasCells(varied, key);
}

const hasCells = ({ kind }: NotebookCell, key: string): boolean =>
  kindOf(kind).fields.some((field) => field.key === key && (field.type === 'cell' || field.type === 'cells'));

// Titles and other words of items that stand beside the interactions themselves, where no table of items does: a column whose text is the
// same wherever an item stands describes the item.
import { attributeKeptOut, descriptionColumn, titleColumn } from '../../detect/nodes';
import type { ColumnEvidence } from '../../detect/column';
import type { ReadingSettings } from '../../imports/record';
import { textSetting } from '../reader';
import type { GuessedColumn } from './labels';
import type { Shaped } from './shape';

export interface OwnItems {
  readonly title_column: GuessedColumn;
  readonly description_column: GuessedColumn;
  /** Places of further columns that describe items. */
  readonly attributes: readonly number[];
}

/** Rows in which an item stands again: without some, every column is the same wherever an item stands. */
const TELLING = 0.3;
/** A title may be written in two ways now and then. */
const ALMOST = 1.1;

/**
 * What a table of interactions says of its items.
 * @param item place of the column of items
 * @param taken places of the columns that are spoken for
 */
export function ownItems(
  { shape, evidence }: Shaped,
  item: number,
  taken: ReadonlySet<number>,
  settings: ReadingSettings
): OwnItems {
  const { sample, columns } = shape;
  const items = new Set(sample.map((row) => row[item] ?? ''));
  const tells = sample.length - items.size >= TELLING * sample.length && items.size > 1;
  const describes = (column: ColumnEvidence, at: number): boolean => {
    if (column.words.some((word) => word === 'time' || word === 'date')) return false;
    if (
      !tells ||
      taken.has(at) ||
      at === item ||
      column.numbers > 0.5 ||
      column.times > 0.5 ||
      column.filled < sample.length / 2
    )
      return false;
    const pairs = new Set(sample.map((row) => `${row[item] ?? ''}\0${row[at] ?? ''}`));
    return pairs.size <= ALMOST * items.size && column.ids.size > 1;
  };
  const others = new Set(evidence.flatMap((column, at) => (describes(column, at) ? [] : [at])));
  const choose = (
    key: 'title_column' | 'description_column',
    guess: { at: number; because: string }
  ): GuessedColumn => {
    const said = textSetting(settings, key);
    return said === undefined
      ? { column: columns[guess.at] ?? '', because: guess.because }
      : { column: said, because: '' };
  };
  const named = titleColumn(evidence, others);
  // Without names: the text that tells items apart as their ids do.
  const unnamed = evidence.findIndex(
    (column, at) => !others.has(at) && column.name === '' && column.ids.size >= items.size / ALMOST
  );
  const because = 'its text is the same wherever an item stands';
  const title = choose('title_column', named.at < 0 && unnamed >= 0 ? { at: unnamed, because } : named);
  others.add(columns.indexOf(title.column));
  const description = choose('description_column', descriptionColumn(evidence, others));
  others.add(columns.indexOf(description.column));
  const attributes = evidence.flatMap((column, at) => {
    const values = sample.slice(0, 50).map((row) => row[at] ?? '');
    // An id of something else says nothing in words.
    return others.has(at) || column.name === '' || column.named.item > 0 || attributeKeptOut(column, values)
      ? []
      : [at];
  });
  return { title_column: title, description_column: description, attributes };
}

// What is said of tables before they are read: what each file is taken for, the split that they bring, and what only the reader can say.
import { appError } from '#lib/errors/app-error';
import { isLabel } from '../../detect/interactions';
import { PART_NAMES } from '../../detect/parts';
import type { OpenQuestion as Open } from '../../detect/roles';
import { ownSplitRemark } from '../shared/own-split';
import type { Detected, FileUse, OpenQuestion } from '../reader';
import { INTERACTION_KEYS, ITEM_KEYS, LABELS, USER_KEYS, type ColumnKey } from './labels';
import type { Mapping, Table, Tables } from './mapping';

/** "user “u”, item “i”, rating “stars”". */
function columnsOf<Key extends ColumnKey>(mapping: Mapping<Key>, keys: readonly Key[]): string {
  return keys
    .filter((key) => mapping[key].column !== '')
    .map((key) => `${LABELS[key].replace(/ of .*/, '').toLowerCase()} “${mapping[key].column}”`)
    .join(', ');
}

function keptOut({ keptOut: columns }: Pick<Table<ColumnKey>, 'keptOut'>): string {
  const reasons = [...new Set(columns.values())];
  return reasons
    .map((reason) => {
      const names = [...columns].filter(([, own]) => own === reason).map(([name]) => name);
      return `; not in texts: ${names.slice(0, 6).join(', ')}${names.length > 6 ? ', …' : ''} (${reason})`;
    })
    .join('');
}

const PARTS = { train: 'training', val: 'validation', test: 'test' } as const;

export function usesOf({ interactions, items, users, ignored }: Tables): ReadonlyMap<string, FileUse> {
  const uses = new Map<string, FileUse>([...ignored].map(([path, because]) => [path, { role: 'ignored', because }]));
  for (const { head, mapping, part, own, shape } of interactions) {
    const ofSplit = part === undefined ? '' : `the ${PARTS[PART_NAMES[part]]} part; `;
    const ofItems = own
      ? [own.title_column.column, own.description_column.column, ...own.attributes.map((at) => shape.columns[at] ?? '')]
          .filter(Boolean)
          .map((column) => `“${column}”`)
          .join(', ')
      : '';
    const described = ofItems ? `; of items ${ofItems}` : '';
    uses.set(head.file.path, {
      role: 'interactions',
      because: `${ofSplit}${columnsOf(mapping, INTERACTION_KEYS)}${described}`
    });
  }
  if (items)
    uses.set(items.head.file.path, { role: 'items', because: columnsOf(items.mapping, ITEM_KEYS) + keptOut(items) });
  if (users)
    uses.set(users.head.file.path, { role: 'users', because: columnsOf(users.mapping, USER_KEYS) + keptOut(users) });
  return uses;
}

export function remarksOf({ interactions, withoutValidation }: Tables): string[] {
  const isSplit = interactions.some(({ part }) => part !== undefined);
  const labelled = interactions.find(({ evidence, shape, mapping }) => {
    const column = evidence[shape.columns.indexOf(mapping.rating_column.column)];
    return column !== undefined && isLabel(column);
  });
  const label = labelled?.mapping.rating_column.column ?? '';
  return [
    ...(isSplit ? [ownSplitRemark({ hasValidation: !withoutValidation })] : []),
    ...(labelled
      ? [`“${label}” is 0 or 1, and rows of 0 count as interactions unless min_rating: 1 leaves them out.`]
      : [])
  ];
}

/** What the page asks, and what reading without an answer ends with. */
export function questionOf(open: Open, tables: Tables): OpenQuestion {
  if (open.kind === 'which-file') {
    const files = open.paths.join(open.paths.some((path) => path.includes(',')) ? '; ' : ', ');
    const [guess = ''] = open.paths;
    return {
      text: `More than one file could hold the interactions: ${files}. Which one does?`,
      answers: [{ key: 'interactions_file', guess: '' }],
      error: appError('import/which-file', { files, first: guess })
    };
  }
  const table = tables.interactions.find(({ head }) => head.file.path === open.path);
  const answers = open.open.map((side) => {
    const key = side === 'user' ? ('user_column' as const) : ('item_column' as const);
    return { key, guess: table?.mapping[key].column ?? '' };
  });
  const guessed = answers.filter(({ guess }) => guess !== '');
  const guesses =
    guessed.length > 0
      ? ` A guess by the order of the columns: ${guessed.map(({ key, guess }) => `${key}: ${guess}`).join(', ')}.`
      : '';
  const sides = open.open.map((side) => (side === 'user' ? 'the users are' : 'the items are')).join(' and what ');
  const columns = `${open.columns.slice(0, 12).join(', ')}${open.columns.length > 12 ? ', …' : ''}`;
  return {
    text: `The columns of ${open.path} do not say by themselves who ${sides}: check what is guessed below.`,
    answers,
    error: appError(
      'import/which-columns',
      { file: open.path, columns, keys: 'user_column and item_column (and rating_column, time_column)', guesses },
      { file: open.path }
    )
  };
}

export function detectedOf(tables: Tables): Omit<Detected, 'fields' | 'previews' | 'read'> | null {
  const [first] = tables.interactions;
  if (!first) return null;
  const { user_column: user, item_column: item } = first.mapping;
  const question = tables.question && questionOf(tables.question, tables);
  return {
    // An open question is no reason to read the files so where another format knows them.
    certainty: question ? 0.1 : 0.4,
    reason: question
      ? 'A table, of which something has to be said.'
      : `${first.head.file.path} has a column of users (“${user.column}”) and one of items (“${item.column}”).`,
    uses: usesOf(tables),
    remarks: remarksOf(tables),
    ...(question ? { question } : {})
  };
}

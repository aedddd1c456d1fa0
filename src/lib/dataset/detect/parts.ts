// The split that files bring: by their names ("train.csv", "X.valid.inter", "test.txt") or by a column of part names. Every format asks
// here; none knows names of its own.
//
//   partOf('dev')                    → 1: a value of a column, or a word
//   partOfFile('X.train.csv.gz')     → 0: what a file's name says
//   splitOfFiles(paths)              → which file is which part, and which hold the same interactions once more; null for no split

/** 0 train, 1 val, 2 test, as everywhere in raw data. */
export type Part = 0 | 1 | 2;

export const PART_NAMES = ['train', 'val', 'test'] as const;

const WORDS: readonly ReadonlySet<string>[] = [
  new Set(['train', 'training', 'trn', 'trainset', 'traindata', 'tr']),
  new Set([
    'val',
    'valid',
    'validation',
    'validate',
    'vld',
    'dev',
    'devel',
    'development',
    'validset',
    'valset',
    'vali'
  ]),
  new Set(['test', 'testing', 'tst', 'testset', 'testdata', 'te', 'holdout'])
];
/** Too short to be meant in a longer name: "tr_TR.csv". */
const SHORT = new Set(['tr', 'te']);

const isPart = (at: number): at is Part => at === 0 || at === 1 || at === 2;

function partOfWord(word: string): Part | undefined {
  const at = WORDS.findIndex((words) => words.has(word));
  return isPart(at) ? at : undefined;
}

/** The part that a value names; undefined for none. */
export const partOf = (text: string | undefined): Part | undefined =>
  text === undefined ? undefined : partOfWord(text.trim().toLowerCase());

/** The part that a file's name says, or else the folder that it lies in. */
export function partOfFile(path: string): Part | undefined {
  for (const name of path.split('/').reverse()) {
    const words = wordsOfFile(name);
    for (const word of [...words].reverse()) {
      const part = partOfWord(word);
      if (part !== undefined && (words.length === 1 || !SHORT.has(word))) return part;
    }
  }
  return undefined;
}

function wordsOfFile(path: string): string[] {
  const name = (path.split('/').at(-1) ?? '').replace(/\.(gz|zip)$/i, '');
  return (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map((word) => word.toLowerCase());
}

/** MovieLens' own halves are "u1.base" and "u1.test". */
const BASE = /\.base$/i;

/** What is left of a file's name without the word of its part: files of one split share it. */
export const stemOf = (path: string): string =>
  wordsOfFile(path)
    .filter((word) => partOfWord(word) === undefined && word !== 'base')
    .join(' ');

export interface FileSplit {
  /** By path; each file of the split. */
  readonly parts: ReadonlyMap<string, Part>;
  /** Files beside the split that carry no part in their names: they mostly hold the same interactions once more. */
  readonly whole: readonly string[];
  /** Whether the files bring a validation part; without it validation is drawn from training. */
  readonly hasValidation: boolean;
}

/**
 * The splits among files where there are several of one kind (folds of a cross-validation: train_1, test_1, train_2, …), each as its
 * paths; one or none otherwise.
 */
export function foldsOf(paths: readonly string[]): readonly (readonly string[])[] {
  const byStem = new Map<string, string[]>();
  for (const path of paths) byStem.set(stemOf(path), [...(byStem.get(stemOf(path)) ?? []), path]);
  const whole = [...byStem].filter(([, own]) => splitOfFiles(own) !== null);
  const kinds = new Set(whole.map(([stem]) => stem.replace(/\d+|(?<=^u)[ab]$/g, '#')));
  return kinds.size === 1 && whole.length > 1 ? whole.map(([, own]) => own) : [];
}

/** @param paths of files that all could hold interactions; null where they are no split: one needs training and something held out */
export function splitOfFiles(paths: readonly string[]): FileSplit | null {
  const parts = new Map<string, Part>();
  for (const path of paths) {
    const part = partOfFile(path);
    if (part !== undefined) parts.set(path, part);
    else if (BASE.test(path) && paths.includes(path.replace(BASE, '.test'))) parts.set(path, 0);
  }
  const has = (part: Part): boolean => [...parts.values()].includes(part);
  if (!has(0) || (!has(1) && !has(2))) return null;
  return { parts, whole: paths.filter((path) => !parts.has(path)), hasValidation: has(1) };
}

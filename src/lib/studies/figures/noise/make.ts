// The figure "noise": how many clicks are marked as noise, one user's clicks to guess from, and where runs rank marked clicks and the
// others. It changes nothing that a run learned; marks are read after training only.
import type { Dataset, InteractionList } from '#lib/dataset/types';
import { evaluateEmbeddings } from '#lib/evaluation/evaluate';
import type { NoiseMarks } from '#lib/studies/truth';
import { itemTitle } from '../nodes';
import type { FigureInput, FigureRun, FigureStudy } from '../types';
import type { NoiseData, NoiseRun } from './stored';
import { markedClicks } from './marks';
import { relativeRanks, summariseRanks } from './ranks';
import { GUESS_RULE, userToGuess } from './reader';

const PARTS = ['train', 'val', 'test'] as const;

/** @throws AppError internal/cancelled. Needs a started backend where there are runs. */
export const make: FigureStudy<NoiseData> = async (input) => {
  const { dataset, runs } = input;
  if (!dataset) throw new Error('This figure needs a data set');
  const { source, marks } = await markedClicks(dataset, input);
  const parts = PARTS.map((part) => ({ part, clicks: marks[part].length, kinds: kindsOf(marks[part]) }));
  const reader = readerOf(dataset, marks, input);
  const ranked: NoiseRun[] = [];
  for (const [index, run] of runs.entries()) {
    const step = (users: number): Promise<void> =>
      input.step(index * dataset.userCount + users, runs.length * dataset.userCount);
    ranked.push(await rankedRun(dataset, marks, run, step));
  }
  return {
    show: 'noise',
    values: valuesOf(source === 'none' ? null : marks, dataset.split, reader.clicks, ranked),
    marks: source,
    parts,
    reader,
    runs: ranked
  };
};

/** Marked clicks by kind, the most frequent first, then by name. */
function kindsOf(marks: NoiseMarks['train']): { kind: string; clicks: number }[] {
  const counts = new Map<string, number>();
  for (const kind of marks) if (kind !== null) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts]
    .map(([kind, clicks]) => ({ kind, clicks }))
    .sort((a, b) => b.clicks - a.clicks || (a.kind < b.kind ? -1 : 1));
}

function readerOf(dataset: Dataset, marks: NoiseMarks, { user, rule }: FigureInput): NoiseData['reader'] {
  if (user === null) throw new Error('This figure needs a user');
  const { split, userCount } = dataset;
  const found = rule === null ? null : userToGuess(split, (row) => marks.train[row] !== null, userCount);
  const shown = found ?? user;
  const clicks = Array.from(split.train.items, (item, row) => ({ item, row }))
    .filter(({ row }) => split.train.users[row] === shown)
    .map(({ item, row }) => ({
      id: dataset.itemIds[item] ?? '',
      title: itemTitle(dataset, item),
      kind: marks.train[row] ?? null
    }));
  return { id: dataset.userIds[shown] ?? '', rule: found === null ? rule : GUESS_RULE, clicks };
}

async function rankedRun(
  dataset: Dataset,
  marks: NoiseMarks,
  { label, seed, arrays }: FigureRun,
  step: (users: number) => Promise<void>
): Promise<NoiseRun> {
  const { userCount, itemCount, split } = dataset;
  const ranks = await relativeRanks({ userCount, itemCount, split, run: arrays, step });
  const isNoise = (part: 'train' | 'test') => (row: number) => marks[part][row] !== null;
  const isReal = (part: 'train' | 'test') => (row: number) => marks[part][row] === null;
  const recall20 = async (belongs: (row: number) => boolean): Promise<number | null> => {
    const { userEmbeddings, itemEmbeddings } = arrays;
    const width = userEmbeddings.length / userCount;
    const wanted = rowsOf(split.test, belongs);
    if (wanted.users.length === 0) return null;
    const { metrics } = await evaluateEmbeddings(userEmbeddings, itemEmbeddings, width, split.train, wanted);
    return metrics.recall['20'];
  };
  return {
    label,
    seed,
    heldOut: {
      real: summariseRanks(ranks.heldOut, isReal('test')),
      noise: summariseRanks(ranks.heldOut, isNoise('test')),
      recall20: { real: await recall20(isReal('test')), noise: await recall20(isNoise('test')) }
    },
    trained: {
      real: summariseRanks(ranks.trained, isReal('train')),
      noise: summariseRanks(ranks.trained, isNoise('train'))
    }
  };
}

const rowsOf = ({ users, items }: InteractionList, belongs: (row: number) => boolean): InteractionList => ({
  users: users.filter((_, row) => belongs(row)),
  items: items.filter((_, row) => belongs(row))
});

/**
 * Shares and counts of marked clicks, and each run's numbers under its place in the list of runs, from 1.
 * @param marks null where nobody knows: then there is no number of marked clicks, which is not the same as none
 */
function valuesOf(
  marks: NoiseMarks | null,
  split: Dataset['split'],
  clicks: NoiseData['reader']['clicks'],
  runs: readonly NoiseRun[]
): Record<string, number> {
  const values: Record<string, number> = {};
  for (const part of PARTS) {
    const all = split[part].users.length;
    values[`${part}.clicks`] = all;
    if (!marks) continue;
    const marked = marks[part].filter((kind) => kind !== null).length;
    values[`${part}.marked`] = marked;
    values[`${part}.share`] = all === 0 ? 0 : marked / all;
  }
  values['reader.clicks'] = clicks.length;
  if (marks) values['reader.marked'] = clicks.filter(({ kind }) => kind !== null).length;
  runs.forEach(({ heldOut, trained }, index) => {
    const name = `run${index + 1}`;
    for (const group of ['real', 'noise'] as const) {
      const numbers = {
        recall20: heldOut.recall20[group],
        median: heldOut[group].median,
        mean: heldOut[group].mean,
        'trained.median': trained[group].median,
        'trained.mean': trained[group].mean
      };
      for (const [what, value] of Object.entries(numbers))
        if (value !== null) values[`${name}.${group}.${what}`] = value;
    }
  });
  return values;
}

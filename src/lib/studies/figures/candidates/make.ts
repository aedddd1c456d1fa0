// The figure "candidates": models that need no training (popularity, ItemKNN, EASE) and stored runs, ranked among all items and, in the mean
// over all draws, among a few drawn ones. The order of two models may turn around between the two.
import type { Dataset } from '#lib/dataset/types';
import { appError } from '#lib/errors/app-error';
import type { ScoreUsers } from '#lib/evaluation/evaluate';
import { clicksOf } from '#lib/evaluation/linear/clicks';
import { linearLabel, type LinearName } from '#lib/evaluation/linear/models';
import { solveLinear } from '#lib/evaluation/linear/solve';
import { memoryHere } from '#lib/evaluation/linear/work';
import { popularityEmbeddings } from '#lib/evaluation/references';
import { settingReader } from '#lib/settings/reader';
import type { FigureInput, FigureRun, FigureStudy } from '../types';
import { valueKeys } from '../values';
import { candidateGrid, recallAmong } from './among';
import { placesOf } from './places';
import type { CandidatesData, CandidatesModel } from './stored';

interface Ranked extends Pick<CandidatesModel, 'key' | 'label' | 'role' | 'alignment' | 'seed'> {
  scores(): Promise<ScoreUsers>;
}

/** @throws AppError training/empty-part, evaluation/… where EASE is too large for this machine, internal/cancelled */
export const make: FigureStudy<CandidatesData> = async (input) => {
  const { dataset, settings } = input;
  if (!dataset) throw new Error('This figure needs a data set');
  const { userCount, itemCount, split } = dataset;
  if (split.test.users.length === 0) throw appError('training/empty-part', { part: 'test' });
  const read = settingReader(settings);
  const [drawn, cutoff] = [read.number('candidates'), read.number('cutoff')];
  const candidates = candidateGrid(drawn, itemCount);
  const ranked = [...references(dataset, input), ...trained(input.runs, dataset)];
  const total = ranked.length * userCount;
  const models: CandidatesModel[] = [];
  let counted: Pick<CandidatesData, 'clicks' | 'users'> = { clicks: 0, users: 0 };
  for (const [index, { scores, ...about }] of ranked.entries()) {
    const step = (users: number): Promise<void> => input.step(index * userCount + users, total);
    await step(0);
    const score = await scores();
    const { test, val } = await placesOf({ userCount, itemCount, train: split.train, parts: split, score, step });
    counted = { clicks: test.length, users: new Set(test.map(({ user }) => user)).size };
    models.push({
      ...about,
      recall: candidates.map((number) => recallAmong(test, cutoff, number)),
      validation: val.length === 0 ? null : recallAmong(val, cutoff, itemCount)
    });
  }
  await input.step(total, total);
  const data = { cutoff, drawn: Math.min(drawn, itemCount), candidates, ...counted, models };
  return { show: 'candidates', values: valuesOf(data), ...data, candidates: [...candidates] };
};

function references(dataset: Dataset, { settings, step }: FigureInput): readonly Ranked[] {
  const { userCount, itemCount, split } = dataset;
  const read = settingReader(settings);
  const linear = (name: LinearName, key: string): Ranked => {
    const values = { [key]: read.number(key) };
    const work = { memory: memoryHere(), onStep: (_: string, done: number, total: number) => step(done, total) };
    const clicks = () => clicksOf(split.train, userCount, itemCount);
    return {
      key: name,
      label: linearLabel(name, values),
      role: 'reference',
      scores: () => solveLinear(name, values, { clicks: clicks(), vectors: null }, work)
    };
  };
  const popular = (): ScoreUsers => {
    const { users, items, dimensions } = popularityEmbeddings(userCount, itemCount, split.train);
    return products(users, items, dimensions);
  };
  return [
    { key: 'popularity', label: 'Popularity', role: 'reference', scores: () => Promise.resolve(popular()) },
    linear('item-knn', 'neighbours'),
    linear('ease', 'lambda')
  ];
}

function trained(runs: readonly FigureRun[], { userCount }: Dataset): readonly Ranked[] {
  const keys = valueKeys(runs.map(({ label }) => label));
  return runs.map(({ label, seed, settings, arrays }, at) => ({
    key: keys[at] ?? label,
    label,
    role: 'run',
    alignment: settings.alignment,
    seed,
    scores: () =>
      Promise.resolve(products(arrays.userEmbeddings, arrays.itemEmbeddings, arrays.userEmbeddings.length / userCount))
  }));
}

/** Dot products of users' and items' rows, summed in float64. */
function products(users: Float32Array, items: Float32Array, width: number): ScoreUsers {
  const itemCount = items.length / width;
  return (asked) => {
    const scores = new Float32Array(asked.length * itemCount);
    asked.forEach((user, row) => {
      for (let item = 0; item < itemCount; item++) {
        let score = 0;
        for (let d = 0; d < width; d++) score += (users[user * width + d] ?? 0) * (items[item * width + d] ?? 0);
        scores[row * itemCount + item] = score;
      }
    });
    return Promise.resolve(scores);
  };
}

/** "ease.all", "ease.100", "ease.drawn" (the cell's own number), "ease.validation"; "gap.…": by how much ItemKNN is above EASE. */
function valuesOf({
  candidates,
  drawn,
  models
}: Pick<CandidatesData, 'drawn' | 'models'> & { readonly candidates: readonly number[] }): Record<string, number> {
  const values: Record<string, number> = {};
  const names = (at: number): string[] => [
    at === candidates.length - 1 ? 'all' : String(candidates[at]),
    ...(candidates[at] === drawn ? ['drawn'] : [])
  ];
  const recallOf = (key: string, at: number): number => models.find((model) => model.key === key)?.recall[at] ?? NaN;
  for (const at of candidates.keys()) {
    for (const name of names(at)) {
      for (const { key } of models) values[`${key}.${name}`] = recallOf(key, at);
      const gap = recallOf('item-knn', at) / recallOf('ease', at) - 1;
      if (Number.isFinite(gap)) values[`gap.${name}`] = gap;
    }
  }
  for (const { key, validation } of models) if (validation !== null) values[`${key}.validation`] = validation;
  return values;
}

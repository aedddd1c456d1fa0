// The row of a linear model in a comparison: solved once for each set of values, stored, and chosen by validation where there are several.
import type { Dataset } from '#lib/dataset/types';
import { appError } from '#lib/errors/app-error';
import { evaluateListsOfAll, rankByScores, type ListsOfAll } from '#lib/evaluation/evaluate';
import { clicksOf } from '#lib/evaluation/linear/clicks';
import {
  gridOf,
  linearLabel,
  linearModel,
  valuesInWords,
  type LinearName,
  type LinearValues
} from '#lib/evaluation/linear/models';
import { solveLinear, type LinearInput } from '#lib/evaluation/linear/solve';
import { memoryHere } from '#lib/evaluation/linear/work';
import { unitRows } from '#lib/evaluation/references';
import { artifactId } from '../plan/identity';
import { paced, timed } from '#lib/work/work';
import { workClock } from '#lib/work/work-clock';
import type { CellWork } from '../run/cell-work';
import { rankingForm, type Ranking, type StoredRanking } from './ranking-form';

/** Items of a list: as many as the longest cut-off that may be asked for. */
const LISTED = 100;

export interface LinearAsked {
  /** Values by key, where they are not the defaults. */
  readonly given: Readonly<Record<string, readonly number[]>>;
  readonly dataset: Dataset;
  readonly datasetId: string;
  readonly embeddingsId: string | null;
  /** Solve again what is stored. */
  readonly force: boolean;
}

export interface LinearReference {
  readonly label: string;
  readonly scoring: ListsOfAll;
  /** Of which values this one was the best. */
  readonly notes: readonly string[];
}

/** @throws AppError evaluation/… before anything is computed, internal/cancelled */
export async function linearReference(name: LinearName, asked: LinearAsked, work: CellWork): Promise<LinearReference> {
  const grid = gridOf(name, asked.given);
  const { val } = asked.dataset.split;
  if (grid.length > 1 && val.users.length === 0) throw appError('training/empty-part', { part: 'validation' });
  const rankings: Ranking[] = [];
  for (const values of grid) rankings.push(await rankingOf(name, values, asked, work));
  const [first, ...others] = rankings;
  if (!first) throw new Error(`${name} has no values`);
  const best = others.reduce((before, other) => (validated(other) > validated(before) ? other : before), first);
  return { label: linearLabel(name, best.values), scoring: best.lists, notes: choice(name, rankings, best) };
}

const validated = ({ val }: StoredRanking): number => val?.recall['20'] ?? 0;

function choice(name: LinearName, tried: readonly StoredRanking[], best: StoredRanking): string[] {
  if (tried.length < 2) return [];
  const all = tried.map((one) => `${valuesInWords(name, one.values)}: ${validated(one).toFixed(4)}`).join('; ');
  const chosen = valuesInWords(name, best.values);
  return [`${linearModel(name).label}: ${chosen} is the best of ${tried.length} by recall@20 on validation (${all}).`];
}

async function rankingOf(
  name: LinearName,
  values: LinearValues,
  { dataset, datasetId, embeddingsId, force }: LinearAsked,
  work: CellWork
): Promise<Ranking> {
  const { artifacts } = work;
  const embeddings = linearModel(name).needsVectors ? (embeddingsId ?? undefined) : undefined;
  const id = await artifactId('ranking', { model: name, values, listed: LISTED }, { dataset: datasetId, embeddings });
  const stored = force ? null : await artifacts.find(id, rankingForm);
  if (stored) return stored.content;

  const seconds = workClock();
  const { userCount, itemCount, split } = dataset;
  const input: LinearInput = {
    clicks: clicksOf(split.train, userCount, itemCount),
    vectors: embeddings === undefined ? null : await textsOf(embeddings, work)
  };
  const told = paced(timed(work, 'rows'), 'The comparison');
  const step = (what: string, done: number, total: number): Promise<void> =>
    told(done, total, `${linearLabel(name, values)}, ${what}`);
  const score = await solveLinear(name, values, input, { memory: memoryHere(), onStep: step });
  const k = Math.min(LISTED, itemCount);
  const lists = await rankByScores(score, { userCount, itemCount, train: split.train, k }, (done) =>
    step('ranking', done, userCount)
  );
  const val = split.val.users.length > 0 ? (await evaluateListsOfAll(lists, userCount, split.val)).metrics : null;
  const json: StoredRanking = { model: name, values: { ...values }, k, val };
  const made = { json, arrays: { items: lists.items }, digested: json };
  await artifacts.put('ranking', id, made, seconds(), work.device);
  return { ...json, lists };
}

/** Vectors of the items at unit length, zeros where there is none. */
async function textsOf(id: string, { artifacts }: CellWork): Promise<NonNullable<LinearInput['vectors']>> {
  const { vectors } = await artifacts.embeddings(id);
  const { items, itemPresent, dimensions } = vectors;
  return { rows: unitRows(items, dimensions, itemPresent), dimensions };
}

// The figure "ranking": trains rows of numbers on pairs (train.ts) and keeps how one user's list comes about, and what all lists are worth
// meanwhile. Validation clicks are what is looked at, since a reader chooses by it; test clicks stay apart.
import { groupByUser, itemsOf, topItems, type ItemsByUser } from '#kernels/top-k/select';
import { sample } from '#lib/profiles/sample';
import { STREAM } from '#kernels/random/streams';
import type { Dataset } from '#lib/dataset/types';
import { pushOf } from '#lib/explain/pairwise-step';
import { settingReader } from '#lib/settings/reader';
import { itemTitle } from '../nodes';
import type { FigureInput, FigureStudy } from '../types';
import { placeOf, scoreItems, worthOf, type Lists } from './places';
import type { RankingData } from './stored';
import { pairsOf, rowAt, runPairs, startTables, type Tables } from './train';

/** Places of the list that are shown. */
const SHOWN = 10;
/** Items of each kind to make steps on by hand. */
const EACH = 3;
/** Margins at which the push is told. */
const MARGINS = [-4, -2, -1, 0, 1, 2, 4] as const;
/** A mean loss, in nats, at which training is given up: it begins at log 2, and beyond this steps only make it worse. */
const ENDLESS = 10;

export const LIST_RULE =
  'Chosen without looking at any list: of the users with two validation clicks or more, one of median training degree, the first in the order of the data.';

/** 0, 1, 2, 3, 4, 6, 8, 12, 16 … and the last: each about half as far again as the one before. */
export function frameEpochs(last: number): readonly number[] {
  const found = [0, 1, 2, 3];
  for (let power = 4; power < last; power *= 2) found.push(power, 1.5 * power);
  return [...found.filter((epoch) => epoch < last), last];
}

/** @throws AppError internal/cancelled */
export const make: FigureStudy<RankingData> = async ({ dataset, user: named, rule, seed, settings: given, step }) => {
  if (!dataset || named === null) throw new Error('This figure needs a data set and a user');
  const read = settingReader(given);
  const settings = {
    rate: read.number('learning_rate'),
    epochs: read.number('epochs'),
    width: read.number('dimensions'),
    decay: read.number('decay')
  };
  const { userCount, itemCount, split } = dataset;
  const lists = {
    userCount,
    itemCount,
    trained: groupByUser(split.train, userCount),
    heldOut: groupByUser(split.val, userCount)
  };
  const found = rule === null ? null : userToFollow(lists.trained, lists.heldOut, userCount);
  const user = found ?? named;
  const tables = startTables(userCount, itemCount, settings.width, seed);
  const pair = pairToPlay(dataset, tables, lists.trained, user, seed);
  const titles = new Titles(dataset);
  const heldOut = [...itemsOf(lists.heldOut, user)].map((item) => titles.at(item));
  const frames: RankingData['frames'] = [];
  const shown = new Set(frameEpochs(settings.epochs));
  const { rate, decay } = settings;
  let stopped: number | null = null;
  for (let epoch = 0; epoch <= settings.epochs && stopped === null; epoch += 1) {
    await step(epoch, settings.epochs + 1);
    const pairs = pairsOf(split.train, lists.trained, itemCount, { seed, epoch });
    const loss = runPairs(tables, pairs, epoch === 0 ? null : { rate, decay });
    if (!(loss < ENDLESS)) stopped = epoch;
    else if (shown.has(epoch)) {
      const list = listOf({ ...lists, tables }, user, titles);
      frames.push({ epoch, loss, ...worthOf({ ...lists, tables }), ...list });
    }
  }
  const listed = itemCount - itemsOf(lists.trained, user).length;
  const data = {
    settings,
    clicks: split.train.users.length,
    items: itemCount,
    heldOutClicks: split.val.users.length,
    user: {
      id: dataset.userIds[user] ?? '',
      rule: found === null ? rule : LIST_RULE,
      clicks: itemsOf(lists.trained, user).length,
      listed
    },
    pair,
    titles: titles.all,
    heldOut,
    frames,
    stopped
  };
  return { show: 'ranking', values: valuesOf(data), ...data };
};

/** The user of `LIST_RULE`; null where nobody is like that. */
function userToFollow(trained: ItemsByUser, heldOut: ItemsByUser, userCount: number): number | null {
  const fit = Array.from({ length: userCount }, (_, user) => user).filter((user) => itemsOf(heldOut, user).length > 1);
  const degrees = fit.map((user) => itemsOf(trained, user).length).sort((a, b) => a - b);
  const median = degrees[(degrees.length - 1) >> 1];
  return fit.find((user) => itemsOf(trained, user).length === median) ?? null;
}

/** Some of the user's clicks and as many items beside them, with their rows as they begin. */
function pairToPlay(
  dataset: Dataset,
  { width, users, items }: Tables,
  trained: ItemsByUser,
  user: number,
  seed: FigureInput['seed']
): RankingData['pair'] {
  const own = itemsOf(trained, user);
  const others = Array.from({ length: dataset.itemCount }, (_, item) => item).filter((item) => !own.includes(item));
  const key = { seed, stream: STREAM.samples, step: user };
  const drawn = (from: ArrayLike<number>, step: number): number[] =>
    sample(from.length, EACH, { ...key, step }).flatMap((at) => from[at] ?? []);
  const shown = (clicked: boolean) => (item: number) => ({
    title: itemTitle(dataset, item),
    clicked,
    row: [...rowAt(items, width, item)]
  });
  return {
    user: [...rowAt(users, width, user)],
    items: [...drawn(own, 0).map(shown(true)), ...drawn(others, 1).map(shown(false))]
  };
}

/** The user's first places, and those of what is held out for her. */
function listOf(
  { tables, itemCount, trained, heldOut }: Lists,
  user: number,
  titles: Titles
): Pick<RankingData['frames'][number], 'top' | 'places'> {
  const scores = new Float64Array(itemCount);
  scoreItems(tables, user, scores);
  const left = itemsOf(trained, user);
  return {
    top: topItems(scores, SHOWN, left).items.map((item) => titles.at(item)),
    places: [...itemsOf(heldOut, user)].map((item) => placeOf(scores, left, item))
  };
}

/** Each title once, in the order in which they are asked for. */
class Titles {
  readonly all: string[] = [];
  readonly #at = new Map<number, number>();
  constructor(readonly dataset: Dataset) {}

  at(item: number): number {
    const known = this.#at.get(item);
    if (known !== undefined) return known;
    this.#at.set(item, this.all.length);
    return this.all.push(itemTitle(this.dataset, item)) - 1;
  }
}

/**
 * "push.MARGIN"; "loss.EPOCH", "recall.EPOCH" and "place.EPOCH", and the same without an epoch of the last one; "user.before" and
 * "user.after", the relative place of the user's middle held-out item; "late.gain" and "late.loss", what the second half of the epochs adds
 * to recall, and by what share it lowers the loss.
 */
function valuesOf({ settings, user, frames }: Omit<RankingData, 'show' | 'values'>): Record<string, number> {
  const values: Record<string, number | null | undefined> = {};
  for (const margin of MARGINS) values[`push.${margin}`] = pushOf(margin);
  for (const { epoch, loss, recall, place } of frames)
    Object.assign(values, { [`loss.${epoch}`]: loss, [`recall.${epoch}`]: recall, [`place.${epoch}`]: place });
  const last = frames.at(-1);
  Object.assign(values, { loss: last?.loss, recall: last?.recall, place: last?.place });
  const half = frames.find(({ epoch }) => 2 * epoch >= settings.epochs);
  if (last && half) {
    if (last.recall !== null && half.recall !== null) values['late.gain'] = last.recall - half.recall;
    values['late.loss'] = 1 - last.loss / half.loss;
  }
  const middle = (places: readonly number[] = []): number | null => {
    const place = [...places].sort((a, b) => a - b)[(places.length - 1) >> 1];
    return place === undefined || user.listed < 2 ? null : (place - 1) / (user.listed - 1);
  };
  values['user.before'] = middle(frames[0]?.places);
  values['user.after'] = middle(last?.places);
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (typeof value === 'number' ? [[name, value]] : []))
  );
}

// From raw data to a data set with a split: the steps in the paper's order (model spec §8.16), each counted, then the split, then
// perturbations of the training part. What the settings leave out is not done.
import * as v from 'valibot';
import { appError } from '#lib/errors/app-error';
import type { WorkStep } from '#lib/work/work';
import { pickColumns, NO_COLUMNS } from '../columns/interaction-columns';
import type { TextColumn } from '../columns/text-column';
import type { RawData, RawNodes } from '../raw/types';
import { assignSplit, byTime, lacksValidation } from '../split/methods';
import type { SplitMethod } from '../split/names';
import { makeSplit, pick, sortedOrder, type Shares } from '../split/split';
import type { Dataset, InteractionColumns, InteractionList, ItemText, SplitName, UserText } from '../types';
import { kCore } from './core';
import { dropDuplicates, dropUnknownItems, filterByRating, sampleUsers } from './filters';
import { joinReport, type JoinReport } from './join-report';
import { dropOverlap } from './overlap';
import { noisePairs, withoutDescriptions } from './perturb';
import { allRows, stepped, type Rows, type StepReport, type Stepped } from './rows';
import type { PrepareSettings } from './settings';
import { dropWithoutText } from './texts';

export interface Prepared {
  readonly dataset: Dataset;
  readonly steps: readonly StepReport[];
  readonly join: JoinReport;
  /** Rows of the raw users and items that became the data set's users and items: for vectors and profiles that came along. */
  readonly userRows: Int32Array; // [users]
  readonly itemRows: Int32Array; // [items]
}

export interface PrepareJob {
  readonly step?: WorkStep;
}

/** @throws AppError prepare/…, dataset/cannot-split */
export async function prepare(raw: RawData, settings: PrepareSettings, job: PrepareJob = {}): Promise<Prepared> {
  const steps: StepReport[] = [];
  let rows = allRows(raw);
  const disjoint = keepsOwnSplit(raw, settings) ? dropOverlap(rows, settings.overlap) : null;
  if (disjoint) {
    rows = disjoint.rows;
    steps.push(disjoint.report);
  }
  const filters = filtersOf(raw, settings);
  for (const [done, filter] of filters.entries()) {
    await job.step?.(done, filters.length + 2, 'filtering');
    const made = filter(rows);
    rows = made.rows;
    steps.push(made.report);
  }
  await job.step?.(filters.length, filters.length + 2, 'splitting');
  // Data that are taken as they came keep the users and items without an interaction too: their rows are those of the files.
  const asTheyCame = filters.length === 0 && raw.interactions.parts !== null;
  const nodes = nodesOf(asTheyCame ? null : rows.keep, raw);
  const inPeriod = periodRows(rows, settings);
  if (inPeriod) steps.push(inPeriod.report);
  const split = splitRows(inPeriod?.rows ?? rows, nodes, settings);
  await job.step?.(filters.length + 1, filters.length + 2, 'putting together');
  if (split.drawn) steps.push(split.drawn);
  const noisy = withNoise(split, nodes, settings);
  if (noisy.report) steps.push(noisy.report);
  const dataset = await assemble(raw, nodes, noisy, settings);
  return { dataset, steps, join: joinReport(raw), userRows: nodes.users.rows, itemRows: nodes.items.rows };
}

const keepsOwnSplit = ({ interactions }: RawData, { split }: PrepareSettings): boolean =>
  interactions.parts !== null && (split === 'own' || split === 'auto');

type Filter = (rows: Rows) => Stepped;

function filtersOf(raw: RawData, settings: PrepareSettings): readonly Filter[] {
  const core: Filter = (rows) => kCore(rows, settings.core);
  return [
    ...(settings.min_rating > 0 ? [(rows: Rows) => filterByRating(rows, settings.min_rating, settings.unrated)] : []),
    ...(settings.unknown_items === 'drop' && raw.items.described ? [dropUnknownItems] : []),
    ...(hasDuplicates(raw, settings) ? [(rows: Rows) => dropDuplicates(rows, settings.duplicates)] : []),
    ...(settings.sample_users < 1
      ? [(rows: Rows) => sampleUsers(rows, settings.sample_users, settings.split_seed)]
      : []),
    ...(settings.core > 1 ? [core] : []),
    ...(settings.without_text === 'drop' ? [dropWithoutText, ...(settings.core > 1 ? [core] : [])] : [])
  ];
}

/** A pair may stand once in a data set: this step is no choice, only which of the two stays. Of several parts overlap.ts takes care. */
function hasDuplicates(raw: RawData, settings: PrepareSettings): boolean {
  const { interactions, items } = raw;
  const parts = keepsOwnSplit(raw, settings) ? interactions.parts : null;
  const seen = new Set<number>();
  return interactions.users.some((user, at) => {
    const pair = 3 * (user * items.ids.length + (interactions.items[at] ?? 0)) + (parts?.[at] ?? 0);
    if (seen.has(pair)) return true;
    seen.add(pair);
    return false;
  });
}

/** Nodes that are left, in the order of the raw data, and the place of each raw row among them. */
interface Nodes {
  readonly users: { readonly rows: Int32Array; readonly places: Int32Array };
  readonly items: { readonly rows: Int32Array; readonly places: Int32Array };
}

/** @param keep positions of interactions whose nodes are wanted; null for all nodes */
function nodesOf(keep: Int32Array | null, raw: RawData): Nodes {
  const side = (count: number, of: Int32Array): { rows: Int32Array; places: Int32Array } => {
    const seen = new Uint8Array(count).fill(keep ? 0 : 1);
    for (const at of keep ?? []) seen[of[at] ?? 0] = 1;
    const rows = Int32Array.from({ length: count }, (_, row) => row).filter((row) => seen[row] === 1);
    const places = new Int32Array(count).fill(-1);
    rows.forEach((row, place) => {
      places[row] = place;
    });
    return { rows, places };
  };
  const { interactions, users, items } = raw;
  return { users: side(users.ids.length, interactions.users), items: side(items.ids.length, interactions.items) };
}

/** Only the earlier or later interactions; the nodes stay those of all. Pairs are unique, so no later pair was there before. */
function periodRows(rows: Rows, { period, period_share: share }: PrepareSettings): Stepped | null {
  if (period === 'all') return null;
  const times = rows.raw.interactions.timestamps;
  const timeAt = (at: number): number => times?.[at] ?? NaN;
  const timed = rows.keep.filter((at) => !Number.isNaN(timeAt(at)));
  const without = rows.keep.length - timed.length;
  const what = 'A period';
  if (timed.length === 0) throw appError('prepare/no-times', { what, without, interactions: without });
  const order = byTime(Float64Array.from(timed, timeAt), timed.length, what);
  const cut = Math.round(share * order.length);
  const isEarlier = new Uint8Array(rows.raw.interactions.users.length);
  for (const at of order.subarray(0, cut)) isEarlier[timed[at] ?? 0] = 1;
  const last = dayOf(timeAt(timed[order[Math.max(0, cut - 1)] ?? 0] ?? 0));
  const unknown = without > 0 ? `; ${without} without a time are in neither` : '';
  const detail = `the ${period} interactions by time, cut behind ${last}${unknown}; users and items stay those of both periods`;
  return stepped(
    `${period} period`,
    rows,
    detail,
    (at) => !Number.isNaN(timeAt(at)) && (isEarlier[at] === 1) === (period === 'earlier')
  );
}

/** "2011-03-13"; what lies beyond the years that a date may have is said as it is. */
function dayOf(seconds: number): string {
  const date = new Date(1000 * seconds);
  return Number.isNaN(date.getTime()) ? `${seconds} seconds since 1970` : date.toISOString().slice(0, 10);
}

/** The three parts as positions of raw interactions, in the order user, then item. */
interface Parts {
  readonly positions: Readonly<Record<SplitName, Int32Array>>;
  readonly pairs: Readonly<Record<SplitName, InteractionList>>;
}

interface SplitParts extends Parts {
  /** Where validation was drawn from the files' training part. */
  readonly drawn: StepReport | null;
}

function splitRows({ raw, keep }: Rows, nodes: Nodes, settings: PrepareSettings): SplitParts {
  const { users, items, timestamps, parts } = raw.interactions;
  const unsorted = {
    users: Int32Array.from(keep, (at) => nodes.users.places[users[at] ?? 0] ?? 0),
    items: Int32Array.from(keep, (at) => nodes.items.places[items[at] ?? 0] ?? 0)
  };
  const method: SplitMethod = settings.split === 'auto' ? (parts ? 'own' : 'paper') : settings.split;
  const train = 1 - settings.val_share - settings.test_share;
  const shares: Shares = [train, settings.val_share, settings.test_share];
  const own = parts && Uint8Array.from(keep, (at) => parts[at] ?? 0);
  // A validation part that filters emptied is gone; only one that never was is drawn.
  if (method === 'own' && own && lacksValidation(own) && parts.includes(1))
    throw appError('prepare/empty-part', { part: 'validation', split: method });
  const assigned = assignSplit(
    method,
    {
      list: unsorted,
      userCount: nodes.users.rows.length,
      itemCount: nodes.items.rows.length,
      timestamps: timestamps && Float64Array.from(keep, (at) => timestamps[at] ?? NaN),
      parts: own
    },
    shares,
    settings.split_seed
  );
  const order = sortedOrder(unsorted);
  const byPart = (part: number): number[] => order.filter((at) => assigned[at] === part);
  const places = { train: byPart(0), val: byPart(1), test: byPart(2) };
  const each = <T>(of: (places: number[]) => T): Record<SplitName, T> => ({
    train: of(places.train),
    val: of(places.val),
    test: of(places.test)
  });
  const pairs = each((list) => pick(unsorted, list));
  const isDrawn = method === 'own' && own !== null && lacksValidation(own);
  const training = isDrawn ? order.filter((at) => own[at] === 0) : [];
  return {
    positions: each((list) => Int32Array.from(list, (at) => keep[at] ?? 0)),
    pairs,
    drawn: isDrawn
      ? {
          step: 'validation from training',
          before: countsOfList(pick(unsorted, training)),
          after: countsOfList(pairs.train),
          detail: `the files bring training and test only: ${pairs.val.users.length} training pairs are drawn for validation, seed ${settings.split_seed}; test stays as it is`
        }
      : null
  };
}

const countsOfList = (list: InteractionList): StepReport['before'] => ({
  users: new Set(list.users).size,
  items: new Set(list.items).size,
  interactions: list.users.length
});

interface Noisy extends Parts {
  readonly report: StepReport | null;
}

/** Noise has no position among the raw interactions (−1): nothing is known of it. */
function withNoise(split: Parts, nodes: Nodes, { noise, split_seed: seed }: PrepareSettings): Noisy {
  if (noise === 0) return { ...split, report: null };
  const { train } = split.pairs;
  const [userCount, itemCount] = [nodes.users.rows.length, nodes.items.rows.length];
  const added = noisePairs(Object.values(split.pairs), train.users.length, userCount, itemCount, noise, seed);
  const joined = {
    users: Int32Array.from([...train.users, ...added.users]),
    items: Int32Array.from([...train.items, ...added.items])
  };
  const positions = [...split.positions.train, ...new Array<number>(added.users.length).fill(-1)];
  const order = sortedOrder(joined);
  return {
    pairs: { ...split.pairs, train: pick(joined, order) },
    positions: { ...split.positions, train: Int32Array.from(order, (at) => positions[at] ?? -1) },
    report: {
      step: 'noise in training',
      before: countsOfList(train),
      after: countsOfList(joined),
      detail: `${added.users.length} pairs that are in no part of the split, seed ${seed}; validation and test stay as they are`
    }
  };
}

async function assemble(raw: RawData, nodes: Nodes, parts: Parts, settings: PrepareSettings): Promise<Dataset> {
  const { users, items, interactions, provenance, name } = raw;
  const columns = (part: SplitName): InteractionColumns => {
    const { ratings, timestamps, reviews } = interactions;
    return ratings || timestamps || reviews
      ? pickColumns({ ratings, timestamps, reviews }, parts.positions[part])
      : NO_COLUMNS;
  };
  const itemTexts = textsOf(items, nodes.items.rows, settings);
  const userTexts = namesOf(users, nodes.users.rows);
  return {
    name,
    provenance,
    userCount: nodes.users.rows.length,
    itemCount: nodes.items.rows.length,
    userIds: Array.from(nodes.users.rows, (row) => users.ids[row] ?? ''),
    itemIds: Array.from(nodes.items.rows, (row) => items.ids[row] ?? ''),
    split: await makeSplit(nodes.users.rows.length, nodes.items.rows.length, parts.pairs),
    ...(itemTexts ? { itemTexts } : {}),
    ...(userTexts ? { userTexts } : {}),
    interactionColumns: { train: columns('train'), val: columns('val'), test: columns('test') },
    ...carried(raw, nodes)
  };
}

/** Vectors and profiles that came with the data, of the nodes that are left. */
function carried({ vectors, profiles }: RawData, { users, items }: Nodes): Pick<Dataset, 'vectors' | 'profiles'> {
  return {
    ...(vectors
      ? {
          vectors: {
            dimensions: vectors.dimensions,
            users: pickRows(vectors.users, vectors.dimensions, users.rows),
            items: pickRows(vectors.items, vectors.dimensions, items.rows),
            userPresent: Uint8Array.from(users.rows, (row) => vectors.userPresent[row] ?? 0),
            itemPresent: Uint8Array.from(items.rows, (row) => vectors.itemPresent[row] ?? 0)
          }
        }
      : {}),
    ...(profiles
      ? {
          profiles: {
            users: Array.from(users.rows, (row) => profiles.users[row] ?? null),
            items: Array.from(items.rows, (row) => profiles.items[row] ?? null),
            ...(profiles.reasons && {
              reasons: {
                users: Array.from(users.rows, (row) => profiles.reasons?.users[row] ?? ''),
                items: Array.from(items.rows, (row) => profiles.reasons?.items[row] ?? '')
              }
            })
          }
        }
      : {})
  };
}

function pickRows(values: Float32Array, width: number, rows: Int32Array): Float32Array {
  const picked = new Float32Array(rows.length * width);
  rows.forEach((row, place) => picked.set(values.subarray(row * width, (row + 1) * width), place * width));
  return picked;
}

const Attributes = v.record(v.string(), v.string());

function attributesAt(column: TextColumn | null, row: number): Readonly<Record<string, string>> {
  const text = column?.get(row);
  return text === undefined ? {} : v.parse(Attributes, JSON.parse(text));
}

/** Items of a source without any words have none, not empty ones. */
function textsOf(nodes: RawNodes, rows: Int32Array, settings: PrepareSettings): ItemText[] | null {
  const { titles, attributes } = nodes;
  if (!titles && !nodes.descriptions && !attributes) return null;
  const descriptions =
    nodes.descriptions && settings.drop_descriptions > 0
      ? withoutDescriptions(nodes.descriptions.pick(rows), settings.drop_descriptions, settings.split_seed)
      : (nodes.descriptions?.pick(rows) ?? null);
  return Array.from(rows, (row, place) => {
    const description = descriptions?.get(place);
    return {
      title: titles?.get(row) ?? '',
      ...(description ? { description } : {}),
      attributes: attributesAt(attributes, row)
    };
  });
}

function namesOf({ titles, attributes }: RawNodes, rows: Int32Array): UserText[] | null {
  if (!titles && !attributes) return null;
  return Array.from(rows, (row) => {
    const name = titles?.get(row);
    return { ...(name ? { name } : {}), attributes: attributesAt(attributes, row) };
  });
}

// What the points of a map can be coloured by: attributes as the data have them, clicks, how popular, groups as the evaluation makes them,
// clusters of a space, and true taste where the data are made up and say it. Eight groups at most; what is beyond is named as the rest.
import { groupItems, groupUsers, ITEM_GROUPS } from '#lib/evaluation/lists/groups';
import type { Dataset } from '#lib/dataset/types';
import { cellsOf } from '../projection/umap/cells';
import { narrowed, unitRows } from '../projection/umap/umap';
import type { SpaceToMap } from './maps';
import type { ColourChoice, Colouring } from './types';

export const MOST_GROUPS = 8;
export const MOST_STEPS = 6;
const USER_GROUPS = 4;
/** An attribute that fewer nodes of its kind have is not offered. */
const LEAST_SHARE = 0.2;
/** … and one of which eight values say less comes after the clusters. */
const TELLING = 0.5;
const CLUSTER_SEED = 1;
const ATTRIBUTE = 'attribute:';
/** Known groups by node. */
export type Tastes = { readonly names: readonly string[]; readonly of: Int8Array };

type Attributed = Pick<Dataset, 'userCount' | 'itemCount' | 'userTexts' | 'itemTexts'>;

/** The values of an attribute by node, users first; undefined where a node has none. */
function valuesOf(
  { userCount, itemCount, userTexts, itemTexts }: Attributed,
  name: string
): readonly (string | undefined)[] {
  const own = (texts: Dataset['userTexts'] | Dataset['itemTexts'], at: number): string | undefined => {
    const attributes = texts?.[at]?.attributes;
    const value = attributes && Object.hasOwn(attributes, name) ? attributes[name]?.trim() : undefined;
    return value === '' ? undefined : value;
  };
  return Array.from({ length: userCount + itemCount }, (_, node) =>
    node < userCount ? own(userTexts, node) : own(itemTexts, node - userCount)
  );
}

/** Share of the nodes with an attribute that its eight most frequent values have. */
function coverOf(values: readonly (string | undefined)[]): number {
  const counts = new Map<string, number>();
  let known = 0;
  for (const value of values) {
    if (value === undefined) continue;
    known += 1;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const most = [...counts.values()].sort((one, other) => other - one).slice(0, MOST_GROUPS);
  return known === 0 ? 0 : most.reduce((sum, count) => sum + count, 0) / known;
}

/** Attributes that enough users or items have, and that tell some of them apart. */
export function attributesOf(dataset: Attributed): readonly string[] {
  const { userCount, itemCount, userTexts, itemTexts } = dataset;
  const names = new Set<string>();
  for (const texts of [itemTexts, userTexts])
    for (const text of texts ?? []) for (const name of Object.keys(text.attributes)) names.add(name);
  return [...names].filter((name) => {
    const values = valuesOf(dataset, name);
    const known = (from: number, to: number) => values.slice(from, to).filter((value) => value !== undefined).length;
    const isCommon =
      known(0, userCount) >= LEAST_SHARE * userCount ||
      known(userCount, userCount + itemCount) >= LEAST_SHARE * itemCount;
    return isCommon && new Set(values.filter((value) => value !== undefined)).size > 1;
  });
}

/** What is worth most to be seen first: attributes that eight values say nearly all of, then clusters, then the rest. */
export function colourChoices(dataset: Attributed, hasTastes: boolean): readonly ColourChoice[] {
  const attributes = attributesOf(dataset)
    .map((name) => ({ by: ATTRIBUTE + name, label: name, cover: coverOf(valuesOf(dataset, name)) }))
    .sort((one, other) => other.cover - one.cover);
  const bare = ({ by, label }: ColourChoice): ColourChoice => ({ by, label });
  return [
    ...attributes.filter(({ cover }) => cover >= TELLING).map(bare),
    { by: 'cluster', label: 'cluster' },
    ...attributes.filter(({ cover }) => cover < TELLING).map(bare),
    { by: 'clicks', label: 'clicks in training' },
    { by: 'popularity', label: 'popularity' },
    { by: 'group', label: 'group' },
    ...(hasTastes ? [{ by: 'taste', label: 'true taste' }] : [])
  ];
}

export interface ColouringInput {
  readonly dataset: Dataset;
  /** Training clicks by node. */
  readonly degrees: Int32Array;
  /** The space whose clusters are meant. */
  readonly space: SpaceToMap;
  readonly tastes: Tastes | null;
}

/** null where there is no such quality. */
export async function colouringOf(
  { dataset, degrees, space, tastes }: ColouringInput,
  by: string,
  step: () => Promise<void> = () => Promise.resolve()
): Promise<Colouring | null> {
  const { userCount } = dataset;
  if (by.startsWith(ATTRIBUTE)) {
    const name = by.slice(ATTRIBUTE.length);
    return attributesOf(dataset).includes(name) ? { by, label: name, ...attribute(valuesOf(dataset, name)) } : null;
  }
  if (by === 'clicks') return { by, label: 'clicks in training', ...scale([...degrees], 'unknown') };
  if (by === 'popularity')
    return {
      by,
      label: 'clicks on the item; of a user, on their median item',
      ...scale(popularity(dataset, degrees), 'no clicks')
    };
  if (by === 'group') {
    const users = groupUsers(degrees.subarray(0, userCount), USER_GROUPS);
    const items = groupItems(degrees.subarray(userCount));
    const range = (of: { readonly low: number; readonly high: number } | null | undefined) =>
      of ? ` (${of.low === of.high ? of.low : `${of.low}–${of.high}`} clicks)` : '';
    return {
      ...{ by, label: 'group', kind: 'groups', rest: 'in no group' },
      names: [
        ...users.ranges.map((of, at) => `users, ${['fewest', 'few', 'many', 'most'][at] ?? at}${range(of)}`),
        ...ITEM_GROUPS.map((name, at) => `items, ${name}${range(items.ranges[at])}`)
      ],
      of: Int8Array.from(degrees, (_, node) =>
        node < userCount ? (users.of[node] ?? -1) : USER_GROUPS + (items.of[node - userCount] ?? 0)
      )
    };
  }
  if (by === 'cluster') return { by, label: 'cluster', ...(await clusters(space, step)) };
  if (by === 'taste' && tastes) return { by, label: 'true taste', kind: 'groups', ...tastes, rest: 'unknown' };
  return null;
}

type Bare = Colouring extends infer Each ? (Each extends Colouring ? Omit<Each, 'by' | 'label'> : never) : never;

/** Numbers as a scale where most are numbers and there are many; else the most frequent values as groups, in the order of their names. */
function attribute(values: readonly (string | undefined)[]): Bare {
  const known = values.filter((value) => value !== undefined);
  const counts = new Map<string, number>();
  for (const value of known) counts.set(value, (counts.get(value) ?? 0) + 1);
  const numbers = values.map((value) => (value === undefined ? NaN : Number(value)));
  const isNumeric = numbers.filter(Number.isFinite).length >= 0.9 * known.length && counts.size > MOST_GROUPS;
  if (isNumeric) return scale(numbers, 'unknown');
  const first = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, MOST_GROUPS);
  const names = first.map(([name]) => name).sort();
  const at = new Map(names.map((name, index) => [name, index]));
  return {
    kind: 'groups',
    names,
    of: Int8Array.from(values, (value) => (value === undefined ? -1 : (at.get(value) ?? -1))),
    rest: counts.size > names.length ? `${counts.size - names.length} others, or none` : 'none'
  };
}

/** Steps that hold about as many nodes each; equal values are never torn apart, and a step that has none is left out. */
function scale(values: readonly number[], rest: string): Bare {
  const sorted = Float64Array.from(values.filter(Number.isFinite)).sort();
  const steps: { readonly low: number; readonly high: number }[] = [];
  let from = 0;
  for (let step = 0; step < MOST_STEPS && from < sorted.length; step++) {
    const wanted = Math.max(from, Math.ceil(((step + 1) * sorted.length) / MOST_STEPS) - 1);
    const high = sorted[wanted] ?? 0;
    steps.push({ low: sorted[from] ?? 0, high });
    while (from < sorted.length && (sorted[from] ?? 0) <= high) from += 1;
  }
  const of = Int8Array.from(values, (value) =>
    Number.isFinite(value) ? steps.findIndex(({ high }) => value <= high) : -1
  );
  return { kind: 'scale', steps, of, rest };
}

/** Clicks on each item; for a user the median of their items' clicks. NaN for who clicked nothing. */
function popularity({ userCount, split: { train } }: Dataset, degrees: Int32Array): readonly number[] {
  const own: number[][] = Array.from({ length: userCount }, () => []);
  train.users.forEach((user, at) => own[user]?.push(degrees[userCount + (train.items[at] ?? 0)] ?? 0));
  return Array.from(degrees, (clicks, node) => {
    if (node >= userCount) return clicks;
    const sorted = Int32Array.from(own[node] ?? []).sort();
    return sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
  });
}

async function clusters({ rows, width, present }: SpaceToMap, step: () => Promise<void>): Promise<Bare> {
  const count = rows.length / width;
  const used = Array.from({ length: count }, (_, node) => node).filter((node) => present?.[node] !== 0);
  const { rows: unit, width: wide } = await narrowed(unitRows(rows, width, used), width, step);
  const groups = Math.min(MOST_GROUPS, used.length);
  const found = await cellsOf(unit, wide, groups, CLUSTER_SEED, step);
  const of = new Int8Array(count).fill(-1);
  used.forEach((node, at) => (of[node] = found.of[at] ?? -1));
  return {
    kind: 'groups',
    names: Array.from({ length: groups }, (_, at) => `cluster ${at + 1}`),
    of,
    rest: 'no vector'
  };
}

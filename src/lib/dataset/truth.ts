// The truth file of synthetic data: latent taste and marks of noise clicks. It is no part of the data set: the manifest
// does not list it and no reader opens it. Only studies read it, after training: comparisons to report metrics without
// noise clicks, a lesson's figure to show them (lint keeps every other room out).
import * as v from 'valibot';
import { readText, type FileSource } from './sources/source';
import type { Dataset, InteractionList, SplitName } from './types';

export const TRUTH_FILE = 'truth.json';

const Truth = v.object({
  version: v.literal(1),
  noise: v.array(v.object({ user: v.string(), item: v.string(), kind: v.string() }))
});

/** The kind of noise that a click is; null for a click that is not marked. Parallel to the rows of each part of the split. */
export type NoiseMarks = Readonly<Record<SplitName, readonly (string | null)[]>>;

const Taste = v.object({ shared: v.array(v.number()) });
const Tastes = v.object({
  version: v.literal(1),
  users: v.record(v.string(), Taste),
  items: v.record(v.string(), Taste)
});

/** The factor of latent taste that is strongest in each node, by external ids, users first; null where there is no truth file. */
export async function strongestTastes(
  source: FileSource,
  { provenance, userIds, itemIds }: Pick<Dataset, 'provenance' | 'userIds' | 'itemIds'>
): Promise<{ readonly count: number; readonly of: Int8Array } | null> {
  if (!provenance.synthetic || !(await source.has(TRUTH_FILE))) return null;
  const { users, items } = v.parse(Tastes, JSON.parse(await readText(source, TRUTH_FILE)));
  let count = 0;
  const strongest = (all: Readonly<Record<string, v.InferOutput<typeof Taste>>>, id: string): number => {
    const shared = Object.hasOwn(all, id) ? (all[id]?.shared ?? []) : [];
    count = Math.max(count, shared.length);
    return shared.reduce((best, value, at) => (value > (shared[best] ?? 0) ? at : best), shared.length > 0 ? 0 : -1);
  };
  const of = Int8Array.from([
    ...userIds.map((id) => strongest(users, id)),
    ...itemIds.map((id) => strongest(items, id))
  ]);
  return { count, of };
}

/** A pair by external ids; unlike two ids joined by a sign, no other pair can have it. */
const pairKey = (user: string, item: string): string => JSON.stringify([user, item]);

/** The truth file's marks of the data set's clicks, found by external ids; null where there is no truth file. */
export async function noiseMarks(source: FileSource, dataset: Dataset): Promise<NoiseMarks | null> {
  if (!dataset.provenance.synthetic || !(await source.has(TRUTH_FILE))) return null;
  const raw: unknown = JSON.parse(await readText(source, TRUTH_FILE));
  const kinds = new Map(v.parse(Truth, raw).noise.map(({ user, item, kind }) => [pairKey(user, item), kind]));
  const marksOf = ({ users, items }: InteractionList): (string | null)[] =>
    Array.from(users, (user, row) => {
      const key = pairKey(dataset.userIds[user] ?? '', dataset.itemIds[items[row] ?? 0] ?? '');
      return kinds.get(key) ?? null;
    });
  const { train, val, test } = dataset.split;
  return { train: marksOf(train), val: marksOf(val), test: marksOf(test) };
}

/** The held-out test pairs that the truth file does not mark as noise; null where there is no truth file. */
export async function testPairsWithoutNoise(source: FileSource, dataset: Dataset): Promise<InteractionList | null> {
  const marks = await noiseMarks(source, dataset);
  if (!marks) return null;
  const { users, items } = dataset.split.test;
  const isClean = (_: number, row: number): boolean => marks.test[row] === null;
  return { users: users.filter(isClean), items: items.filter(isClean) };
}

// The truth file of synthetic data: latent taste and marks of noise clicks. It is no part of the data set: the manifest
// does not list it and no reader opens it. Only the comparison reads it, after training, to report metrics without noise
// clicks (lint keeps every other room out).
import * as v from 'valibot';
import { readText, type FileSource } from './source';
import type { Dataset, InteractionList } from './types';

export const TRUTH_FILE = 'truth.json';

const Truth = v.object({
  version: v.literal(1),
  noise: v.array(v.object({ user: v.string(), item: v.string(), kind: v.string() }))
});

/** The held-out test pairs that the truth file does not mark as noise; null where there is no truth file. */
export async function testPairsWithoutNoise(source: FileSource, dataset: Dataset): Promise<InteractionList | null> {
  if (!dataset.provenance.synthetic || !(await source.has(TRUTH_FILE))) return null;
  const raw: unknown = JSON.parse(await readText(source, TRUTH_FILE));
  const truth = v.parse(Truth, raw);
  const noise = new Set(truth.noise.map(({ user, item }) => `${user}\t${item}`));
  const { users, items } = dataset.split.test;
  const clean = Uint8Array.from(users, (user, at) =>
    noise.has(`${dataset.userIds[user] ?? ''}\t${dataset.itemIds[items[at] ?? 0] ?? ''}`) ? 0 : 1
  );
  return { users: users.filter((_, at) => clean[at] === 1), items: items.filter((_, at) => clean[at] === 1) };
}

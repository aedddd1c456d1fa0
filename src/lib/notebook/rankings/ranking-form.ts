// What is stored of a linear model with one set of values: its lists, by which every table measures it, and not its weights, which are a
// hundred times as large.
import * as v from 'valibot';
import { MetricsForm } from '#lib/evaluation/forms';
import type { ListsOfAll } from '#lib/evaluation/evaluate';
import { parseStored, type Stored } from '#lib/storage/parse-stored';
import { STORED_VERSION, type StoredForm } from '../kinds/stored-form';

const Ranking = v.object({
  model: v.string(),
  values: v.record(v.string(), v.number()),
  /** Items in a list. */
  k: v.number(),
  /** null where the split has no validation part. */
  val: v.nullable(MetricsForm)
});

export type StoredRanking = Stored<typeof Ranking>;

export interface Ranking extends StoredRanking {
  readonly lists: ListsOfAll;
}

export const rankingForm: StoredForm<Ranking> = {
  kind: 'ranking',
  version: STORED_VERSION,
  read({ json, arrays: { items } }) {
    const stored = parseStored(Ranking, json);
    if (!(items instanceof Int32Array) || items.length % stored.k !== 0) throw new Error('its lists are missing');
    return { ...stored, lists: { k: stored.k, items } };
  }
};

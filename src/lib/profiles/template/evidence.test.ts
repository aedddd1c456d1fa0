// Every word of a composed profile stands in the training evidence that the profile names; nothing is made up, and nothing is held out.
import { beforeAll, describe, expect, it } from 'vitest';
import { reviewTextAt } from '#lib/dataset/columns/interaction-columns';
import { readOpenFormat } from '#lib/dataset/formats/open/read-open';
import { memorySource } from '#lib/dataset/sources/source';
import { makeBookshop } from '#lib/dataset/synthetic/bookshop';
import { BOOKSHOP } from '#lib/dataset/synthetic/parameters';
import { makeTrainView } from '#lib/dataset/train-view';
import type { TrainView } from '#lib/dataset/types';
import { profileGenerator } from '../registry';
import { tokenise } from '../text/tokenise';
import type { ProfileSet } from '../types';

const stems = (text: string): string[] => tokenise(text).flatMap(({ content, stem }) => (content ? [stem] : []));

let view: TrainView;
let set: ProfileSet;
beforeAll(async () => {
  const files = makeBookshop({ ...BOOKSHOP, users: 80, items: 60, interactions: 1400 });
  view = makeTrainView(await readOpenFormat(memorySource('bookshop', files)));
  set = await profileGenerator('template').generate(view, {}, 5, {});
});

/** What may be said of an item: its own fields and the training reviews of it. */
function evidenceOf(item: number): Set<string> {
  const text = view.itemTexts?.[item];
  const fields = Object.entries(text?.attributes ?? {}).flat();
  const reviews = [...view.train.items].flatMap((at, row) =>
    at === item ? [reviewTextAt(view.trainColumns, row) ?? ''] : []
  );
  return new Set([text?.title ?? '', text?.description ?? '', ...fields, ...reviews].flatMap(stems));
}

describe('every word of a profile', () => {
  it('of an item stands in its fields or its training reviews', () => {
    set.items.forEach(({ text }, item) => {
      const evidence = evidenceOf(item);
      expect(stems(text ?? '').filter((stem) => !evidence.has(stem))).toEqual([]);
    });
  });
  it('of a user stands in the evidence of the sampled items', () => {
    for (const { text, evidence } of set.users) {
      const known = new Set(evidence.items.flatMap((id) => [...evidenceOf(view.itemIds.indexOf(id))]));
      expect(stems(text ?? '').filter((stem) => !known.has(stem))).toEqual([]);
    }
  });
  it('is there again when they are composed again', async () => {
    expect(await profileGenerator('template').generate(view, {}, 5, {})).toEqual(set);
  });
});

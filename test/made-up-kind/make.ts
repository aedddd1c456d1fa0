// What the made-up kind computes.
import { idOf } from '#lib/notebook/kinds/inputs';
import type { KindMaker } from '#lib/notebook/kinds/maker';
import type { ResolvedTally } from './describe';
import { tallyStored, type TallyResult } from './stored';

export const maker: KindMaker<ResolvedTally, TallyResult> = {
  stored: tallyStored,
  async make({ dataset, most }, plan, { artifacts }) {
    const { itemCount, split } = await artifacts.dataset(idOf(plan, dataset).id);
    const clicks = new Uint32Array(itemCount);
    for (const item of split.train.items) clicks[item] = (clicks[item] ?? 0) + 1;
    const json: TallyResult = { kind: 'tally', items: clicks.filter((count) => count <= most).length };
    return { json, arrays: {}, digested: json };
  }
};

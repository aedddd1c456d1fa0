// What a profiles cell's generator reads of a data set: its training rows, with the words of their items or, as a control, of others.
import { withPermutedTexts } from '#lib/dataset/prepare/permuted-texts';
import { makeTrainView } from '#lib/dataset/train-view';
import type { Dataset, TrainView } from '#lib/dataset/types';
import type { ResolvedProfiles } from './describe';

export function profilesView({ texts, seed }: Pick<ResolvedProfiles, 'texts' | 'seed'>, dataset: Dataset): TrainView {
  const view = makeTrainView(dataset);
  return texts === 'permuted' ? withPermutedTexts(view, seed) : view;
}

/** Said with the label of profiles whose words belong to others. */
export const PERMUTED = 'A control: every item has the words of another one.';

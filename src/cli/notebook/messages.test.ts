// What crosses to a training process arrives whole.
import { expect, it } from 'vitest';
import type { SeedJob } from '#lib/notebook/run/environment';
import { resolveSettings } from '#lib/training/settings/presets';
import { readCommand } from './messages';

const job: SeedJob = {
  id: 'a',
  seed: 1,
  settings: resolveSettings('lightgcn', 'none', 'small', {}),
  datasetId: 'b',
  embeddingsId: null,
  startFromId: null,
  startDatasetId: null,
  vectorsDatasetId: null,
  fresh: false
};

it('a seed to train, and one to hold on the way', () => {
  for (const each of [job, { ...job, until: 12 }]) {
    expect(readCommand({ type: 'train', job: each })).toEqual({ type: 'train', job: each });
  }
});

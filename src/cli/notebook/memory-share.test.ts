import { expect, it } from 'vitest';
import type { SeedJob } from '#lib/notebook/run/environment';
import { resolveSettings } from '#lib/training/settings/presets';
import { memoryShare } from './memory-share';

const job = (seed: number): SeedJob => ({
  id: String(seed),
  seed,
  datasetId: 'd',
  embeddingsId: null,
  startFromId: null,
  startDatasetId: null,
  vectorsDatasetId: null,
  fresh: true,
  settings: resolveSettings('lightgcn', 'none', 'small')
});
const settled = () => new Promise(setImmediate);

/** Seeds that train, and those that were told to wait, by their number. */
function shareOf(size: number, bytes: number, need: number | null) {
  const held: number[] = [];
  const training = new Map<number, (peak?: number) => void>();
  const share = memoryShare({
    size,
    bytes,
    needOf: () => Promise.resolve(need),
    onHold: ({ seed }, needed, free) => held.push(seed, needed, free)
  });
  const begin = (seed: number) => share.take(job(seed)).then((end) => training.set(seed, end));
  const end = async (seed: number, peak?: number) => {
    training.get(seed)?.(peak);
    training.delete(seed);
    await settled();
  };
  return { begin, end, held, training: () => [...training.keys()] };
}

it('lets as many train as fit, says once who waits and why, and lets it go on when one has ended', async () => {
  const { begin, end, held, training } = shareOf(4, 100, 40);
  for (const seed of [1, 2, 3]) void begin(seed);
  await settled();
  expect(training()).toEqual([1, 2]);
  expect(held).toEqual([3, 40, 20]);
  await end(1);
  expect(training()).toEqual([2, 3]);
  expect(held).toHaveLength(3);
});

it('goes by what a run of the kind took, once one has ended', async () => {
  const { begin, end, held, training } = shareOf(4, 100, 40);
  void begin(1);
  await settled();
  await end(1, 70);
  for (const seed of [2, 3]) void begin(seed);
  await settled();
  expect(training()).toEqual([2]);
  expect(held).toEqual([3, 70, 30]);
});

it('lets one alone go on whatever it takes, and holds nobody back for what is not known', async () => {
  const large = shareOf(2, 100, 1000);
  void large.begin(1);
  await settled();
  expect(large.training()).toEqual([1]);
  const unknown = shareOf(3, 100, null);
  for (const seed of [1, 2, 3, 4]) void unknown.begin(seed);
  await settled();
  // Beyond the number that was asked for nobody waits for memory.
  expect([unknown.training(), unknown.held]).toEqual([[1, 2, 3], []]);
});

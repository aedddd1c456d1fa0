// The figure "bound": what InfoNCE sees of a mutual information that is known, over batch sizes and over temperatures. The page computes the
// same numbers live when a reader moves a slider (src/lib/explain).
import { batchGrid, temperatureGrid } from '#lib/explain/bound-grid';
import { infoNceBound, mutualInformation, type BoundEstimate } from '#lib/explain/mutual-information-bound';
import { settingReader } from '#lib/settings/reader';
import type { FigureStudy } from '../types';
import type { BoundData } from './stored';
import { log } from '#lib/elementary/logarithm';

/** Pieces of about a millisecond between two steps, each of which lets messages in. */
const PIECES_A_STEP = 16;

export const make: FigureStudy<BoundData> = async ({ settings, seed, step }) => {
  const read = settingReader(settings);
  const [correlation, width] = [read.number('correlation'), read.number('width')];
  const [temperature, batch] = [read.number('temperature'), read.number('batch')];
  const pairs = { correlation, width, seed };
  const sizes = batchGrid(batch);
  const grid = temperatureGrid(temperature);
  const parts = sizes.length + 1;
  const estimate = async (done: number, size: number, temperatures: readonly number[]): Promise<BoundEstimate> => {
    const work = infoNceBound(pairs, size, temperatures);
    for (let piece = 1; ; piece++) {
      const { done: isDone, value } = work.next();
      if (isDone) return value;
      if (piece % PIECES_A_STEP === 0) await step(done, parts);
    }
  };
  const batches: BoundData['batches'] = [];
  for (const [done, size] of sizes.entries()) {
    const { optimal, cosine, batches: drawn } = await estimate(done, size, [temperature]);
    const [first] = cosine;
    if (first) batches.push({ batch: size, drawn, optimal, cosine: first });
  }
  const { cosine } = await estimate(sizes.length, batch, grid);
  const temperatures = cosine.map((found, at) => ({ temperature: grid[at] ?? 0, cosine: found }));
  await step(parts, parts);
  const data = { correlation, width, seed, temperature, batch, batches, temperatures };
  return { show: 'bound', values: valuesOf(data), ...data };
};

function valuesOf(data: Omit<BoundData, 'show' | 'values'>): Record<string, number> {
  const own = data.batches.find(({ batch }) => batch === data.batch);
  const best = data.temperatures.reduce((a, b) => (b.cosine.mean > a.cosine.mean ? b : a));
  return {
    information: mutualInformation(data),
    ceiling: log(data.batch),
    optimal: own?.optimal.mean ?? NaN,
    cosine: own?.cosine.mean ?? NaN,
    'best.temperature': best.temperature,
    'best.cosine': best.cosine.mean,
    ...Object.fromEntries(
      data.batches.flatMap(({ batch, optimal, cosine }) => [
        [`batch.${batch}.optimal`, optimal.mean],
        [`batch.${batch}.cosine`, cosine.mean]
      ])
    ),
    ...Object.fromEntries(
      data.temperatures.map(({ temperature, cosine }) => [`temperature.${temperature}.cosine`, cosine.mean])
    )
  };
}

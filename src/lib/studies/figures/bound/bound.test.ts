// The figure's numbers are those of the experiment that the page runs.
import { expect, it } from 'vitest';
import { infoNceBoundNow, mutualInformation } from '#lib/explain/mutual-information-bound';
import { resolveSettings } from '#lib/settings/resolve';
import type { FigureInput } from '../types';
import { make as boundFigure } from './make';
import { BOUND } from './describe';

const input = (given: Record<string, number>): FigureInput => ({
  dataset: null,
  clean: null,
  truth: null,
  runs: [],
  embeddings: null,
  user: null,
  rule: null,
  seed: 5,
  settings: resolveSettings('bound', BOUND.fields, given),
  backend: 'cpu',
  step: () => Promise.resolve()
});

it('holds what the experiment gives at its own settings, over batches and over temperatures', async () => {
  const data = await boundFigure(input({ width: 2, correlation: 0.6, batch: 24, temperature: 0.4 }));
  const pairs = { correlation: 0.6, width: 2, seed: 5 };
  expect(data.batches.map(({ batch }) => batch)).toEqual([2, 4, 8, 16, 24, 32, 64, 128, 256, 512, 1024]);
  expect(data.temperatures).toHaveLength(14);
  const own = infoNceBoundNow(pairs, 24, [0.4]);
  const at24 = data.batches.find(({ batch }) => batch === 24);
  expect(at24).toEqual({ batch: 24, drawn: own.batches, optimal: own.optimal, cosine: own.cosine[0] });
  // The chosen temperature stands in both curves, with one number.
  expect(data.temperatures.find(({ temperature }) => temperature === 0.4)?.cosine).toEqual(at24?.cosine);
  expect(data.values.information).toBe(mutualInformation(pairs));
  expect(data.values.ceiling).toBe(Math.log(24));
  expect(data.values.optimal).toBe(own.optimal.mean);
  expect(data.values['batch.24.cosine']).toBe(own.cosine[0]?.mean);
  expect(data.values['best.cosine']).toBe(Math.max(...data.temperatures.map(({ cosine }) => cosine.mean)));
});

it('stops when the work is cancelled', async () => {
  const stopped = { ...input({}), step: () => Promise.reject(new Error('stopped')) };
  await expect(boundFigure(stopped)).rejects.toThrow('stopped');
});

// What the made-up figure computes.
import type { FigureStudy } from '#lib/studies/figures/types';
import type { EagerData } from './stored';

export const make: FigureStudy<EagerData> = async ({ dataset, settings }) => {
  if (!dataset) throw new Error('This figure needs a data set');
  const least = Number(settings.least);
  const clicks = new Uint32Array(dataset.userCount);
  for (const user of dataset.split.train.users) clicks[user] = (clicks[user] ?? 0) + 1;
  const users = clicks.filter((count) => count >= least).length;
  return { show: 'eager', values: { users }, least };
};

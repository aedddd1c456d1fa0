// Makes a figure, and says of what form it is: one variant a figure, told apart by `show`. What is stored is checked against that.
import * as v from 'valibot';
import { FIGURE_MAKERS } from './makers';
import type { FigureName } from './registry';
import type { FigureInput } from './types';

export const FigureForm = v.variant(
  'show',
  Object.values(FIGURE_MAKERS).map(({ stored }) => stored)
);

export type FigureData = v.InferOutput<typeof FigureForm>;

/** Needs a started backend where the figure uses operators. @throws AppError internal/cancelled, training/model-not-kept */
export async function makeFigure(name: FigureName, input: FigureInput): Promise<FigureData> {
  const { make } = await FIGURE_MAKERS[name].load();
  return make(input);
}

// What all that knows of figures asks: which there are, and what each says of itself (the list is descriptions.ts). Page-safe: nothing that
// computes is loaded, so forms can use it.
import { FIGURE_DESCRIPTIONS } from './descriptions';
import type { FigureDescription } from './types';

export type FigureName = (typeof FIGURE_DESCRIPTIONS)[number]['name'];

export const FIGURES: readonly FigureDescription[] = FIGURE_DESCRIPTIONS;
export const FIGURE_NAMES: readonly FigureName[] = FIGURE_DESCRIPTIONS.map(({ name }) => name);

/** The description of a figure. */
export function figureDescription(name: FigureName): FigureDescription {
  const found = FIGURES.find((figure) => figure.name === name);
  if (!found) throw new Error(`There is no figure ${name}`);
  return found;
}

// Turns the figure "layers" into lines over the depth, and into tables: one chart a number, a line for the last layer alone and one for
// the sum. Pure.
import type { FigureResult } from '#lib/notebook/kinds/figure/stored';
import { nthStyle, type ArmStyle } from '../../../charts/arm-style';
import type { Line } from '../../../charts/LineChart.svelte';
import type { DataTable } from '../../../text/table';

export type LayersData = Extract<FigureResult['data'], { show: 'layers' }>;
export type Measure = keyof LayersData['depths'][number]['alone'];

export const MEASURES: readonly { readonly measure: Measure; readonly name: string; readonly help: string }[] = [
  { measure: 'users', name: 'cosine: two users', help: 'Mean cosine of two users drawn at random' },
  {
    measure: 'clicks',
    name: 'cosine: user and clicked item',
    help: 'Mean cosine of a user and an item over all training clicks'
  },
  { measure: 'recall20', name: 'validation recall@20', help: 'Validation recall@20' }
];

export const READINGS = [
  { reading: 'alone', name: 'last layer alone', short: 'alone' },
  { reading: 'sum', name: 'sum of layers', short: 'sum' }
] as const;

const STYLES: Readonly<Record<'alone' | 'sum', ArmStyle>> = {
  alone: nthStyle('var(--base)', 1),
  sum: nthStyle('var(--collaborative)', 0, 2.5)
};

/** Both lines of one number, with a circle at the depth that is looked at. */
export function linesOf({ depths }: LayersData, measure: Measure, depth: number): readonly Line[] {
  return READINGS.map(({ reading, short }) => {
    const points = depths.flatMap((at) => {
      const value = at[reading][measure];
      return value === null ? [] : [{ x: at.depth, y: value }];
    });
    return {
      label: short,
      style: STYLES[reading],
      threads: [points],
      main: [],
      marks: points.filter(({ x }) => x === depth)
    };
  });
}

export function depthTable({ depths }: LayersData, measure: Measure, caption: string): DataTable {
  return {
    caption,
    columns: ['depth', ...READINGS.map(({ name }) => name)],
    rows: depths.map((at) => [at.depth, ...READINGS.map(({ reading }) => at[reading][measure])])
  };
}

/** The depth to look at first: that of the training where it is among those shown, else the deepest. */
export function firstDepth({ run, depths }: LayersData): number {
  const deepest = depths.at(-1)?.depth ?? 0;
  return Math.min(run.layers ?? deepest, deepest);
}

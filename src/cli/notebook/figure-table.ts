// A figure as the command line prints it: its named numbers.
import { printable } from '#lib/errors/printable';
import type { FigureResult } from '#lib/notebook/kinds/figure/stored';
import { textTable } from './text-table';

export function describeFigure({ data }: FigureResult): string {
  const rows = Object.entries(data.values).map(([name, value]) => [
    printable(name),
    String(Number(value.toPrecision(5)))
  ]);
  return textTable([[data.show, ''], ...rows]);
}

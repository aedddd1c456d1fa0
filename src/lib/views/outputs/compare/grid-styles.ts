// Looks of the arms of a grid: an alignment looks alike in every row of it, since the row says the backbone. Pure.
import { armStyles, type ArmStyle } from '../../charts/arm-style';
import type { CompareRow } from '#lib/notebook/kinds/compare/stored';

export function gridStyles(rows: readonly CompareRow[]): (row: CompareRow) => ArmStyle {
  const sameLook = (a: CompareRow, b: CompareRow) => a === b || (a.role === 'run' && a.alignment === b.alignment);
  const firsts = rows.filter((row, at) => rows.findIndex((other) => sameLook(other, row)) === at);
  const styleOf = armStyles(firsts);
  return (row) => styleOf(firsts.find((first) => sameLook(first, row)) ?? row);
}

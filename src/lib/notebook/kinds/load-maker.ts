// The code of one kind of cell, fetched where it did not come along.
import type { KindMaker } from './maker';
import { MAKERS } from './makers';
import type { CellKind, CellResult, ResolvedCell } from './registry';

export async function makerOf(kind: CellKind): Promise<KindMaker<ResolvedCell, CellResult>> {
  const maker = MAKERS[kind];
  return typeof maker === 'function' ? (await maker()).maker : maker;
}

// The code of one kind of cell, fetched.
import type { KindMaker } from './maker';
import { MAKERS } from './makers';
import type { CellKind, CellResult, ResolvedCell } from './registry';

export async function makerOf(kind: CellKind): Promise<KindMaker<ResolvedCell, CellResult>> {
  return (await MAKERS[kind]()).maker;
}

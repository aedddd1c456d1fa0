// Stored artifacts as the records that pages and results.json show. What is shown of each kind is said in kinds/<kind>/stored.ts.
import type { Artifacts } from '../run/artifacts';
import type { ResolvedCell } from '../kinds/registry';
import type { CellId } from '../kinds/id-inputs';
import { makerOf } from '../kinds/load-maker';
import type { CellRecord } from './results';

/** What is stored of a cell, as it is shown; null where it, or one of its seeds, is not stored. */
export async function storedRecord(cell: ResolvedCell, id: CellId, artifacts: Artifacts): Promise<CellRecord | null> {
  const { stored } = await makerOf(cell.kind);
  const found = await stored.record(cell, id, artifacts);
  return found && { name: cell.name, kind: cell.kind, ...found };
}

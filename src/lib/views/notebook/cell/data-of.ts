// Finds the cells that go out with a data set: the first profiles and the first vectors that were made of it and are up to date. Pure.
import type { CellBlock } from '../../document/prepared';
import type { Freshness } from '../../results/shown-results';

interface Cells {
  readonly cells: readonly CellBlock[];
  freshness(cell: CellBlock): Freshness;
}

export interface DataCells {
  readonly dataset: string;
  readonly profiles?: string;
  readonly embeddings?: string;
}

export function madeOf(session: Cells, dataset: string): DataCells {
  const first = (kind: CellBlock['kind'], reads: readonly string[]): string | undefined =>
    session.cells.find(
      (cell) =>
        cell.kind === kind && cell.reads.some((name) => reads.includes(name)) && session.freshness(cell) === 'fresh'
    )?.name;
  const profiles = first('profiles', [dataset]);
  const embeddings = first('embeddings', profiles === undefined ? [dataset] : [profiles, dataset]);
  return {
    dataset,
    profiles,
    embeddings
  };
}

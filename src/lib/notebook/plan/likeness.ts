// Which cells of a notebook do the same on data that differ in nothing but the seed of their split: what a comparison over splits needs to
// know of the cells that it reads. Pure.
import { cellIds } from './cell-ids';
import { datasetBehind, withoutPoints, type NotebookGraph } from './graph';
import type { Likeness } from '../kinds/description';
import type { DatasetContent } from '../kinds/id-inputs';
import type { NotebookIds } from '../kinds/inputs';
import type { ResolvedCell } from '../kinds/registry';

/** What is left of a cell where the seed of its split, or of its runs, is not looked at. */
function withoutSeeds(cell: ResolvedCell): ResolvedCell {
  if (cell.kind === 'train') return { ...cell, seeds: [0] };
  if (cell.kind !== 'dataset') return cell;
  const { split_seed: _, ...prepare } = cell.prepare;
  return { ...cell, prepare };
}

/** Cells are alike where their ids would be equal without those seeds. */
export async function likenessOf({ graph, sources }: Pick<NotebookIds, 'graph' | 'sources'>): Promise<Likeness> {
  const cells = new Map([...graph.cells].map(([name, cell]) => [name, withoutSeeds(cell)]));
  const bare: NotebookGraph = { ...withoutPoints(graph), cells };
  const contents = new Map([...sources].map(([name, { content }]): [string, DatasetContent] => [name, content]));
  const ids = await cellIds(bare, contents);
  return {
    key: (name) => ids.get(name)?.id,
    data(name) {
      const behind = datasetBehind(name, graph.cells);
      const cell = behind === null ? undefined : graph.cells.get(behind);
      return cell?.kind === 'dataset' ? cell : undefined;
    }
  };
}

// The ids of a notebook's cells, from the leaves up. What of a cell's settings its result depends on is said by its kind
// (kinds/<kind>/describe.ts). Pure.
import { datasetBehind, withVaried, type NotebookGraph } from './graph';
import { artifactId, REVISIONS, type Revisions } from './identity';
import { choiceOf } from '../kinds/choice';
import { kindOf } from '../kinds/registry';
import type { CellId, DatasetContent, EditsDigest, IdInputs } from '../kinds/id-inputs';

/**
 * Ids of all cells that have one, those of points too: cells with a problem, cells whose data cannot be opened, and cells reading them have none.
 * @param contents by cell that reads from outside: dataset cells, and those that read files
 * @param revisions of the code that makes them: today's, unless told
 * @param given ids of cells that are taken as they stand, since what they read from outside is not here
 */
export async function cellIds(
  written: NotebookGraph,
  contents: ReadonlyMap<string, DatasetContent>,
  edits: EditsDigest = () => Promise.resolve(null),
  revisions: Revisions = REVISIONS,
  given: ReadonlyMap<string, string> = new Map()
): Promise<ReadonlyMap<string, CellId>> {
  const ids = new Map<string, CellId>();
  const graph = withVaried(written);
  /** Cells that wait for nothing of one another are hashed at the same time: ten thousand points, for one. */
  let wave: Promise<readonly [string, CellId | null]>[] = [];
  const waveNames = new Set<string>();
  const settle = async (): Promise<void> => {
    for (const [name, id] of await Promise.all(wave)) if (id) ids.set(name, id);
    wave = [];
    waveNames.clear();
  };
  for (const name of graph.order) {
    const cell = graph.cells.get(name);
    const inputs = graph.reads.get(name) ?? [];
    if ([...inputs, ...(graph.points.get(name)?.needs ?? [])].some((input) => waveNames.has(input))) await settle();
    if (!cell || inputs.some((input) => !ids.has(input))) continue;
    const known = given.get(name);
    if (known !== undefined) {
      ids.set(name, { id: known, runs: [] });
      continue;
    }
    const data = datasetBehind(name, graph.cells);
    const identified = kindOf(cell.kind).identify(cell, {
      ...idsRead(ids, graph),
      files: contents.get(name)?.files,
      truth: (data === null ? undefined : contents.get(data)?.truth) ?? undefined,
      edits,
      points: pointIds(graph.points.get(name)?.names, ids),
      hash: (settings, of, kind) => artifactId(kind ?? cell.kind, settings, of, revisions)
    });
    wave.push(identified.then((id) => [name, id] as const));
    waveNames.add(name);
  }
  await settle();
  return ids;
}

function idsRead(
  ids: ReadonlyMap<string, CellId>,
  { cells }: Pick<NotebookGraph, 'cells'>
): Pick<IdInputs, 'id' | 'runs' | 'firstRun'> {
  const found = (name: string): CellId => {
    const choice = choiceOf(name);
    const id = ids.get(choice?.tune ?? name);
    const tune = choice && cells.get(choice.tune);
    // What is chosen follows from the tuning: which of its runs it is of says the rest.
    if (id && tune?.kind === 'tune') return { id: `${id.id} ${tune.runs.indexOf(choice?.run ?? '')}`, runs: [] };
    if (!id) throw new Error(`No id for ${name}`);
    return id;
  };
  function id(name: string): string;
  function id(name: string | undefined): string | undefined;
  function id(name: string | undefined): string | undefined {
    return name === undefined ? undefined : found(name).id;
  }
  return { id, runs: (name) => found(name).runs, firstRun: (name) => found(name).runs[0]?.id ?? id(name) };
}

/** None where one of them has none. */
function pointIds(
  names: readonly string[] | undefined,
  ids: ReadonlyMap<string, CellId>
): readonly CellId[] | undefined {
  const found = names?.flatMap((name) => ids.get(name) ?? []);
  return found?.length === names?.length ? found : undefined;
}

// A notebook as units of work: one a stored artifact, with what each needs and whether it is stored, told by meta data alone. It is what a
// command line, a workflow engine and a cluster share; when and where a unit is made is not decided here.
import type { ArtifactMeta, ArtifactStore } from '#lib/storage/types';
import type { CellId } from '../kinds/id-inputs';
import type { NotebookIds } from '../kinds/inputs';
import { kindOf, type CellKind, type ResolvedCell } from '../kinds/registry';
import { STORED_VERSION } from '../kinds/stored-form';
import { needsOf, withVaried, type NotebookGraph } from './graph';

export interface WorkUnit {
  readonly id: string;
  /** Of the artifact: a train cell makes runs. */
  readonly kind: CellKind | 'run';
  /** A cell of the text, or what a point makes of one ("con [con.layers: 2]"). */
  readonly cell: string;
  /** It is what a point makes of a cell: such a one has no name on a command line. */
  readonly isOfPoint: boolean;
  /** Of runs only. */
  readonly seed?: number;
  /** Ids of the units whose artifacts it reads. */
  readonly needs: readonly string[];
  readonly isStored: boolean;
  /** Where another version of the program stored it in a form that is not read here, that form; null where none did. */
  readonly otherVersion: number | null;
  /** It reads files, asks a service or needs a model's weights, so it is made where those are to be had. */
  readonly isOfHere: boolean;
  /** Seconds that it took elsewhere in the store, or that its like took (`isOfLike`); null where none is stored. */
  readonly seconds: number | null;
}

/** Units in an order in which they can be made; cells without an id (a mistake, data that cannot be opened) have none. */
export async function unitsOf(plan: NotebookIds, store: Pick<ArtifactStore, 'list'>): Promise<readonly WorkUnit[]> {
  const { ids } = plan;
  const graph = withVaried(plan.graph);
  const trainedByTurns = ownTrials(graph);
  const listed = await store.list();
  const metas = new Map(listed.flatMap((meta) => (meta.version === STORED_VERSION ? [[meta.id, meta]] : [])));
  const others = new Map(listed.flatMap(({ id, version }) => (version === STORED_VERSION ? [] : [[id, version]])));
  const ofKind = meanSeconds(metas.values(), ({ kind }) => kind);
  const units = new Map<string, WorkUnit>();
  for (const name of graph.order) {
    const [cell, id] = [graph.cells.get(name), ids.get(name)];
    if (!cell || !id || trainedByTurns.has(name)) continue;
    const trainsItself = graph.points.get(name)?.trained === 'by-turns';
    const read = needsOf(name, graph).filter((need) => !trainsItself || graph.cells.get(need)?.kind !== 'train');
    const needs = [...new Set(read.flatMap((need) => artifactsOf(ids.get(need)).map((one) => one.id)))];
    const own = artifactsOf(id);
    const kind = id.runs.length > 0 ? 'run' : cell.kind;
    // Other seeds of the cell say more than other runs.
    const stored = own.flatMap((one) => metas.get(one.id) ?? []);
    const ofCell = stored.length > 0 ? meanSeconds(stored, () => name).get(name) : undefined;
    for (const one of own) {
      if (units.has(one.id)) continue;
      const meta = metas.get(one.id);
      units.set(one.id, {
        ...one,
        kind,
        cell: name,
        isOfPoint: graph.varied.of.has(name),
        needs,
        isStored: meta !== undefined,
        otherVersion: others.get(one.id) ?? null,
        isOfHere: isOfHere(cell),
        seconds: meta?.seconds ?? ofCell ?? ofKind.get(kind) ?? null
      });
    }
  }
  return [...units.values()];
}

/** Runs that are no units of their own: only cells that train them by turns ask for them. */
function ownTrials({ cells, points, varied }: NotebookGraph): ReadonlySet<string> {
  const asked = [...points.values()];
  const needed = (trained: 'all' | 'by-turns') =>
    asked.filter((one) => one.trained === trained).flatMap(({ needs }) => needs);
  const all = new Set(needed('all'));
  return new Set(
    needed('by-turns').filter((name) => varied.of.has(name) && !all.has(name) && cells.get(name)?.kind === 'train')
  );
}

function isOfHere(cell: ResolvedCell): boolean {
  const { runsIn, filesRead } = kindOf(cell.kind);
  return cell.kind === 'dataset' || runsIn?.(cell) === 'io' || (filesRead?.(cell) ?? null) !== null;
}

const artifactsOf = (id: CellId | undefined): readonly { readonly id: string; readonly seed?: number }[] =>
  id === undefined ? [] : id.runs.length > 0 ? id.runs : [{ id: id.id }];

function meanSeconds(metas: Iterable<ArtifactMeta>, keyOf: (meta: ArtifactMeta) => string): Map<string, number> {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const meta of metas) {
    const known = sums.get(keyOf(meta)) ?? { sum: 0, count: 0 };
    sums.set(keyOf(meta), { sum: known.sum + meta.seconds, count: known.count + 1 });
  }
  return new Map([...sums].map(([key, { sum, count }]) => [key, sum / count]));
}

/**
 * What is missing, in levels: what stands in one needs nothing that is missing but what stands in those before it.
 * @returns units of each level, in the order given
 */
export function levelsOf(units: readonly WorkUnit[]): readonly (readonly WorkUnit[])[] {
  const levelOf = new Map<string, number>();
  const levels: WorkUnit[][] = [];
  for (const unit of units) {
    if (unit.isStored) continue;
    const level = unit.needs.reduce((highest, id) => Math.max(highest, (levelOf.get(id) ?? -1) + 1), 0);
    levelOf.set(unit.id, level);
    (levels[level] ??= []).push(unit);
  }
  return levels;
}

// What of a notebook is stored, looked up by id without reading it: enough to say what a run would take.
import { Artifacts } from '../run/artifacts';
import type { PlanEnvironment } from '../run/environment';
import type { PlannedCell } from '../run/events';
import { needsOf, withVaried, type NotebookGraph } from './graph';
import { identifyCells } from './identify';
import type { CellId } from '../kinds/id-inputs';
import type { NotebookIds } from '../kinds/inputs';
import type { CellKind, ResolvedCell } from '../kinds/registry';
import type { NotebookDocument } from '../document/parse';
import type { SeedState, WorkCell } from './work';

/** A cell that was looked at; without an id where it has a mistake or its data cannot be opened. */
export type LookedCell = WorkCell & Pick<PlannedCell, 'damaged'> & { readonly kind: CellKind; readonly id?: string };

/** @param site ids of the runs that come with the site or the notebook, where they may be taken */
export async function seedStates(
  { runs }: CellId,
  artifacts: Artifacts,
  site: ReadonlySet<string> = new Set()
): Promise<readonly SeedState[]> {
  return Promise.all(
    runs.map(async ({ seed, id }): Promise<SeedState> => {
      if (await artifacts.isStored(id)) return { seed, state: 'stored' };
      return { seed, state: site.has(id) ? 'site' : 'missing' };
    })
  );
}

/**
 * What of a document is stored, without reading it: enough to say what a run would take. Nothing is fetched but data whose digest is not
 * known. Cells without an id (a mistake, data that cannot be opened) count as missing; those of a circle or without settings are left out.
 * @param site ids of what comes with the site or the notebook, where it may be taken: runs mostly, profiles and vectors too
 */
export async function lookAtNotebook(
  document: NotebookDocument,
  env: PlanEnvironment,
  site: ReadonlySet<string> = new Set()
): Promise<readonly LookedCell[]> {
  const artifacts = new Artifacts(env.store);
  const plan = await identifyCells(document, env, artifacts);
  const { graph, ids } = plan;
  const written = await Promise.all(
    document.cells.flatMap(({ name }) => {
      const cell = graph.cells.get(name);
      return cell ? [lookAtCell(cell, ids.get(name), graph, artifacts, site)] : [];
    })
  );
  return [...withSame(written), ...(await lookAtPoints(plan, artifacts, site))];
}

/** Points that come to the id of another are that one already; cells of the text stay two. */
function withSame(cells: readonly LookedCell[]): readonly LookedCell[] {
  const first = new Map<string, string>();
  return cells.map((cell) => {
    if (cell.id === undefined) return cell;
    const same = first.get(cell.id);
    if (same === undefined) first.set(cell.id, cell.name);
    return same === undefined ? cell : { ...cell, same };
  });
}

/** Cells looked at side by side: a sweep may have ten thousand, and as many open files are too many. */
const AT_ONCE = 64;

/** The cells that points make of those of the text, each once. */
export async function lookAtPoints(
  plan: Pick<NotebookIds, 'graph' | 'ids'>,
  artifacts: Artifacts,
  site: ReadonlySet<string> = new Set()
): Promise<readonly LookedCell[]> {
  const { ids } = plan;
  const graph = withVaried(plan.graph);
  const askedBy = new Map<string, string>();
  for (const [asker, { needs }] of graph.points) {
    for (const name of needs) if (graph.varied.of.has(name) && !askedBy.has(name)) askedBy.set(name, asker);
  }
  const names = [...askedBy.keys()];
  const looked: LookedCell[] = [];
  for (let from = 0; from < names.length; from += AT_ONCE) {
    const some = names.slice(from, from + AT_ONCE).map(async (name) => {
      const cell = graph.cells.get(name);
      if (!cell) return [];
      const point = { of: graph.varied.of.get(name) ?? name, askedBy: askedBy.get(name) ?? name };
      return [{ ...(await lookAtCell(cell, ids.get(name), graph, artifacts, site)), point }];
    });
    for (const found of (await Promise.all(some)).flat()) looked.push(found);
  }
  return looked;
}

async function lookAtCell(
  cell: ResolvedCell,
  id: CellId | undefined,
  graph: NotebookGraph,
  artifacts: Artifacts,
  site: ReadonlySet<string>
): Promise<LookedCell> {
  const { name, kind } = cell;
  const found = { name, kind, needs: needsOf(name, graph), ...(id ? { id: id.id } : {}) };
  if (cell.kind !== 'train') {
    const isHad = id !== undefined && (site.has(id.id) || (await artifacts.isStored(id.id)));
    return { ...found, state: isHad ? 'stored' : 'missing' };
  }
  const runs = id
    ? await seedStates(id, artifacts, site)
    : cell.seeds.map((seed): SeedState => ({ seed, state: 'missing' }));
  return { ...found, runs, state: runs.every(({ state }) => state === 'stored') ? 'stored' : 'missing' };
}

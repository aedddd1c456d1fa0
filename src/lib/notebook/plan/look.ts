// What of a notebook is stored, looked up by id without reading it: enough to say what a run would take.
import { Artifacts } from '../run/artifacts';
import type { PlanEnvironment } from '../run/environment';
import type { PlannedCell } from '../run/events';
import { needsOf, type NotebookGraph } from './graph';
import { identifyCells } from './identify';
import type { CellId } from '../kinds/id-inputs';
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
  const { graph, ids } = await identifyCells(document, env, artifacts);
  return Promise.all(
    document.cells.flatMap(({ name }) => {
      const cell = graph.cells.get(name);
      return cell ? [lookAtCell(cell, ids.get(name), graph, artifacts, site)] : [];
    })
  );
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

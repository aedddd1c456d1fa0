// What a notebook would do: its graph, the ids of its cells, and what of them is stored, by its JSON. Computes nothing, and reads arrays only
// of what a run is about to rely on, to know that it is whole.
import { toAppError, type AppError } from '#lib/errors/app-error';
import { Artifacts } from '../run/artifacts';
import { checkpointId, interruptedAt } from '../run/checkpoints';
import type { PlanEnvironment } from '../run/environment';
import type { InterruptedSeed, PlannedCell } from '../run/events';
import { needsOf, type NotebookGraph } from './graph';
import { identifyCells } from './identify';
import type { CellId } from '../kinds/id-inputs';
import type { NotebookIds } from '../kinds/inputs';
import { makerOf } from '../kinds/load-maker';
import type { ResolvedCell } from '../kinds/registry';
import { lookAtPoints, seedStates } from './look';
import { atCell, type NotebookDocument } from '../document/parse';
import { editsId } from '../profiles/profile-edits';
import { storedRecord } from '../results/records';
import type { CellRecord } from '../results/results';
import { kindsBehind, revisionsToWrite } from './revisions';
import type { SeedState } from './work';

export interface NotebookPlan extends NotebookIds {
  /** What is stored already, by cell name. */
  readonly records: ReadonlyMap<string, CellRecord>;
  /** For the event "plan", in the order of the file; then the cells that points make. */
  readonly cells: readonly PlannedCell[];
}

/** Cells that are about to be run. */
interface Asked {
  readonly wanted: ReadonlySet<string>;
  /** They are made again, stored or not. */
  readonly force: boolean;
}

/**
 * The plan of a document: ids, and what of them is stored.
 * @param asked what of their results and of their inputs is taken as it is stored has to be whole, arrays and all, or counts as missing
 */
export async function planNotebook(
  document: NotebookDocument,
  env: PlanEnvironment,
  artifacts: Artifacts = new Artifacts(env.store),
  { wanted, force }: Asked = { wanted: new Set(), force: false }
): Promise<NotebookPlan> {
  const identified = await identifyCells(document, env, artifacts);
  const { graph, ids } = identified;
  const problems = new Map(identified.problems);
  const records = new Map<string, CellRecord>();
  const found = document.cells.flatMap(({ name }) => {
    const [cell, id] = [graph.cells.get(name), ids.get(name)];
    return cell && id ? [{ name, cell, id }] : [];
  });
  for (const { name, cell, id } of found) {
    const record = await recordNow(cell, id, graph, artifacts, env).catch((error: unknown) => {
      // What cannot be read back counts as missing: it is made anew. Where nothing can be written that would be in vain.
      const known = toAppError(error);
      if (isUnwritable(known)) problems.set(name, atCell(known, document, name));
      return null;
    });
    if (record) records.set(name, record);
  }
  const relied = new Set<string>();
  const rely = async (name: string): Promise<void> => {
    if (relied.has(name)) return;
    relied.add(name);
    const [cell, id] = [graph.cells.get(name), ids.get(name)];
    if (cell && id && records.has(name) && !(force && wanted.has(name))) {
      if (await isWhole(cell, id, artifacts)) return;
      records.delete(name);
    }
    for (const input of needsOf(name, graph)) await rely(input);
  };
  for (const name of wanted) await rely(name);
  const cells: PlannedCell[] = [];
  for (const { name, cell, id } of found) {
    const record = records.get(name);
    const interrupted = record ? [] : await interruptedSeeds(id, artifacts);
    const damage = artifacts.damageOf(await idsBehind(id));
    cells.push({
      name,
      kind: cell.kind,
      id: id.id,
      state: record ? 'stored' : 'missing',
      needs: needsOf(name, graph),
      ...(cell.kind === 'train' ? { runs: record ? allStored(id) : await seedStates(id, artifacts) } : {}),
      ...(record ? { record } : {}),
      ...(damage ? { damaged: damage.toJSON() } : {}),
      ...(interrupted.length > 0 ? { interrupted } : {})
    });
  }
  for (const { id, ...looked } of await lookAtPoints(identified, artifacts)) {
    if (id !== undefined) cells.push({ ...looked, id });
  }
  return { ...identified, problems, records, cells };
}

/** Whether all that is stored of a cell is; what cannot be read is not. */
async function isWhole(cell: ResolvedCell, { id, runs }: CellId, artifacts: Artifacts): Promise<boolean> {
  const { form } = (await makerOf(cell.kind)).stored;
  const whole = (runs.length > 0 ? runs.map((run) => run.id) : [id]).map((part) =>
    artifacts.isWhole(part, form).catch(() => false)
  );
  return (await Promise.all(whole)).every(Boolean);
}

/** There is no room for a finished result that is kept in memory (storage/unwritten.ts), or the storage cannot be opened. */
const isUnwritable = ({ code }: AppError): boolean =>
  ['storage/quota', 'storage/write-failed', 'storage/unavailable'].includes(code);

/** Under which ids something is kept of a cell: its result or its runs, their checkpoints, what a reader changed. */
async function idsBehind({ id, base, runs }: CellId): Promise<readonly string[]> {
  const checkpoints = await Promise.all(runs.map((run) => checkpointId(run.id)));
  return [id, ...runs.map((run) => run.id), ...checkpoints, ...(base === undefined ? [] : [await editsId(base)])];
}

/** What is stored of a cell under today's id, with the revisions that this id stands for, and in a browser with what was made elsewhere. */
export async function recordNow(
  cell: ResolvedCell,
  id: CellId,
  { cells, reads }: NotebookGraph,
  artifacts: Artifacts,
  { device }: Pick<PlanEnvironment, 'device'>
): Promise<CellRecord | null> {
  const record = await storedRecord(cell, id, artifacts);
  const kinds = kindsBehind(cell.name, (name) => {
    const kind = cells.get(name)?.kind;
    return kind && { kind, reads: reads.get(name) ?? [] };
  });
  if (!record) return null;
  const revisions = revisionsToWrite(kinds);
  // A command line tells the machine of all that it makes, its own too.
  const isBrowser = device !== undefined && device.machine === undefined;
  const elsewhere = isBrowser ? await artifacts.processorsOf([id.id, ...id.runs.map((run) => run.id)]) : [];
  return { ...record, ...(revisions && { revisions }), ...(elsewhere.length > 0 && { elsewhere }) };
}

const allStored = ({ runs }: CellId): readonly SeedState[] => runs.map(({ seed }) => ({ seed, state: 'stored' }));

async function interruptedSeeds({ runs }: CellId, artifacts: Artifacts): Promise<InterruptedSeed[]> {
  const found = await Promise.all(runs.map(async ({ seed, id }) => ({ seed, at: await interruptedAt(id, artifacts) })));
  return found.flatMap(({ seed, at }) => (at ? [{ seed, ...at }] : []));
}

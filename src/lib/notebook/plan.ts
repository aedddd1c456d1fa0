// What a notebook would do: its graph, the ids of its cells, and which of them are stored. Reads data sources (for their
// content's digest) and the store; computes nothing.
import { dataDigest } from '#lib/dataset/read';
import { isImported } from '#lib/dataset/source';
import { nodeFilesDigest } from '#lib/dataset/attached/node-files';
import { appError, toAppError } from '#lib/errors/app-error';
import { SOURCE_KEY } from '#lib/profiles/files/settings';
import { truthDigest } from '#lib/studies/truth';
import { cellIds } from './cell-ids';
import { Artifacts } from './cells/artifacts';
import type { PlanEnvironment } from './environment';
import { checkpointId, interruptedAt } from './cells/checkpoints';
import type { InterruptedSeed, PlannedCell } from './events';
import { datasetBehind, needsOf, notebookGraph, type NotebookGraph } from './graph';
import { editsId } from './profile-edits';
import { atCell, type NotebookDocument } from './parse';
import { storedRecord } from './records';
import type { CellRecord } from './results';
import { kindsBehind, revisionsToWrite } from './revisions';
import type { CellId } from './kinds/id-inputs';
import type { NotebookIds, OpenedSource } from './kinds/inputs';
import { kindOf, type CellKind, type ResolvedCell } from './kinds/registry';
import type { ResolvedDataset } from './kinds/dataset/describe';
import type { SeedState, WorkCell } from './work';

export interface NotebookPlan extends NotebookIds {
  /** What is stored already, by cell name. */
  readonly records: ReadonlyMap<string, CellRecord>;
  /** For the event "plan", in the order of the file. */
  readonly cells: readonly PlannedCell[];
}

/** Digests of what dataset cells read, by source and settings: several cells may prepare the same files, which are read once. */
type Digests = Map<string, Promise<string>>;

/** A cell that was looked at; without an id where it has a mistake or its data cannot be opened. */
export type LookedCell = WorkCell & Pick<PlannedCell, 'damaged'> & { readonly kind: CellKind; readonly id?: string };

/**
 * The ids of a document's cells; with `only`, of that cell and of what it reads, so that no other data are opened. What is wrong with
 * single cells stands in `problems`; nothing is thrown for them.
 */
export async function identifyCells(
  document: NotebookDocument,
  env: PlanEnvironment,
  artifacts: Artifacts,
  only?: string
): Promise<NotebookIds> {
  const graph = notebookGraph(document);
  const problems = new Map(graph.problems);
  const sources = new Map<string, OpenedSource>();
  const wanted = only === undefined ? null : withInputs(graph, only);
  const digests: Digests = new Map();
  for (const cell of graph.cells.values()) {
    if (wanted !== null && !wanted.has(cell.name)) continue;
    try {
      const opened = await openSourceOf(cell, graph, document.file ?? '', env, digests);
      if (opened) sources.set(cell.name, opened);
    } catch (error) {
      problems.set(cell.name, atCell(toAppError(error), document, cell.name));
    }
  }
  const contents = new Map([...sources].map(([name, { content }]) => [name, content]));
  const ids = await cellIds(graph, contents, (base) => artifacts.editsDigest(base));
  return { graph, ids, problems, sources };
}

/** The plan of a document: ids, and what of them is stored. */
export async function planNotebook(
  document: NotebookDocument,
  env: PlanEnvironment,
  artifacts: Artifacts = new Artifacts(env.store)
): Promise<NotebookPlan> {
  const identified = await identifyCells(document, env, artifacts);
  const { graph, ids } = identified;
  const problems = new Map(identified.problems);
  const records = new Map<string, CellRecord>();
  const cells: PlannedCell[] = [];
  for (const { name, kind } of document.cells) {
    const [cell, id] = [graph.cells.get(name), ids.get(name)];
    if (!cell || !id) continue;
    const record = await recordNow(cell, id, graph, artifacts).catch((error: unknown) => {
      // What cannot be read back counts as missing: it is made anew. Where nothing can be written that would be in vain.
      const known = toAppError(error);
      if (isUnwritable(known)) problems.set(name, atCell(known, document, name));
      return null;
    });
    if (record) records.set(name, record);
    const interrupted = record ? [] : await interruptedSeeds(id, artifacts);
    const damage = artifacts.damageOf(await idsBehind(id));
    cells.push({
      name,
      kind,
      id: id.id,
      state: record ? 'stored' : 'missing',
      needs: needsOf(name, graph),
      ...(kind === 'train' ? { runs: record ? allStored(id) : await seedStates(id, artifacts) } : {}),
      ...(record ? { record } : {}),
      ...(damage ? { damaged: damage.toJSON() } : {}),
      ...(interrupted.length > 0 ? { interrupted } : {})
    });
  }
  return { ...identified, problems, records, cells };
}

/** There is no room for a finished result that is kept in memory (storage/unwritten.ts), or the storage cannot be opened. */
const isUnwritable = ({ code }: AppError): boolean =>
  ['storage/quota', 'storage/write-failed', 'storage/unavailable'].includes(code);

/** Under which ids something is kept of a cell: its result or its runs, their checkpoints, what a reader changed. */
async function idsBehind({ id, base, runs }: CellId): Promise<readonly string[]> {
  const checkpoints = await Promise.all(runs.map((run) => checkpointId(run.id)));
  return [id, ...runs.map((run) => run.id), ...checkpoints, ...(base === undefined ? [] : [await editsId(base)])];
}

/** What is stored of a cell under today's id, with the revisions that this id stands for. */
export async function recordNow(
  cell: ResolvedCell,
  id: CellId,
  { cells, reads }: NotebookGraph,
  artifacts: Artifacts
): Promise<CellRecord | null> {
  const record = await storedRecord(cell, id, artifacts);
  const kinds = kindsBehind(cell.name, (name) => {
    const kind = cells.get(name)?.kind;
    return kind && { kind, reads: reads.get(name) ?? [] };
  });
  const revisions = revisionsToWrite(kinds);
  return record && revisions ? { ...record, revisions } : record;
}

const allStored = ({ runs }: CellId): readonly SeedState[] => runs.map(({ seed }) => ({ seed, state: 'stored' }));

/** @param site ids of the runs that come with the site, where they may be taken */
async function seedStates(
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
 * @param site ids of the runs that come with the site, where they may be taken
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
    return { ...found, state: id && (await artifacts.isStored(id.id)) ? 'stored' : 'missing' };
  }
  const runs = id
    ? await seedStates(id, artifacts, site)
    : cell.seeds.map((seed): SeedState => ({ seed, state: 'missing' }));
  return { ...found, runs, state: runs.every(({ state }) => state === 'stored') ? 'stored' : 'missing' };
}

async function interruptedSeeds({ runs }: CellId, artifacts: Artifacts): Promise<InterruptedSeed[]> {
  const found = await Promise.all(runs.map(async ({ seed, id }) => ({ seed, at: await interruptedAt(id, artifacts) })));
  return found.flatMap(({ seed, at }) => (at ? [{ seed, ...at }] : []));
}

/** A cell and all that it reads, directly or through others. */
function withInputs(
  { reads }: Pick<NotebookGraph, 'reads'>,
  name: string,
  found = new Set<string>()
): ReadonlySet<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const input of reads.get(name) ?? []) withInputs({ reads }, input, found);
  return found;
}

/** What a cell reads from outside the notebook; null where it reads nothing there. */
async function openSourceOf(
  cell: ResolvedCell,
  graph: NotebookGraph,
  notebook: string,
  env: PlanEnvironment,
  digests: Digests
): Promise<OpenedSource | null> {
  if (cell.kind === 'dataset') return openDataset(cell, graph, notebook, env, digests);
  const wanted = kindOf(cell.kind).filesRead?.(cell);
  if (!wanted) return null;
  const source = await (env.openFiles ?? env.openSource)(wanted.source, notebook);
  if (isImported(source)) throw appError('files/not-attached', { name: wanted.source }, { field: SOURCE_KEY });
  return { source, content: { files: await nodeFilesDigest(source, wanted.content), truth: null } };
}

async function openDataset(
  cell: ResolvedDataset,
  graph: NotebookGraph,
  notebook: string,
  env: PlanEnvironment,
  digests: Digests
): Promise<OpenedSource> {
  const source = await env.openSource(cell.source, notebook);
  const readsTruth = [...graph.cells.values()].some(
    (other) => kindOf(other.kind).readsTruth?.(other) && datasetBehind(other.name, graph.cells) === cell.name
  );
  const truth = readsTruth && !isImported(source) ? await truthDigest(source) : null;
  const key = JSON.stringify([cell.source, cell.reading]);
  const digest = digests.get(key) ?? dataDigest(source, cell);
  digests.set(key, digest);
  return { source, content: { files: await digest, truth } };
}

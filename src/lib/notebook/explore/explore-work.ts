// Stored runs of a notebook to look at: which there are, and a room for two of them. Reads artifacts; computes nothing that is stored.
import { isImported } from '#lib/dataset/sources/source';
import type { Dataset, SemanticVectors } from '#lib/dataset/types';
import { appError, type SerializedError } from '#lib/errors/app-error';
import type { ProfileSet } from '#lib/profiles/types';
import { MOST_GROUPS, type Tastes } from '#lib/studies/explore/colourings';
import type { OtherSeed } from '#lib/studies/explore/pair-picture';
import { ExploreRoom, type RoomRun } from '#lib/studies/explore/room';
import type { ExploreAsk, ExploreRun, RunKey, SpaceKey } from '#lib/studies/explore/types';
import { runLabel } from '#lib/studies/treatment';
import { strongestTastes } from '#lib/studies/truth';
import { Artifacts } from '../run/artifacts';
import { withChanged, type ChangedVectors } from '../what-if/changed-vectors';
import { parseNotebook } from '../document/parse';
import type { PlanEnvironment } from '../run/environment';
import { cellOfRun, datasetOfRun, explorableRuns } from './explore-runs';
import { runsOfPlace } from './runs-place';
import { cellOfKind, editProblem, idOfCell, idOfRun, mustBeStored } from './explore-places';
import { datasetBehind } from '../plan/graph';
import type { InputIds } from '../kinds/id-inputs';
import type { NotebookIds } from '../kinds/inputs';
import { identifyCells } from '../plan/identify';
import { openDatasetSource } from '../kinds/dataset/open';
import { datasetHead } from '../kinds/dataset/stored';

/** A train cell whose runs can be looked at. */
export interface ExplorableRuns {
  readonly cell: string;
  readonly label: string;
  /** The dataset cell that it learns from: only runs of one split stand side by side. */
  readonly dataset: string;
  /** `none` where words play no part in it. */
  readonly alignment: string;
  /** The embeddings cell that it reads; null where it reads none. */
  readonly embeddings: string | null;
  readonly seeds: readonly (Standing & { readonly seed: number })[];
}

/** Whether something is stored. */
export interface Standing {
  readonly isStored: boolean;
  /** Of the machine that it was made on, of what was taken in from elsewhere. */
  readonly processor?: string;
}

export interface ExplorableCell extends Standing {
  readonly cell: string;
  readonly label: string;
  /** The profiles cell that an embeddings cell reads; null for others. */
  readonly profiles: string | null;
  /** The dataset cell behind it. */
  readonly dataset: string;
  /** Of embeddings: why a changed text cannot be encoded here (what-if.ts); null where it can, and for others. */
  readonly editProblem: SerializedError | null;
}

export interface ExplorableDataset {
  readonly cell: string;
  readonly isStored: boolean;
  /** Equal for cells with the same content and the same preparation; null where its data cannot be opened. */
  readonly id: string | null;
  /** null where it is not stored. */
  readonly splitHash: string | null;
}

/** What a notebook, as it stands, has to look at, in the order of its cells; cells with a problem are left out. */
export interface Explorable {
  readonly runs: readonly ExplorableRuns[];
  readonly embeddings: readonly ExplorableCell[];
  readonly profiles: readonly ExplorableCell[];
  readonly datasets: readonly ExplorableDataset[];
}

/**
 * Computes nothing.
 * @param notebook its file name, or picked runs (runs-place.ts)
 * @throws AppError notebook/… where the text is no notebook
 */
export async function explorableOf(text: string, notebook: string, env: PlanEnvironment): Promise<Explorable> {
  const artifacts = new Artifacts(env.store);
  const picked = runsOfPlace(notebook);
  if (picked) return explorableRuns(picked, artifacts);
  const { graph, ids } = await identifyCells(parseNotebook(text, notebook), env, artifacts);
  const standing = async (id: string | undefined): Promise<Standing> => {
    if (id === undefined || !(await artifacts.isStored(id))) return { isStored: false };
    const [processor] = await artifacts.processorsOf([id]);
    return { isStored: true, ...(processor !== undefined && { processor }) };
  };
  const runs: ExplorableRuns[] = [];
  const embeddings: ExplorableCell[] = [];
  const profiles: ExplorableCell[] = [];
  const datasets: ExplorableDataset[] = [];
  for (const cell of graph.cells.values()) {
    const id = ids.get(cell.name);
    const dataset = datasetBehind(cell.name, graph.cells) ?? '';
    if (cell.kind === 'train') {
      const seeds = cell.seeds.map(async (seed) => {
        const run = id?.runs.find((entry) => entry.seed === seed);
        return { seed, ...(await standing(run?.id)) };
      });
      runs.push({
        cell: cell.name,
        label: runLabel(cell.settings),
        dataset,
        alignment: cell.alignment,
        embeddings: cell.alignment === 'none' ? null : (cell.embeddings ?? null),
        seeds: await Promise.all(seeds)
      });
    } else if (cell.kind === 'embeddings') {
      embeddings.push({
        cell: cell.name,
        label: cell.encoder,
        profiles: cell.reads.kind === 'profiles' ? cell.reads.name : null,
        dataset,
        ...(await standing(id?.id)),
        editProblem: editProblem(cell)?.toJSON() ?? null
      });
    } else if (cell.kind === 'profiles') {
      const { name, generator } = cell;
      const isThere = await standing(id?.id);
      profiles.push({ cell: name, label: generator, profiles: null, dataset, ...isThere, editProblem: null });
    } else if (cell.kind === 'dataset') {
      const found = id ? await artifacts.head(id.id, datasetHead) : null;
      const splitHash = found?.content.result.splitHash ?? null;
      datasets.push({ cell: cell.name, isStored: found !== null, id: id?.id ?? null, splitHash });
    }
  }
  return { runs, embeddings, profiles, datasets };
}

/** What was opened, with the ids of what each of its spaces was read from. */
export interface OpenedExplore {
  readonly room: ExploreRoom;
  readonly readBy: Readonly<Partial<Record<SpaceKey, InputIds>>>;
  /** Stored runs of other seeds of the same cells. */
  otherSeeds(): Promise<readonly OtherSeed[]>;
}

interface FoundRun {
  /** Of the artifact. */
  readonly id: string;
  readonly label: string;
  readonly seed: number;
  readonly isAligned: boolean;
  readonly splitHash: string;
  /** Id of the data set that it learned from. */
  readonly dataset: string;
  /** The cell to run where that is missing; null where a kept run does not tell. */
  readonly datasetCell: string | null;
  readonly userEmbeddings: Float32Array;
  readonly itemEmbeddings: Float32Array;
  /** Vectors that it was trained on in the place of those of an embeddings cell, with the id of those. */
  readonly changed: { readonly embeddings: string; readonly vectors: ChangedVectors } | null;
}

/**
 * Opens what is asked for, all of it stored.
 * @throws AppError explore/not-stored, explore/no-such-seed, explore/gone, notebook/…
 */
export async function openExplore(ask: ExploreAsk, env: PlanEnvironment): Promise<OpenedExplore> {
  const artifacts = new Artifacts(env.store);
  const picked = runsOfPlace(ask.notebook);
  const plan = await identifyCells(parseNotebook(picked ? '' : ask.text, ask.notebook), env, artifacts);
  const find = (run: ExploreRun): Promise<FoundRun> =>
    picked && run.from === 'cell' ? findPicked(run.cell, picked, artifacts) : findRun(run, plan, artifacts);
  const a = await find(ask.a);
  const b = ask.b && (await find(ask.b));
  if (b && b.splitHash !== a.splitHash) {
    const details = { first: a.label, other: b.label, hash: a.splitHash, otherHash: b.splitHash };
    throw appError('notebook/unlike-splits', details);
  }
  if (a.datasetCell !== null) await mustBeStored(a.dataset, 'The data set', a.datasetCell, artifacts);
  const dataset = await artifacts.dataset(a.dataset);
  const { vectors, profiles, embeddings } = await wordsOf(ask, plan, artifacts, a.dataset);
  const changed = [b, a].map((run) => run?.changed).find((found) => found && found.vectors.nodes.length > 0);
  const isOfThese = changed && embeddings === changed.embeddings;
  const room = new ExploreRoom({
    dataset,
    runs: [roomRun('a', a), ...(b ? [roomRun('b', b)] : [])],
    vectors: vectors && isOfThese ? withChanged(vectors, changed.vectors) : vectors,
    profiles,
    edits: ask.edits,
    ...(await tastesOf(dataset, a.datasetCell, plan, ask.notebook, env))
  });
  const changedBy = isOfThese ? [b, a].find((run) => run?.changed === changed)?.id : undefined;
  return {
    room,
    readBy: {
      a: { vectors: a.id },
      ...(b && { b: { vectors: b.id } }),
      ...(embeddings !== null && { semantic: { vectors: embeddings, changed: changedBy } })
    },
    otherSeeds: () => otherSeeds(ask, picked ? null : plan, env)
  };
}

const roomRun = (key: RunKey, { label, seed, isAligned, userEmbeddings, itemEmbeddings }: FoundRun): RoomRun => ({
  key,
  label,
  seed,
  isAligned,
  userEmbeddings,
  itemEmbeddings
});

async function findRun(run: ExploreRun, plan: NotebookIds, artifacts: Artifacts): Promise<FoundRun> {
  if (run.from === 'artifact') {
    const kept = await artifacts.whatIf(run.id);
    if (!kept) throw artifacts.damageOf([run.id]) ?? appError('explore/gone', { label: run.label });
    const { userEmbeddings, itemEmbeddings, changed: vectors, embeddings, dataset } = kept;
    return {
      id: run.id,
      label: run.label,
      seed: kept.run.result.seed,
      isAligned: kept.run.alignment !== 'none',
      splitHash: kept.run.provenance.splitHash,
      dataset,
      datasetCell: null,
      userEmbeddings,
      itemEmbeddings,
      changed: { embeddings, vectors }
    };
  }
  const { cell: name, seed } = run;
  const id = idOfRun(plan, name, seed);
  await mustBeStored(id, `The run of "${name}" with seed ${seed}`, name, artifacts);
  const { run: stored, arrays } = await artifacts.run(id);
  const datasetCell = cellOfKind(plan, name, 'train').dataset;
  return {
    id,
    label: stored.label,
    seed,
    isAligned: stored.alignment !== 'none',
    splitHash: stored.provenance.splitHash,
    dataset: idOfCell(plan, datasetCell),
    datasetCell,
    userEmbeddings: arrays.userEmbeddings,
    itemEmbeddings: arrays.itemEmbeddings,
    changed: null
  };
}

/** One of the runs that stand in the place of a notebook (runs-place.ts). */
async function findPicked(cell: string, picked: readonly string[], artifacts: Artifacts): Promise<FoundRun> {
  const id = picked.find((one) => cellOfRun(one) === cell) ?? cell;
  const { run, arrays } = await artifacts.run(id);
  const { label, alignment, provenance, result } = run;
  const { splitHash, dataset: data } = provenance;
  return {
    id,
    label,
    seed: result.seed,
    isAligned: alignment !== 'none',
    splitHash,
    dataset: await datasetOfRun({ splitHash, label, data }, artifacts),
    datasetCell: null,
    userEmbeddings: arrays.userEmbeddings,
    itemEmbeddings: arrays.itemEmbeddings,
    changed: null
  };
}

/** Users of the stored runs of other seeds of the cells that are open; runs that are no cell's have none. */
async function otherSeeds(
  { a, b }: ExploreAsk,
  plan: NotebookIds | null,
  env: PlanEnvironment
): Promise<readonly OtherSeed[]> {
  const found: OtherSeed[] = [];
  // What is read once and let go: a store of its own, which keeps nothing.
  const artifacts = new Artifacts(env.store);
  for (const { run, key } of [{ run: a, key: 'a' } as const, { run: b, key: 'b' } as const]) {
    if (!plan || run?.from !== 'cell') continue;
    for (const { seed, id } of plan.ids.get(run.cell)?.runs ?? []) {
      if (seed === run.seed || !(await artifacts.isStored(id))) continue;
      found.push({ run: key, seed, userEmbeddings: (await artifacts.run(id)).arrays.userEmbeddings });
    }
  }
  return found;
}

/** True taste of made-up data, where their files can be had; whoever looks at runs can do without. */
async function tastesOf(
  dataset: Dataset,
  cell: string | null,
  plan: NotebookIds,
  notebook: string,
  env: PlanEnvironment
): Promise<{ readonly tastes?: Tastes }> {
  if (cell === null || !dataset.provenance.synthetic) return {};
  try {
    const data = cellOfKind(plan, cell, 'dataset');
    const source = await openDatasetSource(data, notebook, (named, from) => env.openSource(named, from));
    const found = isImported(source) ? null : await strongestTastes(source, dataset);
    if (!found || found.count > MOST_GROUPS) return {};
    return { tastes: { names: Array.from({ length: found.count }, (_, at) => `taste ${at + 1}`), of: found.of } };
  } catch {
    return {};
  }
}

/** The vectors and the profiles that are to be shown, both of the same data. @throws AppError explore/not-stored, notebook/other-dataset */
async function wordsOf(
  ask: ExploreAsk,
  plan: NotebookIds,
  artifacts: Artifacts,
  dataset: string
): Promise<{
  readonly vectors: SemanticVectors | null;
  readonly profiles: ProfileSet | null;
  /** Id of the vectors. */
  readonly embeddings: string | null;
}> {
  const idOf = async (key: 'embeddings' | 'profiles', what: string): Promise<string | null> => {
    const name = ask[key];
    if (name === null) return null;
    cellOfKind(plan, name, key);
    const behind = datasetBehind(name, plan.graph.cells) ?? '';
    if (idOfCell(plan, behind) !== dataset) {
      throw appError('notebook/other-dataset', { key, name, theirs: behind, ours: 'the runs’ own' });
    }
    const id = idOfCell(plan, name);
    await mustBeStored(id, `${what} of "${name}"`, name, artifacts);
    return id;
  };
  const [vectors, profiles] = [await idOf('embeddings', 'The vectors'), await idOf('profiles', 'The profiles')];
  return {
    vectors: vectors === null ? null : (await artifacts.embeddings(vectors)).vectors,
    profiles: profiles === null ? null : await artifacts.profiles(profiles),
    embeddings: vectors
  };
}

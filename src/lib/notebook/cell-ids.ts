// The ids of a notebook's cells, from the leaves up. What of a cell's settings its result depends on is said here, once a
// kind. Pure.
import { ENCODER_DESCRIPTIONS } from '#lib/embeddings/encoders';
import { SOURCE_KEY } from '#lib/profiles/files/settings';
import { GENERATORS } from '#lib/profiles/generators';
import { figureDescription } from '#lib/studies/figures/names';
import { RERANK_PROMPT_VERSION } from '#lib/studies/rerank/settings';
import type { NotebookGraph } from './graph';
import { artifactId, REVISIONS, type Revisions } from './identity';
import { filesReadBy } from './schema/files';
import type {
  ResolvedCell,
  ResolvedDataset,
  ResolvedEmbeddings,
  ResolvedFigure,
  ResolvedProfiles,
  ResolvedTrain
} from './schema/index';
import type { PlainSettings } from './schema/types';

export interface SeedId {
  readonly seed: number;
  /** Id of this seed's run artifact. */
  readonly id: string;
}

export interface CellId {
  readonly id: string;
  /** One artifact a seed; of train cells only. */
  readonly runs: readonly SeedId[];
  /** Of profiles cells: the id without what readers changed by hand, under which that is kept. */
  readonly base?: string;
}

/** What a source's content is, as far as ids need it. */
export interface DatasetContent {
  /** Digest of the source's files. */
  readonly files: string;
  /** Digest of the truth file, which only comparisons read; null where there is none. */
  readonly truth: string | null;
}

/** Digest of what a reader changed in the profiles of this id; null where nothing was. */
export type EditsDigest = (base: string) => Promise<string | null>;

/**
 * Ids of all cells that have one: cells with a problem, cells whose data cannot be opened, and cells reading them have none.
 * @param contents by cell that reads from outside: dataset cells, and those that read files
 * @param revisions of the code that makes them: today's, unless told
 */
export async function cellIds(
  graph: NotebookGraph,
  contents: ReadonlyMap<string, DatasetContent>,
  editsDigest: EditsDigest = () => Promise.resolve(null),
  revisions: Revisions = REVISIONS
): Promise<ReadonlyMap<string, CellId>> {
  const ids = new Map<string, CellId>();
  for (const name of graph.order) {
    const cell = graph.cells.get(name);
    const inputs = graph.reads.get(name) ?? [];
    if (!cell || inputs.some((input) => !ids.has(input))) continue;
    const id = await idOf(cell, { graph, ids, contents, editsDigest, revisions });
    if (id) ids.set(name, id);
  }
  return ids;
}

/** What an id is made from beside the cell's own settings. */
interface Known {
  readonly graph: NotebookGraph;
  /** Of the cells that it reads, and others. */
  readonly ids: ReadonlyMap<string, CellId>;
  readonly contents: ReadonlyMap<string, DatasetContent>;
  readonly editsDigest: EditsDigest;
  readonly revisions: Revisions;
}

async function idOf(cell: ResolvedCell, known: Known): Promise<CellId | null> {
  const { graph, ids, contents, editsDigest, revisions } = known;
  const idOfCell = (name: string): string => {
    const found = ids.get(name);
    if (!found) throw new Error(`No id for ${name}`);
    return found.id;
  };
  const alone = (id: string): CellId => ({ id, runs: [] });
  switch (cell.kind) {
    case 'dataset': {
      const content = contents.get(cell.name);
      return content
        ? alone(await artifactId('dataset', datasetSettings(cell), { files: content.files }, revisions))
        : null;
    }
    case 'profiles': {
      const { generator, seed } = cell;
      const version = GENERATORS.find(({ name }) => name === generator)?.version ?? 0;
      const settings = settingsWithFiles(cell, contents);
      if (!settings) return null;
      const made = { generator, version, seed, settings };
      const inputs = { dataset: idOfCell(cell.dataset) };
      const base = await artifactId('profiles', made, inputs, revisions);
      const edits = await editsDigest(base);
      return {
        id: edits === null ? base : await artifactId('profiles', { ...made, edits }, inputs, revisions),
        runs: [],
        base
      };
    }
    case 'embeddings': {
      const { encoder, reads } = cell;
      const settings = settingsWithFiles(cell, contents);
      if (!settings) return null;
      // Left out where it is off, as it was before there was such a key.
      const pca = cell.pca > 0 ? { pca: cell.pca } : {};
      const isPerturbed = cell.perturb.how !== 'none';
      const perturb = isPerturbed ? { perturb: cell.perturb, perturbSeed: cell.seed } : {};
      const version = ENCODER_DESCRIPTIONS.find(({ name }) => name === encoder)?.version ?? 0;
      const seed = reads.kind === 'profiles' ? cell.seed : undefined;
      return alone(
        await artifactId(
          'embeddings',
          { encoder, version, seed, settings, ...pca, ...perturb },
          { [reads.kind]: idOfCell(reads.name) },
          revisions
        )
      );
    }
    case 'train':
      return trainIds(
        cell,
        idOfCell,
        cell.startFrom === undefined ? [] : (ids.get(cell.startFrom)?.runs ?? []),
        revisions
      );
    case 'compare': {
      const { runs, references, bootstrapSamples } = cell;
      const own = cell.ownBaselines ? { ownBaselines: true } : {};
      const settings = { baseline: runs.indexOf(cell.baseline), ...own, references, bootstrapSamples };
      const first = graph.cells.get(runs[0] ?? '');
      const truth = first?.kind === 'train' ? contents.get(first.dataset)?.truth : undefined;
      const embeddings = cell.embeddings === undefined ? {} : { embeddings: idOfCell(cell.embeddings) };
      const inputs = { runs: runs.map(idOfCell), ...embeddings, ...(truth ? { truth } : {}) };
      return alone(await artifactId('compare', settings, inputs, revisions));
    }
    case 'recommend': {
      const { user, k, runs } = cell;
      const firstSeeds = runs.map((name) => ids.get(name)?.runs[0]?.id ?? idOfCell(name));
      const profiles = cell.profiles === undefined ? {} : { profiles: idOfCell(cell.profiles) };
      // Left out where it is not named, as it was before there was such a key.
      const embeddings = cell.embeddings === undefined ? {} : { embeddings: idOfCell(cell.embeddings) };
      return alone(
        await artifactId('recommend', { user, k }, { runs: firstSeeds, ...profiles, ...embeddings }, revisions)
      );
    }
    case 'rerank': {
      const { run, settings } = cell;
      const version = RERANK_PROMPT_VERSION;
      return alone(
        await artifactId(
          'rerank',
          { ...settings, version },
          { run: ids.get(run)?.runs[0]?.id ?? idOfCell(run) },
          revisions
        )
      );
    }
    case 'case-study': {
      const { baseline, runs, user, other, seed } = cell;
      const embeddings = cell.embeddings === undefined ? {} : { embeddings: idOfCell(cell.embeddings) };
      const profiles = cell.profiles === undefined ? {} : { profiles: idOfCell(cell.profiles) };
      const inputs = { baseline: idOfCell(baseline), runs: runs.map(idOfCell), ...embeddings, ...profiles };
      return alone(await artifactId('case-study', { user, other, seed }, inputs, revisions));
    }
    case 'figure':
      return alone(await figureId(cell, idOfCell, known));
  }
}

async function figureId(
  cell: ResolvedFigure,
  idOfCell: (name: string) => string,
  { ids, contents, revisions }: Known
): Promise<string> {
  const { show, dataset, clean, runs, embeddings, user, seed, settings } = cell;
  const { version, reads } = figureDescription(show);
  const truth = dataset !== undefined && reads.clean ? contents.get(dataset)?.truth : undefined;
  return artifactId(
    'figure',
    { show, version, seed, settings, ...(reads.user ? { user } : {}) },
    {
      ...(dataset === undefined ? {} : { dataset: idOfCell(dataset) }),
      ...(clean === undefined ? {} : { clean: idOfCell(clean) }),
      runs: runs.map((name) => ids.get(name)?.runs[0]?.id ?? idOfCell(name)),
      ...(embeddings === undefined ? {} : { embeddings: idOfCell(embeddings) }),
      ...(truth ? { truth } : {})
    },
    revisions
  );
}

/** Files count by their content, not by their name; null where they could not be opened. */
function settingsWithFiles(
  cell: ResolvedProfiles | ResolvedEmbeddings,
  contents: ReadonlyMap<string, DatasetContent>
): PlainSettings | null {
  if (!filesReadBy(cell)) return cell.settings;
  const files = contents.get(cell.name)?.files;
  return files === undefined ? null : { ...cell.settings, [SOURCE_KEY]: files };
}

/** Left out where nothing is said, as it was before data could be prepared. */
function datasetSettings({ reading, prepare }: ResolvedDataset): unknown {
  return {
    ...(Object.keys(reading).length > 0 ? { reading } : {}),
    ...(Object.keys(prepare).length > 0 ? { prepare } : {})
  };
}

/** The run that a seed starts from: that of the same seed, else the first. */
export function startOf(runs: readonly SeedId[], seed: number): SeedId | undefined {
  return runs.find((run) => run.seed === seed) ?? runs[0];
}

async function trainIds(
  cell: ResolvedTrain,
  idOfCell: (name: string) => string,
  starts: readonly SeedId[],
  revisions: Revisions
): Promise<CellId> {
  const { settings, alignment, embeddings } = cell;
  const reads = alignment !== 'none' && embeddings !== undefined ? { embeddings: idOfCell(embeddings) } : {};
  const inputs = { dataset: idOfCell(cell.dataset), ...reads };
  const runs: SeedId[] = [];
  for (const seed of cell.seeds) {
    const start = startOf(starts, seed);
    const from = start ? { start: start.id } : {};
    runs.push({ seed, id: await artifactId('run', { settings, seed }, { ...inputs, ...from }, revisions) });
  }
  return { id: await artifactId('train', {}, { runs: runs.map((run) => run.id) }, revisions), runs };
}

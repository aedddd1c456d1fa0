// Stored artifacts as the records that pages and results.json show: names put in, seeds joined, the protocol card made.
import { CUTOFFS } from '#lib/evaluation/types';
import { METRIC_NAMES, summariseMetrics } from '#lib/evaluation/metrics';
import type { Artifact, ArtifactMeta } from '#lib/storage/types';
import type { Artifacts } from './cells/artifacts';
import type { CellId } from './kinds/id-inputs';
import type {
  CaseStudyResult,
  CellRecord,
  CellResult,
  CompareResult,
  ProtocolCard,
  RecommendResult,
  TrainResult
} from './results';
import type { ResolvedCaseStudy } from './kinds/case-study/describe';
import type { ResolvedCell } from './kinds/descriptions';
import type { ResolvedCompare } from './kinds/compare/describe';
import type { ResolvedRecommend } from './kinds/recommend/describe';
import type { ResolvedTrain } from './kinds/train/describe';
import { sha256 } from '#lib/dataset/digest';
import {
  readStored,
  type StoredCaseStudy,
  type StoredComparison,
  type StoredProvenance,
  type StoredRecommendation
} from './stored';

/** What is stored of a cell, as it is shown; null where it, or one of its seeds, is not stored. */
export async function storedRecord(cell: ResolvedCell, id: CellId, artifacts: Artifacts): Promise<CellRecord | null> {
  if (cell.kind === 'train') return trainRecord(cell, id, artifacts);
  const artifact = await artifacts.find(id.id, cell.kind);
  if (!artifact) return null;
  const { meta } = artifact;
  const shown = await show(cell, artifact);
  return { name: cell.name, kind: cell.kind, id: meta.id, digest: meta.digest, seconds: meta.seconds, ...shown };
}

interface Shown {
  readonly result: CellResult;
  readonly card?: ProtocolCard;
}

async function show(cell: Exclude<ResolvedCell, ResolvedTrain>, { json, meta }: Artifact): Promise<Shown> {
  switch (cell.kind) {
    case 'dataset':
      return { result: readStored.dataset(json).result };
    case 'profiles':
      return { result: readStored.profiles(json).result };
    case 'embeddings':
      return { result: readStored.embeddings(json).result };
    case 'compare': {
      const stored = readStored.compare(json);
      return { result: showComparison(cell, stored), card: cardOf(stored.provenance, stored.seeds, [meta]) };
    }
    case 'recommend': {
      const stored = readStored.recommend(json);
      return { result: showRecommendation(cell, stored), card: cardOf(stored.provenance, stored.seeds, [meta]) };
    }
    case 'rerank': {
      const { provenance, seeds, ...shown } = readStored.rerank(json);
      return { result: { kind: 'rerank', run: cell.run, ...shown }, card: cardOf(provenance, seeds, [meta]) };
    }
    case 'case-study': {
      const { provenance, seeds, study } = readStored.caseStudy(json);
      return { result: await showCaseStudy(cell, study), card: cardOf(provenance, seeds, [meta]) };
    }
    case 'figure': {
      const { provenance, seeds, data } = readStored.figure(json);
      const card = provenance ? { card: cardOf(provenance, seeds, [meta]) } : {};
      return { result: { kind: 'figure', data, runs: cell.runs }, ...card };
    }
  }
}

async function trainRecord(cell: ResolvedTrain, id: CellId, artifacts: Artifacts): Promise<CellRecord | null> {
  const found = (await Promise.all(id.runs.map((run) => artifacts.find(run.id, 'run')))).filter((run) => run !== null);
  if (found.length < id.runs.length) return null;
  const stored = found.map(({ json }) => readStored.run(json));
  const runs = stored.map(({ result }) => result);
  const test = summariseMetrics(runs.map((run) => run.test));
  const val = summariseMetrics(runs.map((run) => run.val));
  const result: TrainResult = {
    kind: 'train',
    backbone: cell.backbone,
    alignment: cell.alignment,
    runs,
    mean: { test: test.mean, val: val.mean },
    sd: { test: test.sd, val: val.sd }
  };
  const metas = found.map(({ meta }) => meta);
  const [first] = stored;
  return {
    name: cell.name,
    kind: 'train',
    id: id.id,
    digest: await sha256(metas.map((meta) => meta.digest).join('\n')),
    seconds: secondsOf(metas),
    result,
    ...(first ? { card: cardOf(first.provenance, cell.seeds, metas) } : {})
  };
}

/** Two rows with one label would not be told apart: the cell's name joins it. */
function distinctLabels(labels: readonly string[], names: readonly string[]): readonly string[] {
  return labels.map((label, index) =>
    labels.filter((other) => other === label).length > 1 ? `${label} (${names[index] ?? index})` : label
  );
}

function showComparison(cell: ResolvedCompare, stored: StoredComparison): CompareResult {
  const labels = distinctLabels(
    stored.runs.map((row) => row.label),
    cell.runs
  );
  const runs = stored.runs.map((row, index) => ({
    ...row,
    name: cell.runs[index] ?? '',
    role: 'run' as const,
    label: labels[index] ?? row.label
  }));
  const references = stored.references.map((row) => ({ ...row, role: 'reference' as const }));
  return {
    kind: 'compare',
    baseline: cell.baseline,
    ...(cell.ownBaselines ? { ownBaselines: true } : {}),
    rows: [...runs, ...references],
    notes: stored.notes
  };
}

/** As it is stored, with the names of the runs' cells: the null is the baseline's own. */
async function showCaseStudy(
  { baseline, runs }: ResolvedCaseStudy,
  study: StoredCaseStudy['study']
): Promise<CaseStudyResult> {
  const { showStudy } = await import('#lib/studies/case-study/shown');
  const names = [baseline, ...runs];
  const labels = distinctLabels(
    study.arms.map(({ label }) => label),
    names
  );
  return { kind: 'case-study', baseline, runs, ...showStudy(study, { names, labels }) };
}

/** As it is stored, with the names of the runs' cells. */
export function showRecommendation(cell: ResolvedRecommend, stored: StoredRecommendation): RecommendResult {
  const labels = distinctLabels(
    stored.lists.map((list) => list.label),
    cell.runs
  );
  const { user, rule, history, heldOut, shared } = stored;
  return {
    kind: 'recommend',
    user,
    ...(rule === null ? {} : { rule }),
    history,
    heldOut,
    lists: stored.lists.map((list, index) => ({
      ...list,
      run: cell.runs[index] ?? 'semantic-only',
      label: labels[index] ?? list.label
    })),
    shared
  };
}

const secondsOf = (metas: readonly ArtifactMeta[]): number => metas.reduce((sum, meta) => sum + meta.seconds, 0);

/** The card behind numbers that the given artifacts hold. */
function cardOf(provenance: StoredProvenance, seeds: readonly number[], metas: readonly ArtifactMeta[]): ProtocolCard {
  const distinct = (values: readonly string[]) => [...new Set(values)].join(', ');
  return {
    protocol: {
      dataset: provenance.dataset,
      splitHash: provenance.splitHash,
      candidates: 'all items',
      masking: 'train items masked; validation items not masked at test',
      cutoffs: CUTOFFS,
      metrics: METRIC_NAMES
    },
    treatment: provenance.treatment,
    environment: {
      seeds,
      backend: distinct(metas.map((meta) => meta.backend)),
      adapter: distinct(metas.map((meta) => meta.adapter)),
      versions: provenance.versions,
      seconds: secondsOf(metas),
      created:
        metas
          .map((meta) => meta.created)
          .sort()
          .at(-1) ?? ''
    }
  };
}

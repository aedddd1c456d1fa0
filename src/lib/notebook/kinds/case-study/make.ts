// The case study cell: stored runs of one split, pairs of users far apart, and how often a run brings those together who share a
// held-out item. Names of cells are put in when it is shown.
import { buildGraph } from '#lib/dataset/graph';
import type { Dataset } from '#lib/dataset/types';
import { appError } from '#lib/errors/app-error';
import { unitRows } from '#lib/studies/case-study/far-ranks';
import { proposePairs, ruleInWords, type FinderAsk } from '#lib/studies/case-study/finder';
import { describePair } from '#lib/studies/case-study/pair';
import { heldOutBothWays, heldOutOf } from '#lib/studies/case-study/pairs';
import { studyPopulation, type SeedEmbeddings } from '#lib/studies/case-study/population';
import { walkFrom } from '#lib/studies/graph-distance/graph-distance';
import { paced, rest, timed } from '#lib/work/work';
import type { Made, RunArtifact } from '../../run/artifacts';
import { userOf } from '../../run/user';
import type { CellWork } from '../../run/cell-work';
import type { SeedId } from '../id-inputs';
import { datasetIdBehind, idOf, idOrNull } from '../inputs';
import type { KindMaker } from '../maker';
import type { ResolvedCaseStudy } from './describe';
import { caseStudyStored, type CaseStudyResult, type StoredCaseStudy } from './stored';

export const maker: KindMaker<ResolvedCaseStudy, CaseStudyResult> = {
  stored: caseStudyStored,
  make(cell, plan, work) {
    const inputs = {
      baseline: idOf(plan, cell.baseline).runs,
      runs: cell.runs.map((name) => idOf(plan, name).runs),
      datasetId: datasetIdBehind(plan, cell.name),
      embeddingsId: idOrNull(plan, cell.embeddings),
      profilesId: idOrNull(plan, cell.profiles)
    };
    return makeCaseStudy(cell, inputs, work);
  }
};

interface CaseStudyInputs {
  /** Ids of the baseline's runs, seeds in the cell's order. */
  readonly baseline: readonly SeedId[];
  readonly runs: readonly (readonly SeedId[])[];
  readonly datasetId: string;
  readonly embeddingsId: string | null;
  readonly profilesId: string | null;
}

/**
 * The one pair and the population of the cell's runs. Held-out clicks are those of test and validation.
 * @throws AppError notebook/unknown-user, notebook/pair-too-near, notebook/no-far-pair-of, notebook/no-far-pairs,
 * notebook/no-shared-seed, notebook/nothing-to-compare, internal/cancelled
 */
async function makeCaseStudy(cell: ResolvedCaseStudy, inputs: CaseStudyInputs, work: CellWork): Promise<Made> {
  const { artifacts } = work;
  refuseUnlikeSeeds(cell, inputs);
  const dataset = await artifacts.dataset(inputs.datasetId);
  const profiles = inputs.profilesId === null ? null : await artifacts.profiles(inputs.profilesId);
  const embeddings = inputs.embeddingsId === null ? null : await artifacts.embeddings(inputs.embeddingsId);
  const loaded = await Promise.all(
    [inputs.baseline, ...inputs.runs].map((seeds) => Promise.all(seeds.map(({ id }) => artifacts.run(id))))
  );
  const arms = loaded.map((runs) =>
    runs.map(({ run, arrays }) => ({ seed: run.result.seed, userEmbeddings: arrays.userEmbeddings }))
  );
  const { userCount, itemCount, split } = dataset;
  const graph = buildGraph(userCount, itemCount, split.train);
  const held = heldOutBothWays(heldOutOf(split), userCount, itemCount);
  const present = embeddings?.vectors.userPresent ?? new Uint8Array(userCount);
  const semantic = embeddings ? unitRows(embeddings.vectors.users, embeddings.vectors.dimensions, present) : null;
  await rest(work, 'The case study');

  const pair = await choosePair(cell, dataset, { graph, held, semantic, present, seed: cell.seed });
  const { population, rows } = await studyPopulation({
    dataset: dataset.name,
    graph,
    held,
    semantic,
    present,
    arms,
    seed: cell.seed,
    step: paced(timed(work, 'users'), 'The case study')
  });
  const study: StoredCaseStudy['study'] = {
    arms: loaded.map((runs) => armOf(runs)),
    pair: describePair({
      ...{ dataset, graph, held, semantic, present, profiles, ...pair },
      runs: shownOf(arms)
    }),
    population,
    rows: [...rows]
  };
  const first = loaded[0]?.[0]?.run;
  if (!first) throw new Error('A case study needs a run');
  const json: StoredCaseStudy = {
    provenance: {
      ...first.provenance,
      treatment: {
        baseline: first.label,
        ...(study.arms.length > 1
          ? {
              runs: study.arms
                .slice(1)
                .map(({ label }) => label)
                .join(', ')
            }
          : {}),
        controls: embeddings ? embeddings.provenance.label : 'training clicks',
        seed: cell.seed
      }
    },
    seeds: [...new Set(rows.flatMap(({ seed, against }) => [against, seed]))],
    study
  };
  return { json, arrays: {}, digested: study };
}

/**
 * The runs under which the one pair is shown: of each arm the first seed that the baseline has too, and first the baseline at these seeds
 * (at its own first where it stands alone). Two models are set side by side with one seed, or a seed would pass for the model.
 */
function shownOf(arms: readonly (readonly SeedEmbeddings[])[]): (SeedEmbeddings & { readonly arm: number })[] {
  const [baseline = [], ...others] = arms;
  const shown = others.flatMap((seeds, at) => {
    const run = seeds.find(({ seed }) => baseline.some((one) => one.seed === seed));
    return run ? [{ ...run, arm: at + 1 }] : [];
  });
  const seeds = new Set(
    shown.length > 0 ? shown.map(({ seed }) => seed) : baseline.slice(0, 1).map(({ seed }) => seed)
  );
  return [...baseline.filter(({ seed }) => seeds.has(seed)).map((run) => ({ ...run, arm: 0 })), ...shown];
}

function armOf(runs: readonly RunArtifact[]): StoredCaseStudy['study']['arms'][number] {
  const run = runs[0]?.run;
  return { label: run?.label ?? '', backbone: run?.backbone ?? '', alignment: run?.alignment ?? '' };
}

function refuseUnlikeSeeds(cell: ResolvedCaseStudy, { baseline, runs }: CaseStudyInputs): void {
  const seeds = new Set(baseline.map(({ seed }) => seed));
  for (const [at, run] of runs.entries()) {
    if (run.some(({ seed }) => seeds.has(seed))) continue;
    throw appError('notebook/no-shared-seed', { run: cell.runs[at] ?? '', baseline: cell.baseline }, { field: 'runs' });
  }
  if (runs.length === 0 && baseline.length < 2) {
    throw appError('notebook/nothing-to-compare', { baseline: cell.baseline }, { field: 'runs' });
  }
}

interface ChosenPair {
  readonly user: number;
  readonly other: number;
  readonly rule: string | null;
}

/** The pair that the cell names, or one that the finder proposes. */
async function choosePair(
  cell: ResolvedCaseStudy,
  dataset: Dataset,
  finder: Pick<FinderAsk, 'graph' | 'held' | 'semantic' | 'seed'> & { readonly present: Uint8Array }
): Promise<ChosenPair> {
  const user = cell.user === 'auto' ? null : userOf(cell.user, dataset);
  if (user !== null && cell.other !== 'auto') {
    const other = userOf(cell.other, dataset, 'other');
    const distance = walkFrom(finder.graph, user, 3).hops[other] ?? -1;
    if (distance === -1) return { user, other, rule: null };
    throw appError('notebook/pair-too-near', { user: cell.user, other: cell.other, distance }, { field: 'other' });
  }
  // Where no pair has vectors of both, the rule without vectors.
  for (const semantic of finder.semantic ? [finder.semantic, null] : [null]) {
    const [found] = await proposePairs({ ...finder, semantic, user, rule: 'alike', count: 1 });
    if (found)
      return { user: found.user, other: found.other, rule: ruleInWords('alike', semantic !== null, user !== null) };
  }
  if (user === null) throw appError('notebook/no-far-pairs', { dataset: dataset.name, withoutControl: 0 });
  throw appError('notebook/no-far-pair-of', { user: cell.user, dataset: dataset.name }, { field: 'user' });
}

// The compare cell: stored runs, references and the truth file (where there is one) become one table. Names of cells are put
// in when it is shown.
import type { FileSource } from '#lib/dataset/sources/source';
import type { Dataset } from '#lib/dataset/types';
import { appError } from '#lib/errors/app-error';
import { popularityEmbeddings, semanticEmbeddings } from '#lib/evaluation/references';
import { compareArms, type ComparedArm, type ReferenceArm } from '#lib/studies/comparison';
import { testPairsWithoutNoise } from '#lib/studies/truth';
import { paced, timed } from '#lib/work/work';
import type { Made, RunArtifact } from '../../run/artifacts';
import type { CellWork } from '../../run/cell-work';
import { datasetIdBehind, idOf, idOrNull, truthOf } from '../inputs';
import type { KindMaker } from '../maker';
import { ownBaselines, refuseUnlikeSplits } from '../side-by-side';
import { isLinear, type ReferenceName, type ResolvedCompare } from './describe';
import { compareStored, type CompareResult, type StoredComparison } from './stored';

export const maker: KindMaker<ResolvedCompare, CompareResult> = {
  stored: compareStored,
  make(cell, plan, work, { force }) {
    const inputs = {
      runs: cell.runs.map((name) => idOf(plan, name).runs.map((run) => run.id)),
      datasetId: datasetIdBehind(plan, cell.name),
      embeddingsId: idOrNull(plan, cell.embeddings),
      truth: truthOf(plan, cell.name),
      force
    };
    return makeComparison(cell, inputs, work);
  }
};

interface CompareInputs {
  /** Ids of the runs of each train cell, in the order of `runs`, seeds in the cell's order. */
  readonly runs: readonly (readonly string[])[];
  readonly datasetId: string;
  readonly embeddingsId: string | null;
  /** Where the truth file lies; null where the data set has none. */
  readonly truth: FileSource | null;
  /** Make again what is stored of linear models. */
  readonly force: boolean;
}

/** @throws AppError notebook/unlike-splits, internal/cancelled */
async function makeComparison(cell: ResolvedCompare, inputs: CompareInputs, work: CellWork): Promise<Made> {
  const { artifacts } = work;
  const runs = await Promise.all(inputs.runs.map((ids) => Promise.all(ids.map((id) => artifacts.run(id)))));
  const dataset = await artifacts.dataset(inputs.datasetId);
  refuseUnlikeSplits(cell.runs, runs);

  const references: Reference[] = [];
  for (const name of cell.references) references.push(await referenceOf(name, cell, dataset, inputs, work));
  const step = paced(timed(work, 'rankings'), 'The comparison');
  const baseline = cell.runs.indexOf(cell.baseline);
  const comparison = await compareArms({
    userCount: dataset.userCount,
    itemCount: dataset.itemCount,
    split: dataset.split,
    arms: runs.map((seeds) => ({
      label: labelOf(seeds),
      treatment: seeds[0]?.run.provenance.treatment ?? {},
      runs: seeds.map(({ run, arrays }) => ({ seed: run.result.seed, test: run.result.test, arrays }))
    })),
    baseline,
    ...(cell.ownBaselines ? { baselines: ownBaselines(runs, baseline) } : {}),
    references,
    cleanTest: inputs.truth ? await testPairsWithoutNoise(inputs.truth, dataset) : null,
    bootstrapSamples: cell.bootstrapSamples,
    onStep: (done, total) => step(done, total, 'Comparing')
  });

  const first = runs[baseline]?.[0]?.run;
  if (!first) throw new Error('A comparison needs a run');
  const json: StoredComparison = {
    provenance: {
      ...first.provenance,
      treatment: {
        baseline: cell.ownBaselines ? 'the unaligned run of the same backbone' : first.label,
        runs: runs.map(labelOf).join(', '),
        bootstrap_samples: cell.bootstrapSamples
      }
    },
    seeds: [...new Set(runs.flat().map(({ run }) => run.result.seed))],
    baseline,
    runs: comparison.arms.map((arm, index) => {
      const run = runs[index]?.[0]?.run;
      return { label: run?.label ?? '', backbone: run?.backbone, alignment: run?.alignment, ...plain(arm) };
    }),
    references: comparison.references.map((arm, index) => {
      const name = cell.references[index] ?? 'popularity';
      return { name, label: references[index]?.label ?? name, ...plain(arm) };
    }),
    notes: [...comparison.notes, ...references.flatMap(({ notes }) => notes)]
  };
  const { seeds, runs: rows, references: others, notes: said } = json;
  return { json, arrays: {}, digested: { seeds, rows, others, said } };
}

const labelOf = (seeds: readonly RunArtifact[]): string => seeds[0]?.run.label ?? '';

/** The same with lists that can be stored. */
function plain({ seeds, treatment, differences, ...rest }: ComparedArm) {
  return { ...rest, seeds: [...seeds], treatment: treatment.map(({ text }) => text), differences: [...differences] };
}

type Reference = ReferenceArm & { readonly notes: readonly string[] };

async function referenceOf(
  name: ReferenceName,
  cell: ResolvedCompare,
  dataset: Dataset,
  { datasetId, embeddingsId, force }: CompareInputs,
  work: CellWork
): Promise<Reference> {
  const { userCount, itemCount, split } = dataset;
  if (name === 'popularity') {
    return { label: 'Popularity', scoring: popularityEmbeddings(userCount, itemCount, split.train), notes: [] };
  }
  if (isLinear(name)) {
    const { linearReference } = await import('../../rankings/linear-reference');
    return linearReference(name, { given: cell.linear, dataset, datasetId, embeddingsId, force }, work);
  }
  if (embeddingsId === null) throw appError('notebook/needs-embeddings', { what: 'The reference "semantic-only"' });
  const { vectors } = await work.artifacts.embeddings(embeddingsId);
  const absent = (present: Uint8Array) => present.reduce((count, flag) => count + (flag === 1 ? 0 : 1), 0);
  const [users, items] = [absent(vectors.userPresent), absent(vectors.itemPresent)];
  const notes =
    users + items > 0
      ? [
          `Semantic only: ${users} users and ${items} items have no vector; they score 0 with everything, and ties go in the order of the data.`
        ]
      : [];
  return { label: 'Semantic only', scoring: semanticEmbeddings(vectors), notes };
}

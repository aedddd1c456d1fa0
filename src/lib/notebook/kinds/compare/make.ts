// The compare cell: stored runs, references and the truth file (where there is one) become one table. Names of cells are put
// in when it is shown.
import type { FileSource } from '#lib/dataset/sources/source';
import type { Dataset } from '#lib/dataset/types';
import { appError } from '#lib/errors/app-error';
import { compareArms, type ComparedArm, type ReferenceArm, type SplitOfData } from '#lib/studies/comparison';
import { testPairsWithoutNoise } from '#lib/studies/truth';
import { paced, timed } from '#lib/work/work';
import { likenessOf } from '../../plan/likeness';
import type { Made, RunArtifact } from '../../run/artifacts';
import type { CellWork } from '../../run/cell-work';
import { datasetIdBehind, idOrNull, runIdsOf, truthOf } from '../inputs';
import { machinesOf } from '../card';
import type { KindMaker } from '../maker';
import { ownBaselines, refuseUnlikeSplits } from '../side-by-side';
import { armsOf, type ArmsAndSplits } from './arms';
import type { ReferenceName } from '../../rankings/asked';
import { referenceOn, type OneReference } from '../../rankings/reference';
import type { ResolvedCompare } from './describe';
import { compareStored, type CompareResult, type StoredComparison } from './stored';

export const maker: KindMaker<ResolvedCompare, CompareResult> = {
  stored: compareStored,
  async make(cell, plan, work, { force }) {
    const { arms, splitSeeds } = armsOf(cell.runs, await likenessOf(plan));
    const ids = await Promise.all(cell.runs.map((name) => runIdsOf(plan, name, work.artifacts)));
    // A row's cells stand in the order of the splits; without several splits each row has one cell, and all have the same split.
    const datasetIds =
      splitSeeds.length === 0
        ? [datasetIdBehind(plan, cell.name)]
        : (arms[0] ?? []).map((at) => datasetIdBehind(plan, cell.runs[at] ?? ''));
    const inputs = {
      arms,
      splitSeeds,
      runs: ids,
      datasetIds,
      embeddingsId: idOrNull(plan, cell.embeddings),
      truth: truthOf(plan, cell.name),
      force
    };
    return makeComparison(cell, inputs, work);
  }
};

interface CompareInputs extends ArmsAndSplits {
  /** Ids of the runs of each train cell, in the order of `runs`, seeds in the cell's order. */
  readonly runs: readonly (readonly string[])[];
  /** One for each split. */
  readonly datasetIds: readonly string[];
  readonly embeddingsId: string | null;
  /** Where the truth file lies; null where the data set has none. */
  readonly truth: FileSource | null;
  /** Make again what is stored of linear models. */
  readonly force: boolean;
}

/** @throws AppError notebook/unlike-splits, notebook/same-split, notebook/other-nodes, internal/cancelled */
async function makeComparison(cell: ResolvedCompare, inputs: CompareInputs, work: CellWork): Promise<Made> {
  const { artifacts } = work;
  const { arms, splitSeeds } = inputs;
  const ofCells = await Promise.all(inputs.runs.map((ids) => Promise.all(ids.map((id) => artifacts.run(id)))));
  const datasets: Dataset[] = [];
  for (const id of inputs.datasetIds) datasets.push(await artifacts.dataset(id));
  const [dataset] = datasets;
  if (!dataset) throw new Error('A comparison needs a data set');
  datasets.forEach((_, split) => {
    const own = splitSeeds.length === 0 ? cell.runs.map((__, at) => at) : arms.map((row) => row[split] ?? 0);
    refuseUnlikeSplits(
      own.map((at) => cell.runs[at] ?? ''),
      own.map((at) => ofCells[at] ?? [])
    );
  });
  refuseNoSplits(datasets, splitSeeds);

  const rows = arms.map((row) => row.map((at) => ofCells[at] ?? []));
  const runs = rows.map((row) => row.flat());
  const references: Reference[] = [];
  for (const name of cell.references) references.push(await referenceOf(name, cell, datasets, inputs, work));
  const step = paced(timed(work, 'rankings'), 'The comparison');
  const baseline = arms.findIndex((row) => row.includes(cell.runs.indexOf(cell.baseline)));
  const splits: SplitOfData[] = [];
  for (const one of datasets) {
    splits.push({
      split: one.split,
      cleanTest: inputs.truth ? await testPairsWithoutNoise(inputs.truth, one) : null
    });
  }
  const comparison = await compareArms({
    userCount: dataset.userCount,
    itemCount: dataset.itemCount,
    splits,
    arms: rows.map((row, index) => ({
      label: labelOf(runs[index]),
      treatment: runs[index]?.[0]?.run.provenance.treatment ?? {},
      runs: row.flatMap((seeds, split) =>
        seeds.map(({ run, arrays }) => ({ split, seed: run.result.seed, test: run.result.test, arrays }))
      )
    })),
    baseline,
    ...(cell.ownBaselines ? { baselines: ownBaselines(runs, baseline) } : {}),
    references,
    bootstrapSamples: cell.bootstrapSamples,
    onStep: (done, total) => step(done, total, 'Comparing')
  });

  const machines = machinesOf(runs.flat().map(({ meta }) => meta));
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
    ...(machines.length > 1 && { machines: [...machines] }),
    ...(splitSeeds.length === 0
      ? {}
      : { splits: splitSeeds.map((seed, at) => ({ seed, hash: datasets[at]?.split.hash ?? '' })) }),
    baseline,
    runs: comparison.arms.map((arm, index) => {
      const run = runs[index]?.[0]?.run;
      const cells = splitSeeds.length === 0 ? {} : { cells: [...(arms[index] ?? [])] };
      return { label: run?.label ?? '', backbone: run?.backbone, alignment: run?.alignment, ...cells, ...plain(arm) };
    }),
    references: comparison.references.map((arm, index) => {
      const name = cell.references[index] ?? 'popularity';
      return { name, label: references[index]?.label ?? name, ...plain(arm) };
    }),
    notes: [...comparison.notes, ...references.flatMap(({ notes }) => notes)]
  };
  const { seeds, splits: told, runs: ofArms, references: others, notes: said } = json;
  return { json, arrays: {}, digested: { seeds, splits: told, rows: ofArms, others, said } };
}

/** Several splits are different ones of the same users and items. @throws AppError notebook/same-split, notebook/other-nodes */
function refuseNoSplits(datasets: readonly Dataset[], splitSeeds: readonly number[]): void {
  const [one] = datasets;
  for (const [at, dataset] of datasets.entries()) {
    const before = datasets.slice(0, at).findIndex(({ split }) => split.hash === dataset.split.hash);
    const seeds = { first: splitSeeds[Math.max(0, before)] ?? 0, other: splitSeeds[at] ?? 0 };
    if (before !== -1) {
      throw appError('notebook/same-split', { ...seeds, hash: dataset.split.hash.slice(0, 8) }, { field: 'runs' });
    }
    if (!one || !isSame(one.userIds, dataset.userIds) || !isSame(one.itemIds, dataset.itemIds)) {
      throw appError('notebook/other-nodes', seeds, { field: 'runs' });
    }
  }
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, at) => id === b[at]);

const labelOf = (seeds: readonly RunArtifact[] | undefined): string => seeds?.[0]?.run.label ?? '';

/** The same with lists that can be stored. */
function plain({ seeds, treatment, differences, ...rest }: ComparedArm) {
  return { ...rest, seeds: [...seeds], treatment: treatment.map(({ text }) => text), differences: [...differences] };
}

type Reference = ReferenceArm & { readonly notes: readonly string[] };

async function referenceOf(
  name: ReferenceName,
  cell: ResolvedCompare,
  datasets: readonly Dataset[],
  inputs: CompareInputs,
  work: CellWork
): Promise<Reference> {
  const found: OneReference[] = [];
  const { embeddingsId, force } = inputs;
  for (const [at, dataset] of datasets.entries()) {
    const datasetId = inputs.datasetIds[at] ?? '';
    found.push(await referenceOn(name, { given: cell.linear, dataset, datasetId, embeddingsId, force }, work));
  }
  const labels = [...new Set(found.map(({ label }) => label))];
  const seed = (at: number): string => (found.length > 1 ? `Split ${inputs.splitSeeds[at] ?? at}: ` : '');
  return {
    // Of a model whose values were chosen by validation, each split has its own.
    label: labels.length === 1 ? (labels[0] ?? name) : labels.join(' / '),
    scoring: found.map(({ scoring }) => scoring),
    notes: found.flatMap(({ notes }, at) => notes.map((note) => `${seed(at)}${note}`))
  };
}

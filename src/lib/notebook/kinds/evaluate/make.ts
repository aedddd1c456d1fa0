// The evaluate cell: stored runs measured anew (studies/measures).
import { listMetric, type Measure } from '#lib/evaluation/lists/metric-table';
import { measureArms } from '#lib/studies/measures/measures';
import type { GroupShape } from '#lib/studies/measures/types';
import { paced, timed } from '#lib/work/work';
import type { Made } from '../../run/artifacts';
import type { CellWork } from '../../run/cell-work';
import { datasetIdBehind, idOrNull, runIdsOf } from '../inputs';
import type { KindMaker } from '../maker';
import { ownBaselines, refuseUnlikeSplits } from '../side-by-side';
import type { ResolvedEvaluate } from './describe';
import { evaluateStored, type EvaluateResult, type StoredEvaluation } from './stored';

export const maker: KindMaker<ResolvedEvaluate, EvaluateResult> = {
  stored: evaluateStored,
  async make(cell, plan, work) {
    const inputs = {
      runs: await Promise.all(cell.runs.map((name) => runIdsOf(plan, name, work.artifacts))),
      datasetId: datasetIdBehind(plan, cell.name),
      embeddingsId: idOrNull(plan, cell.embeddings)
    };
    return makeEvaluation(cell, inputs, work);
  }
};

interface EvaluateInputs {
  /** Ids of the runs of each train cell, in the order of `runs`, seeds in the cell's order. */
  readonly runs: readonly (readonly string[])[];
  readonly datasetId: string;
  readonly embeddingsId: string | null;
}

/** @throws AppError notebook/unlike-splits, evaluation/…, internal/cancelled */
async function makeEvaluation(cell: ResolvedEvaluate, inputs: EvaluateInputs, work: CellWork): Promise<Made> {
  const { artifacts } = work;
  const runs = await Promise.all(inputs.runs.map((ids) => Promise.all(ids.map((id) => artifacts.run(id)))));
  const dataset = await artifacts.dataset(inputs.datasetId);
  refuseUnlikeSplits(cell.runs, runs);
  const baseline = cell.runs.indexOf(cell.baseline);
  const first = runs[baseline]?.[0]?.run;
  if (!first) throw new Error('An evaluation needs a run');
  const vectors = inputs.embeddingsId === null ? null : (await artifacts.embeddings(inputs.embeddingsId)).vectors;
  const measures = cell.metrics.flatMap((metric) => cell.cutoffs.map((cutoff) => ({ metric, cutoff })));
  const baselines = cell.ownBaselines ? ownBaselines(runs, baseline) : runs.map(() => baseline);
  const { groups, arms } = await measureArms({
    userCount: dataset.userCount,
    itemCount: dataset.itemCount,
    split: dataset.split,
    arms: runs.map((seeds) => ({ runs: seeds.map(({ run, arrays }) => ({ seed: run.result.seed, arrays })) })),
    baselines,
    measures,
    quantiles: cell.groups.includes('users') ? cell.quantiles : null,
    itemGroups: cell.groups.includes('items'),
    vectors,
    bootstrapSamples: cell.bootstrapSamples,
    onStep: paced(timed(work, 'users'), 'The evaluation')
  });
  const json: StoredEvaluation = {
    provenance: {
      ...first.provenance,
      treatment: {
        baseline: cell.ownBaselines ? 'the unaligned run of the same backbone' : first.label,
        runs: runs.map((seeds) => seeds[0]?.run.label ?? '').join(', '),
        bootstrap_samples: cell.bootstrapSamples
      }
    },
    seeds: [...new Set(runs.flat().map(({ run }) => run.result.seed))],
    measures,
    groups: [...groups],
    runs: arms.map((rows, at) => {
      const [run] = runs[at] ?? [];
      return {
        label: run?.run.label ?? '',
        backbone: run?.run.backbone ?? '',
        alignment: run?.run.alignment ?? '',
        seeds: (runs[at] ?? []).map((own) => own.run.result.seed),
        baseline: baselines[at] ?? baseline,
        groups: rows.map((values) => [...values])
      };
    }),
    notes: notesOf(cell, groups, measures, vectors?.itemPresent ?? null)
  };
  return { json, arrays: {}, digested: { groups: json.groups, runs: json.runs } };
}

function notesOf(
  { bootstrapSamples, metrics }: ResolvedEvaluate,
  groups: readonly GroupShape[],
  measures: readonly Measure[],
  present: Uint8Array | null
): string[] {
  const users = groups[0]?.users ?? 0;
  const notes = [
    `Lists of the ${users} users with a test interaction, over all items, training items masked.`,
    `Intervals: bootstrap over the users of a group, ${bootstrapSamples} resamples, seeds averaged first; they say nothing of other seeds or splits.`
  ];
  const ofLists = [...new Set(measures.map(({ metric }) => metric))].filter((name) => listMetric(name).of === 'lists');
  if (ofLists.length > 0) {
    notes.push(
      `${ofLists.join(' and ')}: of all lists together, so that there is no interval over users and no group.`
    );
  }
  if (groups.some(({ of }) => of === 'items')) {
    notes.push(
      'A group of items: metrics by the held-out items of that group alone, over the users who have one; lists are the same.'
    );
  }
  const absent = present?.reduce((count, flag) => count + (flag === 1 ? 0 : 1), 0) ?? 0;
  if (metrics.includes('diversity') && absent > 0) {
    notes.push(`${absent} items have no semantic vector; for diversity they are unlike all others.`);
  }
  return notes;
}

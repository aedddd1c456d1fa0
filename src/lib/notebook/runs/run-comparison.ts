// Stored runs that a reader picked, side by side: those of one protocol are compared as a compare cell would, those of another are not, and
// that is said. Reads what is stored; trains nothing.
import type { InteractionList } from '#lib/dataset/types';
import { appError } from '#lib/errors/app-error';
import { compareArms } from '#lib/studies/comparison';
import type { WorkStep } from '#lib/work/work';
import type { CompareResult } from '../kinds/compare/stored';
import { datasetHead } from '../kinds/dataset/stored';
import { trainStored } from '../kinds/train/stored';
import type { CellRecord } from '../results/results';
import type { Artifacts, RunArtifact } from '../run/artifacts';
import { groupedRuns, namedArms, namedRuns, type NamedRun } from './run-list';
import { summaryOf } from './run-summary';

/** Resamples of the bootstrap over users, as a compare cell has them where it says nothing. */
const BOOTSTRAP_SAMPLES = 2000;

/** The picked runs of one protocol. */
export interface ProtocolComparison {
  /** Title of the data set. */
  readonly data: string;
  readonly splitHash: string;
  /** Runs of the same settings, as a train cell shows them; its id is those of its runs. */
  readonly arms: readonly CellRecord[];
  /** null where they are all of the same settings: there is nothing to compare. */
  readonly result: CompareResult | null;
}

/**
 * One comparison a protocol, in the order of `ids`; seeds of the same settings are one arm.
 * @param baseline id of a run from whose arm differences are counted; of a protocol without it, an arm without alignment, else the first
 * @throws AppError runs/gone, storage/…, internal/cancelled
 */
export async function compareStoredRuns(
  artifacts: Artifacts,
  ids: readonly string[],
  baseline: string | null,
  step: WorkStep
): Promise<readonly ProtocolComparison[]> {
  const found = new Map<string, RunArtifact>();
  for (const [at, id] of ids.entries()) {
    await step(at, ids.length, 'Reading the runs');
    if (!(await artifacts.isStored(id))) throw appError('runs/gone', {});
    found.set(id, measuredPart(await artifacts.run(id)));
  }
  const named = namedRuns([...found.values()].map(({ meta, run }) => summaryOf(meta, run)));
  const comparisons: ProtocolComparison[] = [];
  for (const { runs } of groupedRuns(named, 'protocol')) {
    comparisons.push(await comparisonOf(runs, found, baseline, artifacts, step));
  }
  return comparisons;
}

const NO_VECTORS = new Float32Array();

/** What a comparison reads of a run: a hundred runs are held at once, and their vectors are not needed. */
function measuredPart({ meta, run, arrays }: RunArtifact): RunArtifact {
  const { testUsers, testRecall20, testNdcg20 } = arrays;
  return {
    meta,
    run,
    arrays: { userEmbeddings: NO_VECTORS, itemEmbeddings: NO_VECTORS, testUsers, testRecall20, testNdcg20 }
  };
}

interface PickedArm {
  readonly name: string;
  readonly runs: readonly RunArtifact[];
  /** Runs left out since another one has their seed. */
  readonly doubled: number;
}

async function comparisonOf(
  runs: readonly NamedRun[],
  found: ReadonlyMap<string, RunArtifact>,
  baseline: string | null,
  artifacts: Artifacts,
  step: WorkStep
): Promise<ProtocolComparison> {
  const arms = armsOf(runs, found);
  const place = { data: runs[0]?.run.data ?? '', splitHash: runs[0]?.run.splitHash ?? '' };
  const records = await Promise.all(arms.map((arm) => recordOf(arm, artifacts)));
  if (arms.length < 2) return { ...place, arms: records, result: null };
  const own = arms.findIndex((arm) => arm.runs.some(({ meta }) => meta.id === baseline));
  const unaligned = arms.findIndex((arm) => arm.runs[0]?.run.alignment === 'none');
  const base = own !== -1 ? own : Math.max(0, unaligned);
  const { userCount, itemCount, split } = await datasetOf(place.splitHash, artifacts);
  const compared = await compareArms({
    userCount,
    itemCount,
    splits: [{ split, cleanTest: null }],
    arms: arms.map((arm) => ({
      label: arm.name,
      treatment: arm.runs[0]?.run.provenance.treatment ?? {},
      runs: arm.runs.map(({ run, arrays }) => ({ split: 0, seed: run.result.seed, test: run.result.test, arrays }))
    })),
    baseline: base,
    references: [],
    bootstrapSamples: BOOTSTRAP_SAMPLES,
    onStep: (done, total) => step(done, total, 'Comparing')
  });
  const rows = compared.arms.map((arm, at) => ({
    ...arm,
    treatment: arm.treatment.map(({ text }) => text),
    name: String(at),
    role: 'run' as const,
    label: arms[at]?.name ?? '',
    backbone: arms[at]?.runs[0]?.run.backbone,
    alignment: arms[at]?.runs[0]?.run.alignment
  }));
  const notes = [...compared.notes, ...doubledNotes(arms)];
  return { ...place, arms: records, result: { kind: 'compare', baseline: String(base), rows, notes } };
}

/** An arm as a train cell of its own would show it. */
async function recordOf({ name, runs }: PickedArm, artifacts: Artifacts): Promise<CellRecord> {
  const [first] = runs;
  const record =
    first &&
    (await trainStored.record(
      {
        kind: 'train',
        name,
        backbone: first.run.backbone,
        alignment: first.run.alignment,
        seeds: runs.map(({ run }) => run.result.seed)
      },
      {
        id: runs.map(({ meta }) => meta.id).join(', '),
        runs: runs.map(({ meta, run }) => ({ id: meta.id, seed: run.result.seed }))
      },
      artifacts
    ));
  if (!record) throw appError('runs/gone', {});
  return { name, kind: 'train', ...record };
}

/** Runs of the same settings, one a seed; of several with the same seed the newest. Named by what differs among the arms. */
function armsOf(runs: readonly NamedRun[], found: ReadonlyMap<string, RunArtifact>): readonly PickedArm[] {
  return namedArms(runs).map(({ title, runs: seeds }) => {
    const bySeed = new Map<number, NamedRun>();
    for (const named of seeds) {
      const before = bySeed.get(named.run.seed);
      if (!before || before.run.created < named.run.created) bySeed.set(named.run.seed, named);
    }
    return {
      name: title,
      runs: [...bySeed.values()].flatMap(({ run }) => found.get(run.id) ?? []),
      doubled: seeds.length - bySeed.size
    };
  });
}

const doubledNotes = (arms: readonly PickedArm[]): string[] =>
  arms.flatMap(({ name, doubled }) =>
    doubled === 0
      ? []
      : [
          `${name}: of several runs with the same settings and seed (other words behind them, or an earlier version of the code) the newest counts.`
        ]
  );

const NOTHING: InteractionList = { users: new Int32Array(), items: new Int32Array() };

/** The data of a split, for what a comparison says of them; without interactions where they are no longer stored. */
async function datasetOf(splitHash: string, artifacts: Artifacts) {
  const id = await datasetOfSplit(splitHash, artifacts);
  if (id !== null) return artifacts.dataset(id);
  return { userCount: 0, itemCount: 0, split: { train: NOTHING, test: NOTHING } };
}

/** Id of a stored data set with this split; null where there is none. */
export async function datasetOfSplit(splitHash: string, artifacts: Artifacts): Promise<string | null> {
  for (const { id, kind } of await artifacts.store.list()) {
    if (kind !== datasetHead.kind) continue;
    const found = await artifacts.head(id, datasetHead);
    if (found?.content.result.splitHash === splitHash) return id;
  }
  return null;
}

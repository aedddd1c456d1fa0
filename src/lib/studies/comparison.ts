// Arms side by side on one split: means over seeds, differences from a baseline, and how sure they are. A paired t-test over
// seeds where at least five are shared, a plain statement where not; beside it a paired bootstrap over users; Holm's
// correction over the tests shown (the paper names no test: model spec §11). A function of artifacts: it trains nothing.
import type { InteractionList, Split } from '#lib/dataset/types';
import { evaluateEmbeddings, evaluateListsOfAll, type ListsOfAll } from '#lib/evaluation/evaluate';
import { summariseMetrics } from '#lib/evaluation/metrics';
import type { ScoringEmbeddings } from '#lib/evaluation/references';
import { holm, pairedBootstrap, pairedT, type Interval } from '#lib/evaluation/significance';
import type { Evaluation, MetricName, Metrics } from '#lib/evaluation/types';
import type { RunArrays } from '#lib/training/types';
import { isOfAlignment, treatmentDifferences, type SettingDifference, type Treatment } from './treatment';

/** From this many shared seeds on a t-test is made. */
export const SEEDS_FOR_TEST = 5;
/** Seed of the bootstrap's draws: the interval depends on the artifacts and nothing else. */
const BOOTSTRAP_SEED = 0;

export interface SeedRun {
  readonly seed: number;
  readonly test: Metrics;
  readonly arrays: RunArrays;
}

export interface Arm {
  readonly label: string;
  readonly treatment: Treatment;
  readonly runs: readonly SeedRun[];
}

/** A ranking that no training makes. */
export interface ReferenceArm {
  readonly label: string;
  readonly scoring: ScoringEmbeddings | ListsOfAll;
}

export interface ComparisonInput {
  readonly userCount: number;
  readonly itemCount: number;
  readonly split: Pick<Split, 'train' | 'test'>;
  /** At least one. */
  readonly arms: readonly Arm[];
  /** For each arm the index of the arm from which its differences are counted; left out, `baseline` for all. */
  readonly baselines?: readonly number[];
  /** Index of the arm from which the references' differences are counted. */
  readonly baseline: number;
  readonly references: readonly ReferenceArm[];
  /** The test interactions that are not marked as noise; null where nobody knows. */
  readonly cleanTest: InteractionList | null;
  readonly bootstrapSamples: number;
  /** Called between evaluations; throws to cancel. */
  onStep?(done: number, total: number): Promise<void>;
}

export interface Spread {
  readonly mean: Metrics;
  readonly sd: Metrics;
}

export interface ArmDifference {
  readonly metric: 'recall@20' | 'ndcg@20';
  /** In the metric's own unit, over the shared seeds. */
  readonly mean: number;
  /** `mean` ÷ the baseline's mean. */
  readonly relative: number;
  readonly pairedT?: {
    readonly t: number;
    readonly df: number;
    readonly p: number;
    /** `p` after Holm's correction over all tests of the comparison. */
    readonly pHolm: number;
    readonly interval95: Interval;
  };
  readonly bootstrap?: { readonly interval95: Interval; readonly samples: number; readonly users: number };
  readonly reason?: string;
}

export interface ComparedArm {
  readonly seeds: readonly number[];
  readonly test: Spread;
  readonly testWithoutNoise?: Spread;
  /** None for the baseline itself. */
  readonly differences: readonly ArmDifference[];
  /** Settings unlike the baseline's. */
  readonly treatment: readonly SettingDifference[];
}

export interface Comparison {
  readonly arms: readonly ComparedArm[];
  readonly references: readonly ComparedArm[];
  readonly notes: readonly string[];
}

/** One measured ranking: of one seed, or of a reference. */
interface Measured {
  readonly seed: number | null;
  readonly test: Metrics;
  readonly testWithoutNoise: Metrics | null;
  readonly users: Int32Array;
  readonly perUser: Readonly<Record<MetricName, Float32Array>>;
}

const DIFFERENCES = [
  { metric: 'recall@20', name: 'recall' },
  { metric: 'ndcg@20', name: 'ndcg' }
] as const;

/** Compares arms of one split. Needs a started backend, for the rankings that are not stored. */
export async function compareArms(input: ComparisonInput): Promise<Comparison> {
  const { arms, references } = input;
  const total = arms.reduce((sum, arm) => sum + arm.runs.length, references.length);
  let done = 0;
  const step = async () => input.onStep?.((done += 1), total);

  const measuredArms: Measured[][] = [];
  for (const arm of arms) {
    const measured: Measured[] = [];
    for (const run of arm.runs) {
      measured.push(await measureRun(run, input));
      await step();
    }
    measuredArms.push(measured);
  }
  const measuredReferences: Measured[][] = [];
  for (const reference of references) {
    measuredReferences.push([await measureReference(reference, input)]);
    await step();
  }

  const base = measuredArms[input.baseline];
  if (!base) throw new RangeError(`There is no arm ${input.baseline}`);
  const compared = measuredArms.map((measured, index) => {
    const from = input.baselines?.[index] ?? input.baseline;
    const [theirs, treatment] = [measuredArms[from], arms[from]?.treatment];
    if (!theirs || !treatment) throw new RangeError(`There is no arm ${from}`);
    return {
      ...summary(measured),
      differences: index === from ? [] : differences(measured, theirs, input.bootstrapSamples),
      treatment: treatmentDifferences(arms[index]?.treatment ?? {}, treatment)
    };
  });
  const comparedReferences = measuredReferences.map((measured) => ({
    ...summary(measured),
    // Where every run has a base of its own there is none that a reference belongs to.
    differences: input.baselines ? [] : differences(measured, base, input.bootstrapSamples),
    treatment: []
  }));
  return {
    ...withHolm(compared, comparedReferences),
    notes: notesOf(input, compared, base[0]?.users.length ?? 0)
  };
}

async function measureRun(run: SeedRun, input: ComparisonInput): Promise<Measured> {
  const { cleanTest: clean } = input;
  const { userEmbeddings, itemEmbeddings, testUsers, testRecall20, testNdcg20 } = run.arrays;
  const width = userEmbeddings.length / input.userCount;
  const withoutNoise = clean
    ? await evaluateEmbeddings(userEmbeddings, itemEmbeddings, width, input.split.train, clean)
    : null;
  return {
    seed: run.seed,
    test: run.test,
    testWithoutNoise: withoutNoise?.metrics ?? null,
    users: testUsers,
    perUser: { recall: testRecall20, ndcg: testNdcg20 }
  };
}

async function measureReference(
  { scoring }: ReferenceArm,
  { userCount, split, cleanTest: clean }: ComparisonInput
): Promise<Measured> {
  const evaluate = (heldOut: InteractionList): Promise<Evaluation> =>
    'k' in scoring
      ? evaluateListsOfAll(scoring, userCount, heldOut)
      : evaluateEmbeddings(scoring.users, scoring.items, scoring.dimensions, split.train, heldOut);
  const all = await evaluate(split.test);
  const withoutNoise = clean ? await evaluate(clean) : null;
  return {
    seed: null,
    test: all.metrics,
    testWithoutNoise: withoutNoise?.metrics ?? null,
    users: all.users,
    perUser: { recall: all.perUser.recall['20'], ndcg: all.perUser.ndcg['20'] }
  };
}

function summary(measured: readonly Measured[]): Omit<ComparedArm, 'differences' | 'treatment'> {
  const clean = measured.flatMap(({ testWithoutNoise }) => (testWithoutNoise ? [testWithoutNoise] : []));
  return {
    seeds: measured.flatMap(({ seed }) => (seed === null ? [] : [seed])),
    test: summariseMetrics(measured.map(({ test }) => test)),
    ...(clean.length > 0 ? { testWithoutNoise: summariseMetrics(clean) } : {})
  };
}

const average = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

function differences(ours: readonly Measured[], theirs: readonly Measured[], samples: number): ArmDifference[] {
  const { pairs, reason } = pairing(ours, theirs);
  const mine = pairs ? pairs.map(([a]) => a) : ours;
  const base = pairs ? pairs.map(([, b]) => b) : theirs;
  return DIFFERENCES.map(({ metric, name }) => {
    const a = mine.map(({ test }) => test[name]['20']);
    const b = base.map(({ test }) => test[name]['20']);
    const mean = average(a) - average(b);
    const test = pairs && pairs.length >= SEEDS_FOR_TEST ? pairedT(a, b) : null;
    const { interval95, users } = pairedBootstrap(userDifferences(mine, base, name), { samples, seed: BOOTSTRAP_SEED });
    return {
      metric,
      mean,
      relative: mean / average(b),
      // A t of ±Infinity (all differences equal) has no JSON and says nothing that the mean does not.
      ...(test && Number.isFinite(test.t)
        ? { pairedT: { t: test.t, df: test.df, p: test.p, pHolm: test.p, interval95: test.interval95 } }
        : {}),
      bootstrap: { interval95, samples, users },
      ...(test && Number.isFinite(test.t)
        ? {}
        : { reason: test ? 'the difference is the same for every seed' : reason })
    };
  });
}

/** Runs of the same seed, which share initialisation, negatives and dropout; null where nothing can be paired. */
function pairing(
  ours: readonly Measured[],
  theirs: readonly Measured[]
): { readonly pairs: readonly (readonly [Measured, Measured])[] | null; readonly reason: string } {
  if (ours.some(({ seed }) => seed === null)) {
    return { pairs: null, reason: 'a ranking without training has no seeds to test over' };
  }
  const pairs = ours.flatMap((run) => {
    const other = theirs.find(({ seed }) => seed === run.seed);
    return other ? [[run, other] as const] : [];
  });
  if (pairs.length === 0) return { pairs: null, reason: 'the runs share no seed, so they cannot be paired' };
  const count = pairs.length === 1 ? 'one shared seed is' : `${pairs.length} shared seeds are`;
  return { pairs, reason: `${count} too few for a paired t-test, which needs ${SEEDS_FOR_TEST}` };
}

/** One value a user: mean over our runs − mean over theirs. */
function userDifferences(ours: readonly Measured[], theirs: readonly Measured[], name: MetricName): Float64Array {
  const users = theirs[0]?.users ?? new Int32Array();
  for (const run of [...ours, ...theirs]) {
    const isSame = run.users.length === users.length && run.users.every((user, at) => user === users[at]);
    if (!isSame) throw new Error('Runs of one split must count the same users');
  }
  return Float64Array.from(
    users,
    (_, at) =>
      average(ours.map(({ perUser }) => perUser[name][at] ?? 0)) -
      average(theirs.map(({ perUser }) => perUser[name][at] ?? 0))
  );
}

function withHolm(
  arms: readonly ComparedArm[],
  references: readonly ComparedArm[]
): Pick<Comparison, 'arms' | 'references'> {
  const tests = arms.flatMap((arm) => arm.differences.flatMap(({ pairedT: test }) => (test ? [test.p] : [])));
  const adjusted = holm(tests);
  let next = 0;
  const corrected = arms.map((arm) => ({
    ...arm,
    differences: arm.differences.map((difference) => {
      const { pairedT: test } = difference;
      return test ? { ...difference, pairedT: { ...test, pHolm: adjusted[next++] ?? test.p } } : difference;
    })
  }));
  return { arms: corrected, references };
}

function notesOf(input: ComparisonInput, arms: readonly ComparedArm[], users: number): string[] {
  const counts = [...new Set(arms.map((arm) => arm.seeds.length))].sort((a, b) => a - b);
  const fewest = counts[0] ?? 0;
  const seeds = counts.length === 1 ? `${fewest}` : `${fewest} to ${counts.at(-1) ?? fewest}`;
  const notes =
    seeds === '1'
      ? ['One seed a run: nothing here says how much the numbers would move with another.']
      : [
          `Mean over ${seeds} seeds a run; the spread is the sample standard deviation (n − 1).`,
          'All seeds share one split: the spread shows what initialisation and sampling do, not what another split would.'
        ];
  if (arms.length + input.references.length > 1) {
    notes.push(
      `Intervals: paired bootstrap over the ${users} users with a test interaction, ${input.bootstrapSamples} resamples, seeds averaged first.`
    );
  }
  if (arms.some((arm) => arm.differences.some((difference) => difference.pairedT))) {
    notes.push('Tests: two-sided paired t over shared seeds, p corrected by Holm over all tests of this table.');
  } else if (arms.length > 1) {
    notes.push(`No t-test is made below ${SEEDS_FOR_TEST} shared seeds.`);
  }
  const more = arms.flatMap(({ treatment }) =>
    treatment.flatMap(({ key, text }) => (isOfAlignment(key) ? [] : [text]))
  );
  if (more.length > 0) {
    notes.push(`Rows differ in more than the alignment: ${[...new Set(more)].join('; ')}.`);
  }
  if (holdsOutWholeItems(input)) {
    notes.push(
      'Every test interaction is of an item without a training click: rows that know items by clicks alone (a graph without texts, popularity, neighbours, EASE) rank these by chance or behind all others.'
    );
  }
  if (input.cleanTest) {
    const all = input.split.test.users.length;
    notes.push(
      `${all - input.cleanTest.users.length} of ${all} test interactions are marked as noise in the data set's truth file, which only this comparison reads.`
    );
  }
  return notes;
}

/** Whether no test item has a training click (split: cold-items). */
function holdsOutWholeItems({ split: { train, test } }: ComparisonInput): boolean {
  const trained = new Set(train.items);
  return test.items.length > 0 && test.items.every((item) => !trained.has(item));
}

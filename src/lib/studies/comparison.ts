// Arms side by side: means over seeds of one split, or over splits of the same data, differences from a baseline, and how sure they are
// (differences.ts); Holm's correction over the tests shown (the paper names no test: model spec §11). A function of artifacts: it trains
// nothing.
import type { InteractionList, Split } from '#lib/dataset/types';
import { evaluateEmbeddings, evaluateScoring, type ListsOfAll } from '#lib/evaluation/evaluate';
import { largest, smallest } from '#lib/elementary/extent';
import { meanOf } from '#lib/elementary/spread';
import { summariseMetrics } from '#lib/evaluation/metrics';
import type { ScoringEmbeddings } from '#lib/evaluation/references';
import { holm } from '#lib/evaluation/significance';
import type { Evaluation, Metrics } from '#lib/evaluation/types';
import type { RunArrays } from '#lib/training/types';
import {
  countedUsers,
  differences,
  LEAST_FOR_TEST,
  type ArmDifference,
  type Measured,
  type TTest
} from './differences';
import { isOfAlignment, treatmentDifferences, type SettingDifference, type Treatment } from './treatment';

export interface SeedRun {
  /** Index of the split that it was trained on. */
  readonly split: number;
  readonly seed: number;
  readonly test: Metrics;
  readonly arrays: RunArrays;
}

export interface Arm {
  readonly label: string;
  readonly treatment: Treatment;
  /** At least one on every split. */
  readonly runs: readonly SeedRun[];
}

/** A ranking that no training makes. */
export interface ReferenceArm {
  readonly label: string;
  /** One for each split. */
  readonly scoring: readonly (ScoringEmbeddings | ListsOfAll)[];
}

export interface SplitOfData {
  readonly split: Pick<Split, 'train' | 'test'>;
  /** The test interactions that are not marked as noise; null where nobody knows. */
  readonly cleanTest: InteractionList | null;
}

export interface ComparisonInput {
  readonly userCount: number;
  readonly itemCount: number;
  /** At least one; several are splits of the same interactions between the same users and items. */
  readonly splits: readonly SplitOfData[];
  /** At least one. */
  readonly arms: readonly Arm[];
  /** For each arm the index of the arm from which its differences are counted; left out, `baseline` for all. */
  readonly baselines?: readonly number[];
  /** Index of the arm from which the references' differences are counted. */
  readonly baseline: number;
  readonly references: readonly ReferenceArm[];
  readonly bootstrapSamples: number;
  /** Called between evaluations; throws to cancel. */
  onStep?(done: number, total: number): Promise<void>;
}

export interface Spread {
  readonly mean: Metrics;
  readonly sd: Metrics;
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

/** Compares arms. Needs a started backend, for the rankings that are not stored. */
export async function compareArms(input: ComparisonInput): Promise<Comparison> {
  const { arms, references, splits } = input;
  const total = arms.reduce((sum, arm) => sum + arm.runs.length, references.length * splits.length);
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
  for (const { scoring } of references) {
    const measured: Measured[] = [];
    for (const [split, scored] of scoring.entries()) {
      measured.push(await measureReference(scored, split, input));
      await step();
    }
    measuredReferences.push(measured);
  }

  const base = measuredArms[input.baseline];
  if (!base) throw new RangeError(`There is no arm ${input.baseline}`);
  const options = { testShares: splits.map(testShare), samples: input.bootstrapSamples };
  const summary = splits.length > 1 ? overSplits : overRuns;
  const compared = measuredArms.map((measured, index) => {
    const from = input.baselines?.[index] ?? input.baseline;
    const [theirs, treatment] = [measuredArms[from], arms[from]?.treatment];
    if (!theirs || !treatment) throw new RangeError(`There is no arm ${from}`);
    return {
      ...summary(measured),
      differences: index === from ? [] : differences(measured, theirs, options),
      treatment: treatmentDifferences(arms[index]?.treatment ?? {}, treatment)
    };
  });
  const comparedReferences = measuredReferences.map((measured) => ({
    ...summary(measured),
    // Where every run has a base of its own there is none that a reference belongs to.
    differences: input.baselines ? [] : differences(measured, base, options),
    treatment: []
  }));
  return {
    ...withHolm(compared, comparedReferences),
    notes: notesOf(input, compared, measuredArms.map(seedCounts), countedUsers(base))
  };
}

/** Test interactions ÷ training interactions. */
const testShare = ({ split: { train, test } }: SplitOfData): number => test.users.length / train.users.length;

async function measureRun(run: SeedRun, input: ComparisonInput): Promise<Measured> {
  const { split, cleanTest: clean } = splitAt(input, run.split);
  const { userEmbeddings, itemEmbeddings, testUsers, testRecall20, testNdcg20 } = run.arrays;
  const width = userEmbeddings.length / input.userCount;
  const withoutNoise = clean
    ? await evaluateEmbeddings(userEmbeddings, itemEmbeddings, width, split.train, clean)
    : null;
  return {
    split: run.split,
    seed: run.seed,
    test: run.test,
    testWithoutNoise: withoutNoise?.metrics ?? null,
    users: testUsers,
    perUser: { recall: testRecall20, ndcg: testNdcg20 }
  };
}

async function measureReference(
  scoring: ScoringEmbeddings | ListsOfAll,
  at: number,
  input: ComparisonInput
): Promise<Measured> {
  const { split, cleanTest: clean } = splitAt(input, at);
  const evaluate = (heldOut: InteractionList): Promise<Evaluation> =>
    evaluateScoring(scoring, input.userCount, split.train, heldOut);
  const all = await evaluate(split.test);
  const withoutNoise = clean ? await evaluate(clean) : null;
  return {
    split: at,
    seed: null,
    test: all.metrics,
    testWithoutNoise: withoutNoise?.metrics ?? null,
    users: all.users,
    perUser: { recall: all.perUser.recall['20'], ndcg: all.perUser.ndcg['20'] }
  };
}

function splitAt({ splits }: ComparisonInput, at: number): SplitOfData {
  const found = splits[at];
  if (!found) throw new RangeError(`There is no split ${at}`);
  return found;
}

type Summary = Omit<ComparedArm, 'differences' | 'treatment'>;

/** Mean and spread over runs of one split. */
function overRuns(measured: readonly Measured[]): Summary {
  const clean = measured.flatMap(({ testWithoutNoise }) => (testWithoutNoise ? [testWithoutNoise] : []));
  return {
    seeds: seedsOf(measured),
    test: summariseMetrics(measured.map(({ test }) => test)),
    ...(clean.length > 0 ? { testWithoutNoise: summariseMetrics(clean) } : {})
  };
}

/** Mean and spread over splits, each by the mean of its runs. */
function overSplits(measured: readonly Measured[]): Summary {
  const each = [...new Set(measured.map(({ split }) => split))].map((at) =>
    overRuns(measured.filter(({ split }) => split === at))
  );
  const clean = each.flatMap(({ testWithoutNoise }) => (testWithoutNoise ? [testWithoutNoise.mean] : []));
  return {
    seeds: seedsOf(measured),
    test: summariseMetrics(each.map(({ test }) => test.mean)),
    ...(clean.length > 0 ? { testWithoutNoise: summariseMetrics(clean) } : {})
  };
}

const seedsOf = (measured: readonly Measured[]): number[] => [
  ...new Set(measured.flatMap(({ seed }) => (seed === null ? [] : [seed])))
];

/** How many seeds an arm has on each split. */
const seedCounts = (measured: readonly Measured[]): number[] =>
  [...new Set(measured.map(({ split }) => split))].map((at) => measured.filter(({ split }) => split === at).length);

function withHolm(
  arms: readonly ComparedArm[],
  references: readonly ComparedArm[]
): Pick<Comparison, 'arms' | 'references'> {
  const rows = [...arms, ...references];
  const tests = rows.flatMap((arm) => arm.differences.flatMap((difference) => testOf(difference)?.p ?? []));
  const adjusted = holm(tests);
  let next = 0;
  const corrected = (test: TTest): TTest => ({ ...test, pHolm: adjusted[next++] ?? test.p });
  const withCorrection = rows.map((arm) => ({
    ...arm,
    differences: arm.differences.map((difference) => {
      const { pairedT, resampledT } = difference;
      return {
        ...difference,
        ...(pairedT ? { pairedT: corrected(pairedT) } : {}),
        ...(resampledT ? { resampledT: corrected(resampledT) } : {})
      };
    })
  }));
  return { arms: withCorrection.slice(0, arms.length), references: withCorrection.slice(arms.length) };
}

const testOf = ({ pairedT, resampledT }: ArmDifference): TTest | undefined => pairedT ?? resampledT;

/** @param seeds of each arm, how many it has on each split @param users counted on any split */
function notesOf(
  input: ComparisonInput,
  arms: readonly ComparedArm[],
  seeds: readonly (readonly number[])[],
  users: number
): string[] {
  const splits = input.splits.length;
  const notes = splits > 1 ? meansOverSplits(splits, seeds.flat()) : meansOverSeeds(seeds.flat());
  if (arms.length + input.references.length > 1) {
    const averaged = splits > 1 ? 'seeds and splits averaged first' : 'seeds averaged first';
    notes.push(
      `Intervals: paired bootstrap over the ${users} users with a test interaction, ${input.bootstrapSamples} resamples, ${averaged}.`
    );
  }
  const tests = arms.flatMap((arm) => arm.differences.flatMap((difference) => testOf(difference) ?? []));
  if (tests.length > 0) notes.push(splits > 1 ? resampledTest(input.splits) : PAIRED_TEST);
  else if (arms.length > 1) {
    notes.push(`No t-test is made below ${LEAST_FOR_TEST} ${splits > 1 ? 'splits' : 'shared seeds'}.`);
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
  const clean = input.splits.flatMap(({ cleanTest }) => cleanTest ?? []);
  if (clean.length > 0) {
    const all = input.splits.reduce((sum, { split }) => sum + split.test.users.length, 0);
    const left = clean.reduce((sum, list) => sum + list.users.length, 0);
    notes.push(
      `${all - left} of ${all} test interactions are marked as noise in the data set's truth file, which only this comparison reads.`
    );
  }
  return notes;
}

const PAIRED_TEST = 'Tests: two-sided paired t over shared seeds, p corrected by Holm over all tests of this table.';

const inWords = (counts: readonly number[]): string => {
  const [fewest, most] = [smallest(counts), largest(counts)];
  return fewest === most ? String(fewest) : `${fewest} to ${most}`;
};

function meansOverSeeds(counts: readonly number[]): string[] {
  const seeds = inWords(counts);
  return seeds === '1'
    ? ['One seed a run: nothing here says how much the numbers would move with another.']
    : [
        `Mean over ${seeds} seeds a run; the spread is the sample standard deviation (n − 1).`,
        'All seeds share one split: the spread shows what initialisation and sampling do, not what another split would.'
      ];
}

function meansOverSplits(splits: number, counts: readonly number[]): string[] {
  const seeds = inWords(counts);
  return [
    `Mean over ${splits} splits of the same data, on each of them over ${seeds} ${seeds === '1' ? 'seed' : 'seeds'}; the spread is the sample standard deviation over splits (n − 1).`,
    'Every split has its own training, validation and test interactions: the spread shows what another split would do, beside initialisation and sampling.'
  ];
}

function resampledTest(splits: readonly SplitOfData[]): string {
  const share = meanOf(splits.map(testShare));
  return `Tests: two-sided corrected resampled t over ${splits.length} splits (Nadeau and Bengio 2003): splits share interactions, so that the variance of a mean is (1/${splits.length} + ${share.toFixed(3)}) of that between splits, with ${share.toFixed(3)} test interactions for each of training; p corrected by Holm over all tests of this table.`;
}

/** Whether no test item has a training click (split: cold-items). */
function holdsOutWholeItems({ splits }: ComparisonInput): boolean {
  return splits.every(({ split: { train, test } }) => {
    const trained = new Set(train.items);
    return test.items.length > 0 && test.items.every((item) => !trained.has(item));
  });
}

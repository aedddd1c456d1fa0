// The outcome over all pairs: ordered pairs (u, v) of users more than three hops apart who share a held-out item, each beside a matched
// control. A user's ranks of all far users are a permutation, so that averages over all far pairs cancel; these pairs are the ones of
// which there is something to expect (definitions: model spec §11; paper §4.5). A function of embeddings: it trains nothing.
import { appError } from '#lib/errors/app-error';
import type { WorkStep } from '#lib/work/work';
import { neighboursOf, type Adjacency } from '../graph-distance/graph-distance';
import { intervalsOfMeans } from './common-users';
import { Matching, type Matched } from './controls';
import type { CaseStudyPopulation, CaseStudyRow } from './data';
import { cosines, RanksAmong, unitRows, type UnitRows } from './far-ranks';
import { farUsersOf, type FarUsers, type HeldOut } from './pairs';
import { EDGES, Tally } from './tally';

/** Users between two breaths: some tens of milliseconds on data of ten thousand users. */
const BLOCK = 16;

export interface PopulationInput {
  /** For messages. */
  readonly dataset: string;
  readonly graph: Adjacency;
  readonly held: HeldOut;
  /** Unit vectors of the users' profiles; null where there are none. [users, dimensions] */
  readonly semantic: UnitRows | null;
  /** 1 where a user has a vector. [users] */
  readonly present: Uint8Array;
  /** Runs by arm, the baseline first; at least one run each. */
  readonly arms: readonly (readonly SeedEmbeddings[])[];
  /** Of the draws between equal controls. */
  readonly seed: number;
  /** Called between blocks of work; throws to cancel. */
  readonly step: WorkStep;
}

export interface SeedEmbeddings {
  readonly seed: number;
  /** Final embeddings. [users, dimensions] */
  readonly userEmbeddings: ArrayLike<number>;
}

export interface PopulationResult {
  readonly population: CaseStudyPopulation;
  readonly rows: readonly CaseStudyRow[];
}

/** A run set against one of the baseline's. */
interface Contrast {
  readonly arm: number;
  readonly seed: number;
  readonly against: number;
  readonly run: UnitRows;
  readonly base: UnitRows;
  readonly tally: Tally;
}

/** Every run against the baseline's of the same seed, and last the null: each seed of the baseline against those before it. */
function contrastsOf({ arms, graph: { userCount } }: PopulationInput): readonly Contrast[] {
  const spaces = arms.map((seeds) =>
    seeds.map(({ seed, userEmbeddings }) => ({
      seed,
      space: unitRows(userEmbeddings, userEmbeddings.length / userCount)
    }))
  );
  const [base = [], ...others] = spaces;
  const contrasts = others.flatMap((seeds, index) =>
    seeds.flatMap(({ seed, space }) => {
      const ours = base.find((one) => one.seed === seed);
      const tally = new Tally();
      return ours ? [{ arm: index + 1, seed, against: seed, run: space, base: ours.space, tally }] : [];
    })
  );
  const nulls = base.flatMap(({ seed, space }, at) =>
    base.slice(0, at).map((before) => ({
      ...{ arm: 0, seed, against: before.seed, run: space, base: before.space },
      tally: new Tally()
    }))
  );
  return [...contrasts, ...nulls];
}

/** Relative ranks among one user's far users, made where they are asked for: a space stands in several contrasts. */
class RanksOfUser {
  readonly #made = new Map<UnitRows, RanksAmong>();

  constructor(
    readonly user: number,
    readonly far: Int32Array
  ) {}

  in(space: UnitRows): RanksAmong {
    const before = this.#made.get(space);
    if (before) return before;
    const ranks = new RanksAmong(cosines(space, this.user, this.far));
    this.#made.set(space, ranks);
    return ranks;
  }
}

/** @throws AppError notebook/no-far-pairs; what `step` throws */
export async function studyPopulation(input: PopulationInput): Promise<PopulationResult> {
  const { graph, held, semantic, present, seed, step } = input;
  const { userCount } = graph;
  const contrasts = contrastsOf(input);
  const clicks = new Int32Array(userCount).map((_, user) => neighboursOf(graph, user).length);
  const matching = new Matching({ userCount, clicks, semantic, present, seed });
  /** Of each pair u, v and the control. [pairs, 3] */
  const members: number[] = [];
  let users = 0;
  const matched = new MatchCounts();
  const scratch = new Uint8Array(userCount);
  for (let user = 0; user < userCount; user++) {
    if (user % BLOCK === 0) await step(user, userCount, 'Ranks among far users', 'users');
    const found = farUsersOf(graph, held, user, scratch);
    if (found.partners.length === 0) continue;
    const pairs = matching.controlsOf(user, found);
    matched.add(found, pairs);
    if (pairs.length === 0) continue;
    users += 1;
    for (const { partner, control } of pairs) members.push(user, found.far[partner] ?? 0, found.far[control] ?? 0);
    tallyUser(user, found, pairs, contrasts);
  }
  if (matched.pairs === 0) {
    throw appError('notebook/no-far-pairs', { dataset: input.dataset, withoutControl: matched.withoutControl });
  }
  const effects = contrasts.map(({ tally }) => tally.effects);
  const intervals = await intervalsOfMeans(effects, { members, size: 3, userCount }, (done, total) =>
    step(done, total, 'Intervals over users', 'parts')
  );
  return {
    population: {
      pairs: matched.pairs,
      users,
      withoutControl: matched.withoutControl,
      matched: matched.gaps(),
      edges: [...EDGES]
    },
    rows: contrasts.map(({ arm, seed: own, against, tally }, at) => ({
      arm,
      seed: own,
      against,
      ...tally.finish(),
      interval95: intervals[at] ?? { low: NaN, high: NaN }
    }))
  };
}

function tallyUser(user: number, { far }: FarUsers, pairs: readonly Matched[], contrasts: readonly Contrast[]): void {
  const ranks = new RanksOfUser(user, far);
  for (const { base, run, tally } of contrasts) {
    const [before, after] = [ranks.in(base), ranks.in(run)];
    for (const { partner, control } of pairs) {
      tally.add(far.length, [before.rank(partner), after.rank(partner)], [before.rank(control), after.rank(control)]);
    }
  }
}

/** How pairs found their controls. */
class MatchCounts {
  pairs = 0;
  withoutControl = 0;
  readonly #count = { profiles: 0, clicks: 0 };
  readonly #gap = { profiles: 0, clicks: 0 };

  add({ partners }: FarUsers, found: readonly Matched[]): void {
    this.pairs += found.length;
    this.withoutControl += partners.length - found.length;
    for (const { by, gap } of found) {
      this.#count[by] += 1;
      this.#gap[by] += gap;
    }
  }

  gaps(): CaseStudyPopulation['matched'] {
    const of = (by: 'profiles' | 'clicks') => ({
      pairs: this.#count[by],
      gap: this.#count[by] === 0 ? 0 : this.#gap[by] / this.#count[by]
    });
    return { profiles: of('profiles'), clicks: of('clicks') };
  }
}

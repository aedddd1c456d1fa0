// What Explore shows of one or two trained runs of the same data: opened once, then asked selection by selection. On the host in float64:
// no device, and the same bits on every machine. It trains nothing and stores nothing.
import { groupByUser, itemsOf, type ItemsByUser } from '#kernels/top-k/select';
import { buildGraph, type BipartiteGraph } from '#lib/dataset/graph';
import type { Dataset, SemanticVectors } from '#lib/dataset/types';
import type { ProfileSet } from '#lib/profiles/types';
import { WITHOUT_REST, type WorkStep } from '#lib/work/work';
import { unitRows, type UnitRows } from '../case-study/far-ranks';
import { proposePairs, type FinderAsk } from '../case-study/finder';
import { heldOutBothWays, heldOutOf, type HeldOut } from '../case-study/pairs';
import { neutralUser } from '../rankings';
import { colourChoices, colouringOf, type Tastes } from './colourings';
import { listsOf, type RunSpace } from './lists';
import { mapsOf, spacesToMap, type SpaceToMap } from './maps';
import { neighbourhoodOf, shortestPath, walkFor } from './neighbourhood';
import { pairOf } from './pair';
import { movesBetween, movesOfAll, pictureOf, type AllMoves, type OtherSeed, type PictureInput } from './pair-picture';
import { ShownProfiles } from './profiles';
import { regionsOf } from './regions';
import type {
  Colouring,
  ExploreOverview,
  ExploreSelection,
  ExploreViews,
  FinderRule,
  FoundPair,
  RegionLabel,
  RunKey,
  SpaceKey,
  TextEdit
} from './types';

/** Draws of the finder's rule "random": the same pairs each time, so that a finding can be shown to another. */
const FINDER_SEED = 1;
export const MOST_HOPS = 4;

export interface RoomRun {
  readonly key: RunKey;
  readonly label: string;
  readonly seed: number;
  readonly isAligned: boolean;
  readonly userEmbeddings: Float32Array; // [users, width]
  readonly itemEmbeddings: Float32Array; // [items, width]
}

export interface RoomInput {
  readonly dataset: Dataset;
  /** A, and B where there is one; both of this data set's split. */
  readonly runs: readonly RoomRun[];
  readonly vectors: SemanticVectors | null;
  readonly profiles: ProfileSet | null;
  readonly edits: readonly TextEdit[];
  /** Of made-up data, as their truth file has them; left out where there are none. */
  readonly tastes?: Tastes;
}

export class ExploreRoom {
  readonly #input: RoomInput;
  readonly #graph: BipartiteGraph;
  readonly #degrees: Int32Array;
  readonly #train: ItemsByUser;
  /** What lists are measured by. */
  readonly #test: ItemsByUser;
  /** What no run learned from, validation too: what makes a pair, as in the case study. */
  readonly #held: HeldOut;
  readonly #runs: readonly (RunSpace & { readonly unit: UnitRows })[];
  readonly #labels: readonly string[];
  readonly #profiles: ShownProfiles | null;
  /** Of all pairs, once they were asked for. */
  #moves: { readonly of: AllMoves | null } | null = null;

  constructor(input: RoomInput) {
    const { dataset, runs, profiles, edits } = input;
    const { userCount, itemCount, split } = dataset;
    this.#input = input;
    this.#graph = buildGraph(userCount, itemCount, split.train);
    const { rowPtr } = this.#graph;
    this.#degrees = Int32Array.from(
      { length: userCount + itemCount },
      (_, at) => (rowPtr[at + 1] ?? 0) - (rowPtr[at] ?? 0)
    );
    this.#train = groupByUser(split.train, userCount);
    this.#test = groupByUser(split.test, userCount);
    this.#held = heldOutBothWays(heldOutOf(split), userCount, itemCount);
    this.#runs = runs.map(({ key, userEmbeddings, itemEmbeddings }) => {
      const width = userEmbeddings.length / userCount;
      return { key, width, users: userEmbeddings, items: itemEmbeddings, unit: unitRows(userEmbeddings, width) };
    });
    this.#labels = labelsOf(dataset);
    this.#profiles = profiles && new ShownProfiles(dataset, profiles, edits, this.#labels);
  }

  /**
   * The maps and what they are labelled by. Its arrays are made anew and may be given away.
   * @param step awaited between pieces of work; what it throws ends it
   */
  async overview(step: WorkStep = WITHOUT_REST): Promise<ExploreOverview> {
    const { dataset, runs } = this.#input;
    const { userCount, itemCount, provenance, split } = dataset;
    return {
      title: provenance.title,
      synthetic: provenance.synthetic,
      splitHash: split.hash,
      userCount,
      itemCount,
      ids: [...dataset.userIds, ...dataset.itemIds],
      labels: this.#labels,
      degrees: this.#degrees.slice(),
      spaces: await mapsOf(this.spaces(), step),
      runs: Object.fromEntries(runs.map(({ key, label, seed }) => [key, { label, seed }])),
      profileLabel: this.#profiles?.label ?? null,
      colours: colourChoices(dataset, this.#input.tastes !== undefined),
      startUser: neutralUser(split, userCount) ?? 0
    };
  }

  /** What there is to lay out. */
  spaces(): readonly SpaceToMap[] {
    const { dataset, runs, vectors } = this.#input;
    return spacesToMap(runs, vectors, dataset.userCount);
  }

  /** What a quality says of every node; null where there is no such quality. */
  async colour(by: string, key: SpaceKey, step?: () => Promise<void>): Promise<Colouring | null> {
    const { dataset, tastes = null } = this.#input;
    const spaces = this.spaces();
    const space = spaces.find((known) => known.key === key) ?? spaces[0];
    return space ? colouringOf({ dataset, degrees: this.#degrees, space, tastes }, by, step) : null;
  }

  /** What sets the parts of a map apart. @param xy places of all nodes [N, 2] */
  async regions(xy: Float32Array, step?: () => Promise<void>): Promise<readonly RegionLabel[]> {
    const { dataset } = this.#input;
    const textOf = (node: number): string | null => {
      const own = this.#profiles?.text(node);
      if (own !== undefined && own !== null) return own;
      const item = dataset.itemTexts?.[node - dataset.userCount];
      return item ? `${item.title} ${item.description ?? ''}` : null;
    };
    return regionsOf({ dataset, textOf }, xy, step);
  }

  /** The profile of a node as it stands now; null where there is none. @throws RangeError for a node that is not there */
  profileOf(node: number): string | null {
    this.#check('node', node, 0, this.#graph.nodeCount);
    return this.#profiles?.text(node) ?? null;
  }

  get userCount(): number {
    return this.#input.dataset.userCount;
  }

  /** @throws RangeError for nodes that are not there, and hops beyond `MOST_HOPS` */
  select(asked: ExploreSelection): ExploreViews {
    const selection = this.#checked(asked);
    const { user, other, item, k, hops } = selection;
    const graph = this.#graph;
    const held = this.#held;
    const walk = walkFor(graph, user, other, hops);
    const path = shortestPath(walk, other);
    const { vectors } = this.#input;
    const runs = this.#runs.map(({ key, unit }) => ({ key, users: unit }));
    const nodesOf = (group: ItemsByUser, of: number) =>
      Array.from(itemsOf(group, of), (item) => graph.userCount + item);
    return {
      selection,
      history: nodesOf(this.#train, user),
      heldOut: nodesOf(this.#test, user),
      lists: listsOf({ runs: this.#runs, train: this.#train, test: this.#test, user, k }),
      neighbourhood: neighbourhoodOf({ graph, degrees: this.#degrees, walk, hops, path }),
      pair: other === null ? null : pairOf({ graph, held, runs, vectors, user, other, walk, path }),
      profiles: this.#profiles?.of(user, other, item) ?? []
    };
  }

  /**
   * Pairs by a rule that looks at neither run, at most `count`.
   * @param step awaited between pieces of work; what it throws ends it
   * @throws RangeError for a user who is not there
   */
  async findPairs(
    user: number | null,
    rule: FinderRule,
    count: number,
    step: WorkStep = WITHOUT_REST
  ): Promise<readonly FoundPair[]> {
    if (user !== null) this.#check('user', user, 0, this.#graph.userCount);
    const { vectors } = this.#input;
    const ask: FinderAsk = {
      graph: this.#graph,
      held: this.#held,
      // Wide vectors in float64 are large: made when asked for, and not kept.
      semantic: vectors && unitRows(vectors.users, vectors.dimensions, vectors.userPresent),
      ...(vectors && { present: vectors.userPresent }),
      user,
      rule,
      count,
      seed: FINDER_SEED
    };
    const found = await proposePairs(ask, (done, total) => step(done, total, 'Looking for pairs', 'users'));
    const input = this.#pictured([]);
    return found.map((pair) => ({ ...pair, moves: movesBetween(input, pair.user, pair.other) }));
  }

  /**
   * The case study of one pair as a picture; null where the two are not far from each other.
   * @param others users of other seeds of the runs that are open
   * @param step awaited between pieces of work, which is long the first time: it is of all pairs
   */
  async picture(user: number, other: number, others: readonly OtherSeed[], step: WorkStep = WITHOUT_REST) {
    this.#check('user', user, 0, this.#graph.userCount);
    this.#check('other user', other, 0, this.#graph.userCount);
    const input = this.#pictured(others);
    this.#moves ??= { of: await movesOfAll(input, step) };
    return pictureOf(input, user, other, this.#moves.of);
  }

  #pictured(others: readonly OtherSeed[]): PictureInput {
    const runs = this.#runs.map(({ key, unit }, at) => ({ key, users: unit, seed: this.#input.runs[at]?.seed ?? 0 }));
    return { graph: this.#graph, held: this.#held, runs, others };
  }

  #checked(selection: ExploreSelection): ExploreSelection {
    const { user, other, item, k, hops } = selection;
    const { userCount, nodeCount } = this.#graph;
    this.#check('user', user, 0, userCount);
    if (other !== null) this.#check('other user', other, 0, userCount);
    if (item !== null) this.#check('item', item, userCount, nodeCount);
    this.#check('length of a list', k, 1, Infinity);
    this.#check('number of hops', hops, 1, MOST_HOPS + 1);
    // Nobody is a pair.
    return other === user ? { ...selection, other: null } : selection;
  }

  #check(what: string, value: number, from: number, end: number): void {
    if (!Number.isInteger(value) || value < from || value >= end) throw new RangeError(`There is no ${what} ${value}`);
  }
}

/** Names and titles as the data have them, users first; the id where there is none. */
function labelsOf({ userIds, itemIds, userTexts, itemTexts }: Dataset): readonly string[] {
  return [
    ...userIds.map((id, user) => userTexts?.[user]?.name || id),
    ...itemIds.map((id, item) => itemTexts?.[item]?.title || id)
  ];
}

// Makes up a data set to look at: as many users and items as wanted, in groups, and answers of the shape and length that the worker
// gives. For measurements and tests only; nothing in it was trained and no number of it means anything.
import type { Explorable } from '#lib/notebook/explore/explore-work';
import type {
  Colouring,
  ExploreNeighbourhood,
  ExploreOverview,
  ExplorePair,
  ExploreProfile,
  ExploreSelection,
  ExploreSpace,
  ExploreViews
} from '#lib/studies/explore/types';
import type { ExploreBackend } from '../session/backend';
import type { Asked } from '../../workers/asked';
import { uniform } from './uniform';

export interface SyntheticSize {
  readonly users: number;
  readonly items: number;
  readonly seed: number;
}

const GROUPS = 14;
const WORDS = [
  'slow mysteries',
  'seaside towns',
  'old maps',
  'gardens',
  'machines',
  'letters from abroad',
  'long winters'
];

export const SYNTHETIC_CELLS: Explorable = {
  runs: [
    runs('base', 'LightGCN', 'none', null),
    runs('con', 'LightGCN-Con', 'contrastive', 'semantics'),
    runs('gen', 'LightGCN-Gen', 'generative', 'semantics')
  ],
  embeddings: [
    { cell: 'semantics', label: 'lsa', profiles: 'profiles', dataset: 'made-up', isStored: true, editProblem: null }
  ],
  profiles: [
    { cell: 'profiles', label: 'template', profiles: null, dataset: 'made-up', isStored: true, editProblem: null }
  ],
  datasets: [{ cell: 'made-up', isStored: true, id: 'made-up', splitHash: 'made-up' }]
};

function runs(cell: string, label: string, alignment: string, embeddings: string | null) {
  return { cell, label, dataset: 'made-up', alignment, embeddings, seeds: [2023, 2024].map(stored) };
}
function stored(seed: number) {
  return { seed, isStored: true };
}

/** Points about the middles of some groups; the further `spread`, the less they part. [N, 2] */
function cloud(count: number, spread: number, seed: number, turn: number): Float32Array<ArrayBuffer> {
  const next = uniform(seed);
  const xy = new Float32Array(2 * count);
  for (let node = 0; node < count; node += 1) {
    // Which group a node is of does not depend on the space.
    const group = (node * 7919) % GROUPS;
    const angle = (2 * Math.PI * group) / GROUPS + turn;
    const far = 0.35 + (0.5 * ((group * 5) % 7)) / 7;
    // Box and Muller's way from two uniform numbers to a normal one.
    const radius = spread * Math.sqrt(-2 * Math.log(1 - next()));
    const direction = 2 * Math.PI * next();
    xy[2 * node] = far * Math.cos(angle) + radius * Math.cos(direction);
    xy[2 * node + 1] = far * Math.sin(angle) + radius * Math.sin(direction);
  }
  return xy;
}

export function syntheticOverview({ users, items, seed }: SyntheticSize): ExploreOverview {
  const count = users + items;
  const spaces: readonly ExploreSpace[] = [
    {
      key: 'a',
      label: 'LightGCN, seed 2023',
      kind: 'collaborative',
      made: { by: 'pca', explained: 0.31 },
      xy: cloud(count, 0.16, seed, 0)
    },
    {
      key: 'b',
      label: 'LightGCN-Con, seed 2023',
      kind: 'aligned',
      made: { by: 'pca', explained: 0.36 },
      xy: cloud(count, 0.1, seed + 1, 0.15)
    },
    {
      key: 'semantic',
      label: 'lsa',
      kind: 'semantic',
      made: { by: 'pca', explained: 0.22 },
      xy: cloud(count, 0.13, seed + 2, -0.2)
    }
  ];
  const ids = Array.from({ length: count }, (_, node) => (node < users ? `r${node}` : `b${node - users}`));
  return {
    title: 'Made-up points',
    synthetic: true,
    splitHash: `made-up ${users} ${items} ${seed}`,
    userCount: users,
    itemCount: items,
    ids,
    labels: ids.map((id, node) => (node < users ? id : `Book ${node - users} of ${WORDS[node % WORDS.length] ?? ''}`)),
    degrees: Int32Array.from({ length: count }, (_, node) => 3 + ((node * 31) % 40)),
    spaces,
    runs: { a: { label: 'LightGCN', seed: 2023 }, b: { label: 'LightGCN-Con', seed: 2023 } },
    profileLabel: 'by template',
    colours: [{ by: 'cluster', label: 'cluster' }],
    startUser: Math.min(7, users - 1)
  };
}

/** The groups that the points are about, as many as are told apart. */
function syntheticColours(count: number): Colouring {
  return {
    by: 'cluster',
    label: 'cluster',
    kind: 'groups',
    names: WORDS,
    of: Int8Array.from({ length: count }, (_, node) => ((node * 7919) % GROUPS) % WORDS.length),
    rest: 'none'
  };
}

/** Some nodes of a kind, all different, by arithmetic on the user. */
function some(selection: ExploreSelection, count: number, from: number, of: number, salt: number): readonly number[] {
  const start = selection.user * 97 + salt * 131;
  return Array.from({ length: Math.min(count, of) }, (_, at) => from + ((start + at * 13) % of));
}

function neighbourhood(size: SyntheticSize, selection: ExploreSelection): ExploreNeighbourhood {
  const { users, items } = size;
  const nodes: { node: number; hop: number; onPath: boolean }[] = [{ node: selection.user, hop: 0, onPath: true }];
  const edges: (readonly [number, number])[] = [];
  const counts: { all: number; shown: number }[] = [{ all: 1, shown: 1 }];
  let before = [0];
  for (let hop = 1; hop <= selection.hops; hop += 1) {
    const [from, of] = hop % 2 === 1 ? [users, items] : [0, users];
    const shown = some(selection, [0, 12, 60, 60, 60][hop] ?? 60, from, of, hop).filter(
      (node) => node !== selection.user
    );
    const here = shown.map((node, at) => {
      nodes.push({ node, hop, onPath: at === 0 && selection.other !== null });
      const place = nodes.length - 1;
      edges.push([before[at % before.length] ?? 0, place], [before[(at * 5 + 1) % before.length] ?? 0, place]);
      return place;
    });
    counts.push({ all: Math.min(of, shown.length * (hop + 2)), shown: shown.length });
    before = here;
  }
  return { nodes, edges, counts };
}

function pair(size: SyntheticSize, selection: ExploreSelection, other: number): ExplorePair {
  const [first = size.users, second = size.users] = some(selection, 2, size.users, size.items, 1);
  const [middle = 0] = some(selection, 1, 0, size.users, 2);
  const isFar = (selection.user + other) % 3 > 0;
  return {
    distance: isFar ? 4 : 2,
    path: isFar ? [selection.user, first, middle, second, other] : [selection.user, first, other],
    relevance: [
      { run: 'a', cosine: 0.21, rank: isFar ? 120 : null, of: 611 },
      { run: 'b', cosine: 0.64, rank: isFar ? 3 : null, of: 611 }
    ],
    semantic: 0.83,
    sharedHeldOut: some(selection, 2, size.users, size.items, 4),
    sharedTrain: isFar ? [] : [first]
  };
}

function profile(node: number, edited: string | undefined): ExploreProfile {
  const [one = '', two = '', three = ''] = [node, node + 2, node + 5].map((at) => WORDS[at % WORDS.length]);
  const text = edited ?? `Enjoys ${one} and ${two}, most of all with ${three}. Has little patience for anything loud.`;
  return {
    node,
    text,
    evidence: [`Book ${node} of ${one}`, `Book ${node + 1} of ${two}`],
    shared: [one, 'anything loud'].filter((words) => text.includes(words)),
    edited: edited !== undefined
  };
}

/** @param edited other words by node */
export function syntheticViews(
  size: SyntheticSize,
  selection: ExploreSelection,
  edited: ReadonlyMap<number, string> = new Map()
): ExploreViews {
  const heldOut = some(selection, 5, size.users, size.items, 9);
  const listed = some(selection, selection.k, size.users, size.items, 9);
  const list = (run: 'a' | 'b', shift: number) => ({
    run,
    items: listed.map((_, at) => ({
      node: listed[(at * 3 + shift) % listed.length] ?? size.users,
      score: 1 - at / 40,
      heldOut: heldOut.includes(listed[(at * 3 + shift) % listed.length] ?? -1),
      otherRank: ((at * 7 + shift) % (2 * listed.length)) + 1
    }))
  });
  const shown = [selection.user, selection.other, selection.item].filter((node) => node !== null);
  return {
    selection,
    history: some(selection, 12, size.users, size.items, 1),
    heldOut,
    lists: [list('a', 0), list('b', 1)],
    neighbourhood: neighbourhood(size, selection),
    pair: selection.other === null ? null : pair(size, selection, selection.other),
    profiles: shown.map((node) => profile(node, edited.get(node)))
  };
}

/** Work that is done as soon as it is asked for. */
export function done<Result>(result: Result): Asked<Result> {
  return { cancel: () => undefined, finished: Promise.resolve(result) };
}

/** Answers at once, from arithmetic. */
export function syntheticBackend(size: SyntheticSize): ExploreBackend {
  const overview = syntheticOverview(size);
  const edited = new Map<number, string>();
  return {
    explorable: () => Promise.resolve(SYNTHETIC_CELLS),
    open: ({ a, b, edits }) => {
      edited.clear();
      for (const { id, text } of edits) edited.set(overview.ids.indexOf(id), text);
      const labelOf = (run: typeof b) => (run?.from === 'artifact' ? run.label : (run?.cell ?? ''));
      const named = { a: { label: labelOf(a), seed: 2023 }, ...(b ? { b: { label: labelOf(b), seed: 2023 } } : {}) };
      return done({ ...overview, runs: named });
    },
    select: (selection) => Promise.resolve(syntheticViews(size, selection, edited)),
    isShipped: () => Promise.resolve(false),
    picture: () => done(null),
    mapsOf: (nodes) =>
      done(
        overview.spaces.map((space) => ({
          ...space,
          xy: space.xy.map((value, at) => (at % 2 === 0 ? value * 0.8 : -value)),
          made: { by: 'umap', nodes, neighbours: 15, epochs: 200, seed: 1, search: { how: 'all' }, reduced: null }
        }))
      ),
    colour: (by) => Promise.resolve(by === 'cluster' ? syntheticColours(overview.ids.length) : null),
    regions: () => Promise.resolve(WORDS.map((words, node) => ({ node, size: 40 - node, words }))),
    profileOf: (node) => Promise.resolve(profile(node, edited.get(node)).text),
    findPairs: ({ user, count }) =>
      done(
        Array.from({ length: count }, (_, at) => ({
          user: user ?? (at * 17) % size.users,
          other: ((user ?? 0) + 11 + at * 29) % size.users,
          distance: at % 3 === 2 ? null : 4,
          semantic: 0.9 - at / 50,
          sharedHeldOut: 1 + (at % 2),
          moves: []
        }))
      ),
    whatIf: (_notebook, _text, { edits }) =>
      done({
        without: 'made-up without',
        with: 'made-up with',
        label: 'made up',
        moved: edits.map(() => 0.91),
        reused: false,
        seconds: 2
      }),
    get: () => done(undefined)
  };
}

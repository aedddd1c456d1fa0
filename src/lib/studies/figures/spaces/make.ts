// The figure "spaces": maps of the semantic space and of each run's, laid over each other; how many neighbours they share; and what each
// ranks highest for one user. A function of artifacts: it trains nothing.
import { permutation } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import type { Dataset } from '#lib/dataset/types';
import { smallest } from '#lib/elementary/extent';
import type { EmbeddingSet } from '#lib/embeddings/types';
import { semanticEmbeddings } from '#lib/evaluation/references';
import { settingReader } from '#lib/settings/reader';
import { overlay, principalPlane, type Plane } from '#lib/studies/projection/projection';
import { sampleNodes } from '#lib/studies/projection/sample';
import { inSquare, squareAround } from '#lib/studies/projection/square';
import { itemsOfUser } from '#lib/studies/rankings';
import { valueKeys } from '../values';
import type { FigureInput, FigureRun, FigureStudy } from '../types';
import type { SpacesData } from './stored';
import { rankAll } from './rank-all';
import { neighbourOverlap, nearestOfEach, unitItems, type ItemSpace } from './overlap';

const LIST_LENGTH = 10;
/** Nearest items that are named for a chosen one. */
const NEAR = 3;
/** Items whose neighbours are compared; more would take seconds and change the third decimal. */
const MOST_ANCHORS = 1000;

interface Space {
  readonly label: string;
  readonly kind: SpacesData['maps'][number]['kind'];
  readonly seed?: number;
  /** Rows that are mapped, [N, dimensions], users first; `present` where a node has one. */
  readonly rows: Float32Array;
  readonly dimensions: number;
  readonly present: Uint8Array;
  /** Whose dot product is the score. */
  readonly scoring: { readonly users: Float32Array; readonly items: Float32Array };
}

export const make: FigureStudy<SpacesData> = async (input) => {
  const { dataset, user, embeddings, seed } = input;
  if (!dataset || user === null || !embeddings) throw new Error('The figure needs data, vectors and a user');
  const read = settingReader(input.settings);
  const spaces = [semanticSpace(embeddings, dataset), ...input.runs.map((run) => runSpace(run, dataset))];
  const parts = 2 * spaces.length + 1;

  const { userCount, split } = dataset;
  const history = itemsOfUser(split.train, user);
  const heldOut = itemsOfUser(split.test, user);
  const orders = spaces.map((space) => rankAll(space, dataset, user, new Set(history)));
  const lists = orders.map((order) => (order ? order.slice(0, LIST_LENGTH) : []));
  const own = [...history, ...heldOut, ...lists.flat()].map((item) => userCount + item);
  const sample = sampleNodes(dataset, read.number('points'), seed, [user, ...own]);
  const placeOf = new Map(sample.nodes.map((node, place) => [node, place]));
  const place = (item: number): number => placeOf.get(userCount + item) ?? -1;

  const planes: Plane[] = [];
  for (const { rows, dimensions, present } of spaces) {
    planes.push(await principalPlane(rows, dimensions, present, () => input.step(planes.length, parts)));
  }
  const onto = planes[0]?.xy ?? new Float32Array();
  const maps = planes.map(({ xy }, at) => (at === 0 ? xy : overlay(xy, onto)));
  const square = squareAround(maps, sample.nodes);

  const items = spaces.map(({ rows, dimensions }) => unitItems(rows.subarray(userCount * dimensions), dimensions));
  const overlap = await overlapOf(spaces, items, input, read.number('neighbours'), dataset);
  const sampledItems = sample.nodes.slice(sample.users).map((node) => node - userCount);
  const nearest: number[][] = [];
  for (const [at, space] of items.entries()) {
    const isThere = (item: number): boolean => spaces[at]?.present[userCount + item] === 1;
    const found = await nearestOfEach(space, sampledItems, isThere, NEAR, () => input.step(parts - 1, parts));
    nearest.push(found.map(place));
  }
  await input.step(parts, parts);

  const data: Omit<SpacesData, 'show' | 'values'> = {
    nodes: { users: sample.users, ids: [...sample.ids], labels: [...sample.labels], degrees: [...sample.degrees] },
    drawn: read.number('points'),
    of: { users: userCount, items: dataset.itemCount },
    near: NEAR,
    maps: spaces.map(({ label, kind, seed: runSeed }, at) => ({
      label,
      kind,
      ...(runSeed === undefined ? {} : { seed: runSeed }),
      explained: planes[at]?.explained ?? 0,
      points: inSquare(maps[at] ?? new Float32Array(), sample.nodes, square),
      nearest: nearest[at] ?? []
    })),
    overlap,
    user: {
      node: placeOf.get(user) ?? -1,
      rule: input.rule,
      history: history.map(place),
      heldOut: heldOut.map((item) => ({
        node: place(item),
        ranks: orders.map((order) => (order ? order.indexOf(item) + 1 : null))
      })),
      candidates: dataset.itemCount - history.length,
      lists: lists.map((list) => list.map(place))
    }
  };
  return { show: 'spaces', values: valuesOf(data), ...data };
};

function semanticSpace({ vectors }: EmbeddingSet, { userCount, itemCount }: Dataset): Space {
  const { dimensions } = vectors;
  const rows = new Float32Array((userCount + itemCount) * dimensions);
  rows.set(vectors.users);
  rows.set(vectors.items, userCount * dimensions);
  const present = new Uint8Array(userCount + itemCount);
  present.set(vectors.userPresent);
  present.set(vectors.itemPresent, userCount);
  return { label: 'Semantic only', kind: 'semantic', rows, dimensions, present, scoring: semanticEmbeddings(vectors) };
}

function runSpace({ label, seed, settings, arrays }: FigureRun, { userCount, itemCount }: Dataset): Space {
  const { userEmbeddings: users, itemEmbeddings: items } = arrays;
  const rows = new Float32Array(users.length + items.length);
  rows.set(users);
  rows.set(items, users.length);
  return {
    label,
    kind: settings.alignment === 'none' ? 'collaborative' : 'aligned',
    seed,
    rows,
    dimensions: users.length / userCount,
    present: new Uint8Array(userCount + itemCount).fill(1),
    scoring: { users, items }
  };
}

/** Neighbours in common, over items that have a vector in every space. */
async function overlapOf(
  spaces: readonly Space[],
  items: readonly ItemSpace[],
  { seed, step }: Pick<FigureInput, 'seed' | 'step'>,
  wanted: number,
  { userCount, itemCount }: Dataset
): Promise<SpacesData['overlap']> {
  const order = permutation({ seed, stream: STREAM.samples, step: 2 }, itemCount);
  const everywhere = (item: number) => spaces.every(({ present }) => present[userCount + item] === 1);
  const candidates = Array.from({ length: itemCount }, (_, item) => item).filter(everywhere);
  const anchors = [...order].filter(everywhere).slice(0, MOST_ANCHORS);
  const neighbours = Math.max(0, Math.min(wanted, candidates.length - 1));
  const total = 2 * spaces.length + 1;
  const pairs = await neighbourOverlap(items, anchors, candidates, neighbours, (done) =>
    step(spaces.length + Math.floor((spaces.length * done) / anchors.length), total)
  );
  const chance = candidates.length > 1 ? neighbours / (candidates.length - 1) : 0;
  return {
    neighbours,
    anchors: anchors.length,
    candidates: candidates.length,
    chance,
    pairs: pairs.map((p) => ({ ...p }))
  };
}

function valuesOf({ maps, overlap, user }: Omit<SpacesData, 'show' | 'values'>): Record<string, number> {
  const keys = valueKeys(maps.map(({ label, kind }) => (kind === 'semantic' ? 'semantic' : label)));
  const held = new Set(user.heldOut.map(({ node }) => node));
  const perMap = keys.flatMap((key, at) => {
    const list = user.lists[at] ?? [];
    const ranks = user.heldOut.flatMap(({ ranks: all }) => all[at] ?? []);
    return [
      [`explained.${key}`, maps[at]?.explained ?? 0],
      ...(list.length > 0 ? [[`hits.${key}`, list.filter((node) => held.has(node)).length]] : []),
      ...(ranks.length > 0 ? [[`best-rank.${key}`, smallest(ranks)]] : [])
    ];
  });
  const shares = overlap.pairs.map(({ a, b, share }) => [`overlap.${keys[a] ?? a}.${keys[b] ?? b}`, share]);
  // How much more an aligned space shares with the semantic one than the first space of clicks alone does.
  const withWords = new Map(overlap.pairs.flatMap(({ a, b, share }) => (a === 0 ? [[b, share] as const] : [])));
  const clicks = withWords.get(maps.findIndex(({ kind }) => kind === 'collaborative'));
  const gains = maps.flatMap(({ kind }, at) => {
    const share = kind === 'aligned' ? withWords.get(at) : undefined;
    return share === undefined || clicks === undefined ? [] : [[`gain.${keys[at] ?? at}`, share - clicks] as const];
  });
  return Object.fromEntries([...shares, ['overlap.chance', overlap.chance], ...gains, ...perMap]);
}

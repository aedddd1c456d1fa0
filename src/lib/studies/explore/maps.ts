// The maps of Explore: the spaces that are laid out, the plane of the first two principal components of each, and how all maps are laid over
// that of run A and scaled alike.
import type { SemanticVectors } from '#lib/dataset/types';
import { WITHOUT_REST, type WorkStep } from '#lib/work/work';
import { overlay, principalPlane, type Plane } from '../projection/projection';
import type { ExploreSpace, RunKey, SpaceKey } from './types';

export interface MappedRun {
  readonly key: RunKey;
  readonly label: string;
  readonly isAligned: boolean;
  readonly userEmbeddings: Float32Array; // [users, width]
  readonly itemEmbeddings: Float32Array; // [items, width]
}

/** Numbers of a space up to which its plane is found from all of it. */
const LARGEST_WHOLE = 1 << 23;
/** … and how many of a larger one's are looked at. */
const SAMPLE = 1 << 21;

type Found = Pick<Plane, 'xy' | 'explained'> & { readonly sample?: number };

/** Numbers that are gone through between two steps. */
const PIECE = 1 << 19;

/**
 * The plane of all rows [n, width]; of large spaces that of an even sample of them, on which all rows are seen.
 * @param present 1 where a row counts; left out, all do
 * @param step awaited between pieces of work
 */
export async function planeOf(
  rows: Float32Array,
  width: number,
  present: Uint8Array | undefined,
  step: () => Promise<void> = () => Promise.resolve(),
  limits = { whole: LARGEST_WHOLE, sample: SAMPLE }
): Promise<Found> {
  if (rows.length <= limits.whole) return principalPlane(rows, width, present, step);
  const used = Array.from({ length: rows.length / width }, (_, row) => row).filter((row) => present?.[row] !== 0);
  const count = Math.min(used.length, Math.max(2, Math.floor(limits.sample / width)));
  const drawn = new Float32Array(count * width);
  for (let at = 0; at < count; at++) {
    const row = used[Math.floor((at * used.length) / count)] ?? 0;
    drawn.set(rows.subarray(row * width, (row + 1) * width), at * width);
  }
  const { axes } = await principalPlane(drawn, width, undefined, step);
  return { ...(await seenOn(axes, rows, width, used, step)), sample: count };
}

/** Rows about their mean on two axes, and the share of their variance that is seen there. */
async function seenOn(
  axes: Plane['axes'],
  rows: Float32Array,
  width: number,
  used: readonly number[],
  step: () => Promise<void>
): Promise<Found> {
  const piece = Math.ceil(PIECE / width);
  const mean = new Float64Array(width);
  for (const [at, row] of used.entries()) {
    for (let k = 0; k < width; k++) mean[k] = (mean[k] ?? 0) + (rows[row * width + k] ?? 0) / used.length;
    if (at % piece === piece - 1) await step();
  }
  const xy = new Float32Array((2 * rows.length) / width).fill(NaN);
  let [all, seen] = [0, 0];
  for (const [at, row] of used.entries()) {
    let [x, y] = [0, 0];
    for (let k = 0; k < width; k++) {
      const value = (rows[row * width + k] ?? 0) - (mean[k] ?? 0);
      x += value * (axes[0][k] ?? 0);
      y += value * (axes[1][k] ?? 0);
      all += value * value;
    }
    xy[2 * row] = x;
    xy[2 * row + 1] = y;
    seen += x * x + y * y;
    if (at % piece === piece - 1) await step();
  }
  return { xy, explained: all > 0 ? seen / all : 0 };
}

/** A space whose nodes are to be laid out: users first, then items. */
export interface SpaceToMap {
  readonly key: SpaceKey;
  readonly label: string;
  readonly kind: ExploreSpace['kind'];
  /** [users + items, width] */
  readonly rows: Float32Array;
  readonly width: number;
  /** 1 where a node has a vector; null: all have. */
  readonly present: Uint8Array | null;
}

/** The space of each run and, where there are vectors, the semantic one. */
export function spacesToMap(
  runs: readonly MappedRun[],
  vectors: SemanticVectors | null,
  userCount: number
): readonly SpaceToMap[] {
  const ofRuns = runs.map(({ key, label, isAligned, userEmbeddings, itemEmbeddings }): SpaceToMap => {
    const width = userEmbeddings.length / userCount;
    const rows = joined(userEmbeddings, itemEmbeddings);
    return { key, label, kind: isAligned ? 'aligned' : 'collaborative', rows, width, present: null };
  });
  if (!vectors) return ofRuns;
  const { users, items, dimensions: width, userPresent, itemPresent } = vectors;
  const present = Uint8Array.from([...userPresent, ...itemPresent]);
  return [
    ...ofRuns,
    { key: 'semantic', label: 'Profiles', kind: 'semantic', rows: joined(users, items), width, present }
  ];
}

/**
 * The plane of each space. Users and items lie on one map, each space about its own mean.
 * @param step awaited between pieces of work; what it throws ends it
 */
export async function mapsOf(
  spaces: readonly SpaceToMap[],
  step: WorkStep = WITHOUT_REST
): Promise<readonly ExploreSpace[]> {
  const maps: ExploreSpace[] = [];
  for (const [done, { key, label, kind, rows, width, present }] of spaces.entries()) {
    const what = `Laying out the map of ${key === 'semantic' ? 'the profiles' : label}`;
    const { xy, explained, sample } = await planeOf(rows, width, present ?? undefined, () =>
      step(done, spaces.length, what, 'maps')
    );
    maps.push({ key, label, kind, xy, made: { by: 'pca', explained, ...(sample !== undefined && { sample }) } });
  }
  return laidOver(maps);
}

/** All maps laid over the first and scaled alike: turns, mirror images and scale say nothing (projection.ts), the largest coordinate is ±1. */
export function laidOver(maps: readonly ExploreSpace[]): readonly ExploreSpace[] {
  const [first] = maps;
  const laid = maps.map((map) => ({ ...map, xy: first && first !== map ? overlay(map.xy, first.xy) : map.xy.slice() }));
  let largest = 0;
  for (const { xy } of laid) for (const value of xy) if (Math.abs(value) > largest) largest = Math.abs(value);
  if (largest > 0) for (const { xy } of laid) xy.forEach((value, at) => (xy[at] = value / largest));
  return laid;
}

function joined(users: Float32Array, items: Float32Array): Float32Array {
  const all = new Float32Array(users.length + items.length);
  all.set(users);
  all.set(items, users.length);
  return all;
}

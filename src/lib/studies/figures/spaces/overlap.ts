// Nearest items of an item in several spaces, and how many of them two spaces have in common.
import { topItems } from '#kernels/top-k/select';
import { unitRows } from '#lib/evaluation/references';

/** Rows of items as unit vectors: a cosine is a dot product. */
export interface ItemSpace {
  readonly items: Float32Array; // [items, dimensions], each row of length 1 or 0
  readonly dimensions: number;
}

/** The rows of [n, dimensions] over their lengths; a zero row stays. */
export const unitItems = (rows: Float32Array, dimensions: number): ItemSpace => ({
  items: unitRows(rows, dimensions),
  dimensions
});

/** The k candidates nearest to `item` by cosine, nearest first; itself left out. Of equal ones the earlier candidate. */
export function nearestItems(
  space: ItemSpace,
  item: number,
  candidates: readonly number[],
  k: number
): readonly number[] {
  const { items, dimensions } = space;
  const own = item * dimensions;
  const scores = Float32Array.from(candidates, (candidate) => {
    let dot = 0;
    for (let i = 0; i < dimensions; i++) dot += (items[own + i] ?? 0) * (items[candidate * dimensions + i] ?? 0);
    return dot;
  });
  const self = candidates.indexOf(item);
  const found = topItems(scores, k, self < 0 ? new Int32Array() : Int32Array.of(self));
  return found.items.map((at) => candidates[at] ?? -1);
}

/**
 * The k nearest of `items` for each of them, one item after the other; −1 where there are fewer, or the item is not in the space.
 * @param isThere whether an item has a vector in the space
 * @param step awaited after each item: a large sample takes seconds
 */
export async function nearestOfEach(
  space: ItemSpace,
  items: readonly number[],
  isThere: (item: number) => boolean,
  k: number,
  step: () => Promise<void>
): Promise<readonly number[]> {
  const candidates = items.filter(isThere);
  const nearest: number[] = [];
  for (const item of items) {
    const found = isThere(item) ? nearestItems(space, item, candidates, k) : [];
    for (let nth = 0; nth < k; nth++) nearest.push(found[nth] ?? -1);
    await step();
  }
  return nearest;
}

/**
 * For each pair of spaces the mean over `anchors` of the share of an anchor's k nearest items that both spaces have among theirs.
 * @param candidates items that are in all spaces, the anchors among them
 * @param step awaited after each anchor
 */
export async function neighbourOverlap(
  spaces: readonly ItemSpace[],
  anchors: readonly number[],
  candidates: readonly number[],
  k: number,
  step: (done: number) => Promise<void>
): Promise<readonly { readonly a: number; readonly b: number; readonly share: number }[]> {
  const pairs = spaces.flatMap((_, a) => spaces.slice(a + 1).map((_, at) => ({ a, b: a + 1 + at })));
  const common = pairs.map(() => 0);
  for (const [done, anchor] of anchors.entries()) {
    const lists = spaces.map((space) => new Set(nearestItems(space, anchor, candidates, k)));
    pairs.forEach(({ a, b }, at) => {
      const other = lists[b];
      const shared = [...(lists[a] ?? [])].filter((item) => other?.has(item)).length;
      common[at] = (common[at] ?? 0) + shared;
    });
    await step(done + 1);
  }
  return pairs.map((pair, at) => ({ ...pair, share: (common[at] ?? 0) / Math.max(1, k * anchors.length) }));
}

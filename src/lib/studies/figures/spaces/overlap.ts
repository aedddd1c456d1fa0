// Nearest items of an item in several spaces, and how many of them two spaces have in common.
import { topItems } from '#kernels/top-k/select';

/** Rows of items as unit vectors: a cosine is a dot product. */
export interface ItemSpace {
  readonly items: Float32Array; // [items, dimensions], each row of length 1 or 0
  readonly dimensions: number;
}

/** The rows of [n, dimensions] over their lengths; a zero row stays. */
export function unitItems(rows: Float32Array, dimensions: number): ItemSpace {
  const items = Float32Array.from(rows);
  for (let start = 0; start < items.length; start += dimensions) {
    let squares = 0;
    for (let i = start; i < start + dimensions; i++) squares += (items[i] ?? 0) ** 2;
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let i = start; i < start + dimensions; i++) items[i] = (items[i] ?? 0) * scale;
  }
  return { items, dimensions };
}

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

// Puts the names of regions where they cover nothing that is said already: the largest regions first, each over its place, under it, or not at
// all. Pure.
import type { Size } from './view-transform';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedName extends Box {
  readonly words: string;
}

const HEIGHT = 17;
const GAP = 3;

const overlaps = (one: Box, other: Box): boolean =>
  one.left < other.left + other.width + GAP &&
  other.left < one.left + one.width + GAP &&
  one.top < other.top + other.height + GAP &&
  other.top < one.top + one.height + GAP;

/**
 * @param names in the order of their importance, with the place of each on the screen; null where it is not on the map
 * @param taken what must not be covered
 */
export function placeNames(
  names: readonly { readonly words: string; readonly at: readonly [number, number] | null }[],
  size: Size,
  taken: readonly Box[],
  widthOf: (words: string) => number
): readonly PlacedName[] {
  const placed: PlacedName[] = [];
  for (const { words, at } of names) {
    if (!at) continue;
    const [x, y] = at;
    if (x < 0 || y < 0 || x > size.width || y > size.height) continue;
    const width = widthOf(words);
    const left = Math.max(4, Math.min(size.width - width - 4, x - width / 2));
    const free = [y - HEIGHT / 2, y - 1.7 * HEIGHT, y + 0.7 * HEIGHT]
      .map((top) => ({ words, left, top, width, height: HEIGHT }))
      .find(
        (box) =>
          box.top >= 2 &&
          box.top + HEIGHT <= size.height - 2 &&
          ![...taken, ...placed].some((other) => overlaps(box, other))
      );
    if (free && width < size.width - 8) placed.push(free);
  }
  return placed;
}

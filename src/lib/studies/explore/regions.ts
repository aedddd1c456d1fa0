// Names the parts of a map: points are cut into regions by where they lie, and each is labelled by the attribute value and the words that its
// members have far more often than the rest (two-sample z of shares). A region of which nothing stands out gets no label.
import { permutation } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import type { Dataset } from '#lib/dataset/types';
import type { RegionLabel } from './types';

const REGIONS = 14;
const ROUNDS = 12;
/** Nodes whose words are read between two steps. */
const BLOCK = 128;
/** Standard errors that a share must stand out by. */
const STANDS_OUT = 4;
/** Members that must have it, and their share of the region. */
const LEAST = { members: 4, share: 0.12 } as const;
const MOST_TERMS = 2;
/** An attribute value says more than a word with the same share. */
const ATTRIBUTE_WEIGHT = 1.5;

export interface RegionInput {
  readonly dataset: Pick<Dataset, 'userCount' | 'itemCount' | 'itemTexts' | 'userTexts'>;
  /** Text of a node, from which words are taken; null where there is none. */
  textOf(node: number): string | null;
}

interface Term {
  readonly text: string;
  readonly isAttribute: boolean;
}

/**
 * @param xy places of all nodes [N, 2]; NaN where a node has none
 * @param step awaited between pieces of the work: a selection does not wait for its end
 * @returns largest region first
 */
export async function regionsOf(
  input: RegionInput,
  xy: Float32Array,
  step: () => Promise<void> = () => Promise.resolve()
): Promise<readonly RegionLabel[]> {
  const placed = Array.from({ length: xy.length / 2 }, (_, node) => node).filter((node) =>
    Number.isFinite(xy[2 * node])
  );
  if (placed.length < 2 * REGIONS) return [];
  const { of, middles } = await cut(placed, xy, step);
  const terms: ReadonlyMap<string, Term>[] = [];
  for (const [at, node] of placed.entries()) {
    if (at % BLOCK === 0) await step();
    terms.push(termsOf(input, node));
  }
  const known = new Map<string, Term>();
  const all = new Map<string, number>();
  const inside = middles.map(() => new Map<string, number>());
  const sizes = middles.map(() => 0);
  for (const at of placed.keys()) {
    if (at % BLOCK === 0) await step();
    const region = of[at] ?? 0;
    sizes[region] = (sizes[region] ?? 0) + 1;
    for (const [key, term] of terms[at] ?? []) {
      known.set(key, term);
      all.set(key, (all.get(key) ?? 0) + 1);
      const own = inside[region];
      own?.set(key, (own.get(key) ?? 0) + 1);
    }
  }
  const labels = middles.flatMap(([x, y], region): RegionLabel[] => {
    const size = sizes[region] ?? 0;
    const found = [...(inside[region] ?? [])].flatMap(([key, members]) => {
      const term = known.get(key);
      const z = standsOut(members, size, all.get(key) ?? 0, placed.length);
      const isCommon = members >= LEAST.members && members >= LEAST.share * size;
      return term && isCommon && z >= STANDS_OUT ? [{ term, z: z * (term.isAttribute ? ATTRIBUTE_WEIGHT : 1) }] : [];
    });
    found.sort((one, other) => other.z - one.z || (one.term.text < other.term.text ? -1 : 1));
    const words = chosen(found.map(({ term }) => term));
    const node = nearestTo(placed, of, region, xy, x, y);
    return words.length > 0 && node !== null ? [{ node, size, words: words.join(' · ') }] : [];
  });
  return labels.sort((one, other) => other.size - one.size);
}

/** At most two, one of them an attribute value at most, none part of another. */
function chosen(terms: readonly Term[]): readonly string[] {
  const taken: Term[] = [];
  for (const term of terms) {
    if (taken.length === MOST_TERMS) break;
    const [own, isSecond] = [term.text.toLowerCase(), term.isAttribute && taken.some(({ isAttribute }) => isAttribute)];
    const isSaid = taken.some(({ text }) => text.toLowerCase().includes(own) || own.includes(text.toLowerCase()));
    if (!isSecond && !isSaid) taken.push(term);
  }
  return taken.map(({ text }) => text);
}

/** How many standard errors the share of a region's members with a term lies above that of the others. */
function standsOut(members: number, size: number, having: number, total: number): number {
  const rest = total - size;
  if (size === 0 || rest === 0) return 0;
  const pooled = having / total;
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / size + 1 / rest));
  return error > 0 ? (members / size - (having - members) / rest) / error : 0;
}

function termsOf({ dataset, textOf }: RegionInput, node: number): ReadonlyMap<string, Term> {
  const { userCount, userTexts, itemTexts } = dataset;
  const own = node < userCount ? userTexts?.[node] : itemTexts?.[node - userCount];
  const terms = new Map<string, Term>();
  for (const [name, value] of Object.entries(own?.attributes ?? {}))
    if (value !== '' && !Number.isFinite(Number(value)))
      terms.set(`${name}=${value}`, { text: value, isAttribute: true });
  for (const [word] of (textOf(node) ?? '').toLowerCase().matchAll(/\p{L}{4,}/gu))
    terms.set(word, { text: word, isAttribute: false });
  return terms;
}

/** k-means in the plane, from members drawn evenly in a shuffled order. */
async function cut(placed: readonly number[], xy: Float32Array, step: () => Promise<void>) {
  const order = permutation({ seed: 1, stream: STREAM.mapCells, step: 2 }, placed.length);
  const place = (at: number): readonly [number, number] => {
    const node = placed[at] ?? 0;
    return [xy[2 * node] ?? 0, xy[2 * node + 1] ?? 0];
  };
  let middles = Array.from({ length: REGIONS }, (_, region) => place(order[region] ?? 0));
  const of = new Int8Array(placed.length);
  for (let round = 0; round < ROUNDS; round++) {
    await step();
    const sums = middles.map(() => [0, 0, 0] satisfies [number, number, number]);
    for (let at = 0; at < placed.length; at++) {
      const [x, y] = place(at);
      let [best, least] = [0, Infinity];
      for (const [region, [mx, my]] of middles.entries()) {
        const square = (x - mx) * (x - mx) + (y - my) * (y - my);
        if (square < least) [best, least] = [region, square];
      }
      of[at] = best;
      const sum = sums[best];
      if (!sum) continue;
      sum[0] += x;
      sum[1] += y;
      sum[2] += 1;
    }
    middles = sums.map(([x, y, count], region) => (count > 0 ? [x / count, y / count] : (middles[region] ?? [0, 0])));
  }
  return { of, middles };
}

function nearestTo(
  placed: readonly number[],
  of: Int8Array,
  region: number,
  xy: Float32Array,
  x: number,
  y: number
): number | null {
  let [best, least]: [number | null, number] = [null, Infinity];
  placed.forEach((node, at) => {
    if (of[at] !== region) return;
    const [dx, dy] = [(xy[2 * node] ?? 0) - x, (xy[2 * node + 1] ?? 0) - y];
    if (dx * dx + dy * dy < least) [best, least] = [node, dx * dx + dy * dy];
  });
  return best;
}

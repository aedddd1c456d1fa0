// UMAP: neighbours as they are, the same map from the same seed, neighbourhoods kept on the bookshop's books, and what is said beside it.
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { uniformArray } from '#kernels/random/random';
import { unpackArtifact } from '#lib/storage/packed';
import { principalPlane } from '../projection';
import { fuzzyGraph } from './graph';
import { neighboursOf } from './neighbours';
import { narrowed, umap, UMAP_SETTINGS, unitRows } from './umap';

/** Vectors about `groups` directions: row r belongs to group r mod groups. */
function clouds(count: number, width: number, groups: number): Float32Array {
  const noise = uniformArray({ seed: 5, stream: 99, step: 0 }, count * width);
  const middles = uniformArray({ seed: 6, stream: 99, step: 0 }, groups * width);
  return noise.map((value, at) => {
    const [row, k] = [Math.floor(at / width), at % width];
    return (middles[(row % groups) * width + k] ?? 0) - 0.5 + 0.15 * (value - 0.5);
  });
}
const everyRow = (count: number) => Array.from({ length: count }, (_, row) => row);

describe('the neighbours', () => {
  it('are those of highest cosine, nearest first, worked by hand', async () => {
    const rows = unitRows(Float32Array.of(1, 0, 1, 0.1, 0, 1, 0.2, 1, -1, 0), 2, everyRow(5));
    const { rows: near, search } = await neighboursOf(rows, 2, 2, 1);
    expect([...near]).toEqual([1, 3, 0, 3, 3, 1, 2, 1, 2, 3]);
    expect(search).toEqual({ how: 'all' });
  });
  it('of many rows are looked for in cells; how many of the true ones were found is counted right', async () => {
    const [count, width, k] = [1500, 8, 6];
    const rows = unitRows(clouds(count, width, 60), width, everyRow(count));
    const [all, cells] = [await neighboursOf(rows, width, k, 1), await neighboursOf(rows, width, k, 1, undefined, 100)];
    if (cells.search.how !== 'cells') throw new Error('Cells were asked for');
    const { found, of } = cells.search;
    expect(of).toBe(200 * k);
    let counted = 0;
    for (let at = 0; at < 200; at++) {
      const row = Math.floor((at * count) / 200);
      const truth = new Set(all.rows.subarray(row * k, (row + 1) * k));
      for (const other of cells.rows.subarray(row * k, (row + 1) * k)) if (truth.has(other)) counted += 1;
    }
    expect(found).toBe(counted);
    expect(found / of).toBeGreaterThan(0.95);
    expect(cells.rows.includes(-1)).toBe(false);
  });
  it('make a graph whose edges weigh the same both ways, at most 1', async () => {
    const rows = unitRows(clouds(60, 4, 3), 4, everyRow(60));
    const { heads, tails, weights } = await fuzzyGraph(await neighboursOf(rows, 4, 5, 1));
    const weightOf = new Map(Array.from(heads, (head, at) => [`${head} ${tails[at]}`, weights[at]]));
    expect(weightOf.size).toBe(heads.length);
    for (const [pair, weight] of weightOf) {
      expect(weight).toBeGreaterThan(0);
      expect(weight).toBeLessThanOrEqual(1);
      expect(weightOf.get(pair.split(' ').reverse().join(' '))).toBe(weight);
    }
  });
});

describe('a map', () => {
  const rows = clouds(240, 6, 4);
  const start = new Float32Array(480);
  const made = (seed = 1, from = start) => umap(rows, 6, null, from, { ...UMAP_SETTINGS, seed, epochs: 60 });

  it('is the same of the same seed, another of another', async () => {
    const [one, again, other] = [await made(), await made(), await made(2)];
    expect(again.xy).toEqual(one.xy);
    expect(other.xy).not.toEqual(one.xy);
  });
  it('puts each beside those of its own group, even where all begin on one place', async () => {
    const { xy, note } = await made();
    expect(
      purityOf(
        xy,
        2,
        everyRow(240).map((row) => String(row % 4)),
        10
      )
    ).toBeGreaterThan(0.95);
    expect(note).toEqual({ neighbours: 15, epochs: 60, seed: 1, search: { how: 'all' }, reduced: null });
  });
  it('has no place for what is not present and for a vector of zeros', async () => {
    const holed = rows.slice();
    holed.fill(0, 0, 6);
    const present = new Uint8Array(240).fill(1);
    present[7] = 0;
    const { xy } = await umap(holed, 6, present, start, { ...UMAP_SETTINGS, epochs: 5 });
    expect(everyRow(240).filter((row) => Number.isNaN(xy[2 * row]))).toEqual([0, 7]);
  });
  it('of two or no rows is where it began', async () => {
    const { xy } = await umap(Float32Array.of(1, 0, 0, 1), 2, null, Float32Array.of(1, 2, 3, 4), UMAP_SETTINGS);
    expect([...xy]).toEqual([1, 2, 3, 4]);
    expect((await umap(new Float32Array(0), 2, null, new Float32Array(0), UMAP_SETTINGS)).xy).toHaveLength(0);
  });
  it('stops where its step throws', async () => {
    const stopped = umap(rows, 6, null, start, UMAP_SETTINGS, (done, _, label) =>
      label === 'Laying out' && done === 3 ? Promise.reject(new Error('cancelled')) : Promise.resolve()
    );
    await expect(stopped).rejects.toThrow('cancelled');
  });
});

it('reduces wide vectors to directions that keep their products, and says so', async () => {
  const [count, width] = [80, 200];
  const rows = unitRows(clouds(count, width, 5), width, everyRow(count));
  const { rows: fewer, width: to, reduced } = await narrowed(rows, width, () => Promise.resolve());
  expect(reduced).toEqual({ to, from: count });
  expect(to).toBe(50);
  for (const other of [1, 5, 33]) {
    const product = (of: Float32Array, wide: number) =>
      of.subarray(0, wide).reduce((sum, value, k) => sum + value * (of[other * wide + k] ?? 0), 0);
    expect(product(fewer, to)).toBeCloseTo(product(rows, width), 1);
  }
});

describe('the bookshop’s books', () => {
  const Line = v.object({ attributes: v.object({ shelf: v.string() }) });
  let shelves: readonly string[];
  let books: Float32Array;
  let width: number;
  beforeAll(async () => {
    const text = await readFile('public/datasets/bookshop/items.jsonl', 'utf8');
    shelves = text
      .trim()
      .split('\n')
      .map((line) => v.parse(Line, JSON.parse(line)).attributes.shelf);
    // The first run that comes with the site is LightGCN without words.
    const { runs } = v.parse(
      v.object({ runs: v.array(v.string()) }),
      JSON.parse(await readFile('public/runs/index.json', 'utf8'))
    );
    const bytes = await readFile(`public/runs/${runs[0]}.bin`);
    const { json, arrays } = await unpackArtifact(new Uint8Array(bytes), runs[0] ?? '');
    expect(json).toMatchObject({ label: 'LightGCN' });
    const { itemEmbeddings } = arrays;
    if (!(itemEmbeddings instanceof Float32Array)) throw new Error('The run has no embeddings');
    books = itemEmbeddings;
    width = books.length / shelves.length;
  });

  it('lie among those of their shelf in the plane as often as in the run’s 32 dimensions, to 0.01, and twice as often as by chance', async () => {
    expect(width).toBe(32);
    const { neighbours } = UMAP_SETTINGS;
    const whole = purityOf(unitRows(books, width, everyRow(shelves.length)), width, shelves, neighbours);
    const byDistance = purityOf(books, width, shelves, neighbours);
    const plane = await principalPlane(books, width);
    const purities: number[] = [];
    for (const seed of [1, 2]) {
      const { xy } = await umap(books, width, null, plane.xy, { ...UMAP_SETTINGS, seed });
      purities.push(purityOf(xy, 2, shelves, neighbours));
    }
    const mean = purities.reduce((sum, purity) => sum + purity, 0) / purities.length;
    expect(mean).toBeGreaterThan(whole - 0.01);
    expect(mean).toBeGreaterThan(byDistance);
    expect(Math.min(...purities)).toBeGreaterThan(2 * chanceOf(shelves));
    // What the plane of principal components does not show.
    expect(purityOf(plane.xy, 2, shelves, neighbours)).toBeLessThan(0.6 * whole);
  });
});

/** Share of the k nearest rows (by distance) that have the row's own label, over all rows. */
function purityOf(rows: Float32Array, width: number, labels: readonly string[], k: number): number {
  let same = 0;
  labels.forEach((label, row) => {
    const others = labels.flatMap((theirs, other) => {
      if (other === row) return [];
      let squares = 0;
      for (let at = 0; at < width; at++)
        squares += ((rows[row * width + at] ?? 0) - (rows[other * width + at] ?? 0)) ** 2;
      return [{ theirs, squares }];
    });
    others.sort((one, other) => one.squares - other.squares);
    same += others.slice(0, k).filter(({ theirs }) => theirs === label).length / k;
  });
  return same / labels.length;
}

function chanceOf(labels: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  let pairs = 0;
  for (const count of counts.values()) pairs += count * (count - 1);
  return pairs / (labels.length * (labels.length - 1));
}

// Which tile a dense product on WebGPU is cut into, from its shape and from what the device allows; and into how many parts along its
// depth where few tiles would run. Plain numbers: the shader that they are written into is product.wgsl.

export interface Tile {
  readonly rows: 32 | 64;
  readonly columns: 32 | 64;
  /** Summands that lie in shared memory at a time. */
  readonly depth: 8 | 16;
}

/** rows · depth times depth · columns. */
export interface ProductShape {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
}

export interface ProductCut {
  readonly tile: Tile;
  /** Tiles across and down. */
  readonly across: number;
  readonly down: number;
  /** Parts of the sum over the depth, each of `steps` times the tile's depth but for the last, which may be shorter. */
  readonly parts: number;
  readonly steps: number;
}

type Limits = Pick<
  GPUSupportedLimits,
  'maxComputeWorkgroupStorageSize' | 'maxComputeInvocationsPerWorkgroup' | 'maxComputeWorkgroupSizeX'
>;

/** Threads of a workgroup, 8 × 8, each with 4 or 8 rows and as many columns. */
export const TILE_THREADS = 64;

/**
 * All tiles, larger before smaller. The larger one is, the more often a number that was fetched is used: 64 × 64 reads two numbers of
 * shared memory for each eight products, 32 × 32 four.
 */
export const TILES: readonly Tile[] = [
  { rows: 64, columns: 64, depth: 16 },
  { rows: 32, columns: 64, depth: 16 },
  { rows: 64, columns: 32, depth: 16 },
  { rows: 32, columns: 32, depth: 16 },
  { rows: 32, columns: 32, depth: 8 }
];

/** vec4s from one k to the next in shared memory: one more than are there, so that neighbours lie in different banks. */
export const pitchOf = (numbers: number): number => numbers / 4 + 1;

/** Bytes of shared memory. */
export const tileBytes = ({ rows, columns, depth }: Tile): number => 16 * depth * (pitchOf(rows) + pitchOf(columns));

export const tileName = ({ rows, columns, depth }: Tile): string => `${rows} × ${columns} × ${depth}`;

/** The tiles that a device has room for, in their order. */
export function tilesWithin(limits: Limits): readonly Tile[] {
  const threads = Math.min(limits.maxComputeInvocationsPerWorkgroup, limits.maxComputeWorkgroupSizeX);
  if (threads < TILE_THREADS) return [];
  return TILES.filter((tile) => tileBytes(tile) <= limits.maxComputeWorkgroupStorageSize);
}

/** What a reader is told of the tiles that a device takes; null where there is nothing to tell. A whole sentence. */
export function tilesNote(tiles: readonly Tile[]): string | null {
  const [first] = tiles;
  if (!first) return 'Dense products are those of tfjs, which are slower: this adapter takes none of ours.';
  if (first === TILES[0]) return null;
  return `Dense products run in tiles of ${tileName(first)}, since this adapter takes no larger ones; they are slower for that.`;
}

/**
 * What a product costs in a tile, beside one without waste in the largest: by how often what lies in shared memory is used. Estimated
 * from instructions, not measured on a card: 4 loads for 64 products a thread, 3 for 32, 2 for 16.
 */
const costOf = ({ rows, columns, depth }: Tile): number =>
  (rows + columns === 128 ? 1 : rows + columns === 96 ? 1.2 : 1.5) * (depth === 8 ? 1.1 : 1);

/** Tiles that keep a large device busy; fewer are cut along their depth. */
const BUSY_TILES = 256;
/** Summands of a part at least: for less, writing and adding parts costs more than the threads bring. */
const SHORTEST_PART = 256;
const MOST_TILES = 65_535;

/** How a product is cut; null where no tile fits. `tiles` are those that the device takes, larger before smaller. */
export function cutOf({ rows, columns, depth }: ProductShape, tiles: readonly Tile[]): ProductCut | null {
  const [best] = tiles
    .map((tile) => {
      const [down, across] = [Math.ceil(rows / tile.rows), Math.ceil(columns / tile.columns)];
      return { tile, down, across, cost: down * tile.rows * across * tile.columns * costOf(tile) };
    })
    .sort((a, b) => a.cost - b.cost);
  if (!best || best.across > MOST_TILES || best.down > MOST_TILES) return null;
  const { tile, down, across } = best;
  const wanted = Math.min(Math.ceil(BUSY_TILES / (down * across)), Math.floor(depth / SHORTEST_PART));
  const allSteps = Math.ceil(depth / tile.depth);
  const steps = Math.ceil(allSteps / Math.max(1, wanted));
  return { tile, down, across, steps, parts: Math.ceil(allSteps / steps) };
}

/**
 * Multiplications below which tfjs's own product is used where nothing is to be finished: one workgroup does all of either, and ours does
 * more before it begins. On a software GPU ours took 1.3 times as long for 64 of them, 1.15 for 1,989, and 0.55 for 32,768.
 */
const FEWEST_PRODUCTS = 2 ** 12;

export const isLarge = ({ rows, columns, depth }: ProductShape): boolean => rows * columns * depth >= FEWEST_PRODUCTS;

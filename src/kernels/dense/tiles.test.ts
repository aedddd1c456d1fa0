// How products are cut into tiles: by what is wasted, by what a device allows, and along the depth where few tiles would run.
import { describe, expect, it } from 'vitest';
import { uniformInt } from '#kernels/random/random';
import { cutOf, isLarge, tileBytes, tileName, TILES, tilesWithin, type ProductShape } from './tiles';

const CORE = {
  maxComputeWorkgroupStorageSize: 2 ** 14,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupSizeX: 256
};
const cut = (rows: number, depth: number, columns: number, tiles = TILES) => {
  const found = cutOf({ rows, columns, depth }, tiles);
  if (!found) throw new Error('no tile');
  return { ...found, tile: tileName(found.tile) };
};

describe('the tiles of a device', () => {
  it('are all of them at the limits that every WebGPU device has', () => {
    expect(tilesWithin(CORE)).toEqual(TILES);
  });

  it('are the smaller ones where shared memory is short, and none where it is too short', () => {
    const within = (bytes: number) => tilesWithin({ ...CORE, maxComputeWorkgroupStorageSize: bytes }).map(tileName);
    expect(within(8192)).toEqual(['32 × 64 × 16', '64 × 32 × 16', '32 × 32 × 16', '32 × 32 × 8']);
    expect(within(4096)).toEqual(['32 × 32 × 8']);
    expect(within(2048)).toEqual([]);
  });

  it.each(['maxComputeInvocationsPerWorkgroup', 'maxComputeWorkgroupSizeX'])(
    'are none below 64 threads: %s',
    (limit) => {
      expect(tilesWithin({ ...CORE, [limit]: 32 })).toEqual([]);
    }
  );

  it('come in the order of what they need', () => {
    const bytes = TILES.map(tileBytes);
    expect(bytes).toEqual([...bytes].sort((a, b) => b - a));
  });
});

describe('a product is cut', () => {
  it('into the largest tiles where it is large in both directions', () => {
    expect(cut(5241, 1536, 784)).toMatchObject({ tile: '64 × 64 × 16', down: 82, across: 13, parts: 1, steps: 96 });
  });

  it('into narrow ones where it is narrow, and along its depth where few tiles are left', () => {
    expect(cut(784, 5241, 32)).toEqual({ tile: '64 × 32 × 16', down: 13, across: 1, steps: 17, parts: 20 });
    expect(cut(30, 100, 30)).toMatchObject({ tile: '32 × 32 × 16', parts: 1, steps: 7 });
  });

  it('into what is there', () => {
    expect(cut(5241, 1536, 784, TILES.slice(-1))).toMatchObject({ tile: '32 × 32 × 8', steps: 192 });
    expect(cutOf({ rows: 9, columns: 9, depth: 9 }, [])).toBeNull();
  });

  it('not at all where a dispatch cannot hold its tiles', () => {
    expect(cutOf({ rows: 65_536 * 64, columns: 1, depth: 1 }, TILES)).toBeNull();
  });

  it('so that every number has a tile and every summand one part', () => {
    const key = { seed: 5, stream: 119, step: 0 };
    const size = (at: number, bound: number): number => 1 + uniformInt(key, at, bound);
    for (let at = 0; at < 300; at++) {
      const shape: ProductShape = {
        rows: size(3 * at, 900),
        columns: size(3 * at + 1, 900),
        depth: size(3 * at + 2, 9000)
      };
      const found = cutOf(shape, TILES);
      if (!found) throw new Error('no tile');
      const { tile, down, across, parts, steps } = found;
      expect(down * tile.rows).toBeGreaterThanOrEqual(shape.rows);
      expect(across * tile.columns).toBeGreaterThanOrEqual(shape.columns);
      expect(parts * steps * tile.depth).toBeGreaterThanOrEqual(shape.depth);
      // No part is empty.
      expect((parts - 1) * steps * tile.depth).toBeLessThan(shape.depth);
    }
  });
});

it('small products are left to tfjs', () => {
  expect(isLarge({ rows: 17, depth: 9, columns: 13 })).toBe(false);
  expect(isLarge({ rows: 32, depth: 32, columns: 32 })).toBe(true);
});

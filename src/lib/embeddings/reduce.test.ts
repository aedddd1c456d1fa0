// Principal components against data whose components are known.
import { expect, it } from 'vitest';
import { normalArray } from '#kernels/random/random';
import { reduceDimensions } from './reduce';
import type { EmbeddingSet } from './types';

const [users, items, width] = [40, 25, 12];

/** Rows in a plane through a far-off mean, with a little noise; one node of each kind has no vector. */
function planar(noise: number): EmbeddingSet {
  const draw = (n: number, step: number): Float64Array => normalArray({ seed: 3, stream: 12, step }, n);
  const [first, second, mean] = [draw(width, 1), draw(width, 2), draw(width, 3)];
  const rows = (count: number, step: number): Float32Array => {
    const at = draw(2 * count, step);
    const around = draw(count * width, step + 1);
    return Float32Array.from({ length: count * width }, (_, i) => {
      const [row, k] = [Math.floor(i / width), i % width];
      const plane = 3 * (at[2 * row] ?? 0) * (first[k] ?? 0) + (at[2 * row + 1] ?? 0) * (second[k] ?? 0);
      return 10 * (mean[k] ?? 0) + plane + noise * (around[i] ?? 0);
    });
  };
  const present = (count: number): Uint8Array => Uint8Array.from({ length: count }, (_, row) => (row === 5 ? 0 : 1));
  return {
    vectors: {
      dimensions: width,
      users: rows(users, 10),
      items: rows(items, 20),
      userPresent: present(users),
      itemPresent: present(items)
    },
    provenance: { encoder: 'made up', label: 'Made up.', version: 1, settings: {}, facts: {} }
  };
}

const distance = (values: Float32Array, d: number, a: number, b: number): number =>
  Math.hypot(...Array.from({ length: d }, (_, k) => (values[a * d + k] ?? 0) - (values[b * d + k] ?? 0)));

it('keeps every distance of data that lies in a plane, in two dimensions', async () => {
  const set = planar(0);
  const { vectors, provenance } = await reduceDimensions(set, 2, {});
  expect(vectors.dimensions).toBe(2);
  for (const [a, b] of [
    [0, 1],
    [7, 30],
    [12, 39]
  ] as const) {
    const before = distance(set.vectors.users, width, a, b);
    expect(Math.abs(distance(vectors.users, 2, a, b) - before)).toBeLessThan(1e-3 * before);
  }
  expect(provenance.facts['share of variance kept']).toBeCloseTo(1, 4);
  expect(provenance.settings.pca).toBe(2);
});

it('centres the nodes with a vector and leaves those without at zero, marked as before', async () => {
  const { vectors } = await reduceDimensions(planar(0.1), 3, {});
  for (let k = 0; k < 3; k++) {
    let sum = 0;
    for (let row = 0; row < users; row++) sum += vectors.users[row * 3 + k] ?? 0;
    for (let row = 0; row < items; row++) sum += vectors.items[row * 3 + k] ?? 0;
    expect(Math.abs(sum)).toBeLessThan(1e-3);
  }
  expect(vectors.userPresent[5]).toBe(0);
  expect([...vectors.users.subarray(15, 18)]).toEqual([0, 0, 0]);
});

it('gives the same bits twice, and refuses to reduce to more than there is', async () => {
  const once = await reduceDimensions(planar(0.1), 4, {});
  expect((await reduceDimensions(planar(0.1), 4, {})).vectors).toEqual(once.vectors);
  await expect(reduceDimensions(planar(0), width, {})).rejects.toMatchObject({ code: 'embeddings/pca-too-wide' });
});

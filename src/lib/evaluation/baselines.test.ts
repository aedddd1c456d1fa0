// ItemKNN and EASE on clicks small enough to work out by hand, and EASE's inverse against its definition.
import { describe, expect, it } from 'vitest';
import { uniformArray } from '#kernels/random/random';
import { ease, inverse } from './ease';
import { itemKnn } from './item-knn';

// Users 0: items 0 1; 1: items 0 1; 2: items 1 2.
const train = { users: Int32Array.of(0, 0, 1, 1, 2, 2), items: Int32Array.of(0, 1, 0, 1, 1, 2) };

describe('ItemKNN', () => {
  it('scores by the cosines of shared users', async () => {
    const scores = await itemKnn(3, 3, train)(Int32Array.of(0, 2));
    const [a, b] = [2 / Math.sqrt(6), 1 / Math.sqrt(3)]; // sim(0, 1) = 2/√(2·3), sim(1, 2) = 1/√(3·1)
    [a, a, b, a, b, b].forEach((value, at) => expect(scores[at]).toBeCloseTo(value, 6));
  });

  it('counts only the nearest neighbours', async () => {
    const scores = await itemKnn(3, 3, train, 1)(Int32Array.of(2));
    // The nearest of item 0 is 1, of 1 is 0, of 2 is 1: user 2 has 1 and 2, so item 1 gets nothing.
    [2 / Math.sqrt(6), 0, 1 / Math.sqrt(3)].forEach((value, at) => expect(scores[at]).toBeCloseTo(value, 6));
  });
});

describe('EASE', () => {
  it('has the weights of its closed form', async () => {
    // Two items that two users both have: G = [[2 + λ, 2], [2, 2 + λ]], B_01 = 2 / (2 + λ).
    const both = { users: Int32Array.of(0, 0, 1, 1), items: Int32Array.of(0, 1, 0, 1) };
    const scores = await ease(2, 2, both, 6)(Int32Array.of(0));
    expect([...scores].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([0.25, 0.25]);
  });

  it('inverts: G · G⁻¹ is the unit matrix, also where G is close to singular', () => {
    const n = 40;
    const draws = uniformArray({ seed: 1, stream: 131, step: 0 }, n * 8);
    const g = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        for (let k = 0; k < 8; k++)
          g[i * n + j] = (g[i * n + j] ?? 0) + (draws[i * 8 + k] ?? 0) * (draws[j * 8 + k] ?? 0);
      }
      g[i * n + i] = (g[i * n + i] ?? 0) + 1e-3;
    }
    const p = inverse(g.slice(), n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += (g[i * n + k] ?? 0) * (p[k * n + j] ?? 0);
        expect(Math.abs(sum - (i === j ? 1 : 0))).toBeLessThan(1e-8);
      }
    }
  });

  it('says so where there are too many items for its matrix', () => {
    expect(() => ease(1, 5000, { users: new Int32Array(), items: new Int32Array() })).toThrow(/5000 items/);
  });
});

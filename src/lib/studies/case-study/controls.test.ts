// Controls against the definition, candidate by candidate, on random users.
import { describe, expect, it } from 'vitest';
import { normalArray, uniformInt } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import { Matching } from './controls';
import { cosine, unitRows } from './far-ranks';

describe.each([1, 2, 3, 4, 5])('controls (draw %i)', (seed) => {
  const userCount = 30;
  const draw = (index: number, bound: number) => uniformInt({ seed, stream: STREAM.samples, step: 3 }, index, bound);
  const clicks = new Int32Array(userCount).map((_, user) => 1 + draw(user, 5));
  const present = new Uint8Array(userCount).map((_, user) => (draw(100 + user, 4) === 0 ? 0 : 1));
  // Rounded, so that some cosines are equal.
  const vectors = normalArray({ seed, stream: STREAM.samples, step: 4 }, userCount * 2).map((x) => Math.round(x));
  const semantic = unitRows(vectors, 2, present);
  const matching = new Matching({ userCount, clicks, semantic, present, seed });
  const far = new Int32Array(userCount).map((_, user) => user).filter((user) => user !== 0 && draw(200 + user, 5) > 0);
  const partners = new Int32Array(far.keys()).filter((at) => draw(300 + at, 4) === 0);

  it.each([0, 4])('are as near to the pair as any candidate is (user %i)', (user) => {
    const own = far.filter((other) => other !== user);
    const places = partners.filter((at) => at < own.length);
    const found = matching.controlsOf(user, { far: own, partners: places });
    const candidates = [...own.keys()].filter((at) => !places.includes(at));
    expect(found.map(({ partner }) => partner)).toEqual([...places]);
    for (const { partner, control, by, gap } of found) {
      expect(candidates).toContain(control);
      const byProfiles = present[user] === 1 && present[own[partner] ?? 0] === 1;
      expect(by).toBe(byProfiles ? 'profiles' : 'clicks');
      const allowed = byProfiles ? candidates.filter((at) => present[own[at] ?? 0] === 1) : candidates;
      const measure = (at: number) => (byProfiles ? cosine(semantic, user, own[at] ?? 0) : (clicks[own[at] ?? 0] ?? 0));
      const nearest = Math.min(...allowed.map((at) => Math.abs(measure(at) - measure(partner))));
      expect(allowed).toContain(control);
      expect(gap).toBeCloseTo(nearest, 12);
      expect(Math.abs(measure(control) - measure(partner))).toBeCloseTo(nearest, 12);
    }
  });

  it('do not depend on what was asked before', () => {
    const first = matching.controlsOf(0, { far, partners });
    matching.controlsOf(1, { far: far.filter((other) => other !== 1), partners: new Int32Array([0, 1]) });
    expect(matching.controlsOf(0, { far, partners })).toEqual(first);
  });
});

it('draws from all candidates that are equally near, on both sides', () => {
  // Clicks 2; candidates with 1 (two), 3 (one) and 9 (one).
  const clicks = Int32Array.of(0, 2, 1, 1, 3, 9);
  const present = new Uint8Array(6);
  const drawn = new Set<number>();
  for (let seed = 0; seed < 40; seed++) {
    const matching = new Matching({ userCount: 6, clicks, semantic: null, present, seed });
    const [found] = matching.controlsOf(0, { far: Int32Array.of(1, 2, 3, 4, 5), partners: Int32Array.of(0) });
    expect(found?.gap).toBe(1);
    drawn.add(found?.control ?? -1);
  }
  expect([...drawn].sort()).toEqual([1, 2, 3]);
});

// The picture of a pair on six users, worked by hand: ranks under two runs, those of other seeds, and all pairs that moved.
import { describe, expect, it } from 'vitest';
import { appError } from '#lib/errors/app-error';
import { ExploreRoom } from './room';
import { roomInput, RUNS } from './testing';

const room = new ExploreRoom(roomInput());

describe('a pair as a picture', () => {
  it('has ranks among the far users, ties sharing the middle, those of partners, and how alike each place is', async () => {
    // Far from u0 are u2, u3, u4, u5. A: cosines 1, 0.447, −0.894, 0.894; B: 0, 1, 1, −0.707. u2 and u4 share a held-out item with u0.
    const picture = await room.picture(0, 3, []);
    expect(picture).toMatchObject({ user: 0, other: 3, of: 4 });
    expect(picture?.strips.map(({ run, rank, partners }) => ({ run, rank, partners: [...partners] }))).toEqual([
      { run: 'a', rank: 3, partners: [1, 4] },
      { run: 'b', rank: 1.5, partners: [1.5, 3] }
    ]);
    const [alike] = picture?.strips ?? [];
    expect([...(alike?.likeness ?? [])].map((value) => Number(value.toFixed(3)))).toEqual([1, 0.894, 0.447, -0.894]);
  });
  it('has how far all pairs moved, and this one among them', async () => {
    // (u0,u2) −2/3, (u0,u4) +5/6, (u2,u0) −3/4, (u4,u0) +2/3; this pair 2/3 − 1/6 = +1/2.
    const spread = (await room.picture(0, 3, []))?.spread;
    expect(spread?.pairs).toBe(4);
    expect(spread?.own).toBeCloseTo(0.5, 12);
    expect([spread?.closer, spread?.below]).toEqual([0.5, 0.5]);
    expect(spread?.median).toBeCloseTo(2 / 3, 12);
    const bins = spread?.bins ?? [];
    expect(bins.flatMap((count, bin) => (count > 0 ? [[bin, count]] : []))).toEqual([
      [5, 1],
      [6, 1],
      [34, 1],
      [37, 1]
    ]);
  });
  it('has the rank under each other seed beside that of the run which is open', async () => {
    const [, b] = RUNS;
    if (!b) throw new Error('There are two runs');
    const picture = await room.picture(0, 3, [{ run: 'a', seed: 9, userEmbeddings: b.userEmbeddings }]);
    expect(picture?.strips.map(({ seeds }) => seeds)).toEqual([
      [
        { seed: 7, rank: 3 },
        { seed: 9, rank: 1.5 }
      ],
      [{ seed: 8, rank: 1.5 }]
    ]);
  });
  it('is none of users who are near, has no move where one run is open, and stops where its step throws', async () => {
    expect(await room.picture(0, 1, [])).toBeNull();
    const alone = new ExploreRoom(roomInput({ runs: RUNS.slice(0, 1) }));
    expect((await alone.picture(0, 3, []))?.spread).toBeNull();
    const stop = () => Promise.reject(appError('internal/cancelled', { what: 'It' }));
    const fresh = new ExploreRoom(roomInput());
    await expect(fresh.picture(0, 3, [], stop)).rejects.toMatchObject({ code: 'internal/cancelled' });
    expect((await fresh.picture(0, 3, []))?.spread?.pairs).toBe(4);
  });
});

describe('pairs that are proposed', () => {
  it('say their ranks in both directions, looked up after they were chosen', async () => {
    const found = await room.findPairs(0, 'alike', 9);
    const pair = found.find(({ other }) => other === 2);
    expect(pair?.moves).toEqual([
      { from: 0, to: 2, before: 1, after: 3, of: 4 },
      { from: 2, to: 0, before: 1, after: 2.5, of: 3 }
    ]);
    const alone = new ExploreRoom(roomInput({ runs: RUNS.slice(0, 1) }));
    expect((await alone.findPairs(0, 'alike', 9)).find(({ other }) => other === 2)?.moves[0]?.after).toBeNull();
  });
});

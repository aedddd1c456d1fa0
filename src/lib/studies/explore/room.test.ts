// What Explore answers about six users and five items, worked by hand.
import { describe, expect, it } from 'vitest';
import { ExploreRoom } from './room';
import { roomInput, RUNS, SCRIPT } from './testing';
import type { ExploreSelection, ExploreViews } from './types';

/** Joint nodes of the items. */
const [I0, I1, I2, I3, I4] = [6, 7, 8, 9, 10] as const;
const room = new ExploreRoom(roomInput());

const select = (more: Partial<ExploreSelection> = {}, from = room): ExploreViews =>
  from.select({ user: 0, other: null, item: null, k: 3, hops: 2, ...more });

describe('lists of a user', () => {
  it('rank all items but those of training by dot product, with held-out marks and the place under the other run', () => {
    const [a, b] = select().lists;
    // A: u0 = (1, ½); i3 = (2, 0), i2 = (1, 1), i4 = (0, −1). B: u0 = (−1, 1).
    expect(a).toEqual({
      run: 'a',
      items: [
        { node: I3, score: 2, heldOut: true, otherRank: 3 },
        { node: I2, score: 1.5, heldOut: false, otherRank: 1 },
        { node: I4, score: -0.5, heldOut: true, otherRank: 2 }
      ]
    });
    expect(b?.items.map(({ node, score, otherRank }) => [node, score, otherRank])).toEqual([
      [I2, 0, 2],
      [I4, -1, 3],
      [I3, -2, 1]
    ]);
    expect(select({ k: 1 }).lists.map(({ items }) => items.length)).toEqual([1, 1]);
  });
  it('of one run have no other place', () => {
    const alone = new ExploreRoom(roomInput({ runs: RUNS.slice(0, 1) }));
    const { lists } = select({}, alone);
    expect(lists).toHaveLength(1);
    expect(lists[0]?.items.every(({ otherRank }) => otherRank === null)).toBe(true);
  });
  it('stand beside what was clicked in training and what is held out for the test, validation in neither', () => {
    expect(select().history).toEqual([I0, I1]);
    expect(select().heldOut).toEqual([I3, I4]);
    const without = select({ user: 3 });
    expect(without.heldOut).toEqual([]);
    expect(without.lists[0]?.items.some(({ heldOut }) => heldOut)).toBe(false);
  });
});

describe('the neighbourhood', () => {
  it('has the nodes of each hop, busiest first, and the clicks between them', () => {
    const { nodes, edges, counts } = select().neighbourhood;
    expect(nodes.map(({ node, hop }) => [node, hop])).toEqual([
      [0, 0],
      [I1, 1],
      [I0, 1],
      [1, 2]
    ]);
    expect(edges).toEqual([
      [0, 2],
      [0, 1],
      [3, 1]
    ]);
    expect(counts).toEqual([
      { all: 1, shown: 1 },
      { all: 2, shown: 2 },
      { all: 1, shown: 1 }
    ]);
    expect(nodes.some(({ onPath }) => onPath)).toBe(false);
  });
  it('shows the whole path to another user, beyond its hops too', () => {
    const { neighbourhood, pair } = select({ other: 3, hops: 1 });
    expect(pair?.path).toEqual([0, I1, 1, I2, 2, I3, 3]);
    expect(neighbourhood.nodes.filter(({ onPath }) => onPath).map(({ node }) => node)).toEqual(pair?.path);
    expect(neighbourhood.nodes.map(({ node }) => node)).toContain(I0);
    expect(neighbourhood.counts.map(({ shown }) => shown)).toEqual([1, 2, 1, 1, 1, 1, 1]);
  });
});

describe('a pair', () => {
  it('that is far: distance, cosine and rank among the far users under both runs, words, what both hold out', () => {
    const { pair } = select({ other: 2 });
    expect(pair?.distance).toBe(4);
    // Far from u0 are u2 … u5. A: u2 points the way u0 does. B: u0 · u2 = 0, below u3 and u4, above u5.
    const [a, b] = pair?.relevance ?? [];
    expect(a).toMatchObject({ run: 'a', rank: 1, of: 4 });
    expect(a?.cosine).toBeCloseTo(1, 12);
    expect(b).toMatchObject({ run: 'b', rank: 3, of: 4 });
    expect(b?.cosine).toBeCloseTo(0, 12);
    expect(pair?.semantic).toBeCloseTo(Math.SQRT1_2, 12);
    expect(pair?.sharedHeldOut).toEqual([I4]);
    expect(pair?.sharedTrain).toEqual([]);
  });
  it('that is near has no rank, and the items that joined it', () => {
    const { pair } = select({ other: 1 });
    expect(pair).toMatchObject({ distance: 2, path: [0, I1, 1], sharedTrain: [I1], sharedHeldOut: [] });
    expect(pair?.relevance.map(({ rank, of }) => [rank, of])).toEqual([
      [null, 4],
      [null, 4]
    ]);
  });
  it('that no path joins has no distance, and a rank all the same', () => {
    const { pair, neighbourhood } = select({ other: 4 });
    expect(pair).toMatchObject({ distance: null, path: [] });
    expect(pair?.relevance[0]).toMatchObject({ rank: 4, of: 4 });
    expect(neighbourhood.nodes.some(({ onPath }) => onPath)).toBe(false);
  });
  it('has no semantic cosine where a vector is missing', () => {
    expect(select({ other: 3 }).pair?.semantic).toBeNull();
    expect(select({ other: 2 }, new ExploreRoom(roomInput({ vectors: null }))).pair?.semantic).toBeNull();
  });
  it('of a user with itself is none', () => {
    const views = select({ other: 0 });
    expect(views.pair).toBeNull();
    expect(views.selection.other).toBeNull();
  });
});

describe('profiles', () => {
  it('of two users: the phrases that both have, as each writes them, and titles of what they were made from', () => {
    const [user, other] = select({ other: 2, item: I3 }).profiles;
    expect(user).toMatchObject({ node: 0, shared: ['stormy seas'], evidence: ['Harbour', SCRIPT], edited: false });
    expect(other).toMatchObject({ node: 2, shared: ['stormy sea'], evidence: ['i9'] });
  });
  it('of a user and an item, and of a user alone', () => {
    const [user, item, ...more] = select({ item: I3 }).profiles;
    expect(user?.shared).toEqual(['old harbours']);
    expect(item).toMatchObject({ node: I3, text: 'For readers of old harbours.', shared: ['old harbours'] });
    expect(more).toEqual([]);
    expect(select().profiles.map(({ node, shared }) => [node, shared])).toEqual([[0, []]]);
    expect(select({ item: I4 }).profiles[1]).toMatchObject({ text: null, shared: [] });
  });
  it('show the words of a change in the place of the stored ones, and compare those', () => {
    const edits = [{ node: 'user', id: 'u2', text: `Old harbours. ${SCRIPT}` }] as const;
    const [user, other] = select({ other: 2 }, new ExploreRoom(roomInput({ edits }))).profiles;
    expect(other).toMatchObject({ text: `Old harbours. ${SCRIPT}`, edited: true, shared: ['Old harbours'] });
    expect(user).toMatchObject({ edited: false, shared: ['old harbours'] });
  });
  it('are none where the notebook has none', () => {
    expect(select({ other: 2 }, new ExploreRoom(roomInput({ profiles: null }))).profiles).toEqual([]);
  });
});

describe('the overview', () => {
  it('names nodes as the data do, text as text, and the user of the rule that looks at no result', async () => {
    const overview = await room.overview();
    expect(overview.labels).toEqual(['Ada', 'u1', 'u2', 'u3', 'u4', 'u5', 'Harbour', SCRIPT, 'i2', 'Storm', 'Moss']);
    expect(overview.ids.slice(5, 7)).toEqual(['u5', 'i0']);
    expect([...overview.degrees]).toEqual([2, 2, 2, 1, 1, 1, 1, 2, 2, 2, 2]);
    expect(overview.runs).toEqual({ a: { label: 'LightGCN', seed: 7 }, b: { label: 'LightGCN-Con', seed: 8 } });
    expect(overview).toMatchObject({
      synthetic: true,
      splitHash: 'six',
      profileLabel: 'Written by hand.',
      startUser: 0
    });
  });
  it('has a map of each run and of the words, the same size all, without nodes that have no vector', async () => {
    const { spaces } = await room.overview();
    expect(spaces.map(({ key, kind }) => [key, kind])).toEqual([
      ['a', 'collaborative'],
      ['b', 'aligned'],
      ['semantic', 'semantic']
    ]);
    const semantic = spaces[2]?.xy ?? new Float32Array();
    const absent = [...semantic.keys()].filter((at) => Number.isNaN(semantic[at]));
    expect(absent).toEqual([6, 7, 20, 21]);
    const largest = Math.max(...spaces.flatMap(({ xy }) => [...xy].filter((v) => !Number.isNaN(v)).map(Math.abs)));
    expect(largest).toBeCloseTo(1, 6);
    // Spaces of two dimensions are their own plane.
    for (const { made } of spaces) {
      if (made.by !== 'pca') throw new Error('Maps open with their principal components');
      const { explained, sample } = made;
      expect(explained).toBeCloseTo(1, 9);
      expect(sample).toBeUndefined();
    }
  });
  it('is made in pieces, map by map, and ends where a step throws', async () => {
    const heard = new Set<string>();
    await room.overview((done, total, label, unit) => {
      heard.add(`${label}, ${done} of ${total} ${unit}`);
      return Promise.resolve();
    });
    expect([...heard]).toEqual([
      'Laying out the map of LightGCN, 0 of 3 maps',
      'Laying out the map of LightGCN-Con, 1 of 3 maps',
      'Laying out the map of the profiles, 2 of 3 maps'
    ]);
    await expect(room.overview(() => Promise.reject(new Error('enough')))).rejects.toThrow('enough');
  });
  it('is made anew each time: its arrays may be given away', async () => {
    const [one, two] = [await room.overview(), await room.overview()];
    expect(one).toEqual(two);
    expect(one.degrees.buffer).not.toBe(two.degrees.buffer);
    structuredClone(one.degrees.buffer, { transfer: [one.degrees.buffer] });
    expect(select().neighbourhood.nodes.map(({ node }) => node)).toEqual([0, I1, I0, 1]);
  });
});

describe('the finder', () => {
  it('proposes far pairs that share a held-out item, by their words or at random', async () => {
    const found = await room.findPairs(null, 'alike', 5);
    // u0 – u2 share i4, u0 – u4 share i3.
    expect(found.map(({ user, other }) => [user, other])).toEqual([
      [0, 2],
      [0, 4]
    ]);
    expect(found[0]).toMatchObject({ distance: 4, sharedHeldOut: 1 });
    expect(found[0]?.semantic).toBeCloseTo(Math.SQRT1_2, 12);
    expect(found[1]?.distance).toBeNull();
    expect((await room.findPairs(2, 'random', 5)).map(({ user, other }) => [user, other])).toEqual([[2, 0]]);
    expect(await room.findPairs(3, 'alike', 5)).toEqual([]);
  });
});

describe('a selection', () => {
  it.each([{ user: 6 }, { user: -1 }, { other: 6 }, { item: 5 }, { item: 11 }, { hops: 5 }, { hops: 0 }, { k: 0 }])(
    'of what is not there is refused: %o',
    (more) => expect(() => select(more)).toThrow(RangeError)
  );
  it('crosses between workers as it is', () => {
    const views = select({ other: 2, item: I3 });
    expect(structuredClone(views)).toEqual(views);
  });
});

// The session against a backend of the test's own: what it asks, what it keeps, what undo takes back, what it says of a broken link.
import { describe, expect, it } from 'vitest';
import { appError } from '#lib/errors/app-error';
import type { Explorable } from '#lib/notebook/explore/explore-work';
import type { ExploreAsk, ExploreSelection, ExploreSpace, ExploreViews } from '#lib/studies/explore/types';
import { done, SYNTHETIC_CELLS, syntheticBackend, syntheticOverview, syntheticViews } from '../measure/synthetic';
import { asking, failed, held, later, open, opened, settled, SIZE } from './session-testing';

describe('opening', () => {
  it('proposes clicks alone beside the aligned run of the same seed, and the user that the rule names', async () => {
    const asked: ExploreAsk[] = [];
    const { open: answer } = syntheticBackend(SIZE);
    const { session, link } = await opened('', {
      open: (what) => {
        asked.push(what);
        return answer(what, () => undefined);
      }
    });
    expect(session.phase).toBe('open');
    expect(asked).toEqual([
      {
        notebook: 'quick-start.md',
        text: '',
        a: { from: 'cell', cell: 'base', seed: 2023 },
        b: { from: 'cell', cell: 'con', seed: 2023 },
        embeddings: 'semantics',
        profiles: 'profiles',
        edits: []
      }
    ]);
    expect(session.selection).toEqual({ user: 7, other: null, item: null, k: 10, hops: 2 });
    expect(session.views?.selection).toBe(session.selection);
    expect(link()).toBe('');
  });

  it('finds again what a link says', async () => {
    const search = '?a=gen%402024&b=con%402023&user=r3&other=r12&item=b4&k=20&hops=3&map=semantic';
    const { session, link } = await opened(search);
    expect(session.selection).toEqual({ user: 3, other: 12, item: 44, k: 20, hops: 3 });
    expect(session.moment?.map).toBe('semantic');
    expect(session.dropped).toEqual([]);
    expect(link()).toBe(search);
  });

  it('opens what it can of a broken link and says what it dropped', async () => {
    const { session } = await opened('?a=nothing&user=r9999&item=b2&hops=9&embeddings=gone&colour=red');
    expect(session.phase).toBe('open');
    expect(session.selection).toEqual({ user: 7, other: null, item: 42, k: 10, hops: 2 });
    expect(session.dropped.map(({ key, why }) => `${key}: ${why}`)).toEqual([
      'hops: It is not a whole number from 1 to 4.',
      'a: This notebook has no such run.',
      'embeddings: This notebook has no such cell on the data of the runs.',
      'colour: These data have nothing of that name to colour by.',
      'user: There is no such user in these data.'
    ]);
  });

  it('makes every selection a step of the browser’s history, and follows when the reader goes back and forth', async () => {
    const { session, states, steps, link } = await opened();
    session.choose(3);
    session.select({ map: 'b' }, 'the map of B');
    await settled(session);
    expect(steps).toEqual([false, true, true]);
    const [start, first, second] = states;
    if (!start || !first || !second) throw new Error('Three addresses were told');
    session.follow(first);
    expect([session.selection?.user, session.moment?.map, session.canRedo]).toEqual([3, 'a', true]);
    session.follow(start);
    expect(session.selection?.user).toBe(7);
    session.follow(second);
    expect([session.selection?.user, session.moment?.map]).toEqual([3, 'b']);
    // The address is the browser's already.
    expect(states).toHaveLength(3);
    session.undo();
    expect(steps.at(-1)).toBe(false);
    expect(link()).toBe('');
    await settled(session);
  });

  it('lays the maps out otherwise and colours them; both stand in the address, and who cancels has the planes back', async () => {
    const whole = syntheticBackend(SIZE);
    const laying = held<readonly ExploreSpace[]>();
    let times = 0;
    const { session, link } = await opened('?layout=umap&colour=cluster', {
      mapsOf: (nodes, hear) => ((times += 1) === 1 ? laying.work : whole.mapsOf(nodes, hear))
    });
    const { look } = session;
    expect(look.spaces.every(({ made }) => made.by === 'pca')).toBe(true);
    look.task.cancel();
    await expect.poll(() => look.layout).toBe('pca');
    expect(link()).toBe('?colour=cluster');
    look.change({ layout: 'umap', nodes: 'items' });
    await expect.poll(() => look.spaces[0]?.made.by).toBe('umap');
    expect(link()).toBe('?layout=umap&nodes=items&colour=cluster');
    look.change({ layout: 'pca' });
    const [plane] = look.spaces;
    expect(plane?.made.by).toBe('pca');
    expect(plane?.xy.subarray(0, 2 * SIZE.users).every(Number.isNaN)).toBe(true);
    await look.paint('a');
    expect(look.colouring?.kind).toBe('groups');
    look.change({ colour: 'none' });
    await look.paint('a');
    expect(look.colouring).toBeNull();
  });

  it('offers to get what is not stored, gets it and opens', async () => {
    const lacking: Explorable = {
      ...SYNTHETIC_CELLS,
      runs: SYNTHETIC_CELLS.runs.map((runs) => ({ ...runs, seeds: [{ seed: 1, isStored: false }] }))
    };
    let isThere = false;
    const got: (readonly string[])[] = [];
    const { session } = open('', {
      explorable: () => Promise.resolve(isThere ? SYNTHETIC_CELLS : lacking),
      get: (_notebook, _text, cells) => {
        got.push(cells);
        isThere = true;
        return done(undefined);
      }
    });
    await session.start();
    expect([session.phase, session.missing]).toEqual(['missing', ['base', 'con']]);
    await session.get();
    expect(got).toEqual([['base', 'con']]);
    expect(session.phase).toBe('open');
  });

  it('stays where it was when getting is cancelled, and says so when it fails', async () => {
    const lacking = { ...SYNTHETIC_CELLS, profiles: SYNTHETIC_CELLS.profiles.map((p) => ({ ...p, isStored: false })) };
    for (const [error, shown] of [
      [appError('internal/cancelled', { what: 'The run' }), null],
      [appError('internal/engine-crashed', { reason: 'it ended' }), 'internal/engine-crashed']
    ] as const) {
      const { session } = open('', {
        explorable: () => Promise.resolve(lacking),
        get: () => failed(error)
      });
      await session.start();
      await session.get();
      expect([session.phase, session.missing, session.error?.code ?? null]).toEqual(['missing', ['profiles'], shown]);
    }
  });

  it('has nothing to show of a notebook that trains nothing', async () => {
    const { session } = open('', { explorable: () => Promise.resolve({ ...SYNTHETIC_CELLS, runs: [] }) });
    await session.start();
    expect(session.phase).toBe('nothing');
  });

  it('says what went wrong', async () => {
    const { session } = open('', { open: () => failed(new Error('no room')) });
    await session.start();
    expect([session.phase, session.error?.code]).toEqual(['failed', 'internal/unexpected']);
  });
});

describe('selecting', () => {
  it('is one selection, in the address, with undo and redo', async () => {
    const { session, link } = await opened();
    session.choose(3);
    session.choose(12, 'other');
    session.choose(45);
    session.select({ hops: 4 }, '4 hops');
    session.select({ map: 'b' }, 'map B');
    await settled(session);
    expect(link()).toBe('?user=r3&other=r12&item=b5&hops=4&map=b');
    expect(session.undoLabel).toBe('map B');
    for (let step = 0; step < 3; step += 1) session.undo();
    expect(link()).toBe('?user=r3&other=r12');
    session.redo();
    await settled(session);
    expect(link()).toBe('?user=r3&other=r12&item=b5');
    expect(session.views?.profiles.map(({ node }) => node)).toEqual([3, 12, 45]);
    session.choose(9);
    expect(session.canRedo).toBe(false);
  });

  it('leaves no trace where nothing changes, and no user is their own other', async () => {
    const { session } = await opened();
    session.choose(7);
    expect(session.canUndo).toBe(false);
    session.choose(7, 'other');
    expect(session.canUndo).toBe(false);
    session.choose(12, 'other');
    session.choose(12);
    expect(session.selection).toMatchObject({ user: 12, other: null });
  });

  it('is cleared but for the user', async () => {
    const { session } = await opened('?user=r3&other=r4&item=b1');
    session.select({ brushed: Int32Array.from([1, 2]) }, '2 points');
    session.clear();
    expect(session.moment).toMatchObject({ selection: { user: 3, other: null, item: null }, brushed: null });
    session.undo();
    expect([...(session.moment?.brushed ?? [])]).toEqual([1, 2]);
  });

  it('shows the answer to the last of several questions, whichever comes last', async () => {
    const { session, answers } = asking();
    await session.start();
    session.choose(1);
    session.choose(2);
    for (const { selection, resolve } of [...answers].reverse()) resolve(syntheticViews(SIZE, selection));
    await settled(session);
    expect(answers.map(({ selection }) => selection.user)).toEqual([7, 1, 2]);
    expect(session.views?.selection.user).toBe(2);
  });

  it('does not put a late answer over a selection that was undone meanwhile', async () => {
    const { promise, resolve } = later<ExploreViews>();
    let late: ExploreSelection | null = null;
    const { select } = syntheticBackend(SIZE);
    const { session } = await opened('', {
      select: (selection) => {
        if (selection.user !== 1) return select(selection);
        late = selection;
        return promise;
      }
    });
    const shown = session.views;
    session.choose(1);
    session.undo();
    if (late) resolve(syntheticViews(SIZE, late));
    await promise;
    await Promise.resolve();
    expect(session.views).toBe(shown);
    expect(session.isBehind).toBe(false);
  });

  it('can be made again where it failed, and the page is not busy for ever', async () => {
    let isBroken = true;
    const { select } = syntheticBackend(SIZE);
    const { session } = await opened('', {
      select: (selection) =>
        isBroken && selection.user === 3 ? Promise.reject(new RangeError('There is no user 3')) : select(selection)
    });
    session.choose(3);
    await expect.poll(() => session.viewsError?.code).toBe('internal/unexpected');
    expect([session.isBehind, session.isCurrent, session.views?.selection.user]).toEqual([false, false, 7]);
    isBroken = false;
    session.choose(3);
    await expect.poll(() => session.views?.selection.user).toBe(3);
    expect(session.viewsError).toBeNull();
  });

  it('opens once more what a crashed worker has no more, once, and then says so', async () => {
    let opens = 0;
    let isOpen = true;
    let isGone = false;
    const whole = syntheticBackend(SIZE);
    const { session } = await opened('', {
      open: (what) => {
        opens += 1;
        isOpen = !isGone;
        return whole.open(what, () => undefined);
      },
      select: (selection) => (isOpen ? whole.select(selection) : Promise.reject(appError('explore/nothing-open', {})))
    });
    isOpen = false;
    session.choose(3);
    await expect.poll(() => session.views?.selection.user).toBe(3);
    expect([opens, session.viewsError]).toEqual([2, null]);
    isOpen = false;
    isGone = true;
    session.choose(4);
    await expect.poll(() => session.viewsError?.code).toBe('explore/nothing-open');
    expect([opens, session.isBehind]).toEqual([3, false]);
    isGone = false;
    await session.lookAgain();
    await expect.poll(() => session.views?.selection.user).toBe(4);
    expect(opens).toBe(4);
  });

  it('is looked up also where the address cannot hold an id', async () => {
    const overview = syntheticOverview(SIZE);
    const long = { ...overview, ids: overview.ids.map((id, node) => (node === 3 ? 'x'.repeat(300) : id)) };
    const { session, link } = await opened('', { open: () => done(long) });
    session.choose(3);
    session.choose(45);
    await settled(session);
    expect(session.views?.selection).toMatchObject({ user: 3, item: 45 });
    expect(link()).toBe('?item=b5');
  });

  it('asks nothing for another map or a brush', async () => {
    let asked = 0;
    const { select } = syntheticBackend(SIZE);
    const { session } = await opened('', {
      select: (selection) => {
        asked += 1;
        return select(selection);
      }
    });
    session.select({ map: 'semantic' }, 'map');
    session.select({ brushed: Int32Array.from([4]) }, 'brush');
    await settled(session);
    expect(asked).toBe(1);
  });
});

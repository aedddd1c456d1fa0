// The session against a backend of the test's own: what it asks, what it keeps, what undo takes back, what it says of a broken link.
import { describe, expect, it, vi } from 'vitest';
import { appError } from '#lib/errors/app-error';
import type { Explorable, ExploreAsk, ExploreSelection, ExploreViews } from '#lib/engine/io/protocol';
import type { ExploreBackend } from './backend';
import { ExploreSession } from './explore-session.svelte';
import { exploreUrl, type ExploreState } from './explore-url';
import { SYNTHETIC_CELLS, syntheticBackend, syntheticViews } from './measure/synthetic';

const SIZE = { users: 40, items: 30, seed: 1 };

function open(search = '', changes: Partial<ExploreBackend> = {}) {
  const { state, dropped } = exploreUrl.read(search);
  const states: ExploreState[] = [];
  const backend: ExploreBackend = { ...syntheticBackend(SIZE), ...changes };
  const session = new ExploreSession({
    backend,
    notebook: 'quick-start.md',
    text: '',
    state,
    dropped,
    onState: (next) => void states.push(next)
  });
  return { session, link: () => exploreUrl.write(states.at(-1) ?? exploreUrl.defaults) };
}
async function opened(search = '', changes: Partial<ExploreBackend> = {}) {
  const visit = open(search, changes);
  await visit.session.start();
  await settled(visit.session);
  return visit;
}
const settled = (session: ExploreSession) => vi.waitFor(() => expect(session.isBehind).toBe(false));

/** A promise that the test settles. */
function later<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((done) => (resolve = done));
  return { promise, resolve };
}

describe('opening', () => {
  it('proposes clicks alone beside the aligned run of the same seed, and the user that the rule names', async () => {
    const asked: ExploreAsk[] = [];
    const { open: answer } = syntheticBackend(SIZE);
    const { session, link } = await opened('', {
      open: (what) => {
        asked.push(what);
        return answer(what);
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
    const search = '?a=gen%402024&b=con%402024&user=r3&other=r12&item=b4&k=20&hops=3&map=semantic';
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
      'colour: This page knows no such key.',
      'a: This notebook has no such run.',
      'embeddings: This notebook has no such cell on the data of the runs.',
      'user: There is no such user in these data.'
    ]);
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
        return { cancel: () => undefined, finished: Promise.resolve() };
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
        get: () => ({ cancel: () => undefined, finished: Promise.reject(error) })
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
    const { session } = open('', { open: () => Promise.reject(new Error('no room')) });
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
    const answers: { selection: ExploreSelection; resolve: (views: ExploreViews) => void }[] = [];
    const { session } = open('', {
      select: (selection) => {
        const { promise, resolve } = later<ExploreViews>();
        answers.push({ selection, resolve });
        return promise;
      }
    });
    await session.start();
    session.choose(1);
    session.choose(2);
    for (const { selection, resolve } of [...answers].reverse()) resolve(syntheticViews(SIZE, selection));
    await settled(session);
    expect(answers.map(({ selection }) => selection.user)).toEqual([7, 1, 2]);
    expect(session.views?.selection.user).toBe(2);
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

describe('other runs', () => {
  it('keep the selection and its undo, and stand in the address', async () => {
    const { session, link } = await opened('?user=r3');
    await session.chooseOthers({ b: 'gen@2024' });
    await settled(session);
    expect(link()).toBe('?b=gen%402024&user=r3');
    expect(session.selection?.user).toBe(3);
    await session.chooseOthers({ b: '-' });
    expect(session.choice?.b).toBeNull();
    expect(link()).toBe('?b=-&user=r3');
  });
});

describe('a sentence that is tried', () => {
  const edit = { node: 'user', id: 'r7', text: 'Enjoys machines' } as const;
  const run = { cell: 'con', seed: 2023 };

  it('shows the run trained on without it as A and with it as B, with all changes so far, until it is taken back', async () => {
    const asked: ExploreAsk[] = [];
    const whole = syntheticBackend(SIZE);
    const { session, link } = await opened('', {
      open: (what) => {
        asked.push(what);
        return whole.open(what);
      }
    });
    await session.trial.try(run, edit, 5);
    await session.trial.try(run, { node: 'item', id: 'b1', text: 'Maps' }, 5);
    await session.trial.try(run, { ...edit, text: 'Enjoys letters' }, 5);
    expect(asked.at(-1)).toMatchObject({
      a: { from: 'artifact', id: 'made-up without' },
      b: { from: 'artifact', id: 'made-up with' },
      edits: [
        { node: 'item', id: 'b1', text: 'Maps' },
        { ...edit, text: 'Enjoys letters' }
      ]
    });
    expect(link()).toBe('');
    await session.trial.undo();
    expect(asked.at(-1)?.edits).toEqual([edit, { node: 'item', id: 'b1', text: 'Maps' }]);
    await session.trial.undo();
    await session.trial.undo();
    expect(asked.at(-1)).toMatchObject({ a: { from: 'cell', cell: 'base' }, edits: [] });
  });

  it('changes nothing where it is cancelled or fails', async () => {
    const { session } = await opened('', {
      whatIf: () => ({
        cancel: () => undefined,
        finished: Promise.reject(appError('internal/cancelled', { what: 'The run' }))
      })
    });
    const before = session.overview;
    await session.trial.try(run, edit, 5);
    expect([session.trial.tried, session.trial.error, session.overview]).toEqual([[], null, before]);
  });
});

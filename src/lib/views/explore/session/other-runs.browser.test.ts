// A session that opens something else: other runs, other data, changed words, or nothing any more; and pairs that go with what is open.
import { describe, expect, it, vi } from 'vitest';
import { appError } from '#lib/errors/app-error';
import type { Explorable } from '#lib/notebook/explore/explore-work';
import type { ExploreAsk, ExploreOverview, FoundPair } from '#lib/studies/explore/types';
import type { WhatIfResult } from '#lib/notebook/what-if/what-if';
import { done, SYNTHETIC_CELLS, syntheticBackend, syntheticOverview, syntheticViews } from '../measure/synthetic';
import { asking, failed, held, open, opened, settled, SIZE } from './session-testing';

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

  it('open again from their address as the same choice', async () => {
    const { session, link } = await opened();
    await session.chooseOthers({ a: 'base@2024' });
    await settled(session);
    const again = await opened(link());
    expect(again.session.choice).toEqual(session.choice);
    expect(again.session.choice?.b).toEqual({ cell: 'con', seed: 2023 });
  });

  it('of the same data leave what is shown in its place until their answer is there', async () => {
    const { session, answers } = asking();
    await session.start();
    const answer = () => {
      const last = answers.at(-1);
      last?.resolve(syntheticViews(SIZE, last.selection));
      return settled(session);
    };
    await answer();
    const before = session.views;
    await session.chooseOthers({ b: 'gen' });
    expect([session.views === before, session.isBehind, session.phase]).toEqual([true, true, 'open']);
    await answer();
    expect(session.views).not.toBe(before);
  });

  it('without a map that was looked at show A in every step, so that undo never leads to it', async () => {
    const whole = syntheticOverview(SIZE);
    const { session } = await opened('', {
      open: ({ b }) => done(b ? whole : { ...whole, spaces: whole.spaces.filter(({ key }) => key !== 'b') })
    });
    session.select({ map: 'b' }, 'map B');
    session.choose(3);
    await session.chooseOthers({ b: '-' });
    await settled(session);
    const maps = [session.moment?.map];
    while (session.canUndo) {
      session.undo();
      maps.push(session.moment?.map);
    }
    expect(maps).toEqual(['a', 'a', 'a']);
  });

  it('of other data begin anew, not with the link once more, and say that the choice dropped something', async () => {
    const whole = syntheticOverview(SIZE);
    const elsewhere: Explorable = {
      ...SYNTHETIC_CELLS,
      runs: [
        ...SYNTHETIC_CELLS.runs,
        {
          ...SYNTHETIC_CELLS.runs[0],
          cell: 'far',
          label: 'Far',
          dataset: 'elsewhere',
          alignment: 'none',
          embeddings: null,
          seeds: [{ seed: 1, isStored: true }]
        }
      ]
    };
    const { session, link } = await opened('?user=r3&item=b2&k=20', {
      explorable: () => Promise.resolve(elsewhere),
      open: ({ a }) => done(a.from === 'cell' && a.cell === 'far' ? { ...whole, splitHash: 'far' } : whole)
    });
    expect(session.droppedOf).toBe('this link');
    await session.chooseOthers({ a: 'far@1' });
    await settled(session);
    expect(session.selection).toEqual({ user: 7, other: null, item: null, k: 20, hops: 2 });
    expect([session.droppedOf, session.dropped.map(({ key }) => key)]).toEqual(['this choice', ['b']]);
    expect(link()).toBe('?a=far%401&k=20');
  });

  it('are those chosen last, however long the ones before take to open', async () => {
    const works = [held<ExploreOverview>(), held<ExploreOverview>()];
    const whole = syntheticOverview(SIZE);
    let opens = 0;
    const { session } = await opened('', {
      open: () => (opens === 0 ? (opens++, done(whole)) : (works[opens++ - 1]?.work ?? done(whole)))
    });
    const first = session.chooseOthers({ b: 'gen' });
    await expect.poll(() => opens).toBe(2);
    const last = session.chooseOthers({ b: 'gen@2024' });
    await expect.poll(() => opens).toBe(3);
    expect(works[0]?.cancel).toHaveBeenCalled();
    const shown = { ...whole, title: 'the last' };
    works[1]?.resolve(shown);
    works[0]?.resolve(whole);
    await Promise.all([first, last]);
    expect([session.overview, session.phase, session.opening.isBusy]).toEqual([shown, 'open', false]);
  });

  it('that cannot be opened leave what was open in its place, with a way to try again', async () => {
    let isBroken = false;
    const whole = syntheticBackend(SIZE);
    const { session } = await opened('', {
      open: (what) =>
        isBroken ? failed(appError('explore/gone', { label: 'my words' })) : whole.open(what, () => undefined)
    });
    const before = session.overview;
    isBroken = true;
    await session.chooseOthers({ b: 'gen' });
    expect([session.phase, session.error?.code, session.overview === before, session.isBehind]).toEqual([
      'failed',
      'explore/gone',
      true,
      false
    ]);
    session.choose(3);
    await expect.poll(() => session.views?.selection.user).toBe(3);
    isBroken = false;
    await session.start();
    expect(session.phase).toBe('open');
  });
});

describe('a visit that is closed', () => {
  it('stops what it was getting, opens nothing after it and leaves the address alone', async () => {
    const lacking = { ...SYNTHETIC_CELLS, profiles: SYNTHETIC_CELLS.profiles.map((p) => ({ ...p, isStored: false })) };
    const got = held<undefined>();
    const asked = vi.fn(syntheticBackend(SIZE).open);
    const { session, states } = open('', {
      explorable: () => Promise.resolve(lacking),
      get: () => got.work,
      open: asked
    });
    await session.start();
    const getting = session.get();
    session.close();
    expect(got.cancel).toHaveBeenCalledOnce();
    got.resolve(undefined);
    await getting;
    await session.start();
    expect([asked.mock.calls, states]).toEqual([[], []]);
  });

  it('cancels what is being opened, and does not hear of it', async () => {
    const opening = held<ExploreOverview>();
    const { session, states } = open('', { open: () => opening.work });
    const started = session.start();
    await expect.poll(() => session.phase).toBe('opening');
    session.close();
    expect(opening.cancel).toHaveBeenCalledOnce();
    await started;
    expect([session.overview, session.error, states]).toEqual([null, null, []]);
  });

  it('stops a trial and shows nothing of it', async () => {
    const tried = held<WhatIfResult>();
    const asked = vi.fn(syntheticBackend(SIZE).open);
    const { session, states } = await opened('', { whatIf: () => tried.work, open: asked });
    const told = states.length;
    const trying = session.trial.try({ cell: 'con', seed: 2023 }, { node: 'user', id: 'r7', text: 'Maps' }, 5);
    session.close();
    expect(tried.cancel).toHaveBeenCalledOnce();
    await trying;
    session.choose(3);
    expect([asked.mock.calls.length, session.trial.tried, states.length]).toEqual([1, [], told]);
  });
});

describe('pairs that are proposed', () => {
  it('stand under what was asked, and go with what was open', async () => {
    const { session } = await opened();
    await session.finder.find('random', 3, 2);
    expect(session.finder.found?.ask).toEqual({ rule: 'random', user: 3, count: 2 });
    expect(session.finder.found?.pairs).toHaveLength(2);
    await session.chooseOthers({ b: 'gen' });
    expect(session.finder.found).toBeNull();
  });

  it('can be cancelled without a word, and are looked for again where the worker died', async () => {
    const whole = syntheticBackend(SIZE);
    const looking = held<readonly FoundPair[]>();
    let times = 0;
    const { session } = await opened('', {
      findPairs: (ask) => {
        times += 1;
        if (times === 1) return looking.work;
        return times === 2 ? failed(appError('explore/nothing-open', {})) : whole.findPairs(ask, () => undefined);
      }
    });
    const finding = session.finder.find('alike', null);
    session.finder.task.cancel();
    await finding;
    expect([session.finder.error, session.finder.found, session.finder.task.isBusy]).toEqual([null, null, false]);
    await session.finder.find('alike', null);
    expect([times, session.finder.error, session.finder.found?.pairs.length]).toEqual([3, null, 8]);
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
        return whole.open(what, () => undefined);
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

  it('is kept as it is written, by profile, until it is tried, left or the data are others', async () => {
    const { session } = await opened();
    const { trial } = session;
    const [ours, theirs] = [
      { node: 'user', id: 'r7' },
      { node: 'item', id: 'r7' }
    ] as const;
    trial.setDraft(ours, 'Enjoys machi');
    trial.setDraft(theirs, 'About sea');
    session.choose(3);
    session.choose(7);
    await settled(session);
    expect([trial.draftOf(ours), trial.draftOf(theirs)]).toEqual(['Enjoys machi', 'About sea']);
    await trial.try(run, edit, 5);
    expect([trial.draftOf(ours), trial.draftOf(theirs)]).toEqual([null, 'About sea']);
    trial.setDraft(theirs, null);
    expect(trial.draftOf(theirs)).toBeNull();
  });

  it('can be taken back where it cannot be opened', async () => {
    const whole = syntheticBackend(SIZE);
    const { session } = await opened('', {
      open: (what) =>
        what.a.from === 'artifact'
          ? failed(appError('explore/gone', { label: 'x' }))
          : whole.open(what, () => undefined)
    });
    await session.trial.try(run, edit, 5);
    expect([session.phase, session.overview === null, session.trial.tried.length]).toEqual(['failed', false, 1]);
    await session.trial.undo();
    expect([session.phase, session.error]).toEqual(['open', null]);
  });

  it('changes nothing where it is cancelled or fails', async () => {
    const { session } = await opened('', {
      whatIf: () => failed(appError('internal/cancelled', { what: 'The run' }))
    });
    const before = session.overview;
    await session.trial.try(run, edit, 5);
    expect([session.trial.tried, session.trial.error, session.overview]).toEqual([[], null, before]);
  });
});

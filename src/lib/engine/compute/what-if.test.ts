// Trying other words through the engine's session: bits, reuse, what is kept and what is refused.
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { CellProgress } from '#lib/notebook/run/events';
import { parseNotebook } from '#lib/notebook/document/parse';
import { WhatIf, type WhatIfAsk } from '#lib/notebook/what-if/what-if';
import type { Artifact } from '#lib/storage/types';
import { openTabSource } from '../tab-source';
import { refusal, SMALL_NOTEBOOK, twoWorkers, type TwoWorkers } from '../testing';

let workers: TwoWorkers;
beforeAll(async () => {
  workers = await twoWorkers();
});

const ORCHARD = { node: 'user', id: 'u0', text: 'Orchard and garden, bees and cider.' } as const;
const asked = (more: Partial<WhatIfAsk> = {}): WhatIfAsk => ({
  cell: 'con',
  seed: 1,
  edits: [ORCHARD],
  epochs: 2,
  ...more
});

async function artifact(id: string): Promise<Artifact> {
  const found = await workers.store.get(id);
  if (!found) throw new Error('It is stored');
  return found;
}

const stored = async (kind: string): Promise<readonly string[]> =>
  (await workers.store.list()).filter((meta) => meta.kind === kind).map(({ id }) => id);

async function storedText(node: 'users' | 'items', at: number): Promise<string> {
  const [id = ''] = await stored('profiles');
  const { json } = await artifact(id);
  const profiles: { data: Record<string, { text: string }[]> } = JSON.parse(JSON.stringify(json));
  return profiles.data[node]?.[at]?.text ?? '';
}

describe('a changed sentence', () => {
  it('trains the run on with and without it, to other embeddings of the user and of others', async () => {
    const result = await workers.whatIf(asked());
    expect(result.reused).toBe(false);
    expect(result.label).toBe('LightGCN-Con, 2 more epochs');
    expect(result.moved).toHaveLength(1);
    expect(result.moved[0]).toBeLessThan(0.9);
    const [without, changed] = [await artifact(result.without), await artifact(result.with)];
    expect(changed.meta.kind).toBe('what-if');
    expect(changed.arrays.userEmbeddings).not.toEqual(without.arrays.userEmbeddings);
    expect(changed.arrays.itemEmbeddings).not.toEqual(without.arrays.itemEmbeddings);
    expect([...(changed.arrays.changedNodes ?? [])]).toEqual([0]);
    expect(without.arrays.changedNodes).toHaveLength(0);
    // Both went on from the stored run, which is left as it was.
    for (const id of await stored('run')) {
      expect((await artifact(id)).arrays.userEmbeddings).not.toEqual(without.arrays.userEmbeddings);
    }
  });

  it('gives the same bits when it is computed again', async () => {
    const first = await workers.whatIf(asked());
    const before = [await artifact(first.without), await artifact(first.with)];
    for (const { meta } of before) await workers.store.delete(meta.id);
    const again = await workers.whatIf(asked());
    expect(again).toMatchObject({ without: first.without, with: first.with, moved: first.moved, reused: false });
    for (const [at, id] of [again.without, again.with].entries()) {
      const { arrays, meta } = await artifact(id);
      expect(arrays).toEqual(before[at]?.arrays);
      expect(meta.digest).toBe(before[at]?.meta.digest);
    }
  });

  it('is not computed twice, and another sentence shares the run without any', async () => {
    const first = await workers.whatIf(asked());
    const count = (await stored('what-if')).length;
    expect(await workers.whatIf(asked())).toMatchObject({ with: first.with, reused: true });
    expect(await stored('what-if')).toHaveLength(count);
    const other = await workers.whatIf(asked({ edits: [{ ...ORCHARD, text: 'Harbour, storm and compass.' }] }));
    expect(other).toMatchObject({ without: first.without, reused: false });
    expect(other.with).not.toBe(first.with);
    expect(await stored('what-if')).toHaveLength(count + 1);
    const longer = await workers.whatIf(asked({ epochs: 1 }));
    expect(longer.without).not.toBe(first.without);
  });

  it('that says the same changes no bit: with and without are one run', async () => {
    const text = await storedText('users', 0);
    for (const same of [text, `${text} And of the!`]) {
      const result = await workers.whatIf(asked({ edits: [{ ...ORCHARD, text: same }] }));
      expect(result.with).toBe(result.without);
      expect(result.moved).toEqual([1]);
    }
    const none = await workers.whatIf(asked({ edits: [] }));
    expect(none.with).toBe(none.without);
  });

  it('taken back and given again finds what was made; of two for one profile the later counts', async () => {
    const back = { ...ORCHARD, text: await storedText('users', 0) };
    const once = await workers.whatIf(asked());
    const both = await workers.whatIf(asked({ edits: [back, ORCHARD] }));
    expect(both.with).toBe(once.with);
    expect(both.moved[0]).toBe(1);
    const undone = await workers.whatIf(asked({ edits: [ORCHARD, back] }));
    expect(undone.with).toBe(once.without);
  });

  it('of an item counts too; one without a known word takes the vector away', async () => {
    const item = { node: 'item', id: 'i3', text: 'Zzyzx.' } as const;
    const result = await workers.whatIf(asked({ edits: [item] }));
    expect(result.moved).toEqual([null]);
    expect(result.with).not.toBe(result.without);
    const { arrays } = await artifact(result.with);
    expect([...(arrays.changedNodes ?? [])]).toEqual([33]);
    expect([...(arrays.changedPresent ?? [])]).toEqual([0]);
  });

  it('says how far it is, in seconds left, and stores nothing where it is cancelled', async () => {
    // Progress is told by the clock, and a quick machine has trained all epochs before it is due: here each look at the clock is a while later.
    let now = performance.now();
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 200));
    onTestFinished(() => clock.mockRestore());
    const before = await stored('what-if');
    const progress: CellProgress[] = [];
    const work = workers.engine.ask(
      { job: 'what-if', notebook: 'tiny.md', text: SMALL_NOTEBOOK, ask: asked({ epochs: 50 }) },
      (told, cancel) => {
        if (told.type !== 'progress' || !told.progress.work) return;
        progress.push(told.progress.work);
        if (told.progress.work.unit === 'steps') cancel();
      }
    );
    expect((await refusal(work)).code).toBe('internal/cancelled');
    expect(progress.at(-1)?.label).toMatch(/^Training on with .* · epoch \d+ of 50$/);
    expect(progress.at(-1)?.secondsLeft).toBeGreaterThan(0);
    expect(await stored('what-if')).toEqual(before);
  });
});

describe('refused with a cure', () => {
  const changed = (from: string, to: string): string => {
    expect(SMALL_NOTEBOOK).toContain(from);
    return SMALL_NOTEBOOK.replaceAll(from, to);
  };
  it.each([
    ['a run that reads no words', 'explore/no-alignment', () => workers.whatIf(asked({ cell: 'base' }))],
    ['a cell that is none', 'notebook/no-such-cell', () => workers.whatIf(asked({ cell: 'cons' }))],
    ['a seed that the cell has not', 'explore/no-such-seed', () => workers.whatIf(asked({ seed: 5 }))],
    ['too many epochs', 'notebook/bad-value', () => workers.whatIf(asked({ epochs: 51 }))],
    ['no epochs', 'notebook/bad-value', () => workers.whatIf(asked({ epochs: 0 }))],
    [
      'a user who is not there',
      'explore/no-such-node',
      () => workers.whatIf(asked({ edits: [{ ...ORCHARD, id: 'nobody' }] }))
    ],
    [
      'a run that is not stored',
      'explore/not-stored',
      () => workers.whatIf(asked({ seed: 9 }), changed('seeds: [1]', 'seeds: [1, 9]'))
    ],
    [
      'vectors that were reduced',
      'explore/vectors-changed',
      () => workers.whatIf(asked(), changed('max_share: 1', 'max_share: 1\npca: 2'))
    ],
    [
      'vectors that were perturbed',
      'explore/vectors-changed',
      () => workers.whatIf(asked(), changed('max_share: 1', 'max_share: 1\nperturb: shuffle\nperturb_share: 0.5'))
    ],
    [
      'an encoder that does not run here',
      'explore/encoder-elsewhere',
      () => workers.whatIf(asked(), changed('dimensions: 4\nmin_texts: 1\nmax_share: 1', 'encoder: local'))
    ]
  ] as const)('%s', async (_what, code, work) => {
    const error = await refusal(work());
    expect(error.code).toBe(code);
    expect(error.cure).not.toBe('');
  });

  it('vectors that the encoder would not make again', async () => {
    const [id = ''] = await stored('embeddings');
    const whole = await artifact(id);
    const users = whole.arrays.users?.slice() ?? new Float32Array();
    users[0] = 0.5;
    await workers.store.put({ ...whole, arrays: { ...whole.arrays, users } });
    const { store } = workers;
    const signal = new AbortController().signal;
    const env = {
      store,
      device: { backend: 'cpu', adapter: 'JavaScript' },
      openSource: (source: string) => openTabSource(source, { store, assets: 'http://localhost/', signal })
    };
    const fresh = new WhatIf().answer(parseNotebook(SMALL_NOTEBOOK, 'tiny.md'), asked(), env);
    expect((await refusal(fresh)).code).toBe('explore/vectors-differ');
    await store.put(whole);
  });
});

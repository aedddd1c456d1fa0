import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { InteractionList } from '#lib/dataset/types';
import { AppError } from '#lib/errors/app-error';
import { resolveSettings } from '../settings/presets';
import { dimensions, groups, numbersOf, start, train, userCount, vectors } from '../testing/tiny';
import { trainRun } from './train';
import type { EpochRecord } from '../types';

async function failureOf(work: Promise<unknown>): Promise<AppError> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason
  );
  if (error instanceof AppError) return error;
  throw new Error('Expected an AppError', { cause: error });
}

describe.each(['cpu', 'wasm'] as const)('a training run on %s', (backend) => {
  it.each(['none', 'contrastive', 'generative'] as const)(
    'gives identical bits twice with alignment %s, and others with another seed',
    async (alignment) => {
      await start(backend);
      const once = numbersOf(await train(alignment));
      expect(numbersOf(await train(alignment))).toEqual(once);
      expect(numbersOf(await train(alignment, {}, { seed: 2024 }))).not.toEqual(once);
    }
  );

  it('shares every draw with the base arm: contrastive alignment of weight 0 changes no bit of the embeddings', async () => {
    await start(backend);
    const base = await train('none');
    const aligned = await train('contrastive', { kd_weight: 0 });
    // The aligned run has its projection among the parameters too.
    const { parameters: _own, ...arrays } = aligned.arrays;
    const { parameters: _theirs, ...others } = base.arrays;
    expect(arrays).toEqual(others);
    expect(aligned.result.epochs.map(({ losses }) => losses.bpr_loss)).toEqual(
      base.result.epochs.map(({ losses }) => losses.bpr_loss)
    );
  });

  it.each(['none', 'contrastive', 'generative'] as const)(
    'leaves no tensor behind with alignment %s',
    async (alignment) => {
      await start(backend);
      const before = memory().numTensors;
      const during = new Set<number>();
      await train(alignment, {}, {}, { onEpoch: ({ epoch }) => epoch > 1 && during.add(memory().numTensors) });
      expect(memory().numTensors).toBe(before);
      expect(during.size).toBe(1);
    }
  );
});

describe('a training run', () => {
  it('learns: the groups are found, and far better than at the start', async () => {
    await start('wasm');
    const { result } = await train('none', { epochs: 60, learning_rate: 0.01 });
    const losses = result.epochs.map((epoch) => epoch.losses.bpr_loss ?? NaN);
    expect(losses[0]).toBeGreaterThan(0.6);
    expect(losses.at(-1)).toBeLessThan(0.3);
    expect(result.test.recall['20']).toBeGreaterThan(0.85);
  });

  it('validates after epochs 0, 3, 6, … and reports each epoch once', async () => {
    await start('wasm');
    const seen: EpochRecord[] = [];
    const { result } = await train('none', {}, {}, { onEpoch: (record) => seen.push(record) });
    expect(seen).toEqual(result.epochs);
    expect(seen.filter(({ val }) => val).map(({ epoch }) => epoch)).toEqual([0, 3, 6]);
  });

  it('returns the parameters of the best validation, not of the last epoch', async () => {
    await start('wasm');
    const { result, arrays } = await train('none', { epochs: 40, learning_rate: 0.02 });
    const validated = result.epochs.filter(({ val }) => val);
    const best = Math.max(...validated.map(({ val }) => val?.recall['20'] ?? 0));
    const first = validated.find(({ val }) => val?.recall['20'] === best);
    expect(result.best_epoch).toBe(first?.epoch);
    expect(result.val).toEqual(first?.val);
    // A run that ends there has the same bits: what comes after leaves no trace.
    const shorter = await train('none', { epochs: result.best_epoch + 1, learning_rate: 0.02 });
    expect(shorter.arrays).toEqual(arrays);
  });

  it('has per-user test metrics whose mean is the test metric', async () => {
    await start('wasm');
    const { result, arrays } = await train('none');
    const mean = arrays.testRecall20.reduce((a, b) => a + b, 0) / arrays.testUsers.length;
    expect(mean).toBeCloseTo(result.test.recall['20'], 6);
    expect(arrays.userEmbeddings.length).toBe(userCount * 8);
  });

  it('leaves nodes without a vector out of the alignment and trains them all the same', async () => {
    await start('wasm');
    for (const alignment of ['contrastive', 'generative'] as const) {
      const holes = vectors((node) => node % 3 === 0);
      const run = await train(alignment, {}, { vectors: holes });
      expect(Object.values(run.result.epochs.at(-1)?.losses ?? {}).every(Number.isFinite)).toBe(true);
      // What stands in an absent row must not matter.
      holes.users.fill(NaN, 0, dimensions);
      expect((await train(alignment, {}, { vectors: holes })).arrays).toEqual(run.arrays);
      const none = await train(alignment, {}, { vectors: vectors(() => true) });
      expect(none.result.epochs[0]?.losses).not.toHaveProperty('kd_loss');
      expect(none.result.epochs[0]?.losses).not.toHaveProperty('recon_loss');
    }
  });

  it('stops within a step when cancelled, as an AppError, and frees what it held', async () => {
    await start('wasm');
    const before = memory().numTensors;
    const controller = new AbortController();
    const run = train(
      'none',
      {},
      {},
      {
        signal: controller.signal,
        onEpoch: ({ epoch }) => {
          if (epoch === 1) controller.abort();
        }
      }
    );
    expect((await failureOf(run)).code).toBe('internal/cancelled');
    expect(memory().numTensors).toBe(before);
  });

  it('waits at the gate between steps, and the wait changes nothing', async () => {
    await start('wasm');
    let waits = 0;
    const gate = async (): Promise<void> => {
      waits++;
      await new Promise((resolve) => setImmediate(resolve));
    };
    const paused = await train('none', {}, {}, { gate });
    expect(waits).toBeGreaterThan(7);
    expect(paused.arrays).toEqual((await train('none')).arrays);
  });

  it('says where training diverged and how to cure it', async () => {
    await start('wasm');
    const broken = vectors();
    broken.items.fill(NaN);
    const error = await failureOf(train('contrastive', {}, { vectors: broken }));
    expect(error.code).toBe('training/diverged');
    expect(error.message).toMatch(/became NaN in epoch 0, by step \d+/);
    expect(error.cure).toContain('learning_rate');
  });

  it('refuses an empty part of the split and missing vectors before it starts', async () => {
    await start('wasm');
    const data = groups();
    const empty: InteractionList = { users: new Int32Array(), items: new Int32Array() };
    const dataset = { ...data, split: { ...data.split, test: empty } };
    expect((await failureOf(train('none', {}, { dataset }))).code).toBe('training/empty-part');
    const settings = resolveSettings('lightgcn', 'contrastive', 'small');
    expect((await failureOf(trainRun({ dataset: data, settings, seed: 1 }))).code).toBe('training/needs-vectors');
  });
});

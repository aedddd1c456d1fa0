// A run that was stopped anywhere goes on to the bits of one that never stopped, through the form in which it is stored.
import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { appError, type AppError } from '#lib/errors/app-error';
import { checkpointFromStored, storedCheckpoint, type Checkpoint } from './checkpoint';
import { numbersOf, start, train } from '../testing/tiny';
import type { CheckpointPolicy } from '../types';

/** A keeper in memory that stores as storage does, and after `killAt` saves takes nothing more, as a dead process would. */
function keeperOf(saved: { checkpoint: Checkpoint | null }, last = Infinity): CheckpointPolicy['keeper'] {
  let saves = 0;
  return {
    load: () => Promise.resolve(saved.checkpoint),
    save(checkpoint) {
      if (++saves > last) return Promise.resolve();
      const { json, arrays } = storedCheckpoint(checkpoint);
      const read: unknown = JSON.parse(JSON.stringify(json));
      saved.checkpoint = checkpointFromStored(read, structuredClone(arrays));
      return Promise.resolve();
    }
  };
}

/** Trains until a checkpoint is made after `step` steps, then one more step, then stops as if killed. */
async function interrupted(alignment: 'none' | 'contrastive' | 'generative', step: number): Promise<Checkpoint> {
  const saved: { checkpoint: Checkpoint | null } = { checkpoint: null };
  const abort = new AbortController();
  let steps = 0;
  const work = train(
    alignment,
    {},
    {},
    {
      signal: abort.signal,
      checkpoints: {
        keeper: keeperOf(saved, 1),
        everySeconds: Infinity,
        wanted: () => {
          steps++;
          if (steps > step) abort.abort();
          return steps === step;
        }
      }
    }
  );
  await expect(work).rejects.toMatchObject({ code: 'internal/cancelled' });
  if (!saved.checkpoint) throw new Error('No checkpoint was made');
  return saved.checkpoint;
}

describe.each(['cpu', 'wasm'] as const)('a run that was interrupted, on %s', (backend) => {
  it.each([
    ['none', 1],
    ['none', 2],
    ['none', 11],
    ['contrastive', 8],
    ['generative', 13]
  ] as const)(
    'with alignment %s ends with the bits of an uninterrupted one, stopped after check %i',
    async (alignment, step) => {
      await start(backend);
      const whole = numbersOf(await train(alignment));
      const checkpoint = await interrupted(alignment, step);
      const before = memory().numTensors;
      const epochs: number[] = [];
      const rest = await train(
        alignment,
        {},
        {},
        {
          checkpoints: { keeper: keeperOf({ checkpoint }), everySeconds: Infinity },
          onEpoch: ({ epoch }) => epochs.push(epoch)
        }
      );
      expect(numbersOf(rest)).toEqual(whole);
      // Epochs from before are told again, so that curves are whole.
      expect(epochs).toEqual([0, 1, 2, 3, 4, 5, 6]);
      expect(memory().numTensors).toBe(before);
    }
  );
});

it('keeps what a cancelled run has done', async () => {
  await start('cpu');
  const saved: { checkpoint: Checkpoint | null } = { checkpoint: null };
  const abort = new AbortController();
  const work = train(
    'none',
    {},
    {},
    {
      signal: abort.signal,
      onEpoch: ({ epoch }) => {
        if (epoch === 2) abort.abort();
      },
      checkpoints: { keeper: keeperOf(saved), everySeconds: Infinity }
    }
  );
  await expect(work).rejects.toMatchObject({ code: 'internal/cancelled' });
  expect(saved.checkpoint).toMatchObject({ epoch: 3, position: 0 });
  expect(saved.checkpoint?.records.map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
});

it('keeps what is done before a pause, which may last until the page is closed', async () => {
  await start('cpu');
  const saved: { checkpoint: Checkpoint | null } = { checkpoint: null };
  const abort = new AbortController();
  // As the engine does it: a message comes in between two steps, shuts the gate and asks for a checkpoint.
  let isShut = false;
  let wanted = false;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    isShut = true;
    wanted = true;
    port1.close();
  };
  const work = train(
    'none',
    { epochs: 1000, patience: 50, validate_every: 200 },
    {},
    {
      signal: abort.signal,
      onEpoch: ({ epoch }) => {
        if (epoch === 2) port2.postMessage('pause');
      },
      gate: () => {
        if (isShut) abort.abort();
        return Promise.resolve();
      },
      checkpoints: {
        keeper: keeperOf(saved, 1),
        everySeconds: Infinity,
        wanted: () => {
          const asked = wanted;
          wanted = false;
          return asked;
        }
      }
    }
  );
  // Stopping makes a checkpoint too, which the keeper takes only where there was none before.
  await expect(work).rejects.toMatchObject({ code: 'internal/cancelled' });
  expect(wanted).toBe(false);
});

it('goes on without checkpoints where they cannot be stored, and says so once', async () => {
  await start('cpu');
  const whole = numbersOf(await train('none'));
  const told: AppError[] = [];
  let tries = 0;
  const output = await train(
    'none',
    {},
    {},
    {
      checkpoints: {
        keeper: {
          load: () => Promise.resolve(null),
          save: () => {
            tries++;
            return Promise.reject(appError('storage/quota', { bytes: 1e6 }));
          }
        },
        everySeconds: 0,
        onFailure: (error) => told.push(error)
      }
    }
  );
  expect(numbersOf(output)).toEqual(whole);
  expect(told.map(({ code }) => code)).toEqual(['storage/quota']);
  expect(tries).toBe(1);
});

it('reads nothing from what no checkpoint wrote', () => {
  expect(checkpointFromStored({ epoch: 'three' }, {})).toBeNull();
  expect(checkpointFromStored(null, { state: new Float32Array(3) })).toBeNull();
});

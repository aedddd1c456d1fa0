// A GPU that is lost in the middle of a training step: the run goes on on a new device and ends with the same bits; a second
// loss is an error that says what is kept. On a real device in Chromium, destroyed on purpose.
import { backend } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { memoryStore } from '#lib/storage/memory';
import { parseNotebook } from '../document/parse';
import { runNotebook, type NotebookRun } from './runtime';
import { TINY_NOTEBOOK, tinySource } from '../testing/tiny';

const start = async (): Promise<void> => void (await startBackend('webgpu', { wasmBinaries: '' }));
beforeEach(start);

function destroyDevice(): void {
  const current = backend();
  if (!(current instanceof WebGPUBackend)) throw new Error('Not on webgpu');
  current.device.destroy();
}

const ARMS = ['base', 'con'];

/** Runs the arms on WebGPU; the device is destroyed within the steps numbered `losses`, counted over all. */
async function run(store: ReturnType<typeof memoryStore>, losses: readonly number[], arms = ARMS) {
  let steps = 0;
  /** The cell at work: profiles and vectors pass the gate too. */
  let cell = '';
  let restarts = 0;
  const result = await runNotebook(
    parseNotebook(TINY_NOTEBOOK, 'tiny.md'),
    {
      store,
      openSource: () => tinySource(),
      device: {
        backend: 'webgpu',
        adapter: 'test',
        restart: () => {
          restarts++;
          return start();
        }
      },
      onEvent: (event) => {
        if (event.type === 'cell-started') cell = event.cell;
      },
      gate: () => {
        // Before the step: the microtask runs while the step is under way.
        if (arms.includes(cell) && losses.includes(++steps)) queueMicrotask(destroyDevice);
        return Promise.resolve();
      },
      checkpointWanted: () => steps % 3 === 0
    },
    {
      only: arms,
      overrides: Object.fromEntries(
        arms.flatMap((arm) => [
          [`${arm}.batch_size`, '16'],
          [`${arm}.seeds`, '[1]'],
          [`${arm}.epochs`, '4']
        ])
      )
    }
  );
  return { result, restarts };
}

const digestsOf = ({ records }: NotebookRun): Record<string, string> =>
  Object.fromEntries(records.map(({ name, digest }) => [name, digest]));

/** What a run gives that nothing happens to. */
let undisturbed: Record<string, string>;
beforeAll(async () => {
  await start();
  const { result } = await run(memoryStore(), []);
  expect(result.outcome).toBe('done');
  undisturbed = digestsOf(result);
});

it('goes on from the last checkpoint to the same bits', async () => {
  // Step 20 is of the base arm, step 50 of the aligned one (four epochs of eight steps each).
  const { result, restarts } = await run(memoryStore(), [20, 50]);
  expect(result.failures).toEqual([]);
  expect(restarts).toBe(2);
  expect(digestsOf(result)).toEqual(undisturbed);
});

it('gives up after a second loss of one run, says so, and goes on from there when run again', async () => {
  const store = memoryStore();
  const { result } = await run(store, [20, 25], ['base']);
  expect(result.outcome).toBe('failed');
  expect(result.failures[0]?.error.code).toBe('device/lost-twice');
  await start();
  const { base } = digestsOf((await run(store, [], ['base'])).result);
  expect(base).toBeDefined();
  expect(base).toBe(undisturbed.base);
});

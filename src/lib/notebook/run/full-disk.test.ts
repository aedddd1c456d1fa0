// A run that is finished when there is no room for it.
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { appError } from '#lib/errors/app-error';
import { memoryStore } from '#lib/storage/memory';
import { keepingUnwritten } from '#lib/storage/unwritten';
import type { NotebookEvent } from './events';
import { parseNotebook } from '../document/parse';
import { runNotebook } from './runtime';
import { TINY_NOTEBOOK, tinySource } from '../testing/tiny';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

it('a disk that is full for a while costs no training: the cell fails and says so, at once the next time, until there is room', async () => {
  const state = { isFull: false };
  const below = memoryStore();
  const store = keepingUnwritten({
    ...below,
    async put(artifact) {
      if (state.isFull) throw appError('storage/quota', { bytes: artifact.meta.bytes });
      await below.put(artifact);
    }
  });
  const run = async () => {
    const events: NotebookEvent[] = [];
    const { failures } = await runNotebook(parseNotebook(TINY_NOTEBOOK, 'tiny.md'), {
      store,
      openSource: () => tinySource(),
      device: { backend: 'cpu', adapter: 'JavaScript' },
      onEvent: (event) => {
        events.push(event);
        if (event.type === 'cell-started' && event.cell === 'base') state.isFull = true;
      }
    });
    const epochs = events.filter((event) => event.type === 'cell-epoch' && event.cell === 'base').length;
    return { epochs, failed: failures.map(({ cell, error }) => `${cell} ${error.code}`) };
  };
  const first = await run();
  expect(first.failed).toContain('base storage/quota');
  expect(first.epochs).toBe(8);
  const second = await run();
  expect(second.failed).toContain('base storage/quota');
  expect(second.epochs).toBe(0);
  state.isFull = false;
  const third = await run();
  // The second seed alone: the first one's run was kept.
  expect(third.epochs).toBe(8);
});

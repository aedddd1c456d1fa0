// Exported runs come back: comparisons read them without training, others start from them; what does not fit is refused.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { appError } from '#lib/errors/app-error';
import { memoryStore } from '#lib/storage/memory';
import { parseNotebook } from '../document/parse';
import type { NotebookEnvironment } from '../run/environment';
import type { NotebookEvent } from '../run/events';
import { runFilesOf } from './run-export';
import { importRuns } from './run-import';
import { runNotebook } from '../run/runtime';
import { TINY_NOTEBOOK, tinyFiles, tinySource, tinyTrain } from '../testing/tiny';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

const environment = (events: NotebookEvent[] = [], files = tinyFiles()): NotebookEnvironment => ({
  store: memoryStore(),
  openSource: () => tinySource(files),
  device: { backend: 'cpu', adapter: 'JavaScript' },
  onEvent: (event) => void events.push(event)
});
const document = parseNotebook(TINY_NOTEBOOK, 'tiny.md');

/** The files of every run of `base`, by seed, and the metrics they came with. */
async function exported() {
  const env = environment();
  const { records } = await runNotebook(document, env, { only: ['base'] });
  const folders = new Map<number, ReadonlyMap<string, Uint8Array>>();
  for await (const { seed, files } of runFilesOf(document, env, 'base')) {
    folders.set(seed, new Map(files.map(({ name, bytes }) => [name, bytes])));
  }
  return { folders, record: records.find(({ name }) => name === 'base') };
}

const reader = (folders: ReadonlyMap<number, ReadonlyMap<string, Uint8Array>>) => (seed: number) => {
  const files = folders.get(seed);
  const read = (name: string): Promise<Uint8Array> => {
    const bytes = files?.get(name);
    return bytes
      ? Promise.resolve(bytes)
      : Promise.reject(appError('training/model-unreadable', { file: name, reason: 'it is not there' }));
  };
  return Promise.resolve(files ? read : null);
};

describe('exported runs', () => {
  it('are the stored runs of their cell again: the same numbers, and nothing is trained', async () => {
    const { folders, record } = await exported();
    const events: NotebookEvent[] = [];
    const env = environment(events);
    expect(await importRuns(document, env, 'base', reader(folders))).toEqual([1, 2]);
    const { records, failures } = await runNotebook(document, env, { only: ['base'] });
    expect(failures).toEqual([]);
    const back = records.find(({ name }) => name === 'base');
    expect(back?.id).toBe(record?.id);
    expect(back?.result).toEqual(record?.result);
    expect(events.filter(({ type }) => type === 'cell-epoch')).toEqual([]);
  });

  it('can be started from', async () => {
    const { folders } = await exported();
    const env = environment();
    await importRuns(document, env, 'base', reader(folders));
    const text = `${TINY_NOTEBOOK}${tinyTrain('after', ['start_from: base'], { epochs: 1, seeds: '[1]' })}`;
    const { failures, records } = await runNotebook(parseNotebook(text), env, { only: ['after'] });
    expect(failures).toEqual([]);
    expect(records.map(({ name }) => name)).toContain('after');
  });

  it('of other settings, of other data, or that do not give the metrics they claim are refused, and nothing is stored', async () => {
    const { folders } = await exported();
    const otherSettings = parseNotebook(TINY_NOTEBOOK.replace('learning_rate: 0.01', 'learning_rate: 0.02'));
    await expect(importRuns(otherSettings, environment(), 'base', reader(folders))).rejects.toMatchObject({
      code: 'training/model-of-other-settings',
      message: expect.stringMatching(/learning_rate 0.01 \(the cell: 0.02\)/)
    });
    const files = tinyFiles();
    const text = new TextDecoder().decode(files.get('interactions.csv'));
    files.set('interactions.csv', new TextEncoder().encode(text.replace(/,train,/, ',val,')));
    await expect(importRuns(document, environment([], files), 'base', reader(folders))).rejects.toMatchObject({
      code: 'training/model-of-other-data'
    });
    const changed = new Map(folders.get(1));
    const numbers = Uint8Array.from(changed.get('user_embeddings.npy') ?? []);
    numbers.fill(0, 128);
    changed.set('user_embeddings.npy', numbers);
    const env = environment();
    await expect(importRuns(document, env, 'base', reader(new Map([[1, changed]])))).rejects.toMatchObject({
      code: 'training/model-unreadable',
      message: expect.stringMatching(/recall@20/)
    });
    expect((await env.store.list()).filter(({ kind }) => kind === 'run')).toEqual([]);
  });
});

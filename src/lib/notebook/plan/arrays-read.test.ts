// Which arrays are read of what is stored: none to show it, and those of what is relied upon once a session.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import type { Sealed } from '#lib/storage/checked';
import { memoryStore } from '#lib/storage/memory';
import type { ArtifactStore } from '#lib/storage/types';
import { parseNotebook } from '../document/parse';
import { recommendFor, runNotebook } from '../run/runtime';
import { TINY_NOTEBOOK, tinySource } from '../testing/tiny';
import { dataFiles } from '../transfer/data-export';
import { runFilesOf } from '../transfer/run-export';
import { planNotebook } from './plan';

const document = parseNotebook(TINY_NOTEBOOK.replaceAll('epochs: 8', 'epochs: 1'), 'tiny.md');
const shelf = new Map<string, Sealed>();
/** Kinds of the artifacts whose arrays were asked for, each artifact once. */
let read = new Map<string, string>();
const kindsRead = (): readonly string[] => [...read.values()].sort();

const environment = (store: ArtifactStore) => ({
  store,
  openSource: () => tinySource(),
  device: { backend: 'cpu', adapter: 'JavaScript' }
});

/** A session of its own on what was stored, which says what it reads. */
function session({ told } = { told: true }) {
  const watched = [...shelf].map(([id, sealed]): [string, Sealed] => {
    const { meta, json, arrays } = sealed.artifact;
    const artifact = {
      meta,
      json,
      get arrays() {
        if (Object.keys(arrays).length > 0) read.set(id, meta.kind);
        return arrays;
      }
    };
    const { blocks, seal } = sealed;
    return [id, { artifact, seal, ...(blocks && told && { blocks }) }];
  });
  return environment(memoryStore(new Map(watched)));
}

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
  const { failures } = await runNotebook(document, environment(memoryStore(shelf)));
  expect(failures).toEqual([]);
});
beforeEach(() => {
  read = new Map();
});

/** Of the tiny notebook: two cells of two seeds, their data and vectors. */
const ALL = ['dataset', 'embeddings', 'run', 'run', 'run', 'run'];

describe('arrays of what is stored', () => {
  it('are not read to plan: every cell is shown by its JSON', async () => {
    const { cells } = await planNotebook(document, session());
    expect(cells.map(({ state, record }) => [state, record?.kind])).toEqual(
      document.cells.map(({ kind }) => ['stored', kind])
    );
    expect(kindsRead()).toEqual([]);
  });

  it('are read of what a run takes as it is, and of nothing else; the next run reads none', async () => {
    const env = session();
    await runNotebook(document, env, { only: ['books', 'table'] });
    expect(kindsRead()).toEqual(['dataset']);
    read.clear();
    await runNotebook(document, env, { only: ['books', 'table'] });
    expect(kindsRead()).toEqual([]);
    await runNotebook(document, env);
    expect(kindsRead()).toEqual(ALL.filter((kind) => kind !== 'dataset'));
    read.clear();
    await runNotebook(document, env);
    expect(kindsRead()).toEqual([]);
  });

  it('are read where a maker needs them: a forced comparison has all of them', async () => {
    await runNotebook(document, session(), { only: ['table'], force: true });
    expect(kindsRead()).toEqual(ALL);
  });

  it('are read for another user’s list of each cell’s first run and the data, though nothing else is', async () => {
    await recommendFor(document, session(), 'one', 'u3');
    expect(kindsRead()).toEqual(['dataset', 'run', 'run']);
  });

  it('are read for files of what is written: runs with their data, a data set alone', async () => {
    for await (const { files } of runFilesOf(document, session(), 'base')) expect(files.length).toBeGreaterThan(0);
    expect(kindsRead()).toEqual(['dataset', 'run', 'run']);
    read.clear();
    await dataFiles(document, session(), { format: 'csv', dataset: 'books', embeddings: 'semantics' });
    expect(kindsRead()).toEqual(['dataset']);
  });

  it('are read to know that the JSON is right where it was stored before seals told of each array', async () => {
    const env = session({ told: false });
    const { cells } = await planNotebook(document, env);
    expect(cells.every(({ state }) => state === 'stored')).toBe(true);
    expect(kindsRead()).toEqual(ALL);
    read.clear();
    await planNotebook(document, env);
    expect(kindsRead()).toEqual([]);
  });
});

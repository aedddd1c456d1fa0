// A store of the command line, taken into another one: as it is, and with everything in it that means harm or is broken.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync, type Zippable } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import '#lib/errors/all';
import { memoryFile } from '#lib/dataset/bytes/input-files';
import { diskFile } from '#lib/dataset/bytes/input-files.node';
import { zipFiles } from '#lib/dataset/bytes/zip';
import { appError } from '#lib/errors/app-error';
import { openFolderStore } from '#lib/storage/folder/folder.node';
import { memoryStore } from '#lib/storage/memory';
import type { ArtifactStore } from '#lib/storage/types';
import { nextTask } from '#lib/work/next-task';
import { WITHOUT_REST } from '#lib/work/work';
import { idOf, madeUpRun } from '../runs/testing';
import { takeStore } from './store-import';

type Bytes = Uint8Array<ArrayBuffer>;
let folder = '';
let whole: Record<string, Bytes> = {};
const HERE = { host: 'node-7', processor: 'a processor', runtime: 'Node.js', program: '1' };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'elsewhere-'));
  const store = await openFolderStore(folder);
  const first = madeUpRun(1);
  await store.put({ ...first, meta: { ...first.meta, machine: HERE } });
  await store.put(madeUpRun(2, { seed: 2 }));
  whole = {};
  for (const name of await readdir(folder, { recursive: true })) {
    const bytes = await readFile(join(folder, name)).catch(() => null);
    if (bytes) whole[`mine/${name}`] = Uint8Array.from(bytes);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const fileOf = (at: number, name: string): string => `mine/artifacts/${idOf(at)}/${name}`;
async function take(files: Zippable, store = memoryStore(), change = (_: DataView<ArrayBuffer>): void => undefined) {
  const zipped = Uint8Array.from(zipSync(files));
  change(new DataView(zipped.buffer));
  const archive = memoryFile('store.zip', zipped);
  return { store, taken: await takeStore(await zipFiles(archive), store, WITHOUT_REST) };
}
const text = (bytes: Bytes | undefined): string => new TextDecoder().decode(bytes);
const bytes = (of: string): Bytes => Uint8Array.from(new TextEncoder().encode(of));

describe('a store from elsewhere', () => {
  it('is taken in with the bits that it had, and says where it was made', async () => {
    const { store, taken } = await take(whole);
    expect(taken).toEqual({ taken: 2, runs: 2, present: 0, left: 0, refused: [] });
    const there = await (await openFolderStore(folder)).get(idOf(1));
    expect(await store.get(idOf(1))).toEqual(there);
    expect((await store.getMeta(idOf(1)))?.machine).toEqual(HERE);
    expect((await store.getMeta(idOf(2)))?.machine).toMatchObject({ processor: 'not known' });
  });

  it('replaces nothing that is here', async () => {
    const store = memoryStore();
    const own = madeUpRun(1, { recall: 0.9 });
    await store.put(own);
    expect((await take(whole, store)).taken).toMatchObject({ taken: 1, present: 1 });
    expect(await store.get(idOf(1))).toEqual(own);
  });

  it('gives no list of runs, checkpoint or import, whatever it calls them', async () => {
    const store = await openFolderStore(await mkdtemp(join(tmpdir(), 'other-')));
    const { meta, ...rest } = madeUpRun(3);
    for (const [at, kind] of ['run-index', 'checkpoint', 'import'].entries())
      await store.put({ meta: { ...meta, id: idOf(30 + at), kind }, ...rest });
    const files: Record<string, Bytes> = { ...whole };
    for (const { id } of await store.list()) {
      const artifact = await store.get(id);
      files[`mine/artifacts/${id}/meta.json`] = bytes(JSON.stringify({ ...artifact?.meta, seal: 'x' }));
      files[`mine/artifacts/${id}/content.json`] = bytes(JSON.stringify({ folderVersion: 1, json: {}, arrays: [] }));
    }
    expect((await take(files)).taken).toMatchObject({ taken: 2, left: 3, refused: [] });
  });

  const without = (name: string): Zippable => {
    const { [name]: _left, ...rest } = whole;
    return rest;
  };
  const cases: readonly (readonly [string, () => Zippable, RegExp])[] = [
    [
      'another digest',
      () => ({
        ...whole,
        [fileOf(1, 'meta.json')]: bytes(text(whole[fileOf(1, 'meta.json')]).replace(/"digest": "0/, '"digest": "1'))
      }),
      /bytes are not those/
    ],
    [
      'other numbers',
      () => ({
        ...whole,
        [fileOf(1, '0.bin')]: Uint8Array.from(whole[fileOf(1, '0.bin')] ?? [], (byte, at) =>
          at === 0 ? byte ^ 1 : byte
        )
      }),
      /bytes are not those/
    ],
    [
      'another version',
      () => ({
        ...whole,
        [fileOf(1, 'meta.json')]: bytes(text(whole[fileOf(1, 'meta.json')]).replace('"version": 1', '"version": 2'))
      }),
      /another version/
    ],
    [
      'no seal',
      () => ({
        ...whole,
        [fileOf(1, 'meta.json')]: bytes(text(whole[fileOf(1, 'meta.json')]).replace(/"seal": "\w+",?/, ''))
      }),
      /no seal/
    ],
    [
      'another artifact under its id',
      () => ({ ...whole, [fileOf(1, 'meta.json')]: whole[fileOf(2, 'meta.json')] ?? bytes('') }),
      /another one/
    ],
    [
      'a path in the place of a file',
      () => ({
        ...whole,
        [fileOf(1, 'content.json')]: bytes(text(whole[fileOf(1, 'content.json')]).replace('0.bin', '../0.bin'))
      }),
      /file is missing/
    ],
    ['a file less', () => without(fileOf(1, 'content.json')), /file is missing/],
    ['words for JSON', () => ({ ...whole, [fileOf(1, 'meta.json')]: bytes('meta') }), /./]
  ];
  it.each(cases)(
    'with %s: that artifact is refused with its reason, the others are taken in',
    async (_, files, reason) => {
      const { taken, store } = await take(files());
      expect(taken.refused).toEqual([{ id: idOf(1), reason: expect.stringMatching(reason) }]);
      expect(taken.taken).toBe(1);
      expect(await store.getMeta(idOf(1))).toBeNull();
    }
  );

  it.each([
    ['a path that leads outside', { '../artifacts/x': bytes('') }, 'import/unsafe-path'],
    ['a path from the root', { '/etc/passwd': bytes('') }, 'import/unsafe-path']
  ])('in an archive with %s is refused, and nothing is stored', async (_, more, code) => {
    const store = memoryStore();
    await expect(take({ ...whole, ...more }, store)).rejects.toMatchObject({ code });
    expect(await store.list()).toEqual([]);
  });

  it('in an archive with a file of gigabytes that are packed into nothing is refused, and nothing is stored', async () => {
    const store = memoryStore();
    const asBomb = (view: DataView): void => {
      const ends = Array.from({ length: view.byteLength - 4 }, (_, at) => at);
      const first = ends.find((at) => view.getUint32(at, true) === 0x02014b50) ?? 0;
      view.setUint32(first + 24, 3e9, true);
    };
    await expect(take(whole, store, asBomb)).rejects.toMatchObject({ code: 'import/bomb' });
    expect(await store.list()).toEqual([]);
  });

  it('that is cancelled leaves what was stored whole, and stores nothing afterwards', async () => {
    const large = await mkdtemp(join(tmpdir(), 'large-'));
    const there = await openFolderStore(large);
    for (let at = 1; at <= 12; at++) {
      const run = madeUpRun(at, { seed: at });
      await there.put({ ...run, arrays: { ...run.arrays, userEmbeddings: new Float32Array(2 ** 19).fill(at) } });
    }
    const names = await readdir(large, { recursive: true, withFileTypes: true });
    const files = await Promise.all(
      names.flatMap((one) =>
        one.isFile() ? [diskFile(join(one.parentPath, one.name), join(one.parentPath, one.name))] : []
      )
    );
    const store = memoryStore();
    const put: number[] = [];
    const slow: ArtifactStore = {
      ...store,
      async putAll(list, told) {
        for (let turn = 0; turn < 20; turn++) await nextTask();
        await store.putAll(list, told);
        put.push(list.length);
      }
    };
    const step = (done: number): Promise<void> =>
      done === 10 ? Promise.reject(appError('internal/cancelled', { what: 'Taking in' })) : Promise.resolve();
    await expect(takeStore(files, slow, step)).rejects.toMatchObject({ code: 'internal/cancelled' });
    const stored = await store.list();
    for (let turn = 0; turn < 50; turn++) await nextTask();
    expect(await store.list()).toEqual(stored);
    expect(put).toEqual([stored.length]);
    expect(stored.length).toBeGreaterThan(0);
    for (const { id } of stored) expect((await store.get(id))?.arrays).toEqual((await there.get(id))?.arrays);
    await rm(large, { recursive: true, force: true });
  });

  it('that is none is said to be none', async () => {
    await expect(take({ 'readme.txt': bytes('hello') })).rejects.toMatchObject({ code: 'runs/no-store' });
  });
});

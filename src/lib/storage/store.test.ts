import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAnswersFolder } from './answers-folder.node';
import { describeAnswers } from './answers.suite';
import { artifactDigest, canonicalJson } from './digest';
import { openFolderStore } from './folder.node';
import { memoryAnswers, memoryStore } from './memory';
import { artifactFor, describeStore } from './store.suite';

const folder = (): Promise<string> => mkdtemp(join(tmpdir(), 'store-'));

describeStore('the store in memory', () => Promise.resolve(memoryStore()));
describeStore('the store in a folder', async () => openFolderStore(await folder()));

describeAnswers('answers in memory', () => Promise.resolve(memoryAnswers()));
describeAnswers('answers in a folder', async () => openAnswersFolder(await folder()));

describe('the store in a folder', () => {
  it('does not see what a killed process left half-written', async () => {
    const path = await folder();
    const store = await openFolderStore(path);
    await mkdir(join(path, 'artifacts', '.writing-abc'));
    await writeFile(join(path, 'artifacts', '.writing-abc', 'meta.json'), '{');
    expect(await store.list()).toEqual([]);
  });

  it('leaves no temporary folder behind', async () => {
    const path = await folder();
    const store = await openFolderStore(path);
    const id = 'c3'.repeat(32);
    await store.put(artifactFor(id, 1));
    await store.put(artifactFor(id, 2));
    expect(await readdir(join(path, 'artifacts'))).toEqual([id]);
  });

  it('says which artifact is damaged and that its cell can be run again', async () => {
    const path = await folder();
    const store = await openFolderStore(path);
    const id = 'd4'.repeat(32);
    await store.put(artifactFor(id, 1));
    await writeFile(join(path, 'artifacts', id, 'content.json'), 'no json');
    await expect(store.get(id)).rejects.toMatchObject({ code: 'storage/damaged' });
  });

  it('refuses an id that is a path', async () => {
    const store = await openFolderStore(await folder());
    await expect(store.get('../../etc')).rejects.toThrow(/no artifact id/);
  });
});

describe('digests', () => {
  it('do not depend on the order of keys', () => {
    expect(canonicalJson({ b: 1, a: { d: [2, { f: 1, e: 2 }], c: 3 } })).toBe(
      '{"a":{"c":3,"d":[2,{"e":2,"f":1}]},"b":1}'
    );
  });

  it('change with one bit of an array, its name or its type', async () => {
    const base = await artifactDigest({}, { x: Float32Array.of(1) });
    const others = await Promise.all([
      artifactDigest({}, { x: Float32Array.of(1 + 2 ** -23) }),
      artifactDigest({}, { y: Float32Array.of(1) }),
      artifactDigest({}, { x: new Int32Array(Float32Array.of(1).buffer) })
    ]);
    expect(others).not.toContain(base);
  });
});

import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAnswersFolder } from './folder/answers-folder.node';
import { describeAnswers, describeDamagedAnswers, type AnswerDamage } from './answers.suite';
import type { Sealed } from './checked';
import { describeDamage, type Damage, type Place } from './damage.suite';
import { artifactDigest, canonicalJson } from './digest';
import { openFolderStore } from './folder/folder.node';
import { memoryAnswers, memoryStore } from './memory';
import { artifactFor, describeStore } from './store.suite';

const folder = (): Promise<string> => mkdtemp(join(tmpdir(), 'store-'));

describeStore('the store in memory', () => Promise.resolve(memoryStore()));
describeStore('the store in a folder', async () => openFolderStore(await folder()));

async function folderPlace(): Promise<Place> {
  const path = await folder();
  const at = (id: string, file = ''): string => join(path, 'artifacts', id, file);
  const change = async (file: string, to: (text: string) => string): Promise<void> => {
    const before = await readFile(file, 'latin1');
    const after = to(before);
    expect(after).not.toBe(before);
    await writeFile(file, after, 'latin1');
  };
  const changes: Readonly<Record<Damage, (id: string) => Promise<void>>> = {
    'a flipped byte in an array': (id) => change(at(id, '0.bin'), (bytes) => `\u0001${bytes.slice(1)}`),
    'an array cut at a whole number': (id) => change(at(id, '0.bin'), (bytes) => bytes.slice(0, -4)),
    'another digit in the JSON': (id) =>
      change(at(id, 'content.json'), (text) => text.replace('"value":1', '"value":7')),
    'another digit in the digest': (id) => change(at(id, 'meta.json'), (text) => text.replace('dd', 'de')),
    'another kind': (id) => change(at(id, 'meta.json'), (text) => text.replace('"train"', '"dataset"'))
  };
  return {
    open: () => openFolderStore(path),
    damage: (id, how) => changes[how](id),
    async swap(a, b) {
      await rename(at(a), at('between'));
      await rename(at(b), at(a));
      await rename(at('between'), at(b));
    },
    names: () => readdir(join(path, 'artifacts'))
  };
}

function memoryPlace(): Place {
  const shelf = new Map<string, Sealed>();
  const changed = (sealed: Sealed, how: Damage): Sealed => {
    const { artifact } = sealed;
    const { meta, json, arrays } = artifact;
    const floats = Float32Array.from(arrays.floats ?? []);
    switch (how) {
      case 'a flipped byte in an array':
        return { ...sealed, artifact: { ...artifact, arrays: { ...arrays, floats: floats.fill(9, 0, 1) } } };
      case 'an array cut at a whole number':
        return { ...sealed, artifact: { ...artifact, arrays: { ...arrays, floats: floats.slice(0, -1) } } };
      case 'another digit in the JSON':
        return { ...sealed, artifact: { ...artifact, json: { ...Object(json), value: 7 } } };
      case 'another digit in the digest':
        return { ...sealed, artifact: { ...artifact, meta: { ...meta, digest: 'e' } } };
      case 'another kind':
        return { ...sealed, artifact: { ...artifact, meta: { ...meta, kind: 'dataset' } } };
    }
  };
  const of = (id: string): Sealed => {
    const found = shelf.get(id);
    if (!found) throw new Error(`There is no ${id}`);
    return found;
  };
  return {
    open: () => Promise.resolve(memoryStore(shelf)),
    damage: (id, how) => Promise.resolve(void shelf.set(id, changed(of(id), how))),
    swap(a, b) {
      const [first, second] = [of(a), of(b)];
      shelf.set(a, second).set(b, first);
      return Promise.resolve();
    },
    names: () => Promise.resolve([...shelf.keys()])
  };
}

describeDamage('what is damaged in memory', () => Promise.resolve(memoryPlace()));
describeDamage('what is damaged in a folder', folderPlace);

describeAnswers('answers in memory', () => Promise.resolve(memoryAnswers()));
describeAnswers('answers in a folder', async () => openAnswersFolder(await folder()));

describeDamagedAnswers('a damaged answer in a folder', async () => {
  const path = await folder();
  const root = join(path, 'answers');
  return {
    open: () => openAnswersFolder(path),
    async damage(key, how) {
      const file = join(root, key.slice(0, 2), `${key}.json`);
      const text = await readFile(file, 'utf8');
      const changed: Readonly<Record<AnswerDamage, string>> = {
        'is cut': text.slice(0, -3),
        'is nothing': '',
        'lies under another’s key': text.replace(key.slice(0, 4), 'ffff'),
        'has a broken vector': text.replace(/"vector":"[^"]*"}$/, '"vector":"AAAA"}')
      };
      expect(changed[how]).not.toBe(text);
      await writeFile(file, changed[how]);
    },
    names: () => readdir(root, { recursive: true }).catch(() => [])
  };
});

describe('the store in a folder', () => {
  it('does not see what a killed process left half-written', async () => {
    const path = await folder();
    const store = await openFolderStore(path);
    await mkdir(join(path, 'artifacts', '.writing-abc'));
    await writeFile(join(path, 'artifacts', '.writing-abc', 'meta.json'), '{');
    expect(await store.list()).toEqual([]);
  });

  it('reads what was stored before seals told of each array, and shows no JSON of it that is not what was stored', async () => {
    const path = await folder();
    const [id, other] = ['c5'.repeat(32), 'c6'.repeat(32)];
    await (await openFolderStore(path)).putAll([artifactFor(id, 1), artifactFor(other, 2)]);
    for (const name of [id, other]) {
      const meta = join(path, 'artifacts', name, 'meta.json');
      const { blocks: told, ...before } = JSON.parse(await readFile(meta, 'utf8'));
      expect(told).toHaveLength(4);
      await writeFile(meta, JSON.stringify(before));
    }
    await writeFile(join(path, 'artifacts', other, '0.bin'), new Uint8Array(12));
    const store = await openFolderStore(path);
    expect(await store.getHead(id)).toMatchObject({ json: artifactFor(id, 1).json });
    expect(await store.get(id)).toEqual(artifactFor(id, 1));
    await expect(store.getHead(other)).rejects.toMatchObject({ code: 'storage/damaged' });
  });

  it('takes no artifact whose seal is misspelt: it would be one without', async () => {
    const path = await folder();
    const id = 'c7'.repeat(32);
    await (await openFolderStore(path)).put(artifactFor(id, 1));
    const meta = join(path, 'artifacts', id, 'meta.json');
    await writeFile(meta, (await readFile(meta, 'utf8')).replace('"seal"', '"sean"'));
    await expect((await openFolderStore(path)).get(id)).rejects.toMatchObject({ code: 'storage/damaged' });
  });

  it('leaves no temporary folder behind', async () => {
    const path = await folder();
    const store = await openFolderStore(path);
    const id = 'c3'.repeat(32);
    await store.put(artifactFor(id, 1));
    await store.put(artifactFor(id, 2));
    expect(await readdir(join(path, 'artifacts'))).toEqual([id]);
  });

  /** As a process leaves it that is killed while it writes a newer one: `at` which point is how far it came. */
  async function killed(at: 'before the old one steps aside' | 'between the two renames' | 'after both renames') {
    const path = await folder();
    const id = 'c4'.repeat(32);
    await (await openFolderStore(path)).put(artifactFor(id, 1));
    const root = join(path, 'artifacts');
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const own = `.writing-${id}-${pid}-${crypto.randomUUID()}`;
    await mkdir(join(root, own));
    await writeFile(join(root, own, 'content.json'), '{');
    if (at === 'between the two renames') await rename(join(root, id), join(root, `${own}-old-0`));
    if (at === 'after both renames') await rename(join(root, own), join(root, `${own}-old-0`));
    return { path, root, id };
  }

  it.each(['before the old one steps aside', 'between the two renames', 'after both renames'] as const)(
    'finds what was stored after a kill %s, and nothing else is left',
    async (at) => {
      const { path, root, id } = await killed(at);
      const [store] = await Promise.all([openFolderStore(path), openFolderStore(path)]);
      expect(await store.get(id)).toEqual(artifactFor(id, 1));
      expect(await readdir(root)).toEqual([id]);
    }
  );

  it('leaves alone what a living process, or one of another machine, is writing', async () => {
    const path = await folder();
    const id = 'c5'.repeat(32);
    await openFolderStore(path);
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const names = [`${process.ppid}`, `another_machine-${pid}`].map(
      (who) => `.writing-${id}-${who}-${crypto.randomUUID()}`
    );
    for (const name of names) await mkdir(join(path, 'artifacts', name));
    await openFolderStore(path);
    expect((await readdir(join(path, 'artifacts'))).sort()).toEqual(names.sort());
  });

  it('says which artifact is damaged and that its cell can be run again', async () => {
    const path = await folder();
    const store = await openFolderStore(path);
    const id = 'd4'.repeat(32);
    await store.put(artifactFor(id, 1));
    await writeFile(join(path, 'artifacts', id, 'content.json'), 'no json');
    await expect(store.get(id)).rejects.toMatchObject({ code: 'storage/damaged' });
  });

  it('tells a file that is gone or no longer whole from one that may not be read', async () => {
    const path = await folder();
    const store = await openFolderStore(path);
    const id = 'e5'.repeat(32);
    for (const file of ['meta.json', 'content.json', '2.bin']) {
      await store.put(artifactFor(id, 1));
      await rename(join(path, 'artifacts', id, file), join(path, 'artifacts', id, 'elsewhere'));
      await expect(store.get(id)).rejects.toMatchObject({ code: 'storage/damaged' });
    }
    await store.put(artifactFor(id, 1));
    await rename(join(path, 'artifacts', id, '0.bin'), join(path, 'artifacts', id, 'elsewhere'));
    await mkdir(join(path, 'artifacts', id, '0.bin'));
    await expect(store.get(id)).rejects.toMatchObject({ code: 'storage/read-failed' });
    expect(await readdir(join(path, 'artifacts'))).toContain(id);
  });

  it('reads what was stored before artifacts were sealed, and knows it by its id', async () => {
    const path = await folder();
    const [id, other] = ['e6'.repeat(32), 'e7'.repeat(32)];
    await (await openFolderStore(path)).put(artifactFor(id, 1));
    const file = join(path, 'artifacts', id, 'meta.json');
    const { seal: _, ...meta } = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify(meta));
    expect(await (await openFolderStore(path)).get(id)).toEqual(artifactFor(id, 1));
    await rename(join(path, 'artifacts', id), join(path, 'artifacts', other));
    await expect((await openFolderStore(path)).get(other)).rejects.toMatchObject({ code: 'storage/damaged' });
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

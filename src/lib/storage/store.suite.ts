// What every artifact store must do; run on memory and folder in Node, on IndexedDB in Chromium.
import { describe, expect, it } from 'vitest';
import { blocksOf } from './checked';
import { artifactDigest } from './digest';
import type { Artifact, ArtifactStore } from './types';

export function artifactFor(id: string, value: number): Artifact {
  return {
    meta: {
      id,
      kind: 'train',
      version: 1,
      digest: 'd'.repeat(64),
      backend: 'wasm',
      adapter: 'test',
      created: '2026-01-01T00:00:00.000Z',
      seconds: 1.5,
      bytes: 24
    },
    json: { value, list: [1, null, 'ü'] },
    arrays: {
      floats: Float32Array.of(value, -0, 1e-40),
      integers: Int32Array.of(1, -2),
      bytes: Uint8Array.of(0, 255),
      doubles: Float64Array.of(1.5e9 + 0.1, NaN)
    }
  };
}

const ID = 'a1'.repeat(32);
const OTHER = 'b2'.repeat(32);

export function describeStore(name: string, open: () => Promise<ArtifactStore>): void {
  describe(name, () => {
    it('gives back what was put, bit for bit', async () => {
      const store = await open();
      const artifact = artifactFor(ID, 3.25);
      await store.put(artifact);
      const back = await store.get(ID);
      expect(back).toEqual(artifact);
      expect(await artifactDigest(back?.json, back?.arrays ?? {})).toBe(
        await artifactDigest(artifact.json, artifact.arrays)
      );
    });

    it('has nothing under an unknown id', async () => {
      const store = await open();
      expect(await store.get(ID)).toBeNull();
      expect(await store.getMeta(ID)).toBeNull();
      expect(await store.list()).toEqual([]);
    });

    it('replaces an artifact as a whole', async () => {
      const store = await open();
      await store.put(artifactFor(ID, 1));
      await store.put(artifactFor(ID, 2));
      expect((await store.get(ID))?.json).toMatchObject({ value: 2 });
      expect(await store.list()).toHaveLength(1);
    });

    it('keeps an array that is a window onto a larger buffer at its own size', async () => {
      const store = await open();
      const window = new Float32Array([9, 8, 7, 6]).subarray(1, 3);
      await store.put({ ...artifactFor(ID, 1), arrays: { window } });
      expect((await store.get(ID))?.arrays.window).toEqual(Float32Array.of(8, 7));
    });

    it('puts several together', async () => {
      const store = await open();
      await store.putAll([artifactFor(ID, 1), artifactFor(OTHER, 2)]);
      expect((await store.get(OTHER))?.json).toMatchObject({ value: 2 });
      expect(await store.list()).toHaveLength(2);
    });

    it('takes what is told of arrays that were hashed just now for what they are sealed with', async () => {
      const store = await open();
      const [one, other] = [artifactFor(ID, 1), artifactFor(OTHER, 2)];
      const blocks = await blocksOf(one.arrays);
      await store.putAll([one, other], new Map([[ID, blocks]]));
      expect(await store.get(ID)).toEqual(one);
      expect(await store.get(OTHER)).toEqual(other);
      await store.putAll([other], new Map([[OTHER, blocks]]));
      await expect(store.get(OTHER)).rejects.toMatchObject({ code: 'storage/damaged' });
    });

    it('replaces only what is still as it was read: of two who read one, one', async () => {
      const store = await open();
      const [first, second] = [1, 2].map((value) => {
        const artifact = artifactFor(ID, value);
        return { ...artifact, meta: { ...artifact.meta, digest: String(value) } };
      });
      if (!first || !second) throw new Error('there are two');
      expect(await store.writeIf(ID, 'none', first)).toBe(false);
      expect(await store.get(ID)).toBeNull();
      expect(await store.writeIf(ID, null, first)).toBe(true);
      expect(await store.writeIf(ID, null, second)).toBe(false);
      expect(await store.get(ID)).toEqual(first);
      expect(await store.writeIf(ID, '1', second)).toBe(true);
      expect(await store.get(ID)).toEqual(second);
      expect(await store.writeIf(ID, '1', null)).toBe(false);
      expect(await store.writeIf(ID, '2', null)).toBe(true);
      expect(await store.get(ID)).toBeNull();
    });

    it('lists and deletes one without touching another', async () => {
      const store = await open();
      await store.put(artifactFor(ID, 1));
      await store.put(artifactFor(OTHER, 2));
      expect((await store.list()).map(({ id }) => id).sort()).toEqual([ID, OTHER]);
      await store.delete(ID);
      expect(await store.get(ID)).toBeNull();
      expect((await store.get(OTHER))?.json).toMatchObject({ value: 2 });
    });

    it('survives many writers of one id at once: afterwards it holds one of the two, whole', async () => {
      const store = await open();
      await Promise.all(
        Array.from({ length: 12 }, (_, at) => at + 1).map((value) => store.put(artifactFor(ID, value)))
      );
      const back = await store.get(ID);
      expect(back?.arrays.floats?.[0]).toBe(
        typeof back?.json === 'object' && back.json && 'value' in back.json ? back.json.value : NaN
      );
    });
  });
}

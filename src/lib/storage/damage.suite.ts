// What every artifact store must do with what does not fit its seal; run on memory and folder in Node, on IndexedDB in Chromium.
import { describe, expect, it, vi } from 'vitest';
import { artifactFor } from './store.suite';
import type { ArtifactForm, ArtifactStore } from './types';

/** Ways in which what is stored can come to be something else. */
export const DAMAGES = [
  'a flipped byte in an array',
  'an array cut at a whole number',
  'another digit in the JSON',
  'another digit in the digest',
  'another kind'
] as const;
export type Damage = (typeof DAMAGES)[number];

/** A place where artifacts lie, as someone sees it who does not ask the store. */
export interface Place {
  /** A session of its own. */
  open(): Promise<ArtifactStore>;
  damage(id: string, how: Damage): Promise<void>;
  /** Puts each of two under the other's name. */
  swap(a: string, b: string): Promise<void>;
  /** All names under which something lies. */
  names(): Promise<readonly string[]>;
}

const ID = 'a1'.repeat(32);
const OTHER = 'b2'.repeat(32);

export function describeDamage(name: string, make: () => Promise<Place>): void {
  async function stored(): Promise<Place> {
    const place = await make();
    await (await place.open()).putAll([artifactFor(ID, 1), artifactFor(OTHER, 2)]);
    return place;
  }

  async function expectMissing(place: Place, store: ArtifactStore, id: string): Promise<void> {
    await expect(store.get(id)).rejects.toMatchObject({
      code: 'storage/damaged',
      message: expect.stringMatching(new RegExp(`set aside as ${id}\\.damaged-`))
    });
    expect(await store.get(id)).toBeNull();
    expect(await store.getMeta(id)).toBeNull();
    expect((await store.list()).map((meta) => meta.id)).not.toContain(id);
    const aside = (await place.names()).filter((found) => found.startsWith(`${id}.damaged-`));
    expect(aside).toHaveLength(1);
  }

  describe(name, () => {
    it.each(DAMAGES)('does not use what has %s: it is said once, set aside, and counts as missing', async (how) => {
      const place = await stored();
      await place.damage(ID, how);
      const store = await place.open();
      await expectMissing(place, store, ID);
      expect(await store.get(OTHER)).toEqual(artifactFor(OTHER, 2));
      await store.put(artifactFor(ID, 3));
      expect(await store.get(ID)).toEqual(artifactFor(ID, 3));
    });

    it.each(DAMAGES)(
      'reads JSON without the arrays, and knows where the JSON is not what was stored: %s',
      async (how) => {
        const place = await stored();
        await place.damage(ID, how);
        const store = await place.open();
        if (how.includes('array')) {
          const { meta, json } = artifactFor(ID, 1);
          expect(await store.getHead(ID)).toMatchObject({ meta, json });
          // What was said of the JSON holds for no array.
          await expect(store.check(ID, () => 'fits')).rejects.toMatchObject({ code: 'storage/damaged' });
        } else await expect(store.getHead(ID)).rejects.toMatchObject({ code: 'storage/damaged' });
        expect(await store.getHead(ID)).toBeNull();
        expect(await store.check(OTHER, () => 'fits')).toBe(true);
      }
    );

    it('takes neither of two artifacts that lie in each other’s place', async () => {
      const place = await stored();
      await place.swap(ID, OTHER);
      const store = await place.open();
      await expectMissing(place, store, ID);
      await expectMissing(place, store, OTHER);
    });

    it('says it to one of two who ask at once at least, and gives it to neither', async () => {
      const place = await stored();
      await place.damage(ID, 'a flipped byte in an array');
      const store = await place.open();
      const asked = await Promise.allSettled([store.get(ID), store.get(ID)]);
      expect(asked.some(({ status }) => status === 'rejected')).toBe(true);
      expect(asked.some((answer) => answer.status === 'fulfilled' && answer.value !== null)).toBe(false);
    });

    it('does not use what is whole and of another form than its reader expects, once it is read so', async () => {
      const place = await stored();
      const store = await place.open();
      await store.get(ID);
      const isText: ArtifactForm = ({ json }) => {
        if (typeof json !== 'string') throw new Error('it is no text');
      };
      await expect(store.get(ID, isText)).rejects.toMatchObject({ message: expect.stringContaining('it is no text') });
      expect(await store.get(ID, isText)).toBeNull();
      expect(await store.get(OTHER, () => 'fits')).toEqual(artifactFor(OTHER, 2));
      expect((await place.names()).filter((name) => name.startsWith(`${ID}.damaged-`))).toHaveLength(1);
    });

    it('checks an artifact once a session', async () => {
      const place = await stored();
      const store = await place.open();
      const hash = vi.spyOn(crypto.subtle, 'digest');
      await store.get(ID);
      expect(hash).toHaveBeenCalled();
      hash.mockClear();
      await store.get(ID);
      expect(hash).not.toHaveBeenCalled();
      hash.mockRestore();
    });
  });
}

// What every store of paid answers must do; run on memory and folder in Node, on IndexedDB in Chromium.
import { describe, expect, it } from 'vitest';
import type { AnswerStore, StoredAnswer } from './types';

const KEYS = ['a1', 'b2', 'c3'].map((digits) => digits.repeat(32));

const answer = (key: string, text: string): StoredAnswer => ({ key, json: { text, vector: 'no array' } });

/** What befell a stored answer outside the program. */
export const ANSWER_DAMAGES = ['is cut', 'is nothing', 'lies under another’s key', 'has a broken vector'] as const;
export type AnswerDamage = (typeof ANSWER_DAMAGES)[number];

/** A place where answers can be damaged behind the store's back. */
export interface AnswerPlace {
  open(): Promise<AnswerStore>;
  damage(key: string, how: AnswerDamage): Promise<void>;
  /** Names under which anything lies there. */
  names(): Promise<readonly string[]>;
}

export function describeDamagedAnswers(name: string, make: () => Promise<AnswerPlace>): void {
  describe(name, () => {
    it.each(ANSWER_DAMAGES)('counts one that %s as none, keeps it aside, and gives the others', async (how) => {
      const place = await make();
      const [first = '', second = ''] = KEYS;
      const store = await place.open();
      await store.put([{ ...answer(first, 'one'), vector: Float32Array.of(1, 2) }, answer(second, 'two')]);
      await place.damage(first, how);
      expect(await store.get([first, second])).toEqual([null, answer(second, 'two')]);
      expect(await store.count()).toBe(1);
      expect(await place.names()).toContainEqual(expect.stringMatching(/damaged/));
      await store.put([answer(first, 'again')]);
      expect(await store.get([first])).toEqual([answer(first, 'again')]);
      await store.clear();
      expect(await place.names()).toEqual([]);
    });
  });
}

export function describeAnswers(name: string, open: () => Promise<AnswerStore>): void {
  describe(name, () => {
    it('gives back what was put, in the order asked for, and null for the rest', async () => {
      const store = await open();
      const [first = '', second = '', third = ''] = KEYS;
      const vector = new Float32Array([9, 1.5, -0, 1e-40]).subarray(1);
      await store.put([answer(first, 'ü "quoted"\n'), { key: second, json: null, vector }]);
      expect(await store.get([third, second, first])).toEqual([
        null,
        { key: second, json: null, vector: Float32Array.of(1.5, -0, 1e-40) },
        answer(first, 'ü "quoted"\n')
      ]);
      expect(await store.count()).toBe(2);
    });

    it('replaces and deletes one without touching another', async () => {
      const store = await open();
      const [first = '', second = ''] = KEYS;
      await store.put([answer(first, 'old'), answer(second, 'kept')]);
      await store.put([answer(first, 'new')]);
      expect(await store.get([first])).toEqual([answer(first, 'new')]);
      await store.delete([first]);
      expect(await store.get(KEYS)).toEqual([null, answer(second, 'kept'), null]);
      expect(await store.count()).toBe(1);
    });

    it('keeps what is set aside under another name: it is found and counted no more', async () => {
      const store = await open();
      const [first = '', second = ''] = KEYS;
      await store.put([answer(first, 'one'), answer(second, 'two')]);
      await store.setAside([first, KEYS[2] ?? '']);
      expect(await store.get([first, second])).toEqual([null, answer(second, 'two')]);
      expect(await store.count()).toBe(1);
    });

    it('is empty when cleared, and takes answers again', async () => {
      const store = await open();
      const [first = '', second = ''] = KEYS;
      await store.put([answer(first, 'one'), answer(second, 'two')]);
      await store.clear();
      expect(await store.count()).toBe(0);
      expect(await store.get([first])).toEqual([null]);
      await store.put([answer(first, 'again')]);
      expect(await store.count()).toBe(1);
    });
  });
}

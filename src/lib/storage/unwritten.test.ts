// A disk that is full for a while: what was finished meanwhile is neither lost nor made twice, and never counts as stored while it is not.
import { describe, expect, it } from 'vitest';
import { appError } from '#lib/errors/app-error';
import { memoryAnswers, memoryStore } from './memory';
import { artifactFor, describeStore } from './store.suite';
import { describeAnswers } from './answers.suite';
import type { AnswerStore, ArtifactStore } from './types';
import { keepingUnwritten } from './unwritten';
import { keepingUnwrittenAnswers } from './unwritten-answers';

describeStore('a store that keeps what it could not write', () => Promise.resolve(keepingUnwritten(memoryStore())));
describeAnswers('answers that are kept where they could not be written', () =>
  Promise.resolve(keepingUnwrittenAnswers(memoryAnswers()))
);

/** A disk that is full at times. */
function disk() {
  const state = { isFull: false };
  const check = (): void => {
    if (state.isFull) throw appError('storage/quota', { bytes: 1 });
  };
  const [below, paid] = [memoryStore(), memoryAnswers()];
  const store: ArtifactStore = {
    ...below,
    put: async (artifact) => (check(), below.put(artifact)),
    putAll: async (list) => (check(), below.putAll(list))
  };
  const answers: AnswerStore = { ...paid, put: async (list) => (check(), paid.put(list)) };
  return { state, below, paid, store: keepingUnwritten(store), answers: keepingUnwrittenAnswers(answers) };
}

const [A, B] = ['a1'.repeat(32), 'b2'.repeat(32)];

describe('a disk that was full', () => {
  it('takes what could not be written when it is asked for, and throws again while it is full', async () => {
    const { state, below, store } = disk();
    state.isFull = true;
    const artifact = artifactFor(A, 1);
    await expect(store.put(artifact)).rejects.toMatchObject({ code: 'storage/quota' });
    artifact.arrays.floats?.fill(9);
    await expect(store.get(A)).rejects.toMatchObject({ code: 'storage/quota' });
    expect(await below.get(A)).toBeNull();
    state.isFull = false;
    expect(await store.get(A)).toEqual(artifactFor(A, 1));
    expect(await below.get(A)).toEqual(artifactFor(A, 1));
  });

  it('takes the others as soon as one can be written', async () => {
    const { state, below, store } = disk();
    state.isFull = true;
    await expect(store.put(artifactFor(A, 1))).rejects.toThrow();
    state.isFull = false;
    await store.put(artifactFor(B, 2));
    expect(await below.get(A)).toEqual(artifactFor(A, 1));
  });

  it('forgets what was deleted meanwhile, and keeps no half of what belongs together', async () => {
    const { state, store } = disk();
    state.isFull = true;
    await expect(store.put(artifactFor(A, 1))).rejects.toThrow();
    await expect(store.putAll([artifactFor(B, 1)])).rejects.toThrow();
    await store.delete(A);
    state.isFull = false;
    expect(await store.get(A)).toBeNull();
    expect(await store.get(B)).toBeNull();
  });

  it('loses no answer that was paid for: it is found, counted, and written with the next', async () => {
    const { state, paid, answers } = disk();
    const answer = (key: string) => ({ key, json: { text: key } });
    state.isFull = true;
    await expect(answers.put([answer(A)])).rejects.toThrow();
    expect(await answers.get([A, B])).toEqual([answer(A), null]);
    expect(await answers.count()).toBe(1);
    state.isFull = false;
    await answers.put([answer(B)]);
    expect(await paid.get([A, B])).toEqual([answer(A), answer(B)]);
    await answers.clear();
    expect(await answers.get([A])).toEqual([null]);
  });
});

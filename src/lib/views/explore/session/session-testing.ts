// A session on a backend of the test's own, and work that ends when the test says so. Made up; only tests import this.
import { expect, vi } from 'vitest';
import type { ExploreSelection, ExploreViews } from '#lib/studies/explore/types';
import { appError } from '#lib/errors/app-error';
import type { ExploreBackend } from './backend';
import { ExploreSession } from './explore-session.svelte';
import { exploreUrl, type ExploreState } from '../explore-url';
import { syntheticBackend } from '../measure/synthetic';

export const SIZE = { users: 40, items: 30, seed: 1 };

export function open(search = '', changes: Partial<ExploreBackend> = {}) {
  const { state, dropped } = exploreUrl.read(search);
  const states: ExploreState[] = [];
  const steps: boolean[] = [];
  const backend: ExploreBackend = { ...syntheticBackend(SIZE), ...changes };
  const session = new ExploreSession({
    backend,
    notebook: 'quick-start.md',
    text: '',
    state,
    dropped,
    onState: (next, isStep) => {
      states.push(next);
      steps.push(isStep);
    }
  });
  return { session, states, steps, link: () => exploreUrl.write(states.at(-1) ?? exploreUrl.defaults) };
}
export async function opened(search = '', changes: Partial<ExploreBackend> = {}) {
  const visit = open(search, changes);
  await visit.session.start();
  await settled(visit.session);
  return visit;
}
export const settled = (session: ExploreSession) => expect.poll(() => session.isBehind).toBe(false);

export const failed = (error: Error) => ({ cancel: () => undefined, finished: Promise.reject(error) });

/** Work that ends when the test says so, or when it is cancelled. */
export function held<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const finished = new Promise<Value>((done, fail) => ([resolve, reject] = [done, fail]));
  const cancel = vi.fn(() => reject(appError('internal/cancelled', { what: 'It' })));
  return { work: { cancel, finished }, resolve, reject, cancel };
}

/** A promise that the test settles. */
export function later<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((done) => (resolve = done));
  return { promise, resolve };
}

/** A session whose questions wait for the test to answer them, in the order asked. */
export function asking() {
  const answers: { selection: ExploreSelection; resolve: (views: ExploreViews) => void }[] = [];
  const visit = open('', {
    select: (selection) => {
      const { promise, resolve } = later<ExploreViews>();
      answers.push({ selection, resolve });
      return promise;
    }
  });
  return { ...visit, answers };
}

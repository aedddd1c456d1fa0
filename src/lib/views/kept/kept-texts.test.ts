// A page that looks for a kept notebook fetches no more than it needs.
import { afterEach, expect, test, vi } from 'vitest';
import { keptTexts } from './kept-texts';
import { databaseName } from '#lib/storage/browser/browser-storage';
import { WORKSPACE } from '../preferences/workspace';

const fetched = vi.fn();
vi.mock('./kept-notebooks', () => {
  fetched();
  return { keptNotebooks: { find: (id: string) => Promise.resolve({ state: { text: id, results: {} } }) } };
});

function browserWith(...names: readonly string[]): void {
  vi.stubGlobal('indexedDB', { databases: () => Promise.resolve(names.map((name) => ({ name, version: 1 }))) });
}

afterEach(() => vi.unstubAllGlobals());

test('the code of the kept notebooks is fetched only where this browser has something stored', async () => {
  browserWith('of another site part');
  expect(await keptTexts.find('bundled:quick-start')).toBeNull();
  expect(fetched).not.toHaveBeenCalled();

  browserWith(databaseName(WORKSPACE));
  expect((await keptTexts.find('bundled:quick-start'))?.state.text).toBe('bundled:quick-start');
  expect(fetched).toHaveBeenCalledOnce();
});

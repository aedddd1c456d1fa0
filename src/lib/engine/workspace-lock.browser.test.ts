import { expect, it } from 'vitest';
import { withWorkspaceLock } from './workspace-lock';

it('keeps a second runner out while the first one runs, and lets it in afterwards', async () => {
  let finish: () => void = () => undefined;
  const first = withWorkspaceLock('locked', () => new Promise<void>((resolve) => (finish = resolve)));
  await navigator.locks.query();
  await expect(withWorkspaceLock('locked', () => Promise.resolve(1))).rejects.toMatchObject({ code: 'storage/locked' });
  expect(await withWorkspaceLock('another', () => Promise.resolve(2))).toBe(2);
  finish();
  await first;
  expect(await withWorkspaceLock('locked', () => Promise.resolve(3))).toBe(3);
});

// What nobody takes account of is said in the corner of the page; what has a place of its own is said there alone.
import { flushSync, mount, unmount } from 'svelte';
import { expect, test } from 'vitest';
import MissingPart from './MissingPart.svelte';

/** As a browser says that nobody took account of it. */
function leaveOut(reason: unknown): void {
  const promise = Promise.reject(reason instanceof Error ? reason : new Error(String(reason)));
  promise.catch(() => undefined);
  dispatchEvent(new PromiseRejectionEvent('unhandledrejection', { promise, reason }));
  flushSync();
}

test('code that did not come and that nothing else speaks of is said, with a way to reload; other failures are not its own', async () => {
  const place = document.createElement('div');
  const mounted = mount(MissingPart, { target: place });
  flushSync();
  leaveOut(new Error('Something else'));
  expect(place.textContent).toBe('');
  leaveOut(new TypeError('Failed to fetch dynamically imported module: https://site.test/x.js'));
  expect(place.querySelector('[role=alert]')?.textContent).toContain('could not be fetched');
  const buttons = [...place.querySelectorAll('button')];
  expect(buttons.map(({ textContent }) => textContent)).toEqual(['Reload the page', 'Close']);
  buttons[1]?.click();
  flushSync();
  expect(place.textContent).toBe('');
  await unmount(mounted);
});

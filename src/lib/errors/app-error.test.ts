// What readers see of an error, whatever its words hold.
import { expect, it } from 'vitest';
import { appError, toAppError } from './app-error';

it('a line for a terminal is one line and moves no cursor', () => {
  const hostile = 'x\u001B[2J\u001B]0;t\u0007\r\ncell "a": done\u2028\u009B31m\u202E';
  const error = appError('internal/unexpected', { reason: hostile }, { file: hostile, cell: hostile, field: hostile });
  // eslint-disable-next-line no-control-regex
  expect(error.toLine()).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E]/);
  expect(error.toLine()).toContain('cell "a": done');
});

it.each([
  'Failed to fetch dynamically imported module: https://x.org/_app/a.js',
  'error loading dynamically imported module: https://x.org/_app/a.js',
  'Importing a module script failed.',
  'Unable to preload CSS for /_app/a.css'
])('"%s" is said as a part that did not come', (message) => {
  expect(toAppError(new TypeError(message))).toMatchObject({
    code: 'internal/part-missing',
    cure: expect.stringContaining('connection')
  });
});

import { expect, it } from 'vitest';
import { marked } from './marked';

const shown = (text: string, ...phrases: string[]): string =>
  marked(text, phrases)
    .map(({ text: piece, isMarked }) => (isMarked ? `[${piece}]` : piece))
    .join('');

it('phrases are marked wherever they stand, and the text stays as it is', () => {
  expect(shown('a set of keys, and keys', 'keys', 'set of keys')).toBe('a [set of keys], and [keys]');
  expect(shown('ab', 'b', 'ab')).toBe('[ab]');
  expect(shown('none here', 'x', '')).toBe('none here');
  expect(marked('', ['x'])).toEqual([]);
});

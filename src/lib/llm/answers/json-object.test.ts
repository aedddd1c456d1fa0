// The one object in what a model wrote is found, and no text takes long. Work is counted by the braces at which parsing begins.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { jsonObjectIn } from './json-object';
import { withoutThoughts } from './thinking';
import { serverWords, shownWords } from '../words/server-words';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('an object in a text', () => {
  it.each<[string, unknown]>([
    ['{"rank": [1]}', { rank: [1] }],
    ['So: {"rank": [1]} it is.', { rank: [1] }],
    ['{ I think {"rank": [1]}', { rank: [1] }],
    ['{"rank": "a } b"}', { rank: 'a } b' }],
    ['Set {a} of {b}: {"rank": [1]}', { rank: [1] }],
    ['{"x": {"rank": [1]}}', { rank: [1] }],
    ['{"rank": "two\nlines"}', { rank: 'two\nlines' }],
    ["{'rank': 'it\\'s \"so\"', 'is': True, 'not': None}", { rank: 'it\'s "so"', is: true, not: null }],
    ['{"rank": 1} {"rank": 2}', null],
    ['no object', null]
  ])('%j is %j', (text, object) => {
    expect(jsonObjectIn(text, 'rank')).toEqual(object);
  });

  it('under a name that every object has is only there where it was written', () => {
    expect(jsonObjectIn('{"a": {"constructor": 1}}', 'constructor')).toEqual({ constructor: 1 });
  });
});

describe('a text that is made to take long', () => {
  const many = 99_999;
  it.each<[string, string]>([
    ['braces', '{'.repeat(many)],
    ['braces with texts', '{"{"'.repeat(many / 4)],
    ['braces with escapes', '{\\"'.repeat(many / 3)],
    ['objects in objects', '{"a":'.repeat(many / 5)],
    ['objects in objects to their end', `${'{"a":'.repeat(16_000)}x${'}'.repeat(16_000)}`],
    ['escaped quotes', `{${'"\\"'.repeat(many / 3)}`],
    ['spaces', `${' '.repeat(many)}x`]
  ])('(%s) is given up', (_, text) => {
    const parse = vi.spyOn(JSON, 'parse');
    expect(jsonObjectIn(`x${text}`, 'rank')).toBeNull();
    const signs = parse.mock.calls.reduce((sum, [piece]) => sum + piece.length, 0);
    expect(signs).toBeLessThan(50 * many);
  });

  it('is nested deeper than can be written again, and is no answer', () => {
    expect(jsonObjectIn(`${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`, 'rank')).toBeNull();
  });

  it('ends in spaces, or is a page that never closes, or says a hundred thousand things', () => {
    expect(withoutThoughts(`${' '.repeat(many)}x <|im_end|> </s>\n`).text).toBe('x');
    expect(serverWords(`<html>${'<'.repeat(1e6)}`).said.length).toBeLessThan(6000);
    expect(serverWords({ errors: Array.from({ length: many }, (_, at) => `No ${at}`) }).said.length).toBeLessThan(1000);
    expect(shownWords('x'.repeat(1e6), 'k').length).toBeLessThan(310);
  });
});

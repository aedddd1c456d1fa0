// The key is found in every form in which servers repeat it, and other texts are left as they are.
import { describe, expect, it } from 'vitest';
import { HIDDEN, keyHider } from './key-forms';
import { shownWords } from './server-words';

const KEY = 'Qx7/fake+Key=ForTests:0123456789';
const base64 = (text: string) => Buffer.from(text).toString('base64');

const FORMS: readonly (readonly [how: string, form: string])[] = [
  ['as it is', KEY],
  ['in upper case', KEY.toUpperCase()],
  ['in lower case', KEY.toLowerCase()],
  ['in an address', encodeURIComponent(KEY)],
  ['in an address, in lower case', encodeURIComponent(KEY).toLowerCase()],
  ['as base64', base64(KEY)],
  ['as base64 of a header', base64(`Bearer ${KEY}`)],
  ['as base64 of a name and it', base64(`user:${KEY}`)],
  ['as base64 for addresses', Buffer.from(`a${KEY}`).toString('base64url')],
  ['as base64 in an address', encodeURIComponent(base64(KEY))],
  ['as hexadecimal digits', Buffer.from(KEY).toString('hex')],
  ['without its end', KEY.slice(0, -9)],
  ['without its beginning', KEY.slice(9)],
  ['cut to twelve signs', KEY.slice(7, 19)],
  ['cut to twelve signs of base64', base64(KEY).slice(9, 21)]
];

/** Twelve signs of any form in a row. */
const holds = (text: string, form: string): boolean =>
  Array.from({ length: form.length - 11 }, (_, at) => form.slice(at, at + 12)).some((piece) => text.includes(piece));

describe('a key', () => {
  it.each(FORMS)('%s is taken out of answers and of words for a reader', (_, form) => {
    const hidden = keyHider(KEY)(`Reads “${form}” and more.`);
    expect(holds(hidden, form)).toBe(false);
    expect(hidden).toMatch(/^Reads “[^”]*•••[^”]*” and more\.$/);
    expect(holds(shownWords(`No good: ${form} here`, KEY), form)).toBe(false);
  });

  it('is taken out wherever it stands, and nothing else is', () => {
    const text = 'İ Likes teas; {"reasoning": "123456789"}';
    expect(keyHider(KEY)(text)).toBe(text);
    expect(keyHider(KEY)(`${KEY}a${KEY} b ${KEY}`)).toBe(`${HIDDEN}a${HIDDEN} b ${HIDDEN}`);
  });

  it.each(['', 'x', 'none', 'ollama'])('that is a placeholder (%j) stays a word like others in answers', (key) => {
    expect(keyHider(key)('none of ollama’s x')).toBe('none of ollama’s x');
  });

  it('of fewer than twelve signs is found whole', () => {
    expect(keyHider('Ab3-fG7h')('it is AB3-FG7H, not Ab3-fG7')).toBe(`it is ${HIDDEN}, not Ab3-fG7`);
  });
});

// A light stemmer for English: plural endings after Harman's "S stemmer" (JASIS 1991), then -ing and -ed, a final e and a
// final y. It brings together forms of a word; its results are keys, never shown. Words of other scripts pass unchanged.

const PLAIN = /^[a-z]+$/u;
const VOWEL = /[aeiouy]/u;

function singular(word: string): string {
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|z|ch|sh)es$/u.test(word)) return word.slice(0, -2);
  if (word.endsWith('s') && !/(?:ss|us|is)$/u.test(word)) return word.slice(0, -1);
  return word;
}

function withoutVerbEnding(word: string): string {
  let length = 0;
  if (word.endsWith('ing')) length = 3;
  else if (word.endsWith('ed') && !word.endsWith('eed')) length = 2;
  if (length === 0) return word;
  const base = word.slice(0, -length);
  if (base.length < 3 || !VOWEL.test(base)) return word;
  // planned → plan, but falling → fall
  return /([bcdfgkmnprtv])\1$/u.test(base) ? base.slice(0, -1) : base;
}

/** The key under which forms of one word meet, e.g. "cities" and "city", "haunting" and "haunted". Lower case expected. */
export function stem(word: string): string {
  if (word.length <= 3 || !PLAIN.test(word)) return word;
  let result = withoutVerbEnding(singular(word));
  if (result.length > 3 && result.endsWith('e')) result = result.slice(0, -1);
  if (result.length > 2 && result.endsWith('y')) result = `${result.slice(0, -1)}i`;
  return result;
}

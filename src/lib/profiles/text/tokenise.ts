// Splits text into words of any script, with their places in the text, so that a phrase can be shown as it was written.
// Scripts written without spaces (Chinese, Japanese) become overlapping pairs of characters, as is usual in retrieval.
import { stem } from './stem';
import { isStopWord } from './stop-words';

export interface Token {
  /** NFKC, lower case, without apostrophes and possessive 's. */
  readonly word: string;
  readonly stem: string;
  /** Place in the text: [start, end) in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** Says something of taste: no stop word, no bare number, no single letter. */
  readonly content: boolean;
  /** More than spaces or hyphens stand between the word before and this one: a phrase ends there. */
  readonly afterBreak: boolean;
}

const WORD = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)*/gu;
const JOINING = /^[\s\p{Pd}]*$/u;
const LETTER = /\p{L}/u;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const UNSPACED_RUN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+/gu;

function normalise(raw: string): string {
  return raw
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]s$/u, '')
    .replace(/['’]/gu, '');
}

/** Start and end of the pieces of one matched word: itself, or pairs of characters where the script has no spaces. */
function pieces(raw: string, at: number): [number, number][] {
  if (!UNSPACED.test(raw)) return [[at, at + raw.length]];
  const found: [number, number][] = [];
  let next = 0;
  for (const run of raw.matchAll(UNSPACED_RUN)) {
    if (run.index > next) found.push([at + next, at + run.index]);
    const characters = [...run[0]];
    let place = at + run.index;
    characters.forEach((character, index) => {
      const following = characters[index + 1];
      if (following !== undefined) found.push([place, place + character.length + following.length]);
      else if (characters.length === 1) found.push([place, place + character.length]);
      place += character.length;
    });
    next = run.index + run[0].length;
  }
  if (next < raw.length) found.push([at + next, at + raw.length]);
  return found;
}

/** The words of `text` in order. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let previousEnd = 0;
  for (const match of text.matchAll(WORD)) {
    for (const [start, end] of pieces(match[0], match.index)) {
      const word = normalise(text.slice(start, end));
      if (word === '') continue;
      const content = !isStopWord(word) && LETTER.test(word) && (word.length > 1 || UNSPACED.test(word));
      const afterBreak = tokens.length > 0 && !JOINING.test(text.slice(Math.min(previousEnd, start), start));
      tokens.push({ word, stem: stem(word), start, end, content, afterBreak });
      previousEnd = end;
    }
  }
  return tokens;
}

/** Number of words, for means shown to the reader. */
export function countWords(text: string): number {
  return tokenise(text).length;
}

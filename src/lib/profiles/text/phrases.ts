// Salient phrases of a text: words and pairs of words that are neither everywhere nor nowhere else in a collection. No
// language model: counting only.
import type { Token } from './tokenise';
import { tokenise } from './tokenise';
import { log } from '#lib/elementary/logarithm';

export interface Phrase {
  /** Stems, joined by a space: the same for all forms of a phrase. */
  readonly key: string;
  /** As written where the phrase first stands in the text, in lower case. */
  readonly words: string;
  readonly score: number;
}

/** In how many texts of a collection each phrase stands. */
export interface PhraseCounts {
  readonly texts: number;
  readonly frequency: ReadonlyMap<string, number>;
}

export interface SalienceOptions {
  readonly limit: number;
  /** A phrase in fewer texts than this says nothing of what texts have in common. */
  readonly minTexts: number;
  /** … and one in a larger share of all texts does not tell them apart. In (0, 1]. */
  readonly maxShare: number;
}

interface Occurrence {
  key: string;
  words: string;
  count: number;
  pair: boolean;
}

function surface(text: string, first: Token, last: Token): string {
  return text
    .slice(first.start, last.end)
    .replace(/\s+/gu, ' ')
    .replace(/['’]s$/iu, '')
    .toLowerCase();
}

/** Content words and pairs of neighbouring content words, by key, in order of first appearance. */
function occurrences(text: string): Map<string, Occurrence> {
  const found = new Map<string, Occurrence>();
  const add = (key: string, first: Token, last: Token) => {
    const known = found.get(key);
    if (known) known.count += 1;
    else found.set(key, { key, words: surface(text, first, last), count: 1, pair: first !== last });
  };
  let before: Token | undefined;
  for (const token of tokenise(text)) {
    if (token.content) {
      add(token.stem, token, token);
      if (before && !token.afterBreak && before.stem !== token.stem) add(`${before.stem} ${token.stem}`, before, token);
    }
    before = token.content ? token : undefined;
  }
  return found;
}

export function countPhrases(texts: Iterable<string>): PhraseCounts {
  const frequency = new Map<string, number>();
  let count = 0;
  for (const text of texts) {
    count += 1;
    for (const key of occurrences(text).keys()) frequency.set(key, (frequency.get(key) ?? 0) + 1);
  }
  return { texts: count, frequency };
}

/** A pair says more than a word. */
const PAIR_WEIGHT = 1.25;

/**
 * The phrases of `text` that best say what it shares with some other texts and not with most. The score is
 * (1 + ln tf) · ln(n/df) · ln(1 + df): TF-IDF, times a factor that prefers themes to names which stand nowhere else (after
 * Luhn's remark of 1958 that words of middle frequency carry a text's subject). No two share a word.
 */
export function salientPhrases(text: string, counts: PhraseCounts, options: SalienceOptions): Phrase[] {
  const candidates: Phrase[] = [];
  for (const { key, words, count, pair } of occurrences(text).values()) {
    const df = counts.frequency.get(key) ?? 0;
    if (df < options.minTexts || df > options.maxShare * counts.texts) continue;
    const score = (1 + log(count)) * log(counts.texts / df) * log(1 + df) * (pair ? PAIR_WEIGHT : 1);
    if (score > 0) candidates.push({ key, words, score });
  }
  candidates.sort((a, b) => b.score - a.score);
  return withoutOverlap(candidates, options.limit);
}

/** The first `limit` phrases of an ordered list such that no two share a stem. */
export function withoutOverlap<P extends { readonly key: string }>(ordered: readonly P[], limit: number): P[] {
  const taken = new Set<string>();
  const picked: P[] = [];
  for (const phrase of ordered) {
    if (picked.length >= limit) break;
    const stems = phrase.key.split(' ');
    if (stems.some((each) => taken.has(each))) continue;
    stems.forEach((each) => taken.add(each));
    picked.push(phrase);
  }
  return picked;
}

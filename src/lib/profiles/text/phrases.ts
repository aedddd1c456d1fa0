// Salient phrases of a text: what it names that is neither everywhere nor nowhere else in a collection. No language model: noun phrases of
// English texts are found by a tagger, words and pairs of words of other languages by counting.
import type { Token } from './tokenise';
import { tokenise } from './tokenise';
import { log } from '#lib/elementary/logarithm';
import { nounPhrases, type NounPhrase, type PhraseForm } from './noun-phrases';
import type { Tagger } from './tagger';
import { FUNCTION_WORDS } from './stop-words';

export interface Phrase extends PhraseForm {
  readonly score: number;
  /** Itself first, then what is left when words at its ends are taken away: "a stern night porter", "a night porter", "a porter". */
  readonly forms: readonly PhraseForm[];
}

/** In how many texts of a collection words and pairs of words stand. */
export interface PhraseCounts {
  readonly texts: number;
  /** By key. */
  readonly frequency: ReadonlyMap<string, number>;
  /** Words that some text has in lower case: no names. */
  readonly common: ReadonlySet<string>;
}

export interface SalienceOptions {
  readonly limit: number;
  /** A word in fewer texts than this says nothing of what texts have in common. */
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
function occurrences(text: string, tokens: readonly Token[]): Map<string, Occurrence> {
  const found = new Map<string, Occurrence>();
  const add = (key: string, first: Token, last: Token) => {
    const known = found.get(key);
    if (known) known.count += 1;
    else found.set(key, { key, words: surface(text, first, last), count: 1, pair: first !== last });
  };
  let before: Token | undefined;
  for (const token of tokens) {
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
  const common = new Set<string>();
  let count = 0;
  for (const text of texts) {
    count += 1;
    const tokens = tokenise(text);
    for (const key of occurrences(text, tokens).keys()) frequency.set(key, (frequency.get(key) ?? 0) + 1);
    for (const { word, start } of tokens) if (text.startsWith(word, start)) common.add(word);
  }
  return { texts: count, frequency, common };
}

/** English has these in every second or third place; the other languages that share some of them, in one of ten. */
const ENGLISH_FROM = 0.2;
const TOO_SHORT_TO_TELL = 6;
const LATIN = /^[\p{Script=Latin}\p{Script=Common}]*$/u;

/** Whether a tagger for English can read it: by its share of function words, in short texts by its letters. */
export function looksEnglish(text: string, tokens: readonly Token[]): boolean {
  if (tokens.length < TOO_SHORT_TO_TELL) return LATIN.test(text);
  return tokens.filter(({ word }) => FUNCTION_WORDS.has(word)).length >= ENGLISH_FROM * tokens.length;
}

/** A pair says more than a word. */
const PAIR_WEIGHT = 1.25;
/** Where it plays and who is in it tell less of a taste than what it is about. */
const NAME_WEIGHT = 0.5;

const tells = (df: number, { texts }: PhraseCounts, { minTexts, maxShare }: SalienceOptions): boolean =>
  df >= minTexts && df <= maxShare * texts;

/**
 * Reads noun phrases, of each text once. `null` for a text that a tagger for English cannot read.
 * @param collections where words have been seen in lower case
 */
export function phraseReader(tagger: Tagger, collections: readonly PhraseCounts[]): PhraseReader {
  const known = new Map<string, readonly NounPhrase[] | null>();
  const isCommon = (word: string) => collections.some(({ common }) => common.has(word));
  return (text) => {
    let phrases = known.get(text);
    if (phrases === undefined) {
      phrases = looksEnglish(text, tokenise(text)) ? nounPhrases(text, tagger, isCommon) : null;
      known.set(text, phrases);
    }
    return phrases;
  };
}

export type PhraseReader = (text: string) => readonly NounPhrase[] | null;

interface Candidate {
  readonly forms: readonly PhraseForm[];
  readonly first: PhraseForm;
  /** Without how often it is named. */
  readonly weight: number;
  count: number;
}

/**
 * Weight of a word or pair: ln(n/df) · ln(1 + df): TF-IDF, times a factor that prefers themes to names which stand nowhere else (after
 * Luhn's remark of 1958 that words of middle frequency carry a text's subject).
 */
function countedWeight({ key, pair }: Occurrence, counts: PhraseCounts, options: SalienceOptions): number {
  const df = counts.frequency.get(key) ?? 0;
  if (!tells(df, counts, options)) return 0;
  return log(counts.texts / df) * log(1 + df) * (pair ? PAIR_WEIGHT : 1);
}

/**
 * Weight of a noun phrase: Σ ln(n/df) · df/(1 + df) over its k content words, divided by √k, so that neither length nor one rare word
 * decides. A word that no other text has, or most have, adds nothing.
 */
function readWeight(key: string, named: boolean, counts: PhraseCounts, options: SalienceOptions): number {
  const stems = key.split(' ');
  let sum = 0;
  for (const each of stems) {
    const df = counts.frequency.get(each) ?? 0;
    if (tells(df, counts, options)) sum += (log(counts.texts / df) * df) / (1 + df);
  }
  return (sum / Math.sqrt(stems.length)) * (named ? NAME_WEIGHT : 1);
}

/** The phrases of `texts` that best say what sets them apart in the collection that was counted. No two share a word. */
export function salientPhrases(
  texts: readonly string[],
  reader: PhraseReader,
  counts: PhraseCounts,
  options: SalienceOptions
): Phrase[] {
  const found = new Map<string, Candidate>();
  const add = (first: PhraseForm, forms: readonly PhraseForm[], count: number, weigh: () => number) => {
    const known = found.get(first.key);
    if (known) known.count += count;
    else found.set(first.key, { first, forms, count, weight: weigh() });
  };
  for (const text of texts) {
    const phrases = reader(text);
    if (phrases === null) {
      for (const occurrence of occurrences(text, tokenise(text)).values()) {
        const form = { key: occurrence.key, words: occurrence.words };
        add(form, [form], occurrence.count, () => countedWeight(occurrence, counts, options));
      }
    } else {
      for (const { forms, named } of phrases) {
        const [full] = forms;
        if (full) add(full, forms, 1, () => readWeight(full.key, named, counts, options));
      }
    }
  }
  const candidates = [...found.values()]
    .filter(({ weight }) => weight > 0)
    .map(({ first, forms, weight, count }) => ({ ...first, forms, score: weight * (1 + log(count)) }));
  candidates.sort((a, b) => b.score - a.score);
  return withoutOverlap(candidates, options.limit);
}

/** The first `limit` phrases of an ordered list such that no two share a stem, nor one with `said`. */
export function withoutOverlap<P extends { readonly key: string }>(
  ordered: readonly P[],
  limit: number,
  said: readonly { readonly key: string }[] = []
): P[] {
  const taken = new Set(said.flatMap(({ key }) => key.split(' ')));
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

// The noun phrases of an English text: what it is about, in a form that reads ("a widowed orchard owner", "the salvage of the Corvina", "a
// hive that will not swarm"). Verbs and adjectives of their own are no phrase. Cut out of the text, never made up: only an article is
// fitted to the word that follows it.
import { endsInS, isPlural, opensSentence, taggedWords } from './tagging';
import type { TaggedWord, Tagger } from './tagger';
import { tokenise } from './tokenise';

/** One way to write a phrase. */
export interface PhraseForm {
  /** Stems of its content words, joined by a space: the same for all forms of the words. */
  readonly key: string;
  /** As written in the text. */
  readonly words: string;
}

export interface NounPhrase {
  /** The fullest first, the head alone last; no two have one key. */
  readonly forms: readonly PhraseForm[];
  /** A name and nothing else. */
  readonly named: boolean;
}

/** Words of the longest form. */
const LONGEST = 8;
const LONGEST_CLAUSE = 6;

const ARTICLE = /^(?:an?|the)$/iu;
const RELATIVE = /^(?:who|that|which|whose)$/iu;
const PERSONAL = /^(?:my|your|his|her|its|our|their)$/iu;
const PLACE = /^(?:in|to|from|of|at)$/iu;
const HYPHEN = /^\p{Pd}$/u;
const POSSESSIVE = /^['’]s?$/u;

/** Nouns that name no theme by themselves: parts, times, and the work itself. "A group of foreign spies" does; "a group" does not. */
const VAGUE = new Set(
  `year day week month hour moment lifetime age century decade date weekend evening part half rest end beginning start middle set list
  group pair number series couple bunch member side case fact reason order attempt wake course matter mean notice job line point place
  story tale film movie book novel chapter page word author writer volume plot ending print paper addition shelf
  help hand one name change lot result event sequence sense`.split(/\s+/u)
);

/** Signs that texts are marked up with are no part of a phrase. */
const WORDS_ONLY = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}.&\p{Pd}'’]|\s(?!['’]))*$/u;

/** Key of the content words in `words`, '' where there are none. */
export function contentKey(words: string): string {
  let key = '';
  for (const { content, stem } of tokenise(words)) if (content) key = key === '' ? stem : `${key} ${stem}`;
  return key;
}

interface Core {
  /** Places of the words: article or pronoun (or −1), first modifier, head; `next` is the first place after it. */
  readonly opening: number;
  readonly first: number;
  readonly head: number;
  readonly next: number;
}

class Reader {
  readonly #saying = new Map<number, boolean>();
  readonly #text: string;
  readonly #isCommon: (word: string) => boolean;

  constructor(
    text: string,
    readonly words: readonly TaggedWord[],
    isCommon: (word: string) => boolean
  ) {
    this.#text = text;
    this.#isCommon = isCommon;
  }

  pos(at: number): string {
    return this.words[at]?.pos ?? '';
  }
  #word(at: number): string {
    return this.words[at]?.text ?? '';
  }
  #touches(at: number): boolean {
    const before = this.words[at - 1];
    return before !== undefined && before.end === this.words[at]?.start;
  }
  /** A hyphen inside a word that was written as one. */
  #joins(at: number): boolean {
    return HYPHEN.test(this.#word(at)) && this.#touches(at) && this.#touches(at + 1);
  }
  #isThing(at: number): boolean {
    return this.pos(at) === 'NOUN' || this.pos(at) === 'PROPN';
  }
  #isVerb(at: number): boolean {
    return this.pos(at) === 'VERB' || this.pos(at) === 'AUX';
  }
  #isModifier(at: number): boolean {
    const isGraded = this.pos(at) === 'ADV' && this.pos(at - 1) === 'DET' && this.pos(at + 1) === 'ADJ';
    return this.pos(at) === 'ADJ' || this.pos(at) === 'NUM' || isGraded;
  }
  #says(at: number): boolean {
    const known = this.#saying.get(at);
    if (known !== undefined) return known;
    const says = contentKey(this.#word(at)) !== '';
    this.#saying.set(at, says);
    return says;
  }
  #isVague(at: number): boolean {
    const word = this.#word(at).toLowerCase();
    return (
      VAGUE.has(word) || (word.endsWith('s') && (VAGUE.has(word.slice(0, -1)) || VAGUE.has(word.replace(/ies$/u, 'y'))))
    );
  }

  /** Whether a phrase ends before the thing at `place`, whose last noun is `head`. */
  #breaksAt(place: number, head: number): boolean {
    const last = this.words[head];
    if (!last || head !== place - 1 || last.pos !== 'NOUN') return false;
    // "The old house Dora Quist built", but "the inner-city Chicago boys"; a plural stands before its noun but seldom.
    if (this.pos(place) === 'PROPN') return !this.#joins(head - 1);
    return isPlural(last);
  }

  /** The noun phrase that begins at `at`, without what may follow its head. */
  core(at: number): Core | null {
    let place = at;
    let opening = -1;
    if (this.pos(place) === 'DET' || PERSONAL.test(this.#word(place))) {
      if (/^no$/iu.test(this.#word(place))) return null;
      if (ARTICLE.test(this.#word(place)) || PERSONAL.test(this.#word(place))) opening = place;
      place += 1;
    }
    const first = place;
    let head = -1;
    for (;;) {
      const follows = this.#isThing(place + 1) || this.#isModifier(place + 1);
      if (this.#isThing(place)) {
        if (this.#breaksAt(place, head)) break;
        head = place;
      } else if (head === place - 1 && POSSESSIVE.test(this.#word(place)) && follows) head = -1;
      else if (place > first && this.#joins(place)) head = -1;
      // An adjective after the noun begins something else, but for compounds ("a doll's old house").
      else if (!this.#isModifier(place) || head >= 0) break;
      place += 1;
    }
    if (head < 0 || head !== place - 1) return null;
    // "A surrealist society kidnaps": one of something has no plural, so that is the verb.
    const last = this.words[head];
    if (last?.pos !== 'NOUN' || !/^an?$/iu.test(this.#word(opening)) || !isPlural(last))
      return { opening, first, head, next: place };
    const isRun = head - 1 >= first && this.#isThing(head - 1);
    return isRun ? { opening, first, head: head - 1, next: head } : null;
  }

  /** "of" and a noun phrase or "the dead" right after a head; where it ends, or `from` where there is none. */
  #afterOf(from: number): number {
    if (!/^of$/iu.test(this.#word(from))) return from;
    const core = this.core(from + 1);
    if (core) return PERSONAL.test(this.#word(from + 1)) || this.#isVague(core.head) ? from : core.next;
    const isDead = /^the$/iu.test(this.#word(from + 1)) && this.pos(from + 2) === 'ADJ' && !this.#isThing(from + 3);
    return isDead ? from + 3 : from;
  }

  #opensClause(place: number): boolean {
    return RELATIVE.test(this.#word(place));
  }
  #pausesAt(place: number): boolean {
    return place >= this.words.length || (/^(?:PUNCT|CCONJ)$/u.test(this.pos(place)) && !this.#joins(place));
  }

  /** A short clause with one verb that ends where the sentence pauses or goes on: "that will not swarm". */
  #afterClause(from: number): number {
    if (!this.#opensClause(from)) return from;
    let verbs = 0;
    let place = from + 1;
    for (; !this.#pausesAt(place) && place - from <= LONGEST_CLAUSE; place++) {
      // The main clause goes on: "a woman who repairs engines | knows the rest", "a valve that should have held | has gone".
      const isFinite = /^(?:has|have|had|is|are|was|were)$/iu.test(this.#word(place)) || endsInS(this.#word(place));
      const goesOn = verbs > 0 && isFinite;
      if (this.#isVerb(place) && (goesOn || !/^(?:VERB|AUX|PART|ADV)$/u.test(this.pos(place - 1)))) verbs += 1;
      if (verbs > 1 || this.#opensClause(place)) break;
    }
    const ends = verbs > 1 || this.#pausesAt(place) || this.#opensClause(place);
    const isWhole = place - from >= 2 && verbs > 0 && !/^(?:ADP|DET|AUX|PART|SCONJ|PRON)$/u.test(this.pos(place - 1));
    return ends && isWhole ? place : from;
  }

  /** As written, from one place to before another; a sentence's capital is taken back where no name begins. */
  #written(from: number, to: number): string {
    const first = this.words[from];
    const last = this.words[to - 1];
    if (!first || !last) return '';
    const cut = this.#text.slice(first.start, last.end).replace(/\s+/gu, ' ');
    const small = first.text.toLowerCase();
    const isSentence = opensSentence(this.words, from) || this.pos(from - 1) === 'PUNCT';
    return isSentence && (first.pos !== 'PROPN' || (this.#isCommon(small) && this.pos(from + 1) !== 'PROPN'))
      ? cut.slice(0, 1).toLowerCase() + cut.slice(1)
      : cut;
  }

  /** "a", "an", "the" or nothing before what begins at `from`; "a" for "his". */
  #article({ opening, first, head }: Core, from: number, words: string): string {
    if (opening < 0 || (from > first && this.pos(from) === 'PROPN')) return '';
    const written = this.#word(opening).toLowerCase();
    const last = this.words[head];
    // "His uncle" is an uncle, "his freedom" is not a freedom: told apart where something more is said of them.
    if (PERSONAL.test(written) && (from === head || (last && isPlural(last)))) return '';
    if (written === 'the' || (from === first && ARTICLE.test(written))) return `${written} `;
    return /^[aeiou]/iu.test(words) ? 'an ' : 'a ';
  }

  /** Names of one word that nothing marks as a place, notes in brackets, and lone words that may be verbs. */
  #isDoubtful({ opening, first, head, next }: Core): boolean {
    if (opening >= 0 || first !== head) return false;
    if (this.#word(first - 1) === '(' && this.#word(next) === ')') return true;
    if (this.pos(head) === 'PROPN') return !PLACE.test(this.#word(first - 1));
    return /^(?:DET|PRON)$/u.test(this.pos(next)) || (/ing$/iu.test(this.#word(head)) && this.pos(first - 1) !== 'DET');
  }

  /** The phrase around a head, and the first place after it that another may begin at. */
  phrase(core: Core): { readonly phrase: NounPhrase; readonly next: number } | null {
    if (!this.#says(core.head) || this.#isDoubtful(core)) return null;
    // Numbers and words of praise at the front say nothing of what it is about.
    let first = core.first;
    while (first < core.head && (this.pos(first) === 'NUM' || !this.#says(first)) && !this.#joins(first + 1))
      first += 1;
    const of = this.#afterOf(core.next);
    const clause = this.#afterClause(of);
    const forms: PhraseForm[] = [];
    const add = (from: number, to: number) => {
      const written = this.#written(from, to);
      const key = contentKey(written);
      const isNew = key !== '' && forms.every((form) => key !== form.key);
      if (!isNew || to - from > LONGEST || !WORDS_ONLY.test(written)) return;
      forms.push({ key, words: `${this.#article(core, from, written)}${written}` });
    };
    for (const end of [clause, of]) if (end > core.next) add(first, end);
    for (let from = first; from <= core.head && !this.#isVague(core.head); from++) {
      // A phrase does not begin with the rest of a word or of a name, or with "'s".
      const isRest =
        this.#joins(from) || this.#joins(from - 1) || (this.pos(from) === 'PROPN' && this.pos(from - 1) === 'PROPN');
      if ((from === first || !isRest) && !POSSESSIVE.test(this.#word(from)) && this.#says(from)) add(from, core.next);
    }
    const named = of === core.next && this.words.slice(first, core.next).every(({ pos }) => pos === 'PROPN');
    return forms.length === 0 ? null : { phrase: { forms, named }, next: clause > of ? clause : core.next };
  }
}

/**
 * All noun phrases of `text` in order, one for each head; a phrase inside "… of …" counts for itself too.
 * `isCommon`: whether a word stands in lower case somewhere, by which names at the start of a sentence are told from other words.
 */
export function nounPhrases(text: string, tagger: Tagger, isCommon: (word: string) => boolean): NounPhrase[] {
  const reader = new Reader(text, taggedWords(text, tagger, isCommon), isCommon);
  const found: NounPhrase[] = [];
  for (let at = 0; at < reader.words.length;) {
    const core = reader.core(at);
    if (!core) {
      at += 1;
      continue;
    }
    const read = reader.phrase(core);
    if (read) found.push(read.phrase);
    at = read?.next ?? core.next;
    // What is left of a run that was broken off is no phrase.
    if (at === core.next) while (reader.pos(at) === 'NOUN') at += 1;
  }
  return found;
}

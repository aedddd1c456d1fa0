// What a light tagger gets wrong about verbs, put right by the words around: "a mobster travels to", "who copies", "must swarm" are taken
// for nouns by it, "a stopped watch" for verbs. A verb that is taken for a noun would stand in a profile as a thing someone likes.
import type { TaggedWord, Tagger } from './tagger';

const MODAL = /^(?:will|would|can|could|must|should|shall|may|might|cannot|to|n['’]t|not|never)$/iu;
const RELATIVE = /^(?:who|which|that|whom)$/iu;
const PERSONAL = /^(?:my|your|his|her|its|our|their|whose)$/iu;
/** "the car breaks down" */
const PARTICLE = /^(?:down|up|out|off|away|back|over|apart|together)$/iu;
const IRREGULAR_PLURAL = /(?:men|women|people|children|police|mice|feet)$/iu;
/** What cannot follow a noun inside its phrase, and does follow a verb. */
const AFTER_VERB = new Set(['ADP', 'DET', 'PRON', 'PART', 'ADV', 'SCONJ', 'CCONJ', 'PUNCT']);
const OBJECT = new Set(['DET', 'PRON']);

const isThing = (word: TaggedWord | undefined) => word?.pos === 'NOUN' || word?.pos === 'PROPN';
/** Ends like a plural, or like a verb of the third person. */
export const endsInS = (text: string) =>
  /s$/iu.test(text) && !/(?:ss|us|is)$|^(?:series|species|news|headquarters)$/iu.test(text);

/** A plural, or a name that looks like one. */
export const isPlural = ({ text }: TaggedWord): boolean => endsInS(text) || IRREGULAR_PLURAL.test(text);

function isVerbAfterAll(words: readonly TaggedWord[], at: number, { canBeVerb }: Tagger): boolean {
  const word = words[at];
  const before = words[at - 1];
  if (!word || !before || word.pos !== 'NOUN') return false;
  if (MODAL.test(before.text) && before.pos !== 'DET' && before.pos !== 'ADP') return true;
  const thirdPerson = endsInS(word.text);
  const next = words[at + 1];
  const follows = next !== undefined && AFTER_VERB.has(next.pos) && !/^of$/iu.test(next.text);
  // Who has a name does something, whatever the dictionary knows of it: "Kirin betrays".
  if (before.pos === 'PROPN' && thirdPerson && follows && !isPlural(before) && next.pos !== 'PUNCT') return true;
  if (!canBeVerb(word.text)) return false;
  if (RELATIVE.test(before.text) && (before.pos !== 'DET' || isThing(words[at - 2]))) return true;
  if (before.pos === 'PRON' && thirdPerson && !PERSONAL.test(before.text)) return true;
  // The main clause goes on after one that ended: "what a rose that should not exist means".
  const goesOn = before.pos === 'VERB' || (before.pos === 'ADJ' && /^(?:AUX|ADV)$/u.test(words[at - 2]?.pos ?? ''));
  if (goesOn && thirdPerson && (next === undefined || next.pos === 'PUNCT')) return true;
  if (!isThing(before)) return false;
  if (next === undefined) return thirdPerson || isPlural(before);
  if (OBJECT.has(next.pos) || /^to$/iu.test(next.text) || PARTICLE.test(next.text)) return true;
  if (!follows) return isPlural(before) && !thirdPerson;
  return thirdPerson !== isPlural(before);
}

const PARTICIPLE = /(?:ed|en|ing|wn|ft|ght|lt|ost|orn|ung|unk)$/iu;

/** Verbs inside a noun phrase: "a stopped watch", "the fading hotel", "Shanghai crime". */
function isNominalAfterAll(words: readonly TaggedWord[], at: number): 'ADJ' | 'NOUN' | 'PROPN' | null {
  const word = words[at];
  const before = words[at - 1];
  const next = words[at + 1];
  if (!word || !before || word.pos !== 'VERB') return null;
  if (/^\p{Lu}\p{Ll}/u.test(word.text) && before.pos !== 'PUNCT') return 'PROPN';
  const opens = ['DET', 'ADJ', 'NUM'].includes(before.pos) || PERSONAL.test(before.text);
  if (!opens) return null;
  if (PARTICIPLE.test(word.text)) {
    if (next && /^(?:NOUN|PROPN|ADJ|VERB)$/u.test(next.pos)) return 'ADJ';
    // "Sluggish plotting."
    const isWhole = next === undefined || next.pos === 'PUNCT' || next.pos === 'CCONJ';
    return isWhole && before.pos === 'ADJ' && /ing$/iu.test(word.text) ? 'NOUN' : null;
  }
  return endsInS(word.text) ? null : 'NOUN';
}

/** Whether the word at `at` is the first of a sentence or of what is set off by signs. */
export const opensSentence = (words: readonly TaggedWord[], at: number): boolean =>
  at === 0 || /^[.!?:…"“‘(]$/u.test(words[at - 1]?.text ?? '');

/** A sentence's first word has a capital whatever it is: taken for a name where nothing is known of it. */
function asInside(words: readonly TaggedWord[], at: number, tagger: Tagger, isCommon: (word: string) => boolean) {
  const word = words[at];
  if (word?.pos !== 'PROPN' || !opensSentence(words, at)) return null;
  const small = word.text.toLowerCase();
  const pos = tagger.tag(small)[0]?.pos ?? word.pos;
  // What the tagger knows for something else than a thing is no name either, unless it does something: "Clement betrays".
  const acts = endsInS(words[at + 1]?.text ?? '') && words[at + 1]?.pos !== 'PROPN';
  return isCommon(small) || (pos !== 'NOUN' && pos !== 'PROPN' && !acts) ? { ...word, pos } : null;
}

/** The words of `text` with better tags, mended from left to right. `isCommon`: whether other texts have a word in lower case. */
export function taggedWords(text: string, tagger: Tagger, isCommon: (word: string) => boolean): TaggedWord[] {
  const mended = tagger.tag(text);
  mended.forEach((read, at) => {
    const word = asInside(mended, at, tagger, isCommon) ?? read;
    mended[at] = word;
    if (isVerbAfterAll(mended, at, tagger)) mended[at] = { ...word, pos: 'VERB' };
    else {
      const nominal = isNominalAfterAll(mended, at);
      if (nominal !== null) mended[at] = { ...word, pos: nominal };
    }
  });
  return mended;
}

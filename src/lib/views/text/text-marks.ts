// Splits a text where given phrases occur, so that a component can mark them. The text stays text: no HTML is made.

export interface TextPart {
  readonly text: string;
  /** The phrase that was found here, as it was asked for; null between finds. */
  readonly phrase: string | null;
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

/**
 * The parts of `text` in order; joined, they are `text` again. Phrases match whole words, without regard to case; where
 * two could start at the same place, the longer one wins.
 */
export function splitByPhrases(text: string, phrases: readonly string[]): readonly TextPart[] {
  const wanted = phrases
    .filter((phrase) => phrase.trim() !== '')
    .map((phrase) => ({ phrase, lower: phrase.toLowerCase() }))
    .sort((a, b) => b.lower.length - a.lower.length);
  const lower = text.toLowerCase();
  // Lower-casing can change the length of a few characters; positions would then be wrong, so nothing is marked.
  if (lower.length !== text.length || wanted.length === 0) return text ? [{ text, phrase: null }] : [];

  const parts: TextPart[] = [];
  let plainFrom = 0;
  let at = 0;
  while (at < text.length) {
    const startsWord = !isWordCharacter(text[at - 1]);
    const found = startsWord
      ? wanted.find((w) => lower.startsWith(w.lower, at) && !isWordCharacter(text[at + w.lower.length]))
      : undefined;
    if (!found) {
      at += 1;
      continue;
    }
    if (at > plainFrom) parts.push({ text: text.slice(plainFrom, at), phrase: null });
    const end = at + found.lower.length;
    parts.push({ text: text.slice(at, end), phrase: found.phrase });
    at = end;
    plainFrom = end;
  }
  if (plainFrom < text.length) parts.push({ text: text.slice(plainFrom), phrase: null });
  return parts;
}

// In what script, and whether in English, texts are written: enough to say that an encoder of English reads something else. It recognises
// no other language. Pure.
import { FUNCTION_WORDS } from '#lib/profiles/text/stop-words';

/** Scripts that are told by name. */
const SCRIPTS = [
  ['Latin', /\p{Script=Latin}/gu],
  ['Cyrillic', /\p{Script=Cyrillic}/gu],
  ['Greek', /\p{Script=Greek}/gu],
  ['Chinese or Japanese', /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['Korean', /\p{Script=Hangul}/gu],
  ['Arabic', /\p{Script=Arabic}/gu],
  ['Hebrew', /\p{Script=Hebrew}/gu],
  ['Devanagari', /\p{Script=Devanagari}/gu],
  ['Thai', /\p{Script=Thai}/gu]
] as const;
/** Of an English sentence every third word is one of grammar; of a list of names none. */
const LEAST_GRAMMAR = 0.15;

/** "English", "Latin letters" where that cannot be told, another script by its name, or "no letters". */
export function languageOf(text: string): string {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return 'no letters';
  const [name] = SCRIPTS.find(([, script]) => 2 * (text.match(script)?.length ?? 0) > letters) ?? ['another script'];
  if (name !== 'Latin') return name;
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const grammar = words.filter((word) => FUNCTION_WORDS.has(word)).length;
  return grammar >= LEAST_GRAMMAR * words.length ? 'English' : 'Latin letters';
}

/** How many texts are in what, the most frequent first. */
export function languagesOf(
  texts: readonly (string | null)[]
): readonly { readonly name: string; readonly texts: number }[] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    if (text === null || text.trim() === '') continue;
    const name = languageOf(text);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, texts]) => ({ name, texts }))
    .sort((a, b) => b.texts - a.texts || (a.name < b.name ? -1 : 1));
}

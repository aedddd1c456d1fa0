// What the items of one user have in common and others have less: phrases, or parts of phrases, that several of them name.
import { log } from '#lib/elementary/logarithm';
import type { PhraseForm } from '../text/noun-phrases';
import type { Phrase } from '../text/phrases';
import { withoutOverlap } from '../text/phrases';

/** A list of phrases for each item. */
type ItemPhrases = readonly (readonly Phrase[])[];

/** In how many items' profiles each form of a phrase stands. */
export interface ThemeCounts {
  /** Items that name anything. */
  readonly items: number;
  readonly frequency: ReadonlyMap<string, number>;
}

export interface Theme extends PhraseForm {
  /** How many of the user's items name it. */
  readonly items: number;
}

function formsOf(phrases: readonly Phrase[]): Map<string, PhraseForm> {
  const forms = new Map<string, PhraseForm>();
  for (const phrase of phrases) for (const form of phrase.forms) if (!forms.has(form.key)) forms.set(form.key, form);
  return forms;
}

export function countThemes(all: ItemPhrases): ThemeCounts {
  const frequency = new Map<string, number>();
  const naming = all.filter((phrases) => phrases.length > 0);
  for (const phrases of naming)
    for (const key of formsOf(phrases).keys()) frequency.set(key, (frequency.get(key) ?? 0) + 1);
  return { items: naming.length, frequency };
}

/**
 * Forms that at least two of the user's items name, and more of them than of all items, by k · ln(share here / share of all): what sets the
 * user apart, not what everyone reads. No two share a word.
 */
export function commonThemes(items: ItemPhrases, counts: ThemeCounts, limit: number): Theme[] {
  const themes = new Map<string, { key: string; words: string; items: number }>();
  for (const phrases of items) {
    for (const { key, words } of formsOf(phrases).values()) {
      const known = themes.get(key);
      if (known) known.items += 1;
      else themes.set(key, { key, words, items: 1 });
    }
  }
  const scored = [...themes.values()].flatMap((theme) => {
    if (theme.items < 2) return [];
    const lift = (theme.items / items.length) * (counts.items / (counts.frequency.get(theme.key) ?? 1));
    const score = theme.items * log(lift);
    return score > 0 ? [{ ...theme, score }] : [];
  });
  scored.sort((a, b) => b.score - a.score);
  return withoutOverlap(scored, limit).map(({ key, words, items: named }) => ({ key, words, items: named }));
}

/** What single items are about, each item's best first, so that all of them are heard. None shares a word with `said`. */
export function singleThemes(items: ItemPhrases, said: readonly PhraseForm[], limit: number): PhraseForm[] {
  const ranked = items.flatMap((phrases) => phrases.map((phrase, rank) => ({ phrase, rank })));
  ranked.sort((a, b) => a.rank - b.rank || b.phrase.score - a.phrase.score);
  return withoutOverlap(
    ranked.map(({ phrase }) => phrase),
    limit,
    said
  );
}

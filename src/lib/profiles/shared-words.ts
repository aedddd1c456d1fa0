// Words that a user's profile shares with the profiles of recommended items: the part of an explanation that can be pointed
// at. It says what the texts have in common, not why a trained model ranked an item high.
import type { Token } from './text/tokenise';
import { tokenise } from './text/tokenise';

export interface SharedWords {
  /** As written in the user's profile, so that it can be marked there. */
  readonly words: string;
  /** `item` of the profiles that have the phrase in some form, in the order given. */
  readonly items: readonly string[];
}

export interface ItemProfileText {
  /** What to name the item by in the result, e.g. its id or title. */
  readonly item: string;
  readonly text: string | null;
}

const LONGEST = 4;

interface Run {
  readonly key: string;
  readonly first: Token;
  readonly last: Token;
  readonly length: number;
}

/** Runs of 1 to 4 words that start and end with a content word and cross no punctuation ("sense of place" is one). */
function runs(text: string): Run[] {
  const tokens = tokenise(text);
  const found: Run[] = [];
  tokens.forEach((first, start) => {
    if (!first.content) return;
    for (let length = 1; length <= LONGEST; length++) {
      const last = tokens[start + length - 1];
      if (!last || (length > 1 && last.afterBreak)) break;
      const key = tokens
        .slice(start, start + length)
        .map((token) => token.stem)
        .join(' ');
      if (last.content) found.push({ key, first, last, length });
    }
  });
  return found;
}

/**
 * Shared phrases, longest first, then those of most items, then as they stand in the user's profile. Forms of a word count
 * as one (stems), stop words alone never count. A part of a longer phrase appears by itself only with items that do not
 * have the longer one.
 */
export function sharedWords(
  userProfile: string | null,
  itemProfiles: readonly ItemProfileText[],
  limit = 12
): SharedWords[] {
  if (userProfile === null) return [];
  const itemKeys = itemProfiles.map(({ item, text }) => ({
    item,
    keys: new Set(text === null ? [] : runs(text).map((run) => run.key))
  }));
  const seen = new Set<string>();
  const candidates = runs(userProfile).flatMap((run) => {
    if (seen.has(run.key)) return [];
    seen.add(run.key);
    const items = itemKeys.filter(({ keys }) => keys.has(run.key)).map(({ item }) => item);
    return items.length > 0 ? [{ ...run, items }] : [];
  });
  candidates.sort((a, b) => b.length - a.length || b.items.length - a.items.length || a.first.start - b.first.start);
  const kept: (Run & { readonly items: readonly string[] })[] = [];
  for (const candidate of candidates) {
    const covered = new Set(
      kept.filter((longer) => ` ${longer.key} `.includes(` ${candidate.key} `)).flatMap((longer) => longer.items)
    );
    const items = candidate.items.filter((item) => !covered.has(item));
    if (items.length > 0) kept.push({ ...candidate, items });
  }
  return kept
    .slice(0, limit)
    .map(({ first, last, items }) => ({ words: userProfile.slice(first.start, last.end), items }));
}

// Titles and authors. A title takes its nouns from the book's theme only sometimes, as real ones do.
import type { Draws } from './draws';
import { expand } from './grammar';
import { ADJECTIVES, FIRST_NAMES, LAST_NAMES, NEUTRAL_NOUNS, TOWNS } from './vocabulary';
import type { Theme } from './themes';

const SHAPES = [
  'The {adjective} {noun}',
  'The {noun} [of|at|above] {town}',
  'A {noun} for {name}',
  '{adjective} {noun}, {adjective} {other}',
  'What the {noun} [Knew|Kept|Left Behind|Meant]',
  'The {noun} and the {other}',
  '{name}’s {noun}',
  'Letters from {town}',
  '{town}, [in Winter|After Dark|by Night|Again]',
  'The Year of the {noun}',
  'No {noun} but the {other}',
  '[Under|Beyond|Before|Against] the {noun}',
  'How {name} Lost the {noun}',
  'A [Short History|Field Guide|Catalogue|Book] of {nouns}',
  '[Three|Seven|Eleven|A Hundred] {nouns}',
  'The {surname} {noun}',
  'Dear {name}',
  '{noun} Weather',
  'The [Man|Woman|Girl] Who Kept the {noun}',
  'All the {adjective} {nouns}',
  'Half a {noun}',
  'The {noun}-Keeper’s {other}',
  'Return to {town}',
  '{name} and the {adjective} {noun}'
] as const;

/** A title nobody has yet. `themed` says how often nouns are the theme's own. */
export function makeTitle(theme: Theme, themed: number, draws: Draws, taken: Set<string>): string {
  for (;;) {
    const noun = (): string => draws.pick(draws.chance(themed) ? theme.nouns : NEUTRAL_NOUNS);
    const title = expand(
      draws.pick(SHAPES),
      {
        adjective: () => draws.pick(ADJECTIVES),
        noun,
        other: noun,
        nouns: () => plural(noun()),
        name: () => draws.pick(FIRST_NAMES),
        surname: () => draws.pick(LAST_NAMES),
        town: () => draws.pick(TOWNS)
      },
      draws
    );
    if (taken.has(title) || /\ba (?=[AEIO]|Hour)/i.test(title) || /\b(\w+)\b.* \1\b/.test(title.replace(/^The /, '')))
      continue;
    taken.add(title);
    return title;
  }
}

function plural(noun: string): string {
  if (noun === 'Salt' || noun === 'Bread' || noun === 'Clockwork') return noun;
  if (/(s|x|z|ch|sh)$/.test(noun)) return `${noun}es`;
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

export const makeAuthor = (draws: Draws): string => `${draws.pick(FIRST_NAMES)} ${draws.pick(LAST_NAMES)}`;

// Descriptions: a publisher's blurb of two to five sentences from frames of different build. At each place where a blurb
// speaks of what the book is about, `informativeness` decides whether it speaks of the book's own themes or of drawn ones.
import type { Draws } from './draws';
import { sentence, type Slots } from './grammar';
import type { Taste } from './taste';
import { THEMES, type Theme } from './themes';
import { FIRST_NAMES, MANNERS, TOWNS } from './vocabulary';

const OPENINGS = [
  '{hero} [comes back to|has never left|inherits|is sent to] {place}.',
  'When {event}, {hero} is the only one [not surprised|who notices|left to explain it].',
  'In {place}, {event}.',
  '{hero}, {thing}, and {place}: [that is all it takes|three things that should never have met|so begins a long winter].',
  'It starts with {thing}.',
  'Nobody in {town} talks about {thing}, [least of all|except] {hero}.',
  '{name} was nine when {event}; [thirty years|half a lifetime|one war] later it happens again.',
  'For {hero}, {place} was meant to be [an escape|a last posting|a quiet end to a loud life].',
  '[Autumn|The last week of the year|A wet spring], and {event}.',
  '{hero} and {hero2} have [one night|nine days|a single winter] to [find|hide|give back] {thing}.',
  'There are two stories about {place}, and [both are wrong|{name} has been told neither|only one is written down].',
  'Everyone wants {thing}. [Only|Unfortunately,] {hero} knows [what it is for|where it went|who made it].',
  'The [summer|winter|year] that {event} was also the one in which {name} [learned to lie|stopped writing home|fell in love].',
  'At first {thing} seems [like a joke|worth very little|easily explained].'
] as const;

const MIDDLES = [
  'Then {event}.',
  'What begins with {subject} [ends with|turns into] {subject2}.',
  'Out of {subject} and {subject2} {author} makes [a mystery|a comedy of errors|something like a prayer].',
  '{name} knows {subject} [from childhood|by heart|too well], and {hero2} [does not|knows the rest].',
  'What follows leads from {place} to {place2}, [by way of|and past] {thing}.',
  'But {thing} has [already been sold|another owner|gone missing], and {hero2} is asking questions.',
  'Between {hero2} and {thing}, [there is little room for the truth|somebody has to give way|old loyalties start to fray].',
  '{name} [trusts|marries|follows|betrays] {hero2}, [and regrets it|which nobody saw coming|for reasons of her own|at a price].',
  'Meanwhile, in {place2}, {event}.',
  'The only help comes from {hero2}, who [wants {thing} in return|has never been wrong before|should be dead].',
  'Soon nothing in {town} is [as it was|simple|safe], and {event}.',
  'Everything depends on {thing}, [or on who tells the story of it|which no one has seen in years].',
  'As {event}, {name} must choose between [two people|what is right and what is kind|leaving and being left].',
  'To understand it, {hero} has to go back to {place2}.',
  'It is {hero2} who first [guesses|says aloud|pays for] what {thing} means.'
] as const;

const MANNER_SENTENCES = [
  '{Manner}: {subject} as only {author} [sees it|would tell it|can].',
  'This is {author}’s [second|third|fifth|shortest|strangest] novel, {manner}.',
  '[Readers of|Anyone who loved] {title2} will know {author} at once: {manner}.',
  'Like all of {author}’s books it is {manner}, [and never quite what it seems|and kinder than it looks|from the first page to the last].',
  '{manner}, with an eye for {thing}.'
] as const;

const CLOSINGS = [
  'A novel about {subject}, {subject2} and [what we owe each other|the price of silence|how to begin again].',
  'For anyone drawn to {subject}, and anyone who has ever [waited too long|kept a promise|stood in an empty room].',
  '{subject}, {subject2}, {subject3}: [everything {author} knows is in it|it is all here|and under it a love story].',
  'In the end it is less about {subject} than about [forgiveness|time|who gets to remember].',
  'No one writes {subject} like this.',
  'You will not think of {subject} in the same way again.',
  'First published [in a small edition|under another name|to no notice at all], this classic of {subject} is [restored|back in print|newly translated].',
  'As exact on {subject} as on {subject2}, and the last page [changes the first|is worth the wait|has been argued over ever since].',
  'With an afterword on {subject}.',
  'A novel of {subject}, shortlisted for [nothing, and loved by everyone who found it|three prizes|the Merrow Prize].'
] as const;

export interface BookText {
  readonly taste: Taste;
  readonly author: string;
  readonly title: string;
}

/** Index drawn by weight. */
export function byWeight(weights: readonly number[], draws: Draws): number {
  const total = weights.reduce((a, b) => a + b, 0);
  let left = draws.unit() * total;
  for (let at = 0; at < weights.length; at++) {
    left -= weights[at] ?? 0;
    if (left < 0) return at;
  }
  return weights.length - 1;
}

/** The book's own theme (by its weights) or, where the text is uninformative here, any. */
export function themeFor(taste: Taste, informativeness: number, draws: Draws): Theme {
  const own = draws.chance(informativeness);
  const at = own ? byWeight(taste.shared, draws) : draws.below(THEMES.length);
  const theme = THEMES[at];
  if (!theme) throw new RangeError(`No theme ${at}`);
  return theme;
}

export function mannerIndex(taste: Taste, informativeness: number, draws: Draws): number {
  return draws.chance(informativeness) ? byWeight(taste.textOnly, draws) : draws.below(MANNERS.length);
}

export function makeDescription(book: BookText, otherTitle: string, informativeness: number, draws: Draws): string {
  const said = new Set<string>();
  /** A phrase of a theme that this blurb has not used. */
  const phrase = (field: 'heroes' | 'places' | 'things' | 'events' | 'subjects') => (): string => {
    for (let attempt = 0; attempt < 20; attempt++) {
      const chosen = draws.pick(themeFor(book.taste, informativeness, draws)[field]);
      if (said.has(chosen)) continue;
      said.add(chosen);
      return chosen;
    }
    return draws.pick(draws.pick(THEMES)[field]);
  };
  const manner = MANNERS[mannerIndex(book.taste, informativeness, draws)]?.told ?? [];
  const name = draws.pick(FIRST_NAMES);
  const slots: Slots = {
    hero: phrase('heroes'),
    hero2: phrase('heroes'),
    place: phrase('places'),
    place2: phrase('places'),
    thing: phrase('things'),
    event: phrase('events'),
    subject: phrase('subjects'),
    subject2: phrase('subjects'),
    subject3: phrase('subjects'),
    manner: () => draws.pick(manner),
    Manner: () => draws.pick(manner),
    name: () => name,
    town: () => draws.pick(TOWNS),
    author: () => book.author,
    title2: () => otherTitle
  };
  const parts = [sentence(draws.pick(OPENINGS), slots, draws)];
  const middles = 1 + draws.below(4);
  const frames = draws.shuffle(MIDDLES);
  for (let at = 0; at < middles; at++) parts.push(sentence(frames[at] ?? MIDDLES[0], slots, draws));
  if (draws.chance(0.75)) parts.push(sentence(draws.pick(MANNER_SENTENCES), slots, draws));
  if (draws.chance(0.9) || parts.length < 2) parts.push(sentence(draws.pick(CLOSINGS), slots, draws));
  return parts.join(' ');
}

// Reviews: readers with voices of their own speak of what they liked or missed. A review of a noise click is lukewarm and
// says little of the book, as one would expect of a book bought by mistake.
import type { Click } from './clicks';
import { mannerIndex, themeFor } from './descriptions';
import type { Draws } from './draws';
import { capitalise, sentence, type Slots } from './grammar';
import type { Taste } from './taste';
import { MANNERS } from './vocabulary';

const VOICES = ['terse', 'chatty', 'critical', 'warm', 'bookish'] as const;
type Voice = (typeof VOICES)[number];

const PRAISE: Readonly<Record<Voice, readonly string[]>> = {
  terse: [
    'Loved {subject}.',
    'Great on {subject}.',
    '{Subject}: superb.',
    'Read it twice, for {subject}.',
    'Five evenings, no regrets. {Subject}!',
    'More {noted}, please.',
    'Came for {subject}, stayed for the {noted}.'
  ],
  chatty: [
    'I [picked this up on a whim|got this from my sister|read this on the train], and [oh,|honestly,|wow,] {subject}!',
    'You know how some books just get {subject} right? This one does.',
    'My tea went cold, that is how good {subject} is here.',
    'I kept telling everyone at work about {thing}.',
    'The {noted} had me [grinning|reading bits aloud|up till two].'
  ],
  critical: [
    'I am hard to please when it comes to {subject}, and this [passes|comes close|holds up].',
    'The treatment of {subject} is careful and mostly earned.',
    'One could quibble with the ending, but {subject} is handled with real skill.',
    'The {noted} could have been an affectation; it is not.',
    'Rarely has {thing} carried so much of a plot so lightly.'
  ],
  warm: [
    'This book felt like [home|an old friend|a long walk with someone I miss]: {subject}, and all that goes with it.',
    'I wanted to move into {place}.',
    '{Hero}: I would read ten more books about that.',
    'What stays with me is {thing}.',
    'There is such tenderness in how it writes about {subject}.'
  ],
  bookish: [
    'As a portrait of {subject} it stands beside much better-known books.',
    'The structure turns on {thing}, and the {noted} serves it well.',
    'Notice how early {place} is introduced and how late it matters.',
    'A fine addition to the shelf on {subject}.',
    'The {noted} reminded me why I read.'
  ]
};

const COMPLAINTS: Readonly<Record<Voice, readonly string[]>> = {
  terse: [
    'Not for me.',
    'Too much {subject}.',
    'Gave up at {thing}.',
    '{Subject}? Tedious.',
    'The {noted} wore me out.'
  ],
  chatty: [
    'I wanted to like it, I really did, but {subject} just [goes on and on|left me cold|is not my thing].',
    'My book club liked {subject}. I did not.',
    'Maybe I was in the wrong mood, but the {noted} got on my nerves.'
  ],
  critical: [
    '{Subject} is asked to carry more than it can.',
    'The {noted} covers for a thin plot.',
    'By the time we reach {place}, one has stopped caring.',
    'A promising start, undone by {thing}.'
  ],
  warm: [
    'I am sure others will love {subject}; I could not find a way in.',
    'It left me a little sad, and not in the good way. Perhaps it was {subject}.'
  ],
  bookish: [
    'Its account of {subject} is second-hand.',
    'The {noted} feels borrowed from better books.',
    'Compare any of the classics on {subject} and the gap shows.'
  ]
};

const MIXED: readonly string[] = [
  'Good {subject}, [weak|rushed|odd] ending.',
  '{Subject} saves it.',
  'I liked {thing} and [skipped|skimmed] the rest.',
  'Half a good book: the half about {subject}.',
  'The {noted} is [fine|pleasant enough]; {subject} is the reason to read it.'
];

const LUKEWARM: readonly string[] = [
  'It was all right.',
  'Bought by mistake, read anyway.',
  'Fine, I suppose.',
  'Not what I thought it was.',
  'Everyone is reading it, so I did.',
  'A gift. I passed it on.',
  'Finished it, could not tell you why.',
  'Okay for the train.',
  'I have no strong feelings about this one.',
  'Ordered the wrong book and kept it.',
  'It passed the time, more or less.',
  'The cover is nice.',
  'Saw it everywhere. Still not sure what the fuss is about.',
  'Read half, left it on a bench.'
];

const ASIDES: readonly string[] = [
  '',
  '',
  '',
  '',
  'Recommended.',
  'Will look for more by this author.',
  'Nice paper, too.',
  'Lent it out already.',
  'A bit long.',
  'Perfect for a rainy weekend.',
  'The translation is good.',
  'I shall read it again in a few years.',
  'Small print, though.',
  'Borrowed from the library, then bought.'
];

/** What the book is about, in few other words: most reviews say it somewhere. */
const CONTENT: readonly string[] = [
  '{Subject}, {thing}, {place}.',
  '{Hero} in {place}.',
  'Mostly {subject}, some {subject2}.',
  '{Subject} and {subject2}.',
  '{Hero}, {thing}, and then {event}!',
  'It has {thing} and {subject}.',
  '{Subject} above all, but also {thing}.',
  'The part where {event}: {subject} at its [best|fullest|plainest].',
  '{Place}, {hero}, {subject}.'
];

/** A reader's voice never changes. */
export const voiceOf = (draws: Draws): Voice => draws.pick(VOICES);

export function makeReview(
  click: Click,
  voice: Voice,
  reader: Taste,
  book: Taste,
  informativeness: number,
  draws: Draws
): string {
  if (click.noise)
    return [draws.pick(LUKEWARM), draws.chance(0.25) ? draws.pick(LUKEWARM) : ''].filter(Boolean).join(' ');
  const slots = slotsFor(reader, book, informativeness, draws);
  const frames = click.rating >= 4 ? PRAISE[voice] : click.rating === 3 ? MIXED : COMPLAINTS[voice];
  const order = draws.shuffle(frames);
  const count = voice === 'terse' ? 1 : 1 + draws.below(2);
  const parts = order.slice(0, count).map((frame) => sentence(frame, slots, draws));
  if (draws.chance(0.75)) parts.splice(draws.below(parts.length + 1), 0, sentence(draws.pick(CONTENT), slots, draws));
  const aside = click.rating >= 3 ? draws.pick(ASIDES) : '';
  return [...parts, aside].filter(Boolean).join(' ');
}

function slotsFor(reader: Taste, book: Taste, informativeness: number, draws: Draws): Slots {
  // What a reader remarks on is what the book has and the reader cares about.
  const remarked: Taste = {
    shared: book.shared.map((weight, at) => weight * (0.3 + (reader.shared[at] ?? 0))),
    clickOnly: [],
    textOnly: book.textOnly.map((weight, at) => weight * (0.3 + (reader.textOnly[at] ?? 0)))
  };
  const theme = themeFor(remarked, informativeness, draws);
  const second = themeFor(remarked, informativeness, draws);
  const manner = MANNERS[mannerIndex(remarked, informativeness, draws)]?.noted ?? [];
  const subject = (): string => draws.pick(theme.subjects);
  return {
    subject,
    subject2: () => draws.pick(second.subjects),
    Subject: () => capitalise(subject()),
    event: () => draws.pick(theme.events),
    hero: () => draws.pick(second.heroes),
    Place: () => capitalise(draws.pick(theme.places)),
    thing: () => draws.pick(theme.things),
    place: () => draws.pick(theme.places),
    Hero: () => capitalise(draws.pick(theme.heroes)),
    noted: () => draws.pick(manner)
  };
}

// What items and what users did with them are called in each domain of the paper, for whatever is said to a language model. Pure.

export const DOMAINS = ['generic', 'books', 'businesses', 'games', 'films'] as const;
export type Domain = (typeof DOMAINS)[number];

interface Words {
  readonly item: string;
  readonly items: string;
  /** What users did with them. */
  readonly chose: string;
  readonly about: string;
}

const WORDS: Readonly<Record<Domain, Words>> = {
  generic: { item: 'item', items: 'items', chose: 'chose', about: 'what it is and what it offers' },
  books: { item: 'book', items: 'books', chose: 'bought or read', about: 'its subject, genre, style and mood' },
  businesses: {
    item: 'business',
    items: 'businesses',
    chose: 'visited',
    about: 'what it offers, its atmosphere, its service and its place'
  },
  games: { item: 'game', items: 'games', chose: 'played', about: 'its genre, how it plays, its setting and its mood' },
  films: { item: 'film', items: 'films', chose: 'watched', about: 'its genre, themes, style and mood' }
};

export function wordsOf(domain: Domain): Words {
  return WORDS[domain];
}

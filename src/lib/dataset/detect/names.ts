// What names say: of columns ("userId", "book_id", "review/overall") and of files ("X.valid.csv", "to_read.csv"). A name is cut into
// words; a few words tell whose id a column is. The lists are of common words, not of data sets: what they do not know is decided by
// values and joins (column.ts, joins.ts).

/** Words that end in "id" without being an id. */
const NO_IDS = new Set([
  'paid',
  'valid',
  'invalid',
  'grid',
  'said',
  'void',
  'bid',
  'hybrid',
  'solid',
  'covid',
  'liquid'
]);
/** RecBole and its kin write the type behind a column's name. */
const TYPE = /:(token|token_seq|float|float_seq)$/i;

/** The words of a name, in lower case: "BookID" → book, id; "review/overall" → review, overall; "visitorid" → visitor, id. */
export function wordsOf(name: string): readonly string[] {
  const parts = name.replace(TYPE, '').match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lo}+|\p{N}+/gu) ?? [];
  return parts.flatMap((part) => {
    const word = part.toLowerCase();
    if (word === 'ids') return ['id'];
    return word.length > 4 && word.endsWith('id') && !NO_IDS.has(word) ? [word.slice(0, -2), 'id'] : [word];
  });
}

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Who clicks, buys, rates. */
const USERS = set(
  'user usr uid member customer cust client visitor reviewer rater reader listener player viewer buyer shopper consumer account person ' +
    'subscriber student learner voter follower traveler traveller profile guest patron fan msno'
);
/** What is clicked, bought, rated. */
const ITEMS = set(
  'item itm iid sku product prod asin isbn isbn13 article art movie film book song track artist album music video game app application ' +
    'business restaurant hotel poi venue place location spot news story anime manga comic recipe beer wine drink food dish show series tv ' +
    'title course lesson podcast episode post photo picture paper document doc repo joke thing object goods good offer content ad mid tour ' +
    'activity landmark streamer channel dish mod work'
);
/** Ids of neither: of an event, of a group, of a word. */
const NEITHER = set(
  'category cat genre tag label order invoice transaction session basket visit event row index idx rank type kind class brand city country ' +
    'state region zip parent brewery publisher developer author director language currency status group cluster tz timezone page device ' +
    'imdb tmdb review rating comment friend trustee truster trust label feat feature bundle quantity qty price amount count size age weight height ' +
    'length duration value score year month day hour minute week step position plays views likes clicks watched flag is has'
);
/** Words that say that a column is an id, a name, and no property. */
const ID_WORDS = set('id no nr num number code key hash uuid guid uid iid idx pk stock parent remap org unique sk');
const NAME_WORDS = set('name title login nick nickname handle username screen');

/** Names of persons in one word. */
const LOGINS = set('username nickname screenname profilename reviewername membername authorname');
/** Just enough to be taken for a user. */
const NEAREST = 1.5;

export type Side = 'user' | 'item';

/** What a column's name says of whose id it is. */
export interface NamedId {
  /** 3: an id by name; 2: a name of one; 1: an id of something unknown; 0: nothing; negative: an id of something else. */
  readonly user: number;
  readonly item: number;
}

/** How far a column's name says that it tells users or items apart. */
export function namedId(name: string): NamedId {
  const words = wordsOf(name);
  const has = (known: ReadonlySet<string>): boolean => words.some((word) => known.has(word));
  const only = (known: ReadonlySet<string>): boolean =>
    words.every((word) => known.has(word) || ID_WORDS.has(word) || /^\d+$/.test(word));
  const isName = has(NAME_WORDS);
  const isId = words.some((word) => ID_WORDS.has(word));
  if (words.length === 0) return { user: 0, item: 0 };
  if (words.length === 1 && words[0] === 'u') return { user: 3, item: -1 };
  if (words.length === 1 && words[0] === 'i') return { user: -1, item: 3 };
  // "profileName", "user_name": it tells users apart where nothing else does.
  if (has(USERS)) {
    if (only(USERS)) return { user: 3, item: -2 };
    return { user: isName ? 2 : isId && !has(NEITHER) ? 1.5 : -1, item: -2 };
  }
  if (words.some((word) => LOGINS.has(word))) return { user: 2, item: -2 };
  // Where no users are named a session is what comes nearest.
  if (words.includes('session') && words.every((word) => word === 'session' || ID_WORDS.has(word)))
    return { user: NEAREST, item: -2 };
  if (only(ITEMS)) {
    // A title is a name, whatever else goes by that word.
    if (words.every((word) => word === 'title')) return { user: -1, item: 1 };
    // Variants of a product share its parent.
    const isPlain = words.some((word) => word === 'item' || word === 'iid') || words.join(' ') === 'parent asin';
    return { user: -2, item: isPlain ? 3.2 : isId || words.length === 1 ? 3 : 2.5 };
  }
  if (has(NEITHER)) return { user: -1.5, item: -1.5 };
  if (has(ITEMS)) return { user: -2, item: isId ? 2.2 : isName ? 2 : -1 };
  return isId ? { user: 0.2, item: 1 } : { user: 0, item: 0 };
}

/** Whether a name is that of an id and nothing more: "id", "_id", "index". */
export const isBareId = (name: string): boolean => {
  const words = wordsOf(name);
  return words.length > 0 && words.every((word) => ID_WORDS.has(word));
};

/** Whether two names say the same: "book_id" and "BookID"; endings of the plural do not count. */
export function sameName(a: string, b: string): boolean {
  const plain = (name: string): string => singular(wordsOf(name)).join(' ');
  return plain(a) === plain(b) && plain(a) !== '';
}

/** Whether two names may mean one thing: they share a word that says whose id it is, or one of them says nothing of that. */
export function mayBeSame(a: string, b: string): boolean {
  const telling = (name: string): string[] =>
    singular(wordsOf(name)).filter((word) => !ID_WORDS.has(word) && word !== 'item');
  const [first, second] = [telling(a), telling(b)];
  if (first.length === 0 || second.length === 0) return true;
  return first.some((word) => second.includes(word));
}

const singular = (words: readonly string[]): string[] =>
  words.map((word) => (word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word));

/** A file's name without folders and the endings of packing and of its kind, in words. */
export function fileWords(path: string): readonly string[] {
  return singular(wordsOf(baseName(path)));
}

/** "a/X.train.csv.gz" → "X.train". */
export function baseName(path: string): string {
  const name = path.split('/').at(-1) ?? '';
  return name.replace(/\.(gz|zip|bz2)$/i, '').replace(/\.[a-z]{1,8}$/i, '') || name;
}

/** Files of what users did, and of what else pairs of users and items may be. */
const DEEDS = set(
  'rating review interaction transaction purchase order buy click play listen checkin check event history log feedback behavior behaviour ' +
    'action view sale rate triplet usage playcount scrobble rated inter watched record data matrix'
);
const WISHES = set(
  'wish wishlist read later watchlist want tag tagged tagging tagassignment bookmark friend follow trust social link genome similar ' +
    'submission sample cart shelf shelve bundle vocabulary candidate negative neg'
);

/** How far a file's name says that it holds interactions: 1 for "ratings", −1 for "to_read". */
export function namesInteractions(path: string): number {
  const words = fileWords(path);
  if (words.some((word) => WISHES.has(word))) return -1;
  return words.some((word) => DEEDS.has(word)) ? 1 : 0;
}

/** Whose table a file's name says it is: "movies.csv", "u.item", "customers.csv". */
export function namesNodes(path: string): Side | null {
  const words = fileWords(path);
  const ending = /\.(item|user)$/.exec(path)?.[1];
  const has = (known: ReadonlySet<string>): boolean => words.some((word) => known.has(word));
  if (ending === 'user' || (has(USERS) && !has(ITEMS))) return 'user';
  return ending === 'item' || (has(ITEMS) && !has(USERS)) ? 'item' : null;
}

// What may stand among the attributes of users and items, and so in prompts. The one place that every format's attributes pass through.
// Left out is what sums up ratings, reviews or clicks, since held-out ones are among them; what was made from the clicks of all; and
// addresses. It is decided by the words of a name and by the form of a value, so that a film's "rating: PG-13" and "pages: 320" stay.
import { addressesIn, plainText } from './plain-text';

export type LeftOutReason = 'summary' | 'clicks' | 'address';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** What users think of something. */
const OPINION = words(
  'rating ratings rated rater raters stars star score scores scored metascore overall vote votes voted voters upvotes downvotes upvote downvote ' +
    'review reviews reviewers likes dislikes liked like thumbs helpful useful funny cool compliment compliments recommended recommend ' +
    'recommends sentiment popularity popular trending favorite favorites favourites favorited favourite bookmarks bookmarked positive ' +
    'negative satisfaction'
);
/** What users do with something; a sum where it is counted, or where the word alone is a number of them. */
const USE = words(
  'play plays played playtime listen listens listeners listened scrobbles view views viewed viewers watch watched watchers watches click ' +
    'clicks clicked impression impressions show download downloads install installs owner owners owned purchase purchases purchased bought ' +
    'sale sales sold order orders checkin checkins visit visits visitors reader readers reads shelf shelves shelved member members fan fans ' +
    'follower followers follow subscriber subscribers user users customer customers interaction interactions hits share shares comment ' +
    'comments collect collects forward forwards wishlist wishlists favourite reduce report'
);
const USE_ALONE = words(
  'plays playcount playtime listens listeners scrobbles views viewers watchers clicks impressions downloads installs owners purchases sales ' +
    'checkins visits readers members fans followers subscribers interactions hits shares comments ccu'
);
const COUNTING = words(
  'count counts counter cnt num number n nr no total totals sum avg average mean median std percent percentage pct ratio rate freq frequency ' +
    'distribution histogram peak estimated'
);
const RANK = words('rank ranks ranking ranked bestseller bestsellers sellers');
/** For whom something is, not what people think of it. */
const SUITABILITY = words(
  'age ages content mpaa esrb pegi usk cero bbfc fsk certificate certification maturity parental safety'
);
const EDITORS = words('editorial editor editors press');
const WHOLE_NAMES = words('rate avg average mean');
const FROM_CLICKS =
  /^(customers?|people|users?)?(who)?also(buy|bought|view|viewed|read|watched|like|liked)|boughttogether|(buy|bought)aftervi|^related$|^similar(book|item|product|movie|game|artist|track)s?$|^popularshelves$/;
const PICTURES = words(
  'image images img imgs picture pictures pic pics photo photos thumb thumbs thumbnail thumbnails poster posters icon icons logo avatar ' +
    'url urls uri href link links video videos trailer trailers website homepage screenshot screenshots background header movies cover'
);

type NameKind = 'summary' | 'counted' | 'reviews' | 'clicks' | 'picture' | 'plain';

const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** Names that are written as one word: "averagerating", "numvotes", "playcount". */
const GLUED =
  /^(avg|average|mean|num|total|imdb|user|book|work|item|movie)?(rating|review|vote|score|play|listen|view|click|download|like)(s)?(count|counts|cnt|number|num|avg|average|mean|sum|total)?\d?$/;

function kindOf(name: string): NameKind {
  const parts = wordsOf(name);
  const glued = parts.join('');
  if (FROM_CLICKS.test(glued)) return 'clicks';
  const has = (list: ReadonlySet<string>): boolean => parts.some((part) => list.has(part));
  if (has(SUITABILITY) || has(EDITORS)) return 'plain';
  if (/^(user|customer|all|recent|text|top)?(reviews?|reviewtexts?|comments|tips)$/.test(glued)) return 'reviews';
  if (has(OPINION) || has(RANK) || WHOLE_NAMES.has(glued)) return 'summary';
  if ((has(USE) && has(COUNTING)) || USE_ALONE.has(glued) || GLUED.test(glued)) return 'summary';
  return has(PICTURES) ? 'picture' : 'plain';
}

const kinds = new Map<string, NameKind>();

function kindOfName(name: string): NameKind {
  const known = kinds.get(name);
  if (known !== undefined) return known;
  // Keys of records are data, and may be without end.
  if (kinds.size > 10_000) kinds.clear();
  const kind = kindOf(name);
  kinds.set(name, kind);
  return kind;
}

/** "4.5", "1,234", "92%", "12K", "4.5 out of 5 stars", "20,000 .. 50,000", "(3)", "#12 in Books". */
const NUMBERS =
  /^[#~≈<>(]*[+-]?\d[\d.,\s]*[kmb]?[+%)]*(\s*(\/|out of|of|-|–|to|\.\.|,|;)\s*\(?\d[\d.,]*[kmb]?[+%)]*)*\s*(in [\p{L}\s&,]+\(?|\(?(stars?|ratings?|reviews?|votes?|users?|points?)\)?)?$/iu;
/** The grades of Steam, with what may stand behind them. */
const GRADES = /^((overwhelmingly|very|mostly)\s+)?(positive|negative|mixed)\b|^\d+ user reviews|^mixed$/i;

/** A number, several, or a number to each of several names. */
function isNumbers(value: string): boolean {
  const text = value.trim();
  if (NUMBERS.test(text) || GRADES.test(text)) return true;
  const pieces = text.split(/,\s+/);
  return pieces.length <= 100 && pieces.every((piece) => NUMBERS.test(piece.replace(/^([^:]{0,60}:\s*)+/, '')));
}

const FILE_NAME = /^\S+\.(jpe?g|png|gif|webp|svg|bmp|tiff?|ico|mp4|webm|m3u8|mpg|mov)(\?\S*)?$/i;

/** An attribute as it may be shown and asked about, or why it is left out; '' where nothing is left of it. */
export function attributeText(name: string, value: string): { readonly text: string } | LeftOutReason {
  const kind = kindOfName(name);
  if (kind === 'clicks') return 'clicks';
  if (kind === 'reviews' || (kind === 'summary' && isNumbers(value))) return 'summary';
  const addresses = addressesIn(value);
  // A list of pictures with their addresses is no text, though widths and names stand between them.
  if (addresses > 0 && (kind === 'picture' || addresses > 0.3 * value.length)) return 'address';
  if (FILE_NAME.test(value.trim())) return 'address';
  return { text: plainText(value) };
}

const BECAUSE: Readonly<Record<LeftOutReason, string>> = {
  summary: 'they sum up ratings, reviews or use, held-out ones among them',
  clicks: 'they were made from what all users took, held-out interactions among it',
  address: 'they are addresses or names of files'
};

const SHORT: Readonly<Record<LeftOutReason, string>> = {
  summary: 'sums up ratings, reviews or use',
  clicks: 'made from what all users took',
  address: 'addresses'
};

/** Why a whole column is left out, in some words; null where most of its values may stay. @param values a few */
export function columnLeftOut(name: string, values: readonly string[]): string | null {
  const filled = values.filter((value) => value.trim() !== '');
  const reasons = filled.map((value) => attributeText(name, value)).filter((found) => typeof found === 'string');
  const [first] = reasons;
  return first !== undefined && reasons.length > filled.length / 2 ? SHORT[first] : null;
}

/** Which attributes were left out, and how often. */
export class LeftOut {
  readonly #counts = new Map<
    string,
    { readonly of: string; readonly name: string; readonly reason: LeftOutReason; count: number }
  >();

  /** Attributes without what may not stand among them. @param of "items" or "users", for the remarks */
  kept(of: 'items' | 'users', attributes: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    const kept = new Map<string, string>();
    for (const [name, value] of attributes) {
      const found = attributeText(name, value);
      if (typeof found === 'string') this.#count(of, name, found);
      else if (found.text !== '') kept.set(name, found.text);
    }
    return kept;
  }

  #count(of: string, name: string, reason: LeftOutReason): void {
    const own = `${of} ${reason} ${name}`;
    // Names without end are counted together.
    const isKnown = this.#counts.has(own) || this.#counts.size < MOST_NAMES;
    const [key, shown] = isKnown ? [own, name] : [`${of} ${reason}`, 'others'];
    const entry = this.#counts.get(key) ?? { of, name: shown, reason, count: 0 };
    entry.count++;
    this.#counts.set(key, entry);
  }

  /** A sentence for each kind of node and reason. */
  remarks(): readonly string[] {
    const groups = new Map<string, string[]>();
    for (const { of, name, reason, count } of this.#counts.values()) {
      const sentence = `of the ${of}, since ${BECAUSE[reason]}`;
      groups.set(sentence, [...(groups.get(sentence) ?? []), `${name} (${count})`]);
    }
    return [...groups].map(([sentence, names]) => {
      const shown = names.slice(0, SHOWN_NAMES).join(', ');
      const more = names.length > SHOWN_NAMES ? ` and ${names.length - SHOWN_NAMES} more` : '';
      return `Left out ${sentence}: ${shown}${more}.`;
    });
  }
}

const MOST_NAMES = 1000;
const SHOWN_NAMES = 20;

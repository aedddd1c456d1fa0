// The bundled data set `bookshop`: synthetic, and labelled so. Hidden taste makes clicks and texts; the truth about it goes
// into a file of its own that the manifest does not list. docs/bookshop.md says what is honest about it.
import { writeOpenFormat } from '../formats/open/write-open';
import { assignPaperSplit, SPLIT_NAMES } from '../split/split';
import { TRUTH_FILE } from '../truth';
import { makeClicks, type Click } from './clicks';
import { byWeight, makeDescription } from './descriptions';
import { Draws, PURPOSE } from './draws';
import { BOOKSHOP, FACTORS, WITHOUT_DESCRIPTION, WITHOUT_REVIEW, type BookshopParameters } from './parameters';
import { makeReview, voiceOf } from './reviews';
import { makeWorld, type World } from './taste';
import { makeAuthor, makeTitle } from './titles';
import { THEMES } from './themes';
import { FIRST_NAMES, LAST_NAMES } from './vocabulary';

interface Book {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** All files of the data set by path, the truth file among them. The same parameters give the same bytes. */
export function makeBookshop(parameters: BookshopParameters = BOOKSHOP): ReadonlyMap<string, Uint8Array> {
  const world = makeWorld(parameters);
  const clicks = makeClicks(parameters, world);
  const items = makeBooks(parameters, world);
  const names = new Draws(parameters.seed, PURPOSE.names);
  const users = world.users.map((_, at) => ({
    id: userId(at),
    name: `${names.pick(FIRST_NAMES)} ${names.pick(LAST_NAMES).charAt(0)}.`,
    attributes: {}
  }));
  const reviews = makeReviews(parameters, world, clicks);
  const parts = assignPaperSplit(
    { users: Int32Array.from(clicks, ({ user }) => user), items: Int32Array.from(clicks, ({ item }) => item) },
    users.length,
    items.length,
    parameters.seed
  );
  const files = writeOpenFormat({
    manifest: {
      name: 'bookshop',
      title: 'Bookshop',
      description:
        'An invented bookshop: synthetic readers, books, ratings and reviews, made by a seeded generator. No person and no real book is in it.',
      synthetic: true,
      source: 'npm run make-dataset',
      license: 'CC0-1.0',
      generator: { name: 'bookshop', ...parameters }
    },
    users,
    items,
    interactions: clicks.map(({ user, item, rating, timestamp }, at) => ({
      user: userId(user),
      item: itemId(item),
      rating,
      timestamp,
      split: SPLIT_NAMES[parts[at] ?? 0] ?? 'train',
      ...(reviews[at] ? { review: reviews[at] } : {})
    }))
  });
  return new Map([...files, [TRUTH_FILE, truthFile(world, clicks)]]);
}

const userId = (at: number): string => `r${String(at + 1).padStart(4, '0')}`;
const itemId = (at: number): string => `b${String(at + 1).padStart(4, '0')}`;

function makeBooks(parameters: BookshopParameters, world: World): Book[] {
  const { seed, textInformativeness } = parameters;
  const titles = new Draws(seed, PURPOSE.titles);
  const authors = new Draws(seed, PURPOSE.authors);
  const descriptions = new Draws(seed, PURPOSE.descriptions);
  const taken = new Set<string>();
  const shelves = world.items.map((taste) => {
    const own = titles.chance(textInformativeness);
    return THEMES[own ? byWeight(taste.shared, titles) : titles.below(THEMES.length)] ?? titles.pick(THEMES);
  });
  const named = shelves.map((shelf) => ({
    shelf,
    title: makeTitle(shelf, 0.5, titles, taken),
    author: makeAuthor(authors)
  }));
  const missing = withoutDescription(seed, world.items.length);
  return named.map(({ shelf, title, author }, at) => {
    const taste = world.items[at];
    if (!taste) throw new RangeError(`No item ${at}`);
    const other = named[(at + 1 + descriptions.below(named.length - 1)) % named.length]?.title ?? title;
    // Drawn for every book, so that leaving some out moves no draw of another.
    const description = makeDescription({ taste, author, title }, other, textInformativeness, descriptions);
    return {
      id: itemId(at),
      title,
      ...(missing.has(at) ? {} : { description }),
      attributes: { author, shelf: shelf.shelf, year: String(1950 + authors.below(75)) }
    };
  });
}

/** Exactly one item in seven. */
function withoutDescription(seed: number, items: number): ReadonlySet<number> {
  const order = new Draws(seed, PURPOSE.missing).shuffle(Array.from({ length: items }, (_, at) => at));
  return new Set(order.slice(0, Math.round(items * WITHOUT_DESCRIPTION)));
}

function makeReviews(
  { seed, textInformativeness }: BookshopParameters,
  world: World,
  clicks: readonly Click[]
): (string | null)[] {
  const draws = new Draws(seed, PURPOSE.reviews);
  const voices = world.users.map(() => voiceOf(draws));
  return clicks.map((click) => {
    const [reader, book] = [world.users[click.user], world.items[click.item]];
    if (!reader || !book) throw new RangeError('A click without reader or book');
    const silent = draws.chance(WITHOUT_REVIEW);
    const review = makeReview(click, voices[click.user] ?? 'terse', reader, book, textInformativeness, draws);
    return silent ? null : review;
  });
}

function truthFile(world: World, clicks: readonly Click[]): Uint8Array {
  const named = (list: World['users'], id: (at: number) => string): Record<string, unknown> =>
    Object.fromEntries(list.map((taste, at) => [id(at), taste]));
  const truth = {
    version: 1,
    note: 'Hidden taste and marks of noise clicks. Nothing that learns may read this file.',
    factors: { shared: FACTORS.shared, clickOnly: FACTORS.clickOnly, textOnly: FACTORS.textOnly },
    noise: clicks.flatMap(({ user, item, noise }) =>
      noise ? [{ user: userId(user), item: itemId(item), kind: noise }] : []
    ),
    users: named(world.users, userId),
    items: named(world.items, itemId),
    popularity: Object.fromEntries(world.popularity.map((weight, at) => [itemId(at), Math.round(weight * 1000) / 1000]))
  };
  return new TextEncoder().encode(`${JSON.stringify(truth)}\n`);
}

// Amazon reviews and metadata as McAuley's group released them in 2014 (Python-literal metadata), 2018 and 2023 (JSON lines), gzip or not,
// the ratings-only CSV files of the first two, and the benchmark's of 2023, which are a split by their names. Since 2023 an item is a
// parent_asin: variants of one product (asin) are described once.
import { appError } from '#lib/errors/app-error';
import type { ReadingSettings } from '../../imports/record';
import type { Preview, ReadingField } from '../../reading/inspection';
import { readLines } from '../../bytes/lines';
import { splitOfFiles, type FileSplit } from '../../detect/parts';
import { attributeText } from '../../text/attributes';
import { plainText } from '../../text/plain-text';
import { ownSplitRemark } from '../shared/own-split';
import {
  attributesFrom,
  eachNode,
  eachRecord,
  firstText,
  recordKeys,
  recordPreview,
  textAt,
  type FileRecord,
  type NodeRecords
} from '../shared/records';
import {
  choiceSetting,
  type Detected,
  type FileHead,
  type FileUse,
  type FormatReader,
  type ReadContext
} from '../reader';
import { entriesOf, notedTime, numberOf, textOfValue } from '../shared/values';

type Use = 'reviews' | 'metadata' | 'ratings' | 'benchmark';

/** "A1B2C3,B00X,5.0,1400000000" (2014) or with item and user changed about (2018). */
const RATING_LINE = /^[A-Za-z0-9]{8,}\s*,\s*[A-Za-z0-9]{8,}\s*,\s*\d(?:\.\d)?\s*,\s*\d{9,10}$/;

/** The header of 2023's benchmark; with the items before each interaction in one of its forms. */
const BENCHMARK = /^user_id,parent_asin,rating,timestamp(,history)?$/;

const METADATA_KEYS = [
  'title',
  'description',
  'price',
  'categories',
  'category',
  'imUrl',
  'salesRank',
  'related',
  'also_buy',
  'main_category',
  'features'
];

/** Key of the item in records of before 2023 and since. */
const itemKey = (keys: ReadonlySet<string>): string | null =>
  keys.has('parent_asin') ? 'parent_asin' : keys.has('asin') ? 'asin' : null;

function useOf(head: FileHead): Use | null {
  const keys = recordKeys(head);
  if (keys.has('reviewerID') && keys.has('asin')) return 'reviews';
  if (keys.has('user_id') && keys.has('parent_asin')) return 'reviews';
  if (itemKey(keys) !== null && METADATA_KEYS.some((key) => keys.has(key))) return 'metadata';
  if (BENCHMARK.test((head.lines[0] ?? '').trim())) return 'benchmark';
  const lines = head.lines.slice(0, 20);
  return lines.length > 0 && lines.every((line) => RATING_LINE.test(line.trim())) ? 'ratings' : null;
}

const ROLES: Readonly<Record<Use, FileUse>> = {
  reviews: { role: 'interactions' },
  ratings: { role: 'interactions' },
  benchmark: { role: 'interactions' },
  metadata: { role: 'items' }
};

const WHAT: Readonly<Record<Exclude<Use, 'metadata'>, string>> = {
  reviews: 'Amazon reviews (asin or parent_asin, with the reviewer)',
  ratings: 'lines of Amazon ratings',
  benchmark: 'Amazon ratings of 2023 (user_id, parent_asin)'
};

function detect(heads: readonly FileHead[]): Promise<Detected | null> {
  const uses = new Map<string, FileUse>();
  for (const head of heads) {
    const use = useOf(head);
    if (use) uses.set(head.file.path, ROLES[use]);
  }
  const interactions = heads.filter((head) => uses.get(head.file.path)?.role === 'interactions');
  const [first] = interactions;
  const use = first && useOf(first);
  if (!first || !use || use === 'metadata') return Promise.resolve(null);
  const split = splitOfHeads(interactions);
  for (const path of split?.whole ?? [])
    uses.set(path, { role: 'ignored', because: 'the split beside it holds the same interactions' });
  const remarks = split ? [ownSplitRemark(split)] : [];
  return Promise.resolve({ certainty: 0.8, reason: `${first.file.path} holds ${WHAT[use]}.`, uses, remarks });
}

const splitOfHeads = (heads: readonly FileHead[]): FileSplit | null => splitOfFiles(heads.map(({ file }) => file.path));

const REVIEW_TEXTS = ['text', 'summary-and-text', 'none'] as const;

function fields(heads: readonly FileHead[], settings: ReadingSettings): Promise<readonly ReadingField[]> {
  if (!heads.some((head) => useOf(head) === 'reviews')) return Promise.resolve([]);
  return Promise.resolve([
    {
      key: 'review_text',
      label: 'Review',
      help: 'What of a review is kept: its text, the summary before it as well, or nothing.',
      type: 'choice',
      options: REVIEW_TEXTS,
      value: choiceSetting(settings, 'review_text', REVIEW_TEXTS)
    }
  ]);
}

async function read(context: ReadContext): Promise<void> {
  const files = context.heads.flatMap((head) => {
    const use = useOf(head);
    return use ? [{ head, use }] : [];
  });
  for (const { head, use } of files) if (use === 'metadata') await eachNode(head, 'items', amazonItems, context);
  const interactions = files.filter(({ use }) => use !== 'metadata');
  const split = splitOfHeads(interactions.map(({ head }) => head));
  for (const { head, use } of interactions) {
    const part = split?.parts.get(head.file.path);
    if (split && part === undefined) continue;
    if (use === 'reviews') await readReviews(head, part, context);
    if (use === 'ratings') await readRatings(head, context);
    if (use === 'benchmark') await readBenchmark(head, part, context);
  }
  if (interactions.length === 0) {
    throw appError('import/missing-part', { format: 'Amazon', missing: 'a file of reviews or ratings' });
  }
}

function readReviews(head: FileHead, part: number | undefined, context: ReadContext): Promise<void> {
  return eachRecord(head, 'interactions', context, (record, note) => {
    const user = firstText(record, 'reviewerID', 'user_id');
    const item = firstText(record, 'parent_asin', 'asin');
    if (!user || !item) return 'it names no user or no item';
    const rating = numberOf(firstText(record, 'overall', 'rating'));
    const timestamp = notedTime(firstText(record, 'unixReviewTime', 'reviewTime', 'timestamp'), note);
    const review = reviewOf(record, context.settings);
    context.builder.interaction({
      user,
      item,
      rating,
      timestamp,
      ...(review ? { review } : {}),
      part
    });
    return 1;
  });
}

function reviewOf(record: FileRecord, settings: ReadingSettings): string {
  const kept = choiceSetting(settings, 'review_text', REVIEW_TEXTS);
  if (kept === 'none') return '';
  const text = plainText(firstText(record, 'reviewText', 'text'));
  const summary = kept === 'summary-and-text' ? plainText(firstText(record, 'summary', 'title')) : '';
  // A summary that ends a sentence of its own ("Great!") needs no full stop.
  return [summary, text].filter(Boolean).join(/[.!?…]$/.test(summary) ? ' ' : '. ');
}

/** A line of metadata: of 2014 with one description and paths of categories, of 2018 and 2023 with lists of both. */
export const amazonItems: NodeRecords = {
  matches: (head) => useOf(head) === 'metadata',
  node(record) {
    const id = firstText(record, 'parent_asin', 'asin');
    if (!id) return 'it has no asin';
    const title = titleOf(textAt(record, 'title'));
    const description = plainText(joinedTexts(record.get('description')));
    const attributes = attributesFrom([
      ['brand', brandOf(textAt(record, 'brand'))],
      ['store', plainText(textAt(record, 'store'))],
      ['author', plainText(textAt(entriesOf(record.get('author')), 'name'))],
      ['price', priceOf(textAt(record, 'price'))],
      ['category', categoriesOf(record.get('categories') ?? record.get('category'), record.get('main_category'))],
      ['features', plainText(joinedTexts(record.get('features') ?? record.get('feature')))],
      ['details', detailsOf(record.get('details'))],
      // What the builder leaves out, and says so: sums over all reviews, lists made from all baskets, pictures.
      ...LEFT_OUT.map((key): [string, string] => [key, textAt(record, key)])
    ]);
    return { id, attributes, ...(title ? { title } : {}), ...(description ? { description } : {}) };
  }
};

const LEFT_OUT = [
  'average_rating',
  'rating_number',
  'rank',
  'salesRank',
  'related',
  'also_buy',
  'also_view',
  'images',
  'imUrl'
];

/** Properties of a product; those that tell how it sells or is liked are none, and dates of listing tell nothing of it. */
const detailsOf = (details: unknown): string =>
  [...entriesOf(details)]
    .flatMap(([name, value]): string[] => {
      const found = attributeText(name, textOfValue(value));
      return typeof found === 'string' || found.text === '' || /^date first/i.test(name)
        ? []
        : [`${name}: ${found.text}`];
    })
    .join('; ');

const LONGEST_TITLE = 1000;
const SCRIPT = /\bvar\s+\w+\s*=|\bfunction\s*\w*\([\w\s,]*\)\s*\{|<script\b|\.getTime\(\)/i;

/** The 2018 release has pieces of pages where titles should be. */
const titleOf = (title: string): string =>
  title.length > LONGEST_TITLE || SCRIPT.test(title) ? '' : plainText(title).replace(/\s+/g, ' ');

/** Authors stand as "Visit Amazon's NAME Page" or "by⏎ NAME". */
function brandOf(brand: string): string {
  const name = plainText(brand).replace(/\s+/g, ' ');
  return (/^Visit Amazon's (.+) Page$/.exec(name)?.[1] ?? name).replace(/^by /, '');
}

/** 9.99, "$1,299.00" and "$5.00 - $9.00" are prices; style sheets are none. */
function priceOf(price: string): string {
  const text = price.trim();
  if (!/^[$£€]?\s?[\d.,]+(\s*-\s*[$£€]?\s?[\d.,]+)?$/.test(text)) return '';
  return text;
}

/** One text, or the pieces of a list as one. */
const joinedTexts = (value: unknown): string =>
  (Array.isArray(value) ? value : [value])
    .map((part) => textOfValue(part).trim())
    .filter(Boolean)
    .join(' ');

/** A list of paths (2014) or one path (2018, 2023), else the department; each name once. */
function categoriesOf(value: unknown, main: unknown): string {
  const path: readonly unknown[] = Array.isArray(value) ? value.flat(1) : [value];
  const names = path.some((name) => textOfValue(name) !== '') ? path : [main];
  return [...new Set(names.map((name) => plainText(textOfValue(name))).filter(Boolean))].join(', ');
}

/** Items are ISBNs or begin with B; reviewers begin with A. Which comes first is the same in all lines of a file. */
const looksLikeItem = (id: string): boolean => /^(B[A-Z0-9]{9}|\d{9}[\dX])$/.test(id);

async function readRatings(head: FileHead, { builder, progress }: ReadContext): Promise<void> {
  const firsts = head.lines.slice(0, 50).map((line) => line.split(',')[0]?.trim() ?? '');
  const itemFirst = firsts.filter(looksLikeItem).length > firsts.length / 2;
  const log = builder.file(head.file.path, 'interactions', head.file.size);
  for await (const batch of readLines(head.file, progress)) {
    for (const { text, line } of batch) {
      if (text.trim() === '') continue;
      const [a = '', b = '', rated, at] = text.split(',').map((part) => part.trim());
      const [user, item] = itemFirst ? [b, a] : [a, b];
      const rating = numberOf(rated);
      const timestamp = notedTime(at, (reason, of) => log.note(reason, line, of));
      if (!user || !item || rating === undefined) log.skip('it lacks user, item or rating', line, text);
      else {
        builder.interaction({ user, item, rating, timestamp });
        log.took();
      }
    }
    progress.rows += batch.length;
  }
}

async function readBenchmark(
  head: FileHead,
  part: number | undefined,
  { builder, progress }: ReadContext
): Promise<void> {
  const log = builder.file(head.file.path, 'interactions', head.file.size);
  for await (const batch of readLines(head.file, progress)) {
    for (const { text, line } of batch) {
      if (line === 1 || text.trim() === '') continue;
      const [user = '', item = '', rated, at] = text.split(',').map((field) => field.trim());
      const rating = numberOf(rated);
      const timestamp = notedTime(at, (reason, of) => log.note(reason, line, of));
      if (!user || !item || rating === undefined) log.skip('it lacks user, item or rating', line, text);
      else {
        builder.interaction({
          user,
          item,
          rating,
          timestamp,
          part
        });
        log.took();
      }
    }
    progress.rows += batch.length;
  }
}

const previews = (heads: readonly FileHead[]): Promise<readonly Preview[]> =>
  Promise.resolve(heads.filter((head) => ['reviews', 'metadata'].includes(useOf(head) ?? '')).map(recordPreview));

export const amazonReader: FormatReader = {
  name: 'amazon',
  label: 'Amazon reviews (2014, 2018, 2023)',
  detect,
  fields,
  previews,
  read
};

// Amazon reviews and metadata as McAuley's group released them in 2014 (Python-literal metadata) and 2018 (JSON lines), gzip or not,
// and the ratings-only CSV files of both.
import { appError } from '#lib/errors/app-error';
import type { ReadingSettings } from '../../imports/record';
import type { Preview, ReadingField } from '../../inspection';
import { readLines } from '../../bytes/lines';
import { plainText } from '../../text/plain-text';
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
} from '../records';
import {
  choiceSetting,
  type Detected,
  type FileHead,
  type FileUse,
  type FormatReader,
  type ReadContext
} from '../reader';
import { numberOf, textOfValue, timeOf } from '../values';

type Use = 'reviews' | 'metadata' | 'ratings';

/** "A1B2C3,B00X,5.0,1400000000" (2014) or with item and user changed about (2018). */
const RATING_LINE = /^[A-Za-z0-9]{8,}\s*,\s*[A-Za-z0-9]{8,}\s*,\s*\d(?:\.\d)?\s*,\s*\d{9,10}$/;

const METADATA_KEYS = [
  'title',
  'description',
  'price',
  'categories',
  'category',
  'imUrl',
  'salesRank',
  'related',
  'also_buy'
];

function useOf(head: FileHead): Use | null {
  const keys = recordKeys(head);
  if (keys.has('reviewerID') && keys.has('asin')) return 'reviews';
  if (keys.has('asin') && METADATA_KEYS.some((key) => keys.has(key))) return 'metadata';
  const lines = head.lines.slice(0, 20);
  return lines.length > 0 && lines.every((line) => RATING_LINE.test(line.trim())) ? 'ratings' : null;
}

const ROLES: Readonly<Record<Use, FileUse>> = {
  reviews: { role: 'interactions' },
  ratings: { role: 'interactions' },
  metadata: { role: 'items' }
};

function detect(heads: readonly FileHead[]): Promise<Detected | null> {
  const uses = new Map<string, FileUse>();
  for (const head of heads) {
    const use = useOf(head);
    if (use) uses.set(head.file.path, ROLES[use]);
  }
  const first = heads.find((head) => uses.get(head.file.path)?.role === 'interactions');
  if (!first) return Promise.resolve(null);
  const what = useOf(first) === 'ratings' ? 'lines of Amazon ratings' : 'Amazon reviews (reviewerID, asin)';
  return Promise.resolve({ certainty: 0.8, reason: `${first.file.path} holds ${what}.`, uses });
}

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
  for (const { head, use } of files) {
    if (use === 'reviews') await readReviews(head, context);
    if (use === 'ratings') await readRatings(head, context);
  }
  if (!files.some(({ use }) => use !== 'metadata')) {
    throw appError('import/missing-part', { format: 'Amazon', missing: 'a file of reviews or ratings' });
  }
}

const readReviews = (head: FileHead, context: ReadContext): Promise<void> =>
  eachRecord(head, 'interactions', context, (record) => {
    const [user, item] = [textAt(record, 'reviewerID'), textAt(record, 'asin')];
    if (!user || !item) return 'it names no user or no item';
    const rating = numberOf(textAt(record, 'overall'));
    const timestamp = timeOf(firstText(record, 'unixReviewTime', 'reviewTime'));
    const review = reviewOf(record, context.settings);
    context.builder.interaction({
      user,
      item,
      ...(rating === undefined ? {} : { rating }),
      ...(timestamp === undefined ? {} : { timestamp }),
      ...(review ? { review } : {})
    });
    return 1;
  });

function reviewOf(record: FileRecord, settings: ReadingSettings): string {
  const kept = choiceSetting(settings, 'review_text', REVIEW_TEXTS);
  if (kept === 'none') return '';
  const text = plainText(textAt(record, 'reviewText'));
  const summary = kept === 'summary-and-text' ? plainText(textAt(record, 'summary')) : '';
  // A summary that ends a sentence of its own ("Great!") needs no full stop.
  return [summary, text].filter(Boolean).join(/[.!?…]$/.test(summary) ? ' ' : '. ');
}

/** A line of metadata: of 2014 with one description and paths of categories, of 2018 with lists of both. */
export const amazonItems: NodeRecords = {
  matches: (head) => useOf(head) === 'metadata',
  node(record) {
    const id = textAt(record, 'asin');
    if (!id) return 'it has no asin';
    const title = titleOf(textAt(record, 'title'));
    const description = plainText(joinedTexts(record.get('description')));
    const attributes = attributesFrom([
      ['brand', brandOf(textAt(record, 'brand'))],
      ['price', priceOf(textAt(record, 'price'))],
      ['category', categoriesOf(record.get('categories') ?? record.get('category'))],
      ['features', plainText(joinedTexts(record.get('feature')))]
    ]);
    return { id, attributes, ...(title ? { title } : {}), ...(description ? { description } : {}) };
  }
};

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

/** A list of paths (2014) or one path (2018); each name once. */
function categoriesOf(value: unknown): string {
  const names = Array.isArray(value) ? value.flat(1) : [value];
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
      const timestamp = timeOf(at);
      if (!user || !item || rating === undefined) log.skip('it lacks user, item or rating', line, text);
      else {
        builder.interaction({ user, item, rating, ...(timestamp === undefined ? {} : { timestamp }) });
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
  label: 'Amazon reviews (2014, 2018)',
  detect,
  fields,
  previews,
  read
};

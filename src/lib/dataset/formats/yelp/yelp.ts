// The Yelp academic dataset: JSON lines of businesses, reviews and users. Dates have no zone and are taken as UTC. The stars and
// review counts of businesses and users are left out: they are means and sums over all reviews, held-out ones among them.
import { appError } from '#lib/errors/app-error';
import type { Preview } from '../../reading/inspection';
import type { Detected, FileHead, FileUse, FormatReader, ReadContext } from '../reader';
import {
  attributesFrom,
  eachNode,
  eachRecord,
  recordKeys,
  recordPreview,
  textAt,
  type NodeRecords
} from '../shared/records';
import { notedTime, numberOf } from '../shared/values';

function roleOf(head: FileHead): FileUse['role'] | null {
  const keys = recordKeys(head);
  if (keys.has('review_id') && keys.has('business_id') && keys.has('user_id')) return 'interactions';
  if (keys.has('business_id') && keys.has('categories')) return 'items';
  if (keys.has('user_id') && keys.has('yelping_since')) return 'users';
  return null;
}

function detect(heads: readonly FileHead[]): Promise<Detected | null> {
  const uses = new Map<string, FileUse>();
  for (const head of heads) {
    const role = roleOf(head);
    if (role) uses.set(head.file.path, { role });
  }
  const reviews = heads.find((head) => roleOf(head) === 'interactions');
  if (!reviews) return Promise.resolve(null);
  const reason = `${reviews.file.path} holds Yelp reviews (review_id, business_id, user_id).`;
  return Promise.resolve({ certainty: 0.9, reason, uses });
}

export const yelpItems: NodeRecords = {
  matches: (head) => roleOf(head) === 'items',
  node(record) {
    const id = textAt(record, 'business_id');
    if (!id) return 'it has no business_id';
    const title = textAt(record, 'name');
    const attributes = attributesFrom([
      ['categories', textAt(record, 'categories')],
      ['city', textAt(record, 'city')],
      ['state', textAt(record, 'state')],
      // These two the builder leaves out, and says so.
      ['stars', textAt(record, 'stars')],
      ['review_count', textAt(record, 'review_count')]
    ]);
    return { id, attributes, ...(title ? { title } : {}) };
  }
};

const yelpUsers: NodeRecords = {
  matches: (head) => roleOf(head) === 'users',
  node(record) {
    const id = textAt(record, 'user_id');
    if (!id) return 'it has no user_id';
    const title = textAt(record, 'name');
    return { id, ...(title ? { title } : {}) };
  }
};

async function read(context: ReadContext): Promise<void> {
  const { heads, builder } = context;
  const of = (role: FileUse['role']) => heads.filter((head) => roleOf(head) === role);
  for (const head of of('items')) await eachNode(head, 'items', yelpItems, context);
  for (const head of of('users')) await eachNode(head, 'users', yelpUsers, context);
  const reviews = of('interactions');
  if (reviews.length === 0) throw appError('import/missing-part', { format: 'Yelp', missing: 'the file of reviews' });
  for (const head of reviews) {
    await eachRecord(head, 'interactions', context, (record, note) => {
      const [user, item] = [textAt(record, 'user_id'), textAt(record, 'business_id')];
      if (!user || !item) return 'it names no user or no business';
      const [rating, timestamp] = [numberOf(textAt(record, 'stars')), notedTime(textAt(record, 'date'), note)];
      const review = textAt(record, 'text');
      builder.interaction({
        user,
        item,
        rating,
        timestamp,
        ...(review ? { review } : {})
      });
      return 1;
    });
  }
}

const previews = (heads: readonly FileHead[]): Promise<readonly Preview[]> =>
  Promise.resolve(heads.filter((head) => roleOf(head)).map(recordPreview));

export const yelpReader: FormatReader = {
  name: 'yelp',
  label: 'Yelp academic dataset',
  detect,
  fields: () => Promise.resolve([]),
  previews,
  read
};

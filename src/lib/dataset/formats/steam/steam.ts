// Steam as the paper uses it: reviews and games as Python literals line by line, gzip or not; and the Australian users' files, in
// which one line holds all reviews or all games of a user. There are no ratings. A review names its user by a number (user_id), which
// many lack, and by a name (username), which several people may bear; the paper's own mapper files have names.
import { appError } from '#lib/errors/app-error';
import type { Preview, ReadingField } from '../../reading/inspection';
import { plainText } from '../../text/plain-text';
import type { ReadingSettings } from '../../imports/record';
import {
  choiceSetting,
  type Detected,
  type FileHead,
  type FileUse,
  type FormatReader,
  type ReadContext
} from '../reader';
import {
  attributesFrom,
  eachNode,
  eachRecord,
  firstText,
  recordKeys,
  recordPreview,
  textAt,
  type FileRecord,
  type NotePart,
  type NodeRecords
} from '../shared/records';
import { entriesOf, notedTime } from '../shared/values';

type Use = 'reviews' | 'user-reviews' | 'user-games' | 'games';

function useOf(head: FileHead): Use | null {
  const keys = recordKeys(head);
  if (keys.has('product_id') && (keys.has('user_id') || keys.has('username'))) return 'reviews';
  if (keys.has('user_id') && keys.has('reviews')) return 'user-reviews';
  if (keys.has('user_id') && keys.has('items')) return 'user-games';
  return keys.has('app_name') || (keys.has('publisher') && keys.has('id')) ? 'games' : null;
}

function detect(heads: readonly FileHead[]): Promise<Detected | null> {
  const uses = new Map<string, FileUse>();
  for (const head of heads) {
    const use = useOf(head);
    if (use) uses.set(head.file.path, { role: use === 'games' ? 'items' : 'interactions' });
  }
  const first = heads.find((head) => uses.get(head.file.path)?.role === 'interactions');
  if (!first) return Promise.resolve(null);
  // Who reviews a game mostly owns it: with both files every pair would stand twice.
  if (heads.some((head) => useOf(head) === 'user-reviews')) {
    const because = 'the reviews are read, and owned games beside them would repeat them';
    const isDescribed = heads.some((head) => useOf(head) === 'games');
    for (const head of heads) {
      if (useOf(head) === 'user-games')
        uses.set(
          head.file.path,
          isDescribed ? { role: 'ignored', because } : { role: 'items', because: `names of games; ${because}` }
        );
    }
  }
  return Promise.resolve({ certainty: 0.85, reason: `${first.file.path} holds Steam users and games.`, uses });
}

async function read(context: ReadContext): Promise<void> {
  const detected = await detect(context.heads);
  if (!detected) throw appError('import/missing-part', { format: 'Steam', missing: 'a file of reviews' });
  const used = context.heads.filter((head) => (detected.uses.get(head.file.path)?.role ?? 'ignored') !== 'ignored');
  for (const head of used) if (useOf(head) === 'games') await eachNode(head, 'items', steamItems, context);
  for (const head of used)
    if (detected.uses.get(head.file.path)?.role === 'items' && useOf(head) === 'user-games')
      await readNames(head, context);
  for (const head of used) {
    const use = useOf(head);
    if (use === 'reviews') await readReviews(head, context);
    const isNames = detected.uses.get(head.file.path)?.role === 'items';
    if (use === 'user-reviews' || (use === 'user-games' && !isNames)) await readUsers(head, context);
  }
}

export const steamItems: NodeRecords = {
  matches: (head) => useOf(head) === 'games',
  node(record) {
    const id = textAt(record, 'id');
    if (!id) return 'it has no id';
    const title = plainText(firstText(record, 'app_name', 'title'));
    const attributes = attributesFrom([
      ['publisher', textAt(record, 'publisher')],
      ['developer', textAt(record, 'developer')],
      ['genres', textAt(record, 'genres')],
      ['tags', textAt(record, 'tags')],
      ['price', textAt(record, 'price')],
      ['released', textAt(record, 'release_date')],
      // These the builder leaves out, and says so.
      ['sentiment', textAt(record, 'sentiment')],
      ['metascore', textAt(record, 'metascore')]
    ]);
    return { id, attributes, ...(title ? { title } : {}) };
  }
};

const USER_COLUMNS = ['user_id', 'username'] as const;

const userKeys = (settings: ReadingSettings): readonly string[] =>
  choiceSetting(settings, 'user_column', USER_COLUMNS) === 'username' ? ['username'] : USER_COLUMNS;

function fields(heads: readonly FileHead[], settings: ReadingSettings): Promise<readonly ReadingField[]> {
  if (!heads.some((head) => useOf(head) === 'reviews')) return Promise.resolve([]);
  return Promise.resolve([
    {
      key: 'user_column',
      label: 'User',
      help: 'user_id where a review has one, else username; or username always, as in the paper’s mapper files.',
      type: 'choice',
      options: USER_COLUMNS,
      value: choiceSetting(settings, 'user_column', USER_COLUMNS)
    }
  ]);
}

function readReviews(head: FileHead, context: ReadContext): Promise<void> {
  const keys = userKeys(context.settings);
  return eachRecord(head, 'interactions', context, (record, note) => {
    const [user, item] = [firstText(record, ...keys), textAt(record, 'product_id')];
    if (!user || !item) return 'it names no user or no game';
    addReview({ user, item, textKey: 'text' }, record, note, context);
    return 1;
  });
}

/** "2017-12-17", or "Posted November 5, 2011."; a day without its year is none. */
const dateOf = (record: FileRecord, note: NotePart): number | undefined =>
  notedTime(firstText(record, 'posted', 'date').replace(/^Posted | *\.$/g, ''), note);

function addReview(
  { user, item, textKey }: { readonly user: string; readonly item: string; readonly textKey: string },
  record: FileRecord,
  note: NotePart,
  { builder }: ReadContext
): void {
  const timestamp = dateOf(record, note);
  const review = plainText(textAt(record, textKey));
  builder.interaction({ user, item, timestamp, ...(review ? { review } : {}) });
}

/** Games that no file of games describes have their names in the lists of who owns them. */
function nameGame(id: string, game: FileRecord, { builder }: ReadContext): void {
  const title = firstText(game, 'item_name', 'app_name', 'title', 'name');
  if (title !== '') builder.item({ id, title });
}

/** Only the names of games that somebody owns. */
const readNames = (head: FileHead, context: ReadContext): Promise<void> =>
  eachRecord(head, 'items', context, (record) => {
    const list = record.get('items');
    if (!Array.isArray(list)) return 'it has no games';
    for (const entry of list) {
      const game = entriesOf(entry);
      const id = textAt(game, 'item_id');
      if (id) nameGame(id, game, context);
    }
    return 1;
  });

const readUsers = (head: FileHead, context: ReadContext): Promise<void> =>
  eachRecord(head, 'interactions', context, (record, note) => {
    const user = textAt(record, 'user_id');
    const list = record.get('reviews') ?? record.get('items');
    if (!user || !Array.isArray(list)) return 'it names no user or no games';
    let rows = 0;
    for (const entry of list) {
      const game = entriesOf(entry);
      const item = textAt(game, 'item_id');
      if (!item) continue;
      nameGame(item, game, context);
      addReview({ user, item, textKey: 'review' }, game, note, context);
      rows++;
    }
    return rows > 0 ? rows : 'it has no games';
  });

const previews = (heads: readonly FileHead[]): Promise<readonly Preview[]> =>
  Promise.resolve(heads.filter((head) => useOf(head)).map(recordPreview));

export const steamReader: FormatReader = {
  name: 'steam',
  label: 'Steam reviews and games',
  detect,
  fields,
  previews,
  read
};

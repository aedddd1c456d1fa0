// Steam as the paper uses it: reviews and games as Python literals line by line, gzip or not; and the Australian users' files, in
// which one line holds all reviews or all games of a user. There are no ratings. A review names its user by a number (user_id), which
// many lack, and by a name (username), which several people may bear; the paper's own mapper files have names.
import type { ReadingField } from '../../reading/inspection';
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

interface Found {
  readonly head: FileHead;
  readonly is: Use;
  readonly use: FileUse;
}

function find(heads: readonly FileHead[]): readonly Found[] {
  const known = heads.flatMap((head): { head: FileHead; is: Use }[] => {
    const is = useOf(head);
    return is ? [{ head, is }] : [];
  });
  // Who reviews a game mostly owns it: with both files every pair would stand twice.
  const isReviewed = known.some(({ is }) => is === 'user-reviews');
  const isDescribed = known.some(({ is }) => is === 'games');
  const because = 'the reviews are read, and owned games beside them would repeat them';
  return known.map(({ head, is }): Found => {
    if (is === 'games') return { head, is, use: { role: 'items' } };
    if (is !== 'user-games' || !isReviewed) return { head, is, use: { role: 'interactions' } };
    if (isDescribed) return { head, is, use: { role: 'ignored', because } };
    return { head, is, use: { role: 'items', because: `names of games; ${because}` } };
  });
}

function detect(heads: readonly FileHead[], settings: ReadingSettings): Promise<Detected | null> {
  const found = find(heads);
  const first = found.find(({ is }) => is !== 'games')?.head;
  if (!first) return Promise.resolve(null);
  return Promise.resolve({
    certainty: 0.85,
    reason: `${first.file.path} holds Steam users and games.`,
    uses: new Map(found.map(({ head, use }) => [head.file.path, use])),
    fields: () => (found.some(({ is }) => is === 'reviews') ? [userField(settings)] : []),
    previews: () => found.map(({ head }) => recordPreview(head)),
    read: (context) => read(found, settings, context)
  });
}

async function read(found: readonly Found[], settings: ReadingSettings, context: ReadContext): Promise<void> {
  for (const { head, is } of found) if (is === 'games') await eachNode(head, 'items', steamItems, context);
  for (const { head, is, use } of found)
    if (is === 'user-games' && use.role === 'items') await readNames(head, context);
  for (const { head, is, use } of found) {
    if (is === 'reviews') await readReviews(head, settings, context);
    if (is !== 'reviews' && use.role === 'interactions') await readUsers(head, context);
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

const userField = (settings: ReadingSettings): ReadingField => ({
  key: 'user_column',
  label: 'User',
  help: 'user_id where a review has one, else username; or username always, as in the paper’s mapper files.',
  type: 'choice',
  options: USER_COLUMNS,
  value: choiceSetting(settings, 'user_column', USER_COLUMNS)
});

function readReviews(head: FileHead, settings: ReadingSettings, context: ReadContext): Promise<void> {
  const keys = userKeys(settings);
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

export const steamReader: FormatReader = {
  name: 'steam',
  label: 'Steam reviews and games',
  detect
};

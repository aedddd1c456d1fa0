// Microsoft's news data set (MIND): behaviors.tsv, a line an impression with what its user had clicked before, and news.tsv. A click is an
// interaction; what was shown and not clicked is none. Clicks of before have no time. Folders MINDsmall_train and MINDsmall_dev are a
// split: what users clicked before is training in both.
import { appError } from '#lib/errors/app-error';
import { readLines } from '../../bytes/lines';
import { partOfFile } from '../../detect/parts';
import { timeForm, timeIn } from '../../detect/times';
import type { Preview } from '../../reading/inspection';
import { ownSplitRemark } from '../shared/own-split';
import {
  PREVIEW_ROWS,
  shortCell,
  type Detected,
  type FileHead,
  type FileUse,
  type FormatReader,
  type ReadContext
} from '../reader';

const NEWS_ID = /^N\d+$/;
const IMPRESSIONS = /^(N\d+-[01])( N\d+-[01])*$/;
/** Of the test set, whose clicks nobody was told. */
const UNTOLD = /^N\d+( N\d+)*$/;

const fieldsOf = (line: string): string[] => line.split('\t');

function useOf(head: FileHead): 'behaviours' | 'untold' | 'news' | null {
  const rows = head.lines.slice(0, 20).map(fieldsOf);
  if (rows.length === 0) return null;
  const all = (test: (row: readonly string[]) => boolean): boolean => rows.every(test);
  if (all((row) => row.length === 5 && IMPRESSIONS.test(row[4]?.trim() ?? ''))) return 'behaviours';
  if (all((row) => row.length === 5 && UNTOLD.test(row[4]?.trim() ?? ''))) return 'untold';
  return all((row) => row.length >= 6 && NEWS_ID.test(row[0] ?? '')) ? 'news' : null;
}

/** 0 train, 2 test; undefined where the folders are no split. MIND's development part is what results are measured on. */
function partsOf(behaviours: readonly FileHead[]): ReadonlyMap<FileHead, number> {
  const parts = behaviours.map(({ file }) => partOfFile(file.path));
  const isSplit = parts.includes(0) && parts.some((part) => part === 1 || part === 2) && !parts.includes(undefined);
  return new Map(isSplit ? behaviours.map((head, at): [FileHead, number] => [head, parts[at] === 0 ? 0 : 2]) : []);
}

function detect(heads: readonly FileHead[]): Promise<Detected | null> {
  const of = (use: ReturnType<typeof useOf>): FileHead[] => heads.filter((head) => useOf(head) === use);
  const behaviours = of('behaviours');
  const [first] = behaviours;
  if (!first) return Promise.resolve(null);
  const uses = new Map<string, FileUse>(behaviours.map(({ file }) => [file.path, { role: 'interactions' }]));
  for (const { file } of of('news')) uses.set(file.path, { role: 'items' });
  for (const { file } of of('untold'))
    uses.set(file.path, { role: 'ignored', because: 'it does not tell what was clicked' });
  const remarks = partsOf(behaviours).size > 0 ? [ownSplitRemark({ hasValidation: false })] : [];
  return Promise.resolve({ certainty: 0.9, reason: `${first.file.path} holds impressions of MIND.`, uses, remarks });
}

async function read(context: ReadContext): Promise<void> {
  const behaviours = context.heads.filter((head) => useOf(head) === 'behaviours');
  if (behaviours.length === 0) throw appError('import/missing-part', { format: 'MIND', missing: 'behaviors.tsv' });
  for (const head of context.heads) if (useOf(head) === 'news') await readNews(head, context);
  const parts = partsOf(behaviours);
  for (const head of behaviours) await readBehaviours(head, parts.get(head), context);
}

async function readNews({ file }: FileHead, { builder, progress }: ReadContext): Promise<void> {
  const log = builder.file(file.path, 'items', file.size);
  for await (const batch of readLines(file, progress)) {
    for (const { text, line } of batch) {
      if (text.trim() === '') continue;
      const [id = '', category = '', subcategory = '', title = '', abstract = ''] = fieldsOf(text);
      if (!NEWS_ID.test(id)) {
        log.skip('it has no id of a news item', line, text);
        continue;
      }
      const attributes = new Map(Object.entries({ category, subcategory }).filter(([, value]) => value !== ''));
      if (builder.item({ id, title, attributes, ...(abstract ? { description: abstract } : {}) })) log.took();
      else log.repeated('its id stands before', line, text);
    }
    progress.rows += batch.length;
  }
}

async function readBehaviours(
  head: FileHead,
  part: number | undefined,
  { builder, progress }: ReadContext
): Promise<void> {
  const { file } = head;
  const log = builder.file(file.path, 'interactions', file.size);
  const times = timeForm(head.lines.map((line) => fieldsOf(line)[2] ?? ''));
  /** A user's history is the same on all lines of a file, or grows. */
  const before = new Map<string, string>();
  const add = (user: string, item: string, of: number | undefined, timestamp?: number): void =>
    builder.interaction({
      user,
      item,
      part: of,
      timestamp
    });
  for await (const batch of readLines(file, progress)) {
    for (const { text, line } of batch) {
      if (text.trim() === '') continue;
      const [, user = '', time = '', history = '', impressions = ''] = fieldsOf(text);
      if (user === '' || impressions === '') {
        log.skip('it names no user or no impression', line, text);
        continue;
      }
      let rows = 0;
      const timestamp = timeIn(time, times);
      if (timestamp === undefined) log.note('its time is not understood, and counts as unknown', line, time);
      if (before.get(user) !== history) {
        const known = new Set((before.get(user) ?? '').split(' '));
        before.set(user, history);
        for (const item of history.split(' ')) {
          if (item === '' || known.has(item)) continue;
          add(user, item, part === undefined ? undefined : 0);
          rows++;
        }
      }
      for (const shown of impressions.trim().split(' ')) {
        if (!shown.endsWith('-1')) continue;
        add(user, shown.slice(0, -2), part, timestamp);
        rows++;
      }
      log.took(rows);
    }
    progress.rows += batch.length;
  }
}

const previews = (heads: readonly FileHead[]): Promise<readonly Preview[]> =>
  Promise.resolve(
    heads.flatMap((head): Preview[] => {
      const use = useOf(head);
      if (use !== 'behaviours' && use !== 'news') return [];
      const columns =
        use === 'news'
          ? ['news', 'category', 'subcategory', 'title', 'abstract']
          : ['impression', 'user', 'time', 'clicked before', 'shown'];
      const rows = head.lines.slice(0, PREVIEW_ROWS).map((line) => fieldsOf(line).slice(0, 5).map(shortCell));
      return [{ path: head.file.path, columns, rows }];
    })
  );

export const mindReader: FormatReader = {
  name: 'mind',
  label: 'MIND news',
  detect,
  fields: () => Promise.resolve([]),
  previews,
  read
};

// The Netflix Prize's ratings: "1:" begins the ratings of film 1, lines of user, rating and day follow (combined_data_1.txt, or one file a
// film), and movie_titles.csv, whose titles may hold commas. Its probe set names some of the same pairs again and is not read.
import { appError } from '#lib/errors/app-error';
import { readLines } from '../../bytes/lines';
import type { Preview } from '../../reading/inspection';
import {
  PREVIEW_ROWS,
  shortCell,
  type Detected,
  type FileHead,
  type FileUse,
  type FormatReader,
  type ReadContext
} from '../reader';
import { notedTime, numberOf } from '../shared/values';

const FILM = /^(\d+):$/;
const RATING = /^\d+,[1-5](\.0)?,\d{4}-\d{2}-\d{2}$/;
const PROBE = /^\d+(,\d{4}-\d{2}-\d{2})?$/;
const TITLE = /^(\d+),(\d{4}|NULL),(.*)$/;

function useOf(head: FileHead): 'ratings' | 'probe' | 'films' | null {
  const lines = head.lines.slice(0, 50).map((line) => line.trim());
  if (FILM.test(lines[0] ?? '')) {
    const others = lines.filter((line) => line !== '' && !FILM.test(line));
    if (others.filter((line) => RATING.test(line)).length > others.length / 2) return 'ratings';
    return others.every((line) => PROBE.test(line)) ? 'probe' : null;
  }
  return lines.length > 0 && lines.every((line) => TITLE.test(line)) ? 'films' : null;
}

function detect(heads: readonly FileHead[]): Promise<Detected | null> {
  const uses = new Map<string, FileUse>();
  for (const head of heads) {
    const use = useOf(head);
    if (use === 'ratings') uses.set(head.file.path, { role: 'interactions' });
    if (use === 'films') uses.set(head.file.path, { role: 'items' });
    if (use === 'probe') uses.set(head.file.path, { role: 'ignored', because: 'it names pairs without their ratings' });
  }
  const first = heads.find((head) => useOf(head) === 'ratings');
  if (!first) return Promise.resolve(null);
  return Promise.resolve({
    certainty: 0.9,
    reason: `${first.file.path} holds ratings under the films that they are of.`,
    uses
  });
}

async function read(context: ReadContext): Promise<void> {
  const ratings = context.heads.filter((head) => useOf(head) === 'ratings');
  if (ratings.length === 0) throw appError('import/missing-part', { format: 'Netflix', missing: 'a file of ratings' });
  for (const head of context.heads) if (useOf(head) === 'films') await readFilms(head, context);
  for (const head of ratings) await readRatings(head, context);
}

async function readFilms({ file }: FileHead, { builder, progress }: ReadContext): Promise<void> {
  const log = builder.file(file.path, 'items', file.size);
  for await (const batch of readLines(file, progress)) {
    for (const { text, line } of batch) {
      if (text.trim() === '') continue;
      const [, id, year = '', title = ''] = TITLE.exec(text.trim()) ?? [];
      if (id === undefined) log.skip('it is no film with year and title', line, text);
      else if (builder.item({ id, title, attributes: new Map(year === 'NULL' ? [] : [['year', year]]) })) log.took();
      else log.repeated('its id stands before', line, text);
    }
  }
}

async function readRatings({ file }: FileHead, { builder, progress }: ReadContext): Promise<void> {
  const log = builder.file(file.path, 'interactions', file.size);
  let film: string | undefined;
  for await (const batch of readLines(file, progress)) {
    for (const { text, line } of batch) {
      const row = text.trim();
      const next = FILM.exec(row);
      if (next) film = next[1];
      if (next || row === '') continue;
      const [user = '', rated, day] = row.split(',');
      const rating = numberOf(rated);
      const timestamp = notedTime(day, (reason, of) => log.note(reason, line, of));
      if (film === undefined || user === '' || rating === undefined)
        log.skip('it lacks film, user or rating', line, text);
      else {
        builder.interaction({ user, item: film, rating, timestamp });
        log.took();
      }
    }
    progress.rows += batch.length;
  }
}

const previews = (heads: readonly FileHead[]): Promise<readonly Preview[]> =>
  Promise.resolve(
    heads.flatMap((head): Preview[] => {
      if (useOf(head) !== 'ratings') return [];
      const rows = head.lines.slice(0, PREVIEW_ROWS).map((line) => line.split(',').map(shortCell));
      return [{ path: head.file.path, columns: ['film or user', 'rating', 'day'], rows }];
    })
  );

export const netflixReader: FormatReader = {
  name: 'netflix',
  label: 'Netflix Prize',
  detect,
  fields: () => Promise.resolve([]),
  previews,
  read
};

// MovieLens as GroupLens publishes it: 100k (u.data, u.item, u.user), 1M and 10M (ratings.dat, movies.dat, users.dat, split by
// "::") and the later CSV releases (ratings.csv, movies.csv). 100k and 1M are in Latin-1, the others in UTF-8: their bytes tell.
import { appError } from '#lib/errors/app-error';
import { textOf } from '../../bytes/text';
import type { InputFile } from '../../bytes/types';
import type { Preview } from '../../reading/inspection';
import { parseDelimited, type Dialect } from '../delimited/parse';
import { foldsOf, splitOfFiles } from '../../detect/parts';
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
import { notedTime, numberOf } from '../shared/values';

interface Release {
  readonly name: string;
  readonly dialect: Dialect;
  readonly hasHeader: boolean;
  readonly files: { readonly ratings: string; readonly movies: string; readonly users: string | null };
  movie(fields: readonly string[]): { title: string; attributes: ReadonlyMap<string, string> };
  user?(fields: readonly string[]): ReadonlyMap<string, string>;
}

/** The order of the flags in u.item, from its README. */
const GENRES = [
  'unknown',
  'Action',
  'Adventure',
  'Animation',
  'Children',
  'Comedy',
  'Crime',
  'Documentary',
  'Drama',
  'Fantasy',
  'Film-Noir',
  'Horror',
  'Musical',
  'Mystery',
  'Romance',
  'Sci-Fi',
  'Thriller',
  'War',
  'Western'
];

const known = (entries: readonly (readonly [string, string | undefined])[]): ReadonlyMap<string, string> =>
  new Map(entries.flatMap(([key, value]): [string, string][] => (value ? [[key, value]] : [])));

const genresAndYear = (title: string, genres: string | undefined): ReadonlyMap<string, string> =>
  known([
    ['genres', genres === '(no genres listed)' ? undefined : genres?.split('|').join(', ')],
    ['year', /\((\d{4})\)\s*$/.exec(title)?.[1]]
  ]);

const RELEASES: readonly Release[] = [
  {
    name: 'MovieLens 100k',
    dialect: { delimiter: '\t', quotes: false },
    hasHeader: false,
    files: { ratings: 'u.data', movies: 'u.item', users: 'u.user' },
    movie: ([, title = '', released, , , ...flags]) => ({
      title,
      attributes: known([
        ['released', released],
        ['genres', GENRES.filter((_, at) => flags[at]?.trim() === '1').join(', ')]
      ])
    }),
    user: ([, age, gender, occupation]) =>
      known([
        ['age', age],
        ['gender', gender],
        ['occupation', occupation]
      ])
  },
  {
    name: 'MovieLens 1M',
    dialect: { delimiter: '::', quotes: false },
    hasHeader: false,
    files: { ratings: 'ratings.dat', movies: 'movies.dat', users: 'users.dat' },
    movie: ([, title = '', genres]) => ({ title, attributes: genresAndYear(title, genres) }),
    user: ([, gender, age, occupation]) =>
      known([
        ['gender', gender],
        ['age', age],
        ['occupation', occupation]
      ])
  },
  {
    name: 'MovieLens (CSV release)',
    dialect: { delimiter: ',', quotes: true },
    hasHeader: true,
    files: { ratings: 'ratings.csv', movies: 'movies.csv', users: null },
    movie: ([, title = '', genres]) => ({ title, attributes: genresAndYear(title, genres) })
  }
];

/** u.item and u.user of the 100k release are split by "|", its ratings by tabs. */
const dialectOf = (release: Release, role: 'ratings' | 'nodes'): Dialect =>
  role === 'nodes' && release.dialect.delimiter === '\t' ? { delimiter: '|', quotes: false } : release.dialect;

interface Ratings {
  readonly head: FileHead;
  /** 0 train, 2 test; left out where the release brings no split. */
  readonly part?: number | undefined;
}

interface Found {
  readonly release: Release;
  readonly ratings: readonly Ratings[];
  readonly movies: FileHead | undefined;
  readonly users: FileHead | undefined;
}

/** Folds of 100k (u1.base, u1.test) and 10M (r1.train, r1.test). */
const FOLD = /^[ur][1-5ab]\.(base|train|test)$/;

/** The one fold that somebody took out of a release; null where there are several or none. */
function foldOf(heads: readonly FileHead[], { delimiter }: Dialect): readonly Ratings[] | null {
  const files = heads.filter(({ name, lines }) => FOLD.test(name) && (lines[0] ?? '').includes(delimiter));
  const paths = files.map(({ file }) => file.path);
  const split = foldsOf(paths).length > 0 ? null : splitOfFiles(paths);
  return split && files.flatMap((head) => ({ head, part: split.parts.get(head.file.path) }));
}

const HEADERS = { ratings: 'userId,movieId,rating,timestamp', movies: 'movieId,title,genres' } as const;

/** ratings.csv, movies.csv and ratings.dat are anybody's names: a header or the separator tells. */
const isOf = (release: Release, head: FileHead, what: keyof typeof HEADERS): boolean => {
  const first = head.lines[0]?.trim() ?? '';
  return release.hasHeader
    ? first === HEADERS[what]
    : first.includes(dialectOf(release, what === 'ratings' ? 'ratings' : 'nodes').delimiter);
};

function find(heads: readonly FileHead[]): Found | null {
  for (const release of RELEASES) {
    const head = (name: string | null) => heads.find((candidate) => candidate.name === name);
    const [all, movies] = [head(release.files.ratings), head(release.files.movies)];
    const own = all && isOf(release, all, 'ratings') ? [{ head: all }] : null;
    const ratings = own ?? (release.hasHeader ? null : foldOf(heads, release.dialect));
    // Films with other columns are somebody's table of them.
    if (!ratings || (movies && !isOf(release, movies, 'movies'))) continue;
    return { release, ratings, movies, users: head(release.files.users) };
  }
  return null;
}

function detect(heads: readonly FileHead[]): Promise<Detected | null> {
  const found = find(heads);
  if (!found) return Promise.resolve(null);
  const { release, ratings, movies, users } = found;
  const uses = new Map<string, FileUse>(ratings.map(({ head }) => [head.file.path, { role: 'interactions' }]));
  if (movies) uses.set(movies.file.path, { role: 'items' });
  if (users) uses.set(users.file.path, { role: 'users' });
  const without = movies ? '' : ` Without ${release.files.movies} the films have no titles.`;
  const names = ratings.map(({ head }) => head.name).join(' and ');
  return Promise.resolve({
    certainty: 0.95,
    reason: `${release.name}: ${names} ${ratings.length > 1 ? 'are' : 'is'} there.${without}`,
    uses,
    remarks: ratings.length > 1 ? [ownSplitRemark({ hasValidation: false })] : []
  });
}

async function* rows(file: InputFile, release: Release, role: 'ratings' | 'nodes', { progress }: ReadContext) {
  let skip = release.hasHeader ? 1 : 0;
  for await (const batch of parseDelimited(textOf(file, progress), dialectOf(release, role), file.path)) {
    yield* batch.slice(skip);
    progress.rows += batch.length;
    skip = 0;
  }
}

async function read(context: ReadContext): Promise<void> {
  const found = find(context.heads);
  if (!found)
    throw appError('import/missing-part', { format: 'MovieLens', missing: 'u.data, ratings.dat or ratings.csv' });
  const { release, ratings, movies, users } = found;
  const { builder } = context;
  if (movies) {
    const log = builder.file(movies.file.path, 'items', movies.file.size);
    for await (const { fields, line } of rows(movies.file, release, 'nodes', context)) {
      const [id] = fields;
      if (!id) log.skip('it has no id', line, fields.join('|'));
      else if (builder.item({ id, ...release.movie(fields) })) log.took();
      else log.skip('its id stands in the file before', line, fields.join('|'));
    }
  }
  if (users && release.user) {
    const log = builder.file(users.file.path, 'users', users.file.size);
    for await (const { fields, line } of rows(users.file, release, 'nodes', context)) {
      const [id] = fields;
      if (id && builder.user({ id, attributes: release.user(fields) })) log.took();
      else log.skip(id ? 'its id stands in the file before' : 'it has no id', line, fields.join('|'));
    }
  }
  for (const one of ratings) await readRatings(release, one, context);
}

async function readRatings(release: Release, { head, part }: Ratings, context: ReadContext): Promise<void> {
  const { builder } = context;
  const log = builder.file(head.file.path, 'interactions', head.file.size);
  for await (const { fields, line } of rows(head.file, release, 'ratings', context)) {
    const [user, item, rated, at] = fields;
    const rating = numberOf(rated);
    if (!user || !item || rating === undefined) {
      log.skip('it lacks user, film or rating', line, fields.join(','));
      continue;
    }
    const timestamp = notedTime(at, (reason, text) => log.note(reason, line, text));
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

function previews(heads: readonly FileHead[]): Promise<readonly Preview[]> {
  const found = find(heads);
  const shown = found ? [found.ratings[0]?.head, found.movies] : [];
  return Promise.resolve(
    shown.flatMap((head, at): Preview[] => {
      if (!head || !found) return [];
      const { delimiter } = dialectOf(found.release, at === 0 ? 'ratings' : 'nodes');
      const lines = head.lines.slice(found.release.hasHeader ? 1 : 0, PREVIEW_ROWS + 1);
      const cells = lines.map((line) => line.split(delimiter).slice(0, 5).map(shortCell));
      return [
        {
          path: head.file.path,
          columns: at === 0 ? ['user', 'film', 'rating', 'time'] : ['film', 'title', '…', '', ''],
          rows: cells
        }
      ];
    })
  );
}

export const movielensReader: FormatReader = {
  name: 'movielens',
  label: 'MovieLens',
  detect,
  fields: () => Promise.resolve([]),
  previews,
  read
};

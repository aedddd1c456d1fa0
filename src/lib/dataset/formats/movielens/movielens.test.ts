// MovieLens beyond import.test.ts: single folds, files that only share a name, releases whose films have scores.
import { expect, it } from 'vitest';
import { plainNodes, plainRows, readFiles } from '../../testing';

it.each([
  ['100k', 'u1.base', 'u1.test', '\t'],
  ['10M', 'ra.train', 'ra.test', '::']
])('one fold of %s is a split of its own', async (_, train, test, separator) => {
  const row = (...fields: readonly string[]): string => `${fields.join(separator)}\n`;
  const { raw, report, format } = await readFiles({
    [train]: row('1', '10', '5', '881250949') + row('2', '10', '4', '881250950'),
    [test]: row('1', '11', '3', '881250951')
  });
  expect(format).toBe('movielens');
  expect(
    plainRows(raw)
      .map(({ item, part }) => `${item} ${part ?? ''}`)
      .sort()
  ).toEqual(['10 0', '10 0', '11 2']);
  expect(report.remarks?.[0]).toContain('validation is drawn from training');
});

it('several folds beside u.data are not read: they repeat it', async () => {
  const fold = '1\t10\t5\t881250949\n';
  const { raw } = await readFiles({
    'u.data': fold,
    'u1.base': fold,
    'u1.test': fold,
    'u2.base': fold,
    'u2.test': fold
  });
  expect(plainRows(raw)).toHaveLength(1);
});

it('ratings.dat of somebody else is a table', async () => {
  const { format } = await readFiles({ 'ratings.dat': 'userID\tmovieID\trating\n1\t10\t5\n1\t11\t4\n2\t10\t3\n' });
  expect(format).toBe('table');
});

it('films with columns of their own beside ratings of MovieLens are a table, read by names', async () => {
  const films = Array.from({ length: 12 }, (_, at) => at + 1);
  const { raw, format } = await readFiles({
    'ratings.csv': `userId,movieId,rating,timestamp\n${films.map((id) => `1,${id},4,964982703\n2,${id},3.5,964982703\n`).join('')}`,
    'movies.csv': `movieId,title,overview,vote_average,vote_count,poster_path\n${films
      .map((id) => `${id},Film of ${id},About &quot;${id}&quot;,6.${id % 10},10${id},/p${id}.jpg\n`)
      .join('')}`
  });
  expect(format).toBe('table');
  expect(plainNodes(raw.items)[0]).toMatchObject({ title: 'Film of 1', description: 'About "1"' });
  expect(plainNodes(raw.items)[0]?.attributes).toBeUndefined();
});

it('films with scores of IMDb or of critics keep neither these nor addresses of posters', async () => {
  const films = Array.from({ length: 12 }, (_, at) => at + 1);
  const { raw } = await readFiles({
    'user_ratedmovies.dat': `userID\tmovieID\trating\n${films.map((id) => `1\t${id}\t${1 + (id % 5)}\n2\t${id}\t4\n`).join('')}`,
    'movies.dat': `id\ttitle\timdbPictureURL\tyear\trtAllCriticsRating\trtAllCriticsNumReviews\timdbRating\n${films
      .map((id) => `${id}\tFilm of ${id}\thttp://x.example/${id}.jpg\t${1980 + id}\t${id % 10}\t7${id}\t8.${id % 10}\n`)
      .join('')}`
  });
  expect(plainNodes(raw.items)[0]).toEqual({
    id: '1',
    described: true,
    title: 'Film of 1',
    attributes: { year: '1981' }
  });
});

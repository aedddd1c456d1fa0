// What the terminal says of the files of a dataset cell: what each was taken for, always.
import { expect, it } from 'vitest';
import { readFiles } from '#lib/dataset/testing';
import { prepare } from '#lib/dataset/prepare/prepare';
import { PREPARE_DEFAULTS } from '#lib/dataset/prepare/settings';
import { datasetDetails, datasetStatistics } from '#lib/dataset/checks/statistics';
import { describeRecord } from './tables';

it('says in three lines what every file was taken for, and below what was not understood', async () => {
  const pairs = Array.from({ length: 40 }, (_, at) => [at % 8, (3 * at + Math.floor(at / 8)) % 10] as const);
  const { raw, report } = await readFiles({
    'ratings.csv': [
      'user_id,book_id,rating,at',
      ...pairs.map(([u, i], at) => `${u},${i},${1 + (at % 5)},03/04/2011`)
    ].join('\n'),
    'to_read.csv': ['user_id,book_id', ...pairs.map(([u, i]) => `${u},${(i + 1) % 10}`)].join('\n'),
    'books.csv': [
      'book_id,title,average_rating',
      ...Array.from({ length: 10 }, (_, i) => `${i},Book ${i},4.${i}`)
    ].join('\n')
  });
  const { dataset, steps, join } = await prepare(raw, { ...PREPARE_DEFAULTS, split: 'paper' });
  const { title, description, synthetic } = dataset.provenance;
  const text = describeRecord({
    name: 'd',
    kind: 'dataset',
    seconds: 1,
    id: 'x',
    digest: '',
    result: {
      kind: 'dataset',
      title,
      description,
      synthetic,
      ...datasetStatistics(dataset),
      preparation: { report, join, steps, ...datasetDetails(dataset) }
    }
  });
  expect(text).toContain('interactions: ratings.csv (user “user_id”, item “book_id”, rating “rating”, time “at”)');
  expect(text).toContain(
    'items: books.csv (id “book_id”, title “title”; not in texts: average_rating (sums up ratings, reviews or use)) · users: no file'
  );
  expect(text).toContain('not read: to_read.csv (by its name it is a list of wishes');
  expect(text).toContain(
    '40 lines of ratings.csv: its time is not understood, and counts as unknown, e.g. line 2: 03/04/2011'
  );
});

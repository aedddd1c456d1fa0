// The Netflix Prize's files: ratings below their films, titles with commas in Latin-1, a probe set that is not read.
import { expect, it } from 'vitest';
import { plainNodes, plainRows, readFiles } from '../../testing';

it('ratings belong to the film above them; titles may hold commas and Latin-1', async () => {
  const titles = Uint8Array.from('1,2003,Dinosaur Planet\n2,NULL,Caf\xe9, or Not\n', (sign) => sign.charCodeAt(0));
  const { raw, format, report } = await readFiles({
    'combined_data_1.txt': '1:\n1488844,3,2005-09-06\n822109,5,2005-05-13\n2:\n1488844,4,2005-10-19\nx\n',
    'movie_titles.csv': titles,
    'probe.txt': '1:\n1488844\n2:\n822109\n'
  });
  expect(format).toBe('netflix');
  expect(plainRows(raw)).toEqual([
    { user: '1488844', item: '1', rating: 3, timestamp: Date.UTC(2005, 8, 6) / 1000 },
    { user: '822109', item: '1', rating: 5, timestamp: Date.UTC(2005, 4, 13) / 1000 },
    { user: '1488844', item: '2', rating: 4, timestamp: Date.UTC(2005, 9, 19) / 1000 }
  ]);
  expect(plainNodes(raw.items)).toEqual([
    { id: '1', described: true, title: 'Dinosaur Planet', attributes: { year: '2003' } },
    { id: '2', described: true, title: 'Café, or Not' }
  ]);
  expect(report.files.find(({ path }) => path.startsWith('combined'))?.skipped[0]?.count).toBe(1);
  expect(report.taken?.find(({ path }) => path === 'probe.txt')?.role).toBe('ignored');
});

it('one file a film is read as one set', async () => {
  const { raw } = await readFiles({
    'training_set/mv_0000001.txt': '1:\n7,3,2005-09-06\n',
    'training_set/mv_0000002.txt': '2:\n7,5,2005-09-06\n'
  });
  expect(plainRows(raw).map(({ item, rating }) => [item, rating])).toEqual([
    ['1', 3],
    ['2', 5]
  ]);
});

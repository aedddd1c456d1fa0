// MIND: clicks of impressions and of before, news with their abstracts, folders that are a split.
import { expect, it } from 'vitest';
import { plainNodes, plainRows, readFiles } from '../../testing';

const NEWS = [
  'N1\tsports\tsoccer\tA goal &amp; more\tAn abstract.\thttps://a.example/1.html\t[{"Label": "x"}]\t[]',
  'N2\tnews\tnewsus\tNo abstract\t\thttps://a.example/2.html\t[]\t[]'
].join('\n');

it('clicks are interactions; news have titles and abstracts, no addresses', async () => {
  const { raw, format } = await readFiles({
    'behaviors.tsv':
      '1\tU1\t11/13/2019 8:36:57 AM\tN1 N3\tN2-1 N4-0\n2\tU1\t11/14/2019 1:05:00 PM\tN1 N3\tN5-0 N1-0\n3\tU2\t11/15/2019 12:00:01 AM\t\tN4-1\n',
    'news.tsv': NEWS
  });
  expect(format).toBe('mind');
  expect(plainRows(raw)).toEqual([
    { user: 'U1', item: 'N1' },
    { user: 'U1', item: 'N3' },
    { user: 'U1', item: 'N2', timestamp: Date.UTC(2019, 10, 13, 8, 36, 57) / 1000 },
    { user: 'U2', item: 'N4', timestamp: Date.UTC(2019, 10, 15, 0, 0, 1) / 1000 }
  ]);
  expect(plainNodes(raw.items).slice(0, 2)).toEqual([
    {
      id: 'N1',
      described: true,
      title: 'A goal & more',
      description: 'An abstract.',
      attributes: { category: 'sports', subcategory: 'soccer' }
    },
    { id: 'N2', described: true, title: 'No abstract', attributes: { category: 'news', subcategory: 'newsus' } }
  ]);
});

it('folders of train and dev are a split, in which what was clicked before is training', async () => {
  const { raw, report } = await readFiles({
    'MINDsmall_train/behaviors.tsv': '1\tU1\t11/13/2019 8:36:57 AM\tN1\tN2-1\n',
    'MINDsmall_train/news.tsv': NEWS,
    'MINDsmall_dev/behaviors.tsv': '1\tU2\t11/15/2019 8:36:57 AM\tN1\tN3-0 N2-1\n',
    'MINDsmall_dev/news.tsv': NEWS,
    'MINDlarge_test/behaviors.tsv': '1\tU2\t11/16/2019 8:36:57 AM\tN1\tN3 N2\n'
  });
  expect(plainRows(raw).map(({ user, item, part }) => `${user} ${item} ${part ?? ''}`)).toEqual([
    'U2 N1 0',
    'U2 N2 2',
    'U1 N1 0',
    'U1 N2 0'
  ]);
  expect(report.remarks?.[0]).toContain('a split');
  expect(report.taken?.find(({ role }) => role === 'ignored')?.because).toContain('clicked');
});

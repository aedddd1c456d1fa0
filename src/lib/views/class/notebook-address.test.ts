// Links that open a notebook, and what of its text leads beside it.
import { describe, expect, it } from 'vitest';
import { readNotebook } from '#lib/notebook/document/parse';
import { notebookAddress, resultsAddress, withAddresses } from './notebook-address';

const SITE = 'https://site.example/sub/';
const at = (link: string) => notebookAddress(link, `${SITE}notebook/?notebook=x`, SITE);

describe('a link', () => {
  it('names its origin; a notebook of the site’s own is known as such', () => {
    expect(at('https://class.example/a/Week 1.md')).toMatchObject({ origin: 'https://class.example', isSite: false });
    expect(at('../pack/own.md')).toMatchObject({ url: `${SITE}pack/own.md`, isSite: true });
    expect(at('https://site.example/other/x.md')?.isSite).toBe(false);
    expect(at('https://site.example.evil.example/sub/x.md')?.isSite).toBe(false);
  });
  it.each([
    '',
    ' ',
    'javascript:alert(1)',
    'data:text/markdown,x',
    'file:///etc/passwd',
    'https://user:word@a.example/x'
  ])('"%s" opens nothing', (link) => expect(at(link)).toBeNull());
  it('has one id, whatever its fragment; another address of a file of the same name has another', () => {
    const id = at('https://class.example/a/Week 1.md')?.id;
    expect(id).toMatch(/^week-201-[a-z0-9]+$|^week-1-[a-z0-9]+$/);
    expect(at('https://class.example/a/Week 1.md#top')?.id).toBe(id);
    expect(at('https://class.example/b/Week 1.md')?.id).not.toBe(id);
  });
  it('has its results beside it', () => {
    expect(resultsAddress('https://a.example/x.md')).toBe('https://a.example/x.results.json');
    expect(resultsAddress('https://a.example/x.md?raw=1')).toBe('https://a.example/x.results.json?raw=1');
    expect(resultsAddress('https://a.example/x')).toBe('https://a.example/x.results.json');
  });
});

const TEXT = `---
runs: runs/
lesson: 1
---

# A

\`\`\`dataset
# the shop
name: own
source: data/own/
\`\`\`

\`\`\`dataset
name: books
source: bookshop
\`\`\`

\`\`\`dataset
name: far
source: https://other.example/data/
\`\`\`
`;

it('what lies beside a notebook is named by its address, the rest stays as it is', () => {
  const { document } = readNotebook(withAddresses(TEXT, 'https://class.example/a/x.md'));
  expect(document.cells.map(({ values }) => values.source)).toEqual([
    'https://class.example/a/data/own/',
    'bookshop',
    'https://other.example/data/'
  ]);
  expect(document.runs).toEqual({ from: 'address', address: 'https://class.example/a/runs/' });
  expect(document.lesson?.order).toBe(1);
  expect(withAddresses(TEXT, 'https://class.example/a/x.md')).toContain('# the shop');
  expect(withAddresses('# Nothing beside', 'https://class.example/a/x.md')).toBe('# Nothing beside');
});

it('a thousand cells take no longer than their text', () => {
  const cells = Array.from({ length: 1000 }, (_, at) => `\`\`\`dataset\nname: d${at}\nsource: ./d/\n\`\`\`\n`);
  const text = withAddresses(cells.join('\n'), 'https://class.example/x.md');
  expect(text.match(/source: https:\/\/class\.example\/d\//g)).toHaveLength(1000);
});

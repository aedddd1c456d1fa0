// Text views as drawings: where lines break, what is marked, and that text from data stays text.
import { describe, expect, it } from 'vitest';
import { syntheticOverview, syntheticViews } from '../measure/synthetic';
import { listColumns, pairColumn, profileColumns, profilesTable } from './paragraphs';
import { linesOf, textPicture, type Measure, type Paragraph } from './text-picture';

/** Ten units a character. */
const measure: Measure = (text) => 10 * text.length;
const theme = {
  ground: [255, 255, 255],
  ink: [0, 0, 0],
  kinds: { semantic: [200, 100, 0] }
} as const;
const texts = (paragraph: Paragraph, width: number) =>
  linesOf(paragraph, width, measure).map((line) => line.map(({ text }) => text));

describe('lines', () => {
  it('break between words, and keep what is marked apart from what is not', () => {
    const paragraph: Paragraph = [
      { text: 'likes ', look: 'plain' },
      { text: 'storm strands', look: 'marked' },
      { text: ', whole fleet', look: 'plain' }
    ];
    expect(texts(paragraph, 130)).toEqual([['likes ', 'storm'], ['strands', ','], ['whole fleet']]);
    // A comma stays with its word, where the words alone would have room.
    expect(texts(paragraph, 190)).toEqual([['likes ', 'storm'], ['strands', ', whole'], ['fleet']]);
    expect(texts(paragraph, 200)).toEqual([['likes ', 'storm strands', ','], ['whole fleet']]);
    for (const line of linesOf(paragraph, 130, measure)) {
      for (const [at, { x, width, text }] of line.entries()) {
        expect(width).toBe(measure(text, 'plain'));
        expect(x).toBe(line.slice(0, at).reduce((sum, before) => sum + before.width, 0));
      }
    }
  });

  it('cut a word that is wider than the column, and lose no character', () => {
    const word = 'x'.repeat(25);
    const lines = texts([{ text: `a ${word} b`, look: 'plain' }], 100);
    expect(lines.flat().join('').replaceAll(' ', '')).toBe(`a${word}b`);
    for (const line of linesOf([{ text: `a ${word} b`, look: 'plain' }], 100, measure)) {
      for (const { x, width, text } of line)
        expect([x + width <= 100, text.endsWith(' ') && text !== 'a ']).toEqual([true, false]);
    }
    // Narrower than one character: one a line, and it ends.
    expect(texts([{ text: 'ab', look: 'plain' }], 5)).toEqual([['a'], ['b']]);
    expect(texts([{ text: '  ', look: 'plain' }], 50)).toEqual([]);
  });
});

describe('a picture', () => {
  it('has its columns side by side and is as high as the longest', () => {
    const short: readonly Paragraph[] = [[{ text: 'one', look: 'title' }]];
    const long: readonly Paragraph[] = [...short, [{ text: 'word '.repeat(60), look: 'plain' }]];
    const [one, two] = [textPicture('t', [short], theme, measure), textPicture('t', [short, long], theme, measure)];
    expect(two.width).toBeGreaterThan(2 * one.width - 60);
    expect(two.height).toBeGreaterThan(one.height);
    expect(two.svg).toContain(`viewBox="0 0 ${two.width} ${two.height}"`);
    const lowest = Math.max(...[...two.svg.matchAll(/<text x="[^"]+" y="(\d+)"/g)].map(([, y]) => Number(y)));
    expect(lowest).toBeLessThan(two.height);
  });

  it('draws a ground behind what is marked, and keeps markup as text', () => {
    const { svg } = textPicture(
      '<b>"title"</b>',
      [[[{ text: '<script>alert(1)</script>', look: 'marked' }]]],
      theme,
      measure
    );
    expect(svg).not.toContain('<script>');
    expect(svg).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(svg.match(/fill="#c86400"/g)).toHaveLength(2);
  });
});

describe('what is drawn', () => {
  const size = { users: 40, items: 30, seed: 1 };
  const overview = syntheticOverview(size);
  const selection = { user: 3, other: 4, item: 45, k: 10, hops: 2 };
  const views = syntheticViews(size, selection);

  it('is every selected profile with whose it is, its text whole', () => {
    const columns = profileColumns(overview, selection, views.profiles);
    expect(columns).toHaveLength(views.profiles.length);
    for (const [at, profile] of views.profiles.entries()) {
      const [title, about, words] = columns[at] ?? [];
      expect(title?.[0]?.text).toContain(overview.labels[profile.node] || overview.ids[profile.node]);
      expect(about?.[0]?.text).toMatch(/^the (user|other user|item) · /);
      expect(words?.map(({ text }) => text).join('')).toBe(profile.text ?? 'No profile.');
    }
    expect(profilesTable(overview, views.profiles).rows).toHaveLength(views.profiles.length);
  });

  it('is every list in its order, held-out items named', () => {
    const columns = listColumns(overview, views.lists);
    for (const [at, { items }] of views.lists.entries()) {
      const lines = columns[at]?.slice(1).map((paragraph) => paragraph.map(({ text }) => text).join('')) ?? [];
      expect(lines).toEqual(
        items.map(({ node, heldOut }, nth) => `${nth + 1}  ${overview.labels[node]}${heldOut ? '  held out ✓' : ''}`)
      );
    }
  });

  it('is of a pair what each run says of it', () => {
    if (!views.pair) throw new Error('a pair');
    const lines = pairColumn(overview, 3, 4, views.pair).map((paragraph) => paragraph.map(({ text }) => text).join(''));
    for (const { run } of views.pair.relevance)
      expect(lines.some((line) => line.startsWith(`${run.toUpperCase()}, `))).toBe(true);
    expect(lines.some((line) => line.includes('held out from training'))).toBe(true);
  });
});

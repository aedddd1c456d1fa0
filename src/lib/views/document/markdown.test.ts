// Prose from anyone becomes HTML that can do nothing.
import { describe, expect, test } from 'vitest';
import { isAllowedLink, renderProse, slugOf, TermMarks } from './markdown';

const render = (text: string, first = false) => renderProse(text, new Set(), first);

describe('nothing in prose can run or load', () => {
  test('HTML is shown as text', () => {
    const { html } = render('<script>alert(1)</script> <img src=x onerror=alert(1)> <b>x</b>');
    expect(html).not.toMatch(/<(script|img|b)\b/);
    expect(html).toContain('&lt;script&gt;');
  });
  test('links lead to the web, to this site or within the page, and nowhere else', () => {
    const good = ['https://a.example/x?y=1#z', 'http://a.example', '#top', '../other/', 'amazon-book.md'];
    const bad = [
      'javascript:alert(1)',
      ' JaVaScRiPt:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      '//evil.example',
      'java\nscript:alert(1)',
      '\\\\evil.example',
      'blob:x'
    ];
    expect(good.filter((url) => !isAllowedLink(url))).toEqual([]);
    expect(bad.filter(isAllowedLink)).toEqual([]);
    expect(render('[x](javascript:alert(1))').html).not.toContain('<a');
    expect(render('<javascript:alert(1)>').html).not.toContain('<a');
  });
  test('links to the web do not hand over the page', () => {
    expect(render('[x](https://a.example)').html).toContain('rel="noopener noreferrer"');
  });
  test('images are not loaded', () => {
    expect(render('![pixel](https://evil.example/p.gif)').html).not.toContain('<img');
  });
});

describe('headings', () => {
  test('get ids that are unlike each other in a whole notebook', () => {
    const taken = new Set<string>();
    const ids = [renderProse('## Same\n\n## Same', taken, false), renderProse('## Same', taken, false)].flatMap(
      (part) => part.headings.map((heading) => heading.id)
    );
    expect(ids).toEqual(['same', 'same-2', 'same-3']);
  });
  test('ids are made of words', () => {
    expect([slugOf('Two spaces!'), slugOf('é & ü'), slugOf('…')]).toEqual(['two-spaces', 'é-ü', 'section']);
  });
});

test('the title and its first paragraph come apart from the rest of a notebook’s first block only', () => {
  const text = '# Title\n\nLede.\n\nMore.';
  expect(render(text, true).opening).toContain('<p class="lede">Lede.</p>');
  expect(render(text, true).html).toBe('<p>More.</p>\n');
  expect(render(text).opening).toBe('');
});

test('a link from one bundled notebook to another leads to its page', () => {
  expect(render('[Amazon](amazon-book.md#data)').html).toContain('href="../amazon-book/#data"');
});

test('notebooks and lessons lead to each other’s pages from where they lie', () => {
  const from = (place: 'notebooks' | 'lessons', link: string) =>
    /href="([^"]*)"/.exec(renderProse(`[x](${link})`, new Set(), false, place).html)?.[1];
  expect(from('notebooks', 'lessons/clicks-lie.md')).toBe('../../learn/clicks-lie/');
  expect(from('notebooks', './quick-start.md')).toBe('../quick-start/');
  expect(from('lessons', 'two-spaces.md#maps')).toBe('../two-spaces/#maps');
  expect(from('lessons', '../quick-start.md')).toBe('../../notebooks/quick-start/');
});

test('code that may scroll can be reached by keyboard', () => {
  expect(render('```bash\nnpm start\n```').html).toMatch(/^<pre tabindex="0" role="region" aria-label="Code"><code/);
  expect(render('    e = Σ w').html).toMatch(/^<pre tabindex="0" role="region" aria-label="Code"><code/);
});

describe('words of the glossary', () => {
  const marked = (text: string, from: 'notebooks' | 'own' = 'notebooks') =>
    renderProse(text, new Set(), false, from, new TermMarks(from)).html;
  test('are links where they come first, not in headings, links or code', () => {
    const html = marked('## Recall\n\n`recall` and [recall](x) and **recall**, recall.');
    expect(html.match(/class="term"/g)).toHaveLength(1);
    expect(html).toContain('<strong><a class="term" href="../../glossary/#recall">recall</a></strong>');
  });
  test('lead from a reader’s own page too', () => {
    expect(marked('recall', 'own')).toContain('href="../glossary/#recall"');
  });
  test('hold no HTML of the text', () => {
    expect(marked('recall <b>')).toContain('&lt;b&gt;');
  });
});

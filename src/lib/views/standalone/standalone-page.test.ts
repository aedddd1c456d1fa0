// A page that needs nothing but itself, whatever its words are.
import { expect, test } from 'vitest';
import { standalonePage } from './standalone-page';

const page = standalonePage({
  title: '</title><script>alert("1")</script>',
  css: '@font-face { src: url("x.woff2"); } /* url(https://a.test) */ p { color: red; }',
  html: '<main><p>Words</p><button>Run</button></main>'
});

test('its title is text, and it fetches and runs nothing', () => {
  expect(page).toContain('<title>&lt;/title>&lt;script>alert(&quot;1&quot;)&lt;/script></title>');
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/<script|<button|url\(|@font-face/);
  expect(page).toContain('<p>Words</p>');
});

test('a style sheet that would end its element is refused', () => {
  expect(() => standalonePage({ title: 'x', css: '</STYLE><script>', html: '' })).toThrow('style sheet');
});

test('links lead where they led on the site, and are words where there is none', () => {
  const html = '<a href="../table-1/">a</a><a class="x" href="#b">b</a><a href="https://c.test/?d&amp;e">c</a>';
  const linked = (from?: string) => standalonePage({ title: 'x', css: '', html, ...(from ? { from } : {}) });
  expect(linked('https://site.test/sub/notebooks/mine/?q')).toContain(
    '<a href="https://site.test/sub/notebooks/table-1/">a</a>'
  );
  expect(linked()).toContain('<a>a</a><a class="x" href="#b">b</a><a href="https://c.test/?d&amp;e">c</a>');
});

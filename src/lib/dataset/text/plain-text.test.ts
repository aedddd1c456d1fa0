import { expect, it } from 'vitest';
import { plainText } from './plain-text';

it.each([
  ['plain', 'plain'],
  ['  two  spaces stay ', 'two  spaces stay'],
  ['<p>One</p><p>two &amp; three</p>', 'One two & three'],
  ['a<b>bold</b>ly &lt;said&gt;', 'aboldly <said>'],
  ['&amp;amp;amp; escaped twice and thrice &amp;lt;b&amp;gt;', '& escaped twice and thrice'],
  ['std::vector<int> and <said>', 'std::vector<int> and <said>'],
  ['<o:p>Word</o:p> <ABC> <FONT SIZE=2>x</font>', 'Word <ABC> x'],
  ['See https://a.example/b?c=d&amp;e, and (www.b.example).', 'See , and ().'],
  ['https://only.example/x.jpg', ''],
  ['I <3 it, 2 < 3 and R&D', 'I <3 it, 2 < 3 and R&D'],
  ['<script>alert("x")</script>after', 'after'],
  ['<style>p{}</style><!-- note -->x', 'x'],
  ['caf&#233; &#x6F22; &#xD800; &nosuch;', 'café 漢 &#xD800; &nosuch;'],
  ['never <a href="closed', 'never <a href="closed'],
  ['<br/>line<br>line', 'line line'],
  ['&Eacute;t&eacute; &Uuml;ber &ccedil;a &ntilde; &qacute;', 'Été Über ça ñ &qacute;'],
  ['&AElig;on &aelig; &AMP; &Frac12;', 'Æon æ & ½'],
  ['it&#146;s 5 &#8211; 6 &#x80;', 'it’s 5 – 6 €'],
  ['<!-- never closed', '<!-- never closed'],
  ['<SCRIPT>a</Script>İ<style>b</STYLE>c', 'İc'],
  ['<script>never closed', ''],
  ['&amp', '&amp']
])('%s', (html, text) => {
  expect(plainText(html)).toBe(text);
});

it.each([
  '<p>a&amp;lt;b&amp;gt;c</p>',
  'x &amp;amp; www.example.org y',
  '<b>< b > www.</b>www.x',
  '&lt;!-- a --&gt; b'
])('%s stays what it became', (html) => {
  const once = plainText(html);
  expect(plainText(once)).toBe(once);
});

it('takes time by its length, whatever it is made of', () => {
  expect(plainText('<'.repeat(1_000_000))).toBe('<'.repeat(1_000_000));
  expect(plainText('&#'.repeat(500_000))).toHaveLength(1_000_000);
  expect(plainText('<script></script>'.repeat(100_000))).toBe('');
  expect(plainText('<!--'.repeat(250_000))).toHaveLength(1_000_000);
});

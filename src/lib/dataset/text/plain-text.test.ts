import { expect, it } from 'vitest';
import { plainText } from './plain-text';

it.each([
  ['plain', 'plain'],
  ['  two  spaces stay ', 'two  spaces stay'],
  ['<p>One</p><p>two &amp; three</p>', 'One two & three'],
  ['a<b>bold</b>ly &lt;said&gt;', 'aboldly <said>'],
  ['&amp;lt; is decoded once', '&lt; is decoded once'],
  ['I <3 it, 2 < 3 and R&D', 'I <3 it, 2 < 3 and R&D'],
  ['<script>alert("x")</script>after', 'after'],
  ['<style>p{}</style><!-- note -->x', 'x'],
  ['caf&#233; &#x6F22; &#xD800; &nosuch;', 'café 漢 &#xD800; &nosuch;'],
  ['never <a href="closed', 'never <a href="closed'],
  ['<br/>line<br>line', 'line line']
])('%s', (html, text) => {
  expect(plainText(html)).toBe(text);
});

it('takes time by its length, whatever it is made of', () => {
  expect(plainText('<'.repeat(1_000_000))).toBe('<'.repeat(1_000_000));
  expect(plainText('&#'.repeat(500_000))).toHaveLength(1_000_000);
});

// What is left of a page when its controls are gone.
import { expect, test } from 'vitest';
import { withoutControls } from './without-controls';

test.each([
  ['<p>a</p><button class="x">b <b>c</b></button><p>d</p>', '<p>a</p><p>d</p>'],
  ['<form><p>a</p><form></form></form>b', 'b'],
  ['a<input type="range" max=">" />b<input>c', 'abc'],
  ['<div class="row no-print"><div>a</div></div><div class="no-printer">b</div>', '<div class="no-printer">b</div>'],
  ['<th><button>recall@20</button></th>', '<th>recall@20</th>'],
  ['<!--[--><p>a</p><!--]-->', '<p>a</p>'],
  [
    '<svg viewBox="0 0 1 1"><path d="M0 0"/><text>a</text></svg>',
    '<svg viewBox="0 0 1 1"><path d="M0 0"/><text>a</text></svg>'
  ],
  ['<script>alert(1)</script><style>p{}</style>', ''],
  ['<p title="a > b">&lt;button&gt;</p>', '<p title="a > b">&lt;button&gt;</p>'],
  ['<select><option>a</option></select>', ''],
  ['<details><summary>a</summary>b</details>', '<details><summary>a</summary>b</details>']
])('of %s stays %s', (html, left) => expect(withoutControls(html)).toBe(left));

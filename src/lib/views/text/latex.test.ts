// What goes into a LaTeX file is text, whatever it says.
import { expect, it } from 'vitest';
import { latexSpread, latexText, toLatex } from './latex';

it('no sign of a text is a command', () => {
  expect(latexText('a_b & 100% #1 $x$ {y} ~ ^ \\input{/etc/passwd}')).toBe(
    'a\\_b \\& 100\\% \\#1 \\$x\\$ \\{y\\} \\textasciitilde{} \\textasciicircum{} \\textbackslash{}input\\{/etc/passwd\\}'
  );
  expect(latexText('one\n\ntwo\u0000')).toBe('one two ');
});

it('numbers have four decimals, their spread, and are bold where they are best', () => {
  expect(latexSpread(0.12344, 0.00119, false)).toBe('$0.1234 \\pm 0.0012$');
  expect(latexSpread(0.5, null, true)).toBe('$\\mathbf{0.5000}$');
  expect(latexSpread(Number.NaN, null, false)).toBe('--');
});

it('a table has as many columns as heads, and a rule above, between and below', () => {
  const text = toLatex({ caption: 'Runs', columns: ['run', 'recall@20'], rows: [['LightGCN', '$0.1$']] });
  expect(text).toContain('\\begin{tabular}{lr}');
  expect(text).toContain('    LightGCN & $0.1$ \\\\\n');
  expect(text.match(/\\(top|mid|bottom)rule/g)).toEqual(['\\toprule', '\\midrule', '\\bottomrule']);
});

// Lines kept and words replaced, and what must be refused.
import { expect, it } from 'vitest';
import { specialise } from './specialise';

const CODE = ['a', '//#if wide', 'TYPE x', '  //#else', 'f32 x', '//#end', 'let TYPE_B = TYPE(0.0);'].join('\n');

it('keeps the lines of the case that holds', () => {
  expect(specialise(CODE, { wide: true })).toBe('a\nTYPE x\nlet TYPE_B = TYPE(0.0);');
  expect(specialise(CODE, { wide: false })).toBe('a\nf32 x\nlet TYPE_B = TYPE(0.0);');
});

it('replaces whole words only', () => {
  expect(specialise(CODE, { wide: true }, { TYPE: 'vec4<f32>' })).toBe('a\nvec4<f32> x\nlet TYPE_B = vec4<f32>(0.0);');
});

it('writes a block out once for each copy, with its number', () => {
  const code = ['start', '//#each', 'sum_G += own_G * x[at + G];', '//#end', 'end'].join('\n');
  expect(specialise(code, {}, {}, 2)).toBe('start\nsum_0 += own_0 * x[at + 0];\nsum_1 += own_1 * x[at + 1];\nend');
});

it.each([
  ['an unknown flag', '//#if other\n//#end'],
  ['a block in a block', '//#if wide\n//#if wide\n//#end\n//#end'],
  ['a stray end', '//#end'],
  ['an else outside a choice', '//#each\n//#else\n//#end'],
  ['a block that is not closed', '//#if wide\nx']
])('refuses %s', (_, code) => {
  expect(() => specialise(code, { wide: true })).toThrow(/The shader/);
});

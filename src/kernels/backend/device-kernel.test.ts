// The key under which tfjs keeps a compiled program: equal for the same program, different for any other.
import { expect, it } from 'vitest';
import { flatProgram, tiledProgram } from './device-kernel';
import { specialise } from './specialise';

const BASE = {
  name: 'top-k',
  code: 'fn main(index : i32) { result[index] = x[index]; }',
  outputShape: [4, 8],
  variableNames: ['x', 'y'],
  uniforms: 'rows : i32,',
  components: 1,
  variableComponents: [1, 4]
} as const;

const keyOf = (change: Partial<Parameters<typeof flatProgram>[0]> = {}): string =>
  flatProgram({ ...BASE, ...change }).shaderKey;

it('is the same for the same program, whatever its shape and however its text was put together', () => {
  expect(keyOf({ outputShape: [9, 64], threads: 3, code: [BASE.code.slice(0, 9), BASE.code.slice(9)].join('') })).toBe(
    keyOf()
  );
});

it.each([
  ['code', { code: BASE.code.replace('x[index]', '2.0 * x[index]') }],
  ['output type', { components: 4 }],
  ['input types', { variableComponents: [4, 1] }],
  ['number of typed inputs', { variableComponents: [1] }],
  ['uniforms', { uniforms: 'rows : u32,' }],
  ['no uniforms', { uniforms: '' }]
] as const)('is another for another program of the same name: %s', (_, change) => {
  expect(keyOf(change)).not.toBe(keyOf());
});

it('tells apart what one shader is specialised to, a word, a flag or a number of copies', () => {
  const code = '//#if wide\ndot(a, b)\n//#else\na * b\n//#end\nELEMENT K\n//#each\ns_G\n//#end';
  const of = (wide: boolean, element: string, k: number, copies: number): string =>
    keyOf({ code: specialise(code, { wide }, { ELEMENT: element, K: k }, copies) });
  const variants = [
    of(true, 'vec4<f32>', 20, 6),
    of(false, 'f32', 20, 6),
    of(false, 'f32', 10, 6),
    of(false, 'f32', 20, 7),
    of(true, 'f32', 20, 6)
  ];
  expect(new Set(variants).size).toBe(variants.length);
  expect(of(false, 'f32', 20, 6)).toBe(variants[1]);
});

it('of a program with places in a grid does not depend on the grid, and does on all that is compiled', () => {
  const of = (dispatch: readonly [number, number, number], code: string): string =>
    tiledProgram({ ...BASE, code, dispatch }).shaderKey;
  expect(of([3, 2, 1], 'fn main() {}')).toBe(of([9, 1, 4], 'fn main() {}'));
  expect(of([3, 2, 1], 'fn main() {}')).not.toBe(of([3, 2, 1], 'fn main() { return; }'));
  expect(tiledProgram({ ...BASE, dispatch: [3, 2, 4] })).toMatchObject({
    dispatch: [3, 2, 4],
    dispatchLayout: { x: [1], y: [0], z: [] }
  });
});

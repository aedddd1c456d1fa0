// The lint rules that keep the engine's own elementary functions out of whatever makes numbers, and data out of argument lists, tried in
// every room there is.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const folders = (path: string): string[] =>
  readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [`${path}/${entry.name}`] : []
  );
const eslint = new ESLint({ cwd: root });

async function complaints(code: string, file: string): Promise<readonly (string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath: join(root, file) });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId).filter((rule) => rule?.startsWith('no-restricted'));
}

const ROOMS = [...folders('src/lib'), ...folders('src/kernels'), 'src/cli'].filter((room) => room !== 'src/lib/views');

test.each(ROOMS)('a Math.log or ** planted in %s is found', async (room) => {
  const file = `${room}/planted.ts`;
  expect(await complaints('export const two = Math.log(7.389);', file)).toEqual(['no-restricted-properties']);
  expect(await complaints('export const squared = (x: number): number => x ** 2;', file)).toEqual([
    'no-restricted-syntax'
  ]);
});

test('other ways to the same functions are found, and what every engine has exactly is not', async () => {
  const file = 'src/lib/evaluation/planted.ts';
  for (const code of [
    'export const { exp } = Math;',
    "export const f = Math['tanh'];",
    'export const all = [1, 2].map(Math.cos);',
    'export function cubed(x: number): number { x **= 3; return x; }',
    'export const big = 10 ** 22;'
  ]) {
    expect(await complaints(code, file), code).toHaveLength(1);
  }
  for (const code of [
    'export const root = Math.sqrt(2) + Math.floor(0.5) + Math.fround(0.1);',
    'export const block = 2 ** 22;',
    'export const unit = 2 ** -24;'
  ]) {
    expect(await complaints(code, file), code).toEqual([]);
  }
});

test.each([...ROOMS, 'src/lib/views/charts', 'src/routes'])(
  'data spread into arguments planted in %s is found',
  async (room) => {
    for (const code of [
      'export const most = (all: readonly number[]): number => Math.max(0, ...all);',
      'export const add = (to: number[], all: readonly number[]): number => to.push(...all);',
      'export const text = (bytes: Uint8Array): string => String.fromCharCode(...bytes);'
    ]) {
      expect(await complaints(code, `${room}/planted.ts`), code).toEqual(['no-restricted-syntax']);
    }
    expect(
      await complaints('export const copy = (all: readonly number[]): number[] => [...all];', `${room}/planted.ts`)
    ).toEqual([]);
  }
);

test('a command that writes to the terminal by itself is found', async () => {
  const said = "process.stderr.write('…');";
  expect(await complaints(said, 'src/cli/planted.ts')).toEqual(['no-restricted-properties']);
  expect(await complaints(said, 'src/cli/notebook/planted.ts')).toEqual(['no-restricted-properties']);
});

test('pages and tests may use Math', async () => {
  for (const file of ['src/lib/views/charts/planted.ts', 'src/lib/evaluation/planted.test.ts']) {
    expect(await complaints('export const two = Math.log(7.389);', file)).toEqual([]);
  }
});

// Errors in reading and preparing data have their sentences wherever they are made: a file that makes one imports errors/data.ts, itself
// or through what it imports.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { importErrors } from './catalogue/import';
import { prepareErrors } from './catalogue/prepare';

const LIB = 'src/lib';
const DATA = join(LIB, 'errors/data.ts');
const codes = Object.keys({ ...importErrors, ...prepareErrors });

const sources = readdirSync(LIB, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.startsWith(join('errors', 'catalogue')))
  .map((path) => join(LIB, path));

/** Files that a file imports for their values, whatever happens. */
function importsOf(path: string): string[] {
  const found = readFileSync(path, 'utf8').matchAll(/^import (?!type\b)(?:[^;]*? from )?'([^']+)';/gm);
  return [...found].flatMap(([, from = '']) => {
    const target = from.startsWith('#lib/')
      ? join(LIB, from.slice(5))
      : from.startsWith('.')
        ? join(dirname(path), from)
        : '';
    return existsSync(`${target}.ts`) ? [`${target}.ts`] : [];
  });
}

function brings(path: string, seen = new Set<string>()): boolean {
  if (path === DATA) return true;
  if (seen.has(path)) return false;
  seen.add(path);
  return importsOf(path).some((next) => brings(next, seen));
}

it('whoever makes an error of reading or preparing brings its sentences', () => {
  const makers = sources.filter((path) => {
    const text = readFileSync(path, 'utf8');
    return codes.some(
      (code) => text.includes(`appError('${code}'`) || new RegExp(`appError\\(\\s*'${code}'`).test(text)
    );
  });
  expect(makers.length).toBeGreaterThan(10);
  expect(makers.filter((path) => !brings(path))).toEqual([]);
});

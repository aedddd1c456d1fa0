// No two modules import each other, be it through others, with types alone, or with what is fetched later; and what is fetched later is
// held to the directions of rooms, which the lint rules look for in plain imports only.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ESLint } from 'eslint';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const ENDS = ['', '.ts', '.js'];

interface Import {
  readonly from: string;
  /** As it is written. */
  readonly written: string;
  /** The module; null for a package. */
  readonly of: string | null;
  readonly isLater: boolean;
}

/** All imports of the sources, by module. AssemblyScript (*.as.ts) is compiled by itself. */
function importsOf(folder: string): Map<string, Import[]> {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|js|svelte)$/.test(path) && !path.endsWith('.as.ts'))
    .map((path) => join(folder, path));
  const known = new Set(files);
  const find = (written: string, from: string): string | null => {
    const path = written.startsWith('#')
      ? written.replace('#', 'src/')
      : written.startsWith('.')
        ? join(dirname(from), written)
        : null;
    const end = path === null ? undefined : ENDS.find((each) => known.has(path + each));
    return path === null || end === undefined ? null : path + end;
  };
  return new Map(
    files.map((from) => {
      const text = readFileSync(join(root, from), 'utf8');
      const scripts = from.endsWith('.svelte') ? [...text.matchAll(/<script[^>]*>(.*?)<\/script>/gs)] : [['', text]];
      const imports = scripts.flatMap(([, code = '']) =>
        ts.preProcessFile(code, true, true).importedFiles.map(({ fileName: written, pos }) => ({
          from,
          written,
          of: find(written, from),
          isLater: /import\(\s*$/.test(code.slice(0, pos))
        }))
      );
      return [from, imports];
    })
  );
}

/** Each circle once, as the path that leads back to its first module. */
function circlesOf(imports: ReadonlyMap<string, readonly Pick<Import, 'of'>[]>): string[] {
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (module: string, path: readonly string[]): void => {
    const at = path.indexOf(module);
    if (at !== -1) circles.push([...path.slice(at), module].join(' → '));
    if (at !== -1 || done.has(module)) return;
    for (const { of } of imports.get(module) ?? []) if (of !== null) visit(of, [...path, module]);
    done.add(module);
  };
  for (const module of imports.keys()) visit(module, []);
  return circles;
}

const imports = importsOf('src');

test('no module leads back to itself, types included', () => {
  expect(imports.size).toBeGreaterThan(500);
  expect(circlesOf(imports)).toEqual([]);
});

test('a circle is found, be it of types or of what is fetched later', () => {
  const planted = new Map([...imports].map(([module, list]): [string, Pick<Import, 'of'>[]] => [module, [...list]]));
  planted.get('src/lib/work/next-task.ts')?.push({ of: 'src/lib/engine/io/jobs.ts' });
  expect(circlesOf(planted).some((circle) => circle.includes('work/next-task.ts'))).toBe(true);
  const known = (from: string, of: string): Import | undefined => imports.get(from)?.find((each) => each.of === of);
  expect(known('src/lib/engine/io/environment.ts', 'src/lib/notebook/run/environment.ts')).toBeDefined();
  expect(known('src/lib/engine/compute/jobs.ts', 'src/lib/engine/compute/bench.ts')?.isLater).toBe(true);
});

test('what is fetched later keeps to the directions of rooms', async () => {
  const eslint = new ESLint({ cwd: root });
  for (const [module, list] of imports) {
    const later = list.filter(({ isLater, of }) => isLater && of !== null);
    if (later.length === 0) continue;
    const code = later.map(({ written }, at) => `import * as planted${at} from '${written}';`).join('\n');
    const [result] = await eslint.lintText(code, { filePath: join(root, module.replace(/\.svelte$/, '.svelte.ts')) });
    const refused = (result?.messages ?? []).filter(({ ruleId }) => ruleId?.endsWith('no-restricted-imports'));
    expect(refused.map(({ message }) => `${relative('src', module)}: ${message}`)).toEqual([]);
  }
});

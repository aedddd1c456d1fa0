// The lint rules that hold what docs/architecture.md says of imports, each tried on an import that goes against it.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const eslint = new ESLint({ cwd: root });
const ROOMS = readdirSync(join(root, 'src/lib'), { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : []
);

async function isRefused(code: string, file: string): Promise<boolean> {
  const [result] = await eslint.lintText(code, { filePath: join(root, file) });
  const rules = (result?.messages ?? []).map(({ ruleId }) => ruleId ?? '');
  return rules.some((rule) => rule.includes('no-restricted'));
}

const value = (from: string): string => `import { one } from '${from}';\nexport const two = one;`;
const type = (from: string): string =>
  `import type { One } from '${from}';\nexport const two = (one: One): One => one;`;

test.each(ROOMS)(
  'no room stands outside the rules: %s imports no page and no command, and no type of theirs',
  async (room) => {
    for (const from of ['../../routes/+page.server', '../../cli/terminal']) {
      expect(await isRefused(value(from), `src/lib/${room}/planted.ts`), from).toBe(true);
      expect(await isRefused(type(from), `src/lib/${room}/planted.ts`), from).toBe(true);
    }
  }
);

test.each([
  ['src/lib/work', '#lib/settings/field'],
  ['src/lib/errors', '#lib/work/work'],
  ['src/lib/storage', '#lib/dataset/types'],
  ['src/lib/training', '#lib/notebook/run/events'],
  ['src/lib/notebook', '#lib/engine/site'],
  ['src/kernels/spmm', '#lib/training/types']
])('a room below does not know one above: %s imports nothing of %s', async (room, from) => {
  expect(await isRefused(value(from), `${room}/planted.ts`)).toBe(true);
  expect(await isRefused(type(from), `${room}/planted.ts`)).toBe(true);
});

test.each(['src/lib/llm', 'src/lib/training', 'src/lib/engine', 'src/kernels/workers'])(
  'the ground floor is open to all: %s may rest and fail',
  async (room) => {
    for (const from of ['#lib/work/work', '#lib/errors/app-error'])
      expect(await isRefused(value(from), `${room}/planted.ts`), from).toBe(false);
  }
);

test('views take code of the pipeline from nowhere but the few light modules, and types from where they are defined', async () => {
  for (const file of ['src/lib/views/data/planted.ts', 'src/lib/views/data/planted.svelte.ts']) {
    for (const from of [
      '#lib/studies/explore/room',
      '#lib/dataset/reading/read',
      '#lib/llm/client',
      '#lib/alignment/kar/kar'
    ]) {
      expect(await isRefused(value(from), file), from).toBe(true);
      expect(await isRefused(type(from), file), from).toBe(false);
    }
    for (const from of ['#lib/alignment/names', '#lib/llm/cost/prices', '#lib/notebook/plan/work'])
      expect(await isRefused(value(from), file), from).toBe(false);
  }
});

test('routes are thin: they import views and errors, and types from where they are defined', async () => {
  const file = 'src/routes/data/planted.ts';
  for (const from of [
    '#lib/engine/io/client',
    '#lib/notebook/run/runtime',
    '#lib/storage/memory',
    '#kernels/spmm/spmm'
  ]) {
    expect(await isRefused(value(from), file), from).toBe(true);
    expect(await isRefused(type(from), file), from).toBe(false);
  }
  expect(await isRefused(value('#lib/views/kept/kept-ids'), file)).toBe(false);
  expect(await isRefused(type('../../cli/terminal'), file)).toBe(true);
});

test('the command line is made of the pipeline: it imports no page, of the views what writes a page of HTML, and no worker', async () => {
  for (const file of ['src/cli/planted.ts', 'src/cli/notebook/planted.ts']) {
    for (const from of [
      '../routes/+page.server',
      '#lib/views/text/format',
      '#lib/views/standalone/standalone-page',
      '#lib/engine/io/jobs',
      '#lib/dataset/truth'
    ])
      expect(await isRefused(value(from), file), from).toBe(true);
    for (const from of [
      '#lib/notebook/run/runtime',
      '#lib/engine/bundled-runs',
      '#lib/views/standalone/render.node',
      '#kernels/spmm/spmm'
    ])
      expect(await isRefused(value(from), file), from).toBe(false);
  }
});

test('the truth of synthetic data has one door, for types too', async () => {
  for (const room of ['lib/training', 'lib/evaluation', 'lib/notebook', 'lib/views', 'routes', 'cli'])
    expect(await isRefused(type('#lib/dataset/truth'), `src/${room}/planted.ts`), room).toBe(true);
  expect(await isRefused(value('#lib/studies/truth'), 'src/lib/notebook/planted.ts')).toBe(false);
});

test.each(['src/lib/notebook', 'src/lib/engine/io', 'src/lib/views/data', 'src/cli', 'src/kernels/spmm'])(
  'no module of %s passes on what another defines',
  async (folder) => {
    for (const code of [
      "export { appError } from '#lib/errors/app-error';",
      "export type { ErrorCode } from '#lib/errors/app-error';",
      "export * from '#lib/errors/app-error';",
      "export type * from '#lib/errors/app-error';",
      "import type { ErrorCode } from '#lib/errors/app-error';\nexport type { ErrorCode };"
    ])
      expect(await isRefused(code, `${folder}/planted.ts`), code).toBe(true);
  }
);

test('a member is kept to its class in one way', async () => {
  const written = (member: string): string => `export class One {\n  ${member}\n}`;
  for (const file of ['src/lib/training/planted.ts', 'src/lib/views/data/planted.ts', 'src/kernels/spmm/planted.ts']) {
    for (const member of ['private two = 1;', 'private two(): void {}', 'constructor(private readonly two: number) {}'])
      expect(await isRefused(written(member), file), `${file}: ${member}`).toBe(true);
    expect(await isRefused(written('readonly #two = 1;\n  get two() { return this.#two; }'), file), file).toBe(false);
  }
});

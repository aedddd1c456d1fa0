// Download budgets of docs/architecture.md, on the production build, of what other specs do not open first: pages whose accessibility is
// looked at elsewhere (pages.spec.ts holds all others to theirs), and the engine, ≤ 350 KB gzipped and only on demand.
import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, type Page, type Response, type Worker } from '@playwright/test';
import { test } from './awake';
import { budgetOf, expectFirstLoadWithinBudget, KB, LOOKED_AT, total } from './first-load';
import { bringNotebook, cellOf, runAll, smallNotebook, untilDone } from './notebook';

/** Pages that carry stored results: those without weigh less. */
const RESULTS = /(?<name>[^/]+)\.results\.json$/;
const pagesOf = (folder: string, page: string): readonly string[] =>
  readdirSync(folder).flatMap((file) => {
    const name = RESULTS.exec(file)?.groups?.name;
    return name === undefined ? [] : [`./${page}/${name}/`];
  });
const PATHS = [...pagesOf('public/notebooks', 'notebooks'), ...pagesOf('public/notebooks/lessons', 'learn')].filter(
  (path) => !LOOKED_AT.includes(path)
);

for (const path of PATHS) {
  test(`the first load of ${path} is at most ${budgetOf(path)} KB, and nothing moves in a narrow window`, async ({
    page
  }) => {
    await page.setViewportSize({ width: 360, height: 800 });
    await expectFirstLoadWithinBudget(page, path);
  });
}

/** Paths of what a module imports before it runs; what it imports later, by need, is not among them. */
function importsOf(path: string, code: string): string[] {
  const found = code.matchAll(/\b(?:import|from)\s*["'](\.[^"']+)["']/g);
  return [...found].map(([, to = '']) => new URL(to, `http://localhost${path}`).pathname);
}

/** Notes which module each worker begins with, by the worker's name: they are imported by blobs, which are gone by the time one looks. */
async function watchWorkers(page: Page): Promise<(name: string) => Promise<string | null>> {
  await page.addInitScript(() => {
    let last = '';
    window.Blob = class extends Blob {
      constructor(parts: BlobPart[] = [], options?: BlobPropertyBag) {
        super(parts, options);
        if (options?.type === 'text/javascript') last = String(parts[0]);
      }
    };
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        document.documentElement.setAttribute(`data-worker-${options?.name}`, /https?:[^"]+/.exec(last)?.[0] ?? '');
      }
    };
  });
  return (name) => page.locator('html').getAttribute(`data-worker-${name}`);
}

/** Gzipped bytes of what one worker has fetched, by path: its entry, what it imported by need, and all that these import. */
async function weighWorker(
  entry: string,
  worker: Worker,
  responses: readonly Response[]
): Promise<Map<string, number>> {
  const later = await worker.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  const fetched = new Map(responses.map((response) => [new URL(response.url()).pathname, response]));
  const weights = new Map<string, number>();
  const open = [entry, ...later].map((url) => new URL(url).pathname).filter((path) => path.endsWith('.js'));
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (weights.has(path)) continue;
    const response = fetched.get(path);
    if (!response) throw new Error(`${path} was not fetched`);
    const code = await response.body();
    weights.set(path, gzipSync(code).length);
    open.push(...importsOf(path, code.toString()));
  }
  return weights;
}

test('the engine is at most 350 KB, fetched only when something runs', async ({ page, context }) => {
  const responses: Response[] = [];
  context.on('response', (response) => responses.push(response));
  const entryOf = await watchWorkers(page);
  await page.goto('./?backend=wasm');
  await bringNotebook(page, 'engine.md', smallNotebook('Engine', 'backbone: gccf', 'epochs: 1'));
  await expect(page.locator('h1')).toHaveText('Engine');
  await page.waitForLoadState('networkidle');
  expect(await entryOf('engine')).toBeNull();
  await runAll(page);
  await untilDone(cellOf(page, 'base'));
  const entry = await entryOf('engine');
  const workers = await Promise.all(
    page.workers().map(async (worker) => ({ worker, name: await worker.evaluate(() => self.name) }))
  );
  const engine = workers.find(({ name }) => name === 'engine');
  if (!entry || !engine) throw new Error('No engine was started');
  const weights = await weighWorker(entry, engine.worker, responses);
  console.log(`engine: ${(total(weights) / KB).toFixed(1)} KB gzipped in ${weights.size} files`);
  expect(total(weights)).toBeGreaterThan(200 * KB);
  expect(total(weights)).toBeLessThanOrEqual(350 * KB);
});

// npm run runs-bench [-- COUNT]: the page of all runs with 10,000 of them in the store, on the production build in a real Chromium: how long
// the first visit takes, which reads every run's JSON once, and the next one, which reads none; how many rows stand in the page; frames while
// it scrolls. And the same list on the command line. Times are of this machine; nothing is asserted. What taking in takes: take-bench.mjs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureCommandLine, ensureInstalled, ensureSite, root, serveBuilt } from './setup.mjs';

ensureInstalled();
await ensureSite();
await ensureCommandLine();
const { builtStore } = await import('./built-store.mjs');
const { folderStores, runCode, runFor } = await import('./made-up-runs.mjs');
const { chromium } = await import('playwright');
const { chromiumArguments, ensureChromium } = await import('./chromium.mjs');

const RUNS = Number(process.argv[2] ?? 10_000);
const PORT = Number(process.env.BENCH_PORT ?? 4275);
const BASE = `http://localhost:${PORT}/`;
const scratch = mkdtempSync(join(tmpdir(), 'runs-bench-'));

const server = serveBuilt(PORT);
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumArguments });
try {
  const store = readFileSync(await builtStore(root, 'browser', join(scratch, 'code')), 'utf8');
  const context = await browser.newContext({ bypassCSP: true, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.route('**/bench-store.js', (route) => route.fulfill({ contentType: 'text/javascript', body: store }));
  await page.goto(`${BASE}settings/`);
  await page.evaluate(
    async ({ count, code, address }) => {
      const { openWorkspace } = await import(address);
      const { artifacts, close } = await openWorkspace('default');
      const runFor = new Function(`return ${code}`)();
      for (let at = 0; at < count; at += 500) {
        await artifacts.putAll(Array.from({ length: Math.min(500, count - at) }, (_, next) => runFor(at + next)));
      }
      close();
    },
    { count: RUNS, code: runCode, address: `${BASE}bench-store.js` }
  );

  const count = RUNS.toLocaleString('en-US');
  for (const visit of ['first visit, which reads every run once', 'second visit, which reads none', 'third visit']) {
    const started = Date.now();
    await page.goto(`${BASE}runs/`);
    await page.getByRole('row').nth(2).waitFor({ timeout: 120_000 });
    const first = Date.now() - started;
    await page.getByText(`${count} runs`, { exact: true }).waitFor({ timeout: 300_000 });
    console.log(`${visit}: first rows after ${first} ms, all ${count} after ${Date.now() - started} ms`);
  }
  console.log(`${await page.locator('tbody tr').count()} rows stand in the page`);
  const frames = await page.evaluate(async () => {
    const box = document.querySelector('[aria-label="Stored runs"]');
    if (!box) throw new Error('There is a list');
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    /** @type {number[]} */
    const times = [];
    for (let at = 0; at < 120; at++) {
      const from = performance.now();
      box.scrollTop = (at * box.scrollHeight) / 120;
      await frame();
      times.push(performance.now() - from);
    }
    return times.sort((a, b) => a - b);
  });
  console.log(
    `a frame while scrolling from top to end: median ${frames[60]?.toFixed(0)} ms, worst ${frames.at(-1)?.toFixed(0)} ms`
  );
  for (const [what, act] of /** @type {const} */ ([
    ['sorted', () => page.getByRole('button', { name: 'recall@20', exact: true }).click()],
    ['filtered', () => page.getByRole('searchbox').fill('layers=3 books')]
  ])) {
    const started = Date.now();
    await act();
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));
    console.log(`${what} in ${Date.now() - started} ms`);
  }

  const stored = join(scratch, 'stored');
  const folder = await (await folderStores(scratch))(stored);
  for (let at = 0; at < RUNS; at++) await folder.put(runFor(at));
  for (const call of ['first', 'second']) {
    const started = Date.now();
    const list = spawn(
      process.execPath,
      [join(root, 'dist', 'cli', 'notebook.js'), 'runs', '--json', '--store', stored],
      {
        stdio: 'ignore'
      }
    );
    await once(list, 'exit');
    console.log(`command line, ${call} list: ${Date.now() - started} ms`);
  }
} finally {
  await browser.close();
  server.kill();
  rmSync(scratch, { recursive: true, force: true });
}

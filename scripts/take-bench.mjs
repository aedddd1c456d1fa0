// npm run take-bench [-- TURNS] [--trace FILE]: how long the page takes to take in a store of 50 MB from elsewhere, as a zip, on the production build
// in a real Chromium: from the file's choice to what became of it, each time in a fresh profile, and what processor time the browser took for
// it, which tells more where the machine does other things as well. The browser has kept the site for offline use before. With --trace, a trace
// with the workers' CPU profiles, for Chromium's own tools. Times are of this machine; nothing is asserted.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled, ensureSite, serveBuilt } from './setup.mjs';

ensureInstalled();
await ensureSite();
const { archiveOfRuns } = await import('./made-up-runs.mjs');
const { chromium } = await import('playwright');
const { chromiumArguments, ensureChromium } = await import('./chromium.mjs');

const { values, positionals } = parseArgs({ allowPositionals: true, options: { trace: { type: 'string' } } });
const TURNS = Number(positionals[0] ?? 5);
const PORT = Number(process.env.BENCH_PORT ?? 4276);
const CATEGORIES = ['disabled-by-default-v8.cpu_profiler', 'toplevel', 'v8.execute', 'devtools.timeline', 'IndexedDB'];

const scratch = mkdtempSync(join(tmpdir(), 'take-bench-'));
const server = serveBuilt(PORT);
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumArguments });
try {
  const session = await browser.newBrowserCDPSession();
  /** Seconds that the browser's processes have computed, by what they are. */
  const processor = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    /** @type {Record<string, number>} */
    const seconds = {};
    for (const { type, cpuTime } of processInfo) seconds[type] = (seconds[type] ?? 0) + cpuTime;
    return seconds;
  };
  const { archive, megabytes } = await archiveOfRuns({ scratch, first: 1, count: 51 });
  /** @type {number[]} */
  const times = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.goto(`http://localhost:${PORT}/runs/`);
    // Before it is awake nobody hears what is chosen.
    await page.locator('html[data-awake]').waitFor({ state: 'attached' });
    await page.getByText('Take in a store').click();
    // With the first click the browser begins to keep the whole site; who looks for a file takes as long. It is not what is timed.
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    const isTraced = values.trace !== undefined && turn === 0;
    if (isTraced) await browser.startTracing(page, { categories: CATEGORIES });
    const before = await processor();
    const began = Date.now();
    await page.locator('input[accept=".zip"]').setInputFiles(archive);
    const took = page.getByText(/artifacts taken in/);
    await took.waitFor({ timeout: 60_000 });
    times.push(Date.now() - began);
    const after = await processor();
    const computed = ['renderer', 'browser', 'utility'].map((type) => {
      return `${type} ${((after[type] ?? 0) - (before[type] ?? 0)).toFixed(2)} s`;
    });
    const said = (await took.textContent())?.trim().split('  ')[0];
    console.log(`${((times.at(-1) ?? 0) / 1000).toFixed(2)} s (processor: ${computed.join(', ')}): ${said}`);
    if (values.trace !== undefined && isTraced) writeFileSync(values.trace, await browser.stopTracing());
    await context.close();
  }
  const sorted = times.toSorted((a, b) => a - b);
  console.log(`a zip of ${megabytes.toFixed(0)} MB taken in, median of ${TURNS}: ${sorted[TURNS >> 1]} ms`);
} finally {
  await browser.close();
  server.kill();
  rmSync(scratch, { recursive: true, force: true });
}

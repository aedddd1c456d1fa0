// npm run runs-bench [-- COUNT]: the page of all runs with 10,000 of them in the store, on the production build in a real Chromium: how long
// the first visit takes, which reads every run's JSON once, and the next one, which reads none; how many rows stand in the page; frames while
// it scrolls. A store of 50 MB from elsewhere, taken in as a zip. And the same list on the command line. Times are of this machine; nothing is asserted.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { zipSync } from 'fflate';
import { ensureCommandLine, ensureInstalled, ensureSite, root, serveBuilt } from './setup.mjs';

ensureInstalled();
await ensureSite();
await ensureCommandLine();
const { builtStore } = await import('./built-store.mjs');
const { chromium } = await import('playwright');
const { chromiumArguments, ensureChromium } = await import('./chromium.mjs');

const RUNS = Number(process.argv[2] ?? 10_000);
const PORT = Number(process.env.BENCH_PORT ?? 4275);
const BASE = `http://localhost:${PORT}/`;
const EPOCHS = 60;

/** As text, since the page needs it too. */
const runCode = `(at) => {
  const numbers = (value) => ({ '5': value / 4, '10': value / 2, '20': value });
  const value = 0.2 + (at % 997) / 10000;
  const metrics = { recall: numbers(value), ndcg: numbers(value * 0.8) };
  const treatment = { backbone: 'lightgcn', alignment: at % 3 === 0 ? 'none' : 'contrastive', dimensions: 32, layers: 1 + (at % 4),
    reg_weight: 1e-7, learning_rate: at % 2 === 0 ? 0.001 : 0.005, batch_size: 4096, epochs: ${EPOCHS}, validate_every: 1, patience: 5,
    patience_steps: 0, temperature: 0.2, weight: 0.1 + (at % 7) / 10, hidden: 64, keep: 0.8, negatives: 1 };
  const epochs = Array.from({ length: ${EPOCHS} }, (_, epoch) => ({ epoch, seconds: 1, val: metrics,
    losses: { bpr_loss: 1 / (epoch + 1), reg_loss: 0.01, kd_loss: 0.2 } }));
  const id = at.toString(16).padStart(8, '0').repeat(8);
  return {
    meta: { id, kind: 'run', version: 1, digest: id, backend: at % 50 === 0 ? 'imported' : 'wasm', adapter: 'made up',
      created: new Date(1.7e12 + at * 6e5).toISOString(), seconds: 30 + (at % 100), bytes: 9000 },
    json: { label: at % 3 === 0 ? 'LightGCN' : 'LightGCN-Con', backbone: 'lightgcn', alignment: treatment.alignment,
      provenance: { dataset: at % 5 === 0 ? 'Films' : 'Books', splitHash: (at % 5 === 0 ? 'a1' : 'b2').repeat(32), treatment,
        versions: { notebook: '1' } },
      result: { seed: 2000 + (at % 10), epochs, best_epoch: 40, val: metrics, test: metrics } },
    arrays: { userEmbeddings: new Float32Array(512), itemEmbeddings: new Float32Array(512), testUsers: new Int32Array(100),
      testRecall20: new Float32Array(100), testNdcg20: new Float32Array(100) }
  };
}`;

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

  const { openFolderStore } = await import(pathToFileURL(await builtStore(root, 'folder', join(scratch, 'code'))).href);
  const runFor = new Function(`return ${runCode}`)();
  const elsewhere = join(scratch, 'elsewhere');
  const other = await openFolderStore(elsewhere);
  const noise = () => new Float32Array(randomBytes(2 ** 19).buffer);
  for (let at = 0; at < 48; at++) {
    const run = runFor(RUNS + at);
    await other.put({ ...run, arrays: { ...run.arrays, userEmbeddings: noise(), itemEmbeddings: noise() } });
  }
  /** @type {Record<string, Uint8Array>} */
  const files = {};
  for (const name of readdirSync(elsewhere, { recursive: true, encoding: 'utf8' }))
    if (statSync(join(elsewhere, name)).isFile()) files[name] = readFileSync(join(elsewhere, name));
  const archive = join(scratch, 'elsewhere.zip');
  writeFileSync(archive, zipSync(files));
  await page.goto(`${BASE}runs/`);
  await page.getByText('Take in a store').click();
  const began = Date.now();
  await page.locator('input[accept=".zip"]').setInputFiles(archive);
  await page.getByText(/artifacts taken in/).waitFor({ timeout: 120_000 });
  console.log(`a zip of ${(statSync(archive).size / 1e6).toFixed(0)} MB taken in after ${Date.now() - began} ms`);

  const stored = join(scratch, 'stored');
  const folder = await openFolderStore(stored);
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

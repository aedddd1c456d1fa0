// npm run memory-bench: how much memory a tab holds that trains LightGCN-Con on data of the paper's size with vectors of 1,536 numbers, on
// wasm, in a real Chromium on the production build. Memory is that of the tab's process with all of its workers, as Linux has it
// (/proc/PID/status), looked at every quarter of a second: what is its own (RssAnon and VmSwap, which Chromium's task manager calls the
// memory footprint), and all of it (VmRSS, with the browser's code and what it shares with other processes). Nothing is asserted.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { importLarge, ITEMS, NAME, openNotebook, USERS } from './large-data.mjs';
import { ensureInstalled, ensureSite, serveBuilt, stop } from './setup.mjs';

const { values: asked } = parseArgs({
  options: {
    vectors: { type: 'string', default: '1536' },
    workers: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '120' },
    port: { type: 'string', default: '4275' },
    help: { type: 'boolean' }
  }
});
if (asked.help) {
  console.log(`Usage: npm run memory-bench -- [options]
  --vectors N   width of the semantic vectors (1536)
  --workers N   workers beside the engine (1)
  --seconds N   how long training is watched (120)`);
  process.exit(0);
}
if (process.platform !== 'linux') stop('This reads /proc, which only Linux has.', 'Run it on Linux.');
const [width, port] = [Number(asked.vectors), Number(asked.port)];

ensureInstalled();
await ensureSite();
const { chromiumArguments, ensureChromium } = await import('./chromium.mjs');
const { chromium } = await import('playwright');

const BASE = `http://localhost:${port}/`;
const VECTORS = `# Memory

\`\`\`dataset
name: data
source: ${NAME}
\`\`\`

\`\`\`embeddings
name: vectors
dataset: data
encoder: files
source: wide
\`\`\`
`;
const TRAINING = `${VECTORS}
\`\`\`train
name: con
dataset: data
embeddings: vectors
backbone: lightgcn
alignment: contrastive
preset: amazon
epochs: 20
seeds: [2023]
\`\`\`
`;

/** A matrix of float32 [rows, width] as .npy, whose numbers only need to differ. @param {number} rows */
function npy(rows) {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${width}), }`;
  const header = `${text}${' '.repeat(63 - ((10 + text.length) % 64))}\n`;
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8]);
  let state = 1;
  const values = new Float32Array(rows * width).map(() => (state = (state * 48271) % 2147483647) / 2147483647 - 0.5);
  return Buffer.concat([start, Buffer.from(header, 'latin1'), Buffer.from(values.buffer)]);
}

/**
 * Megabytes by the names that Linux gives them.
 * @param {number} pid
 * @returns {{ own: number, all: number } | null} null where the process has ended
 */
function memoryOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const of = (/** @type {string} */ name) =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1000;
    return { own: of('RssAnon') + of('VmSwap'), all: of('VmRSS') };
  } catch {
    return null;
  }
}

const folder = mkdtempSync(join(tmpdir(), 'rlmrec-memory-'));
const server = serveBuilt(port);
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumArguments });
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.addInitScript((workers) => {
    localStorage.setItem('rlmrec.backend', 'wasm');
    localStorage.setItem('rlmrec.workers', workers);
  }, asked.workers);
  const devtools = await browser.newBrowserCDPSession();
  const tabs = async () => {
    const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
    return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  };
  /** Watches all tabs until `until` is settled: of the largest one at each moment, the most and the last. @param {Promise<unknown>} until */
  const watch = async (until) => {
    let isOver = false;
    void until.then(
      () => (isOver = true),
      () => (isOver = true)
    );
    const [most, last] = [
      { own: 0, all: 0 },
      { own: 0, all: 0 }
    ];
    while (!isOver) {
      const found = (await tabs()).map(memoryOf).filter((memory) => memory !== null);
      const [largest] = found.sort((a, b) => b.own - a.own);
      if (largest) {
        Object.assign(last, largest);
        Object.assign(most, { own: Math.max(most.own, largest.own), all: Math.max(most.all, largest.all) });
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    await until;
    return { most, last };
  };
  /** @param {string} what @param {{ own: number, all: number }} memory */
  const tell = (what, { own, all }) =>
    console.log(`${what}: ${own.toFixed(0)} MB of its own, ${all.toFixed(0)} MB with what is shared`);

  const first = await context.newPage();
  await importLarge(first, BASE);
  const matrices = [
    ['user_vectors.npy', USERS],
    ['item_vectors.npy', ITEMS]
  ].map(([name, rows]) => {
    const path = join(folder, `${name}`);
    writeFileSync(path, npy(Number(rows)));
    return path;
  });
  await first.goto(`${BASE}data/`);
  await first.getByLabel('Choose files of vectors or profiles').setInputFiles(matrices);
  await first.getByLabel('Name', { exact: true }).fill('wide');
  await first.getByRole('button', { name: 'Add', exact: true }).click();
  await first.getByRole('heading', { name: 'wide', exact: true }).waitFor({ timeout: 120_000 });
  await openNotebook(first, BASE, VECTORS);
  const runAll = (/** @type {import('playwright').Page} */ page) =>
    page
      .getByRole('button', { name: /^Run all/ })
      .first()
      .click();
  await runAll(first);
  tell(
    'the vectors’ cell, most',
    (await watch(first.locator('[data-cell=vectors][data-state=done]').waitFor({ timeout: 600_000 }))).most
  );
  await first.close();

  // In a tab of its own, as whoever comes back the next day has it.
  const page = await context.newPage();
  await openNotebook(page, BASE, TRAINING);
  await runAll(page);
  const { most, last } = await watch(
    (async () => {
      await page
        .locator('[data-cell=con]')
        .getByText(/steps? \d|\d steps\/s|epoch/i)
        .first()
        .waitFor({ timeout: 600_000 });
      await new Promise((resolve) => setTimeout(resolve, 1000 * Number(asked.seconds)));
    })()
  );
  tell(`LightGCN-Con, vectors of ${width}, workers: ${asked.workers}; most of ${asked.seconds} s`, most);
  tell('at their end', last);
  console.log(
    `what the cell says: ${(await page.locator('[data-cell=con]').innerText()).match(/[^\n]*epoch[^\n]*/)?.[0] ?? '–'}`
  );
} finally {
  await browser.close();
  server.kill();
  rmSync(folder, { recursive: true });
}

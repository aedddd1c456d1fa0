// npm run store-bench [-- DIR]: how long a store of 2,000 artifacts takes to open and to read, in a folder and in IndexedDB, here and by
// the code of another checkout in DIR, in turns, for example of the commit before artifacts were sealed:
//   git worktree add /tmp/before 9bb9209~1 && (cd /tmp/before && npm ci && npx svelte-kit sync) && npm run store-bench -- /tmp/before
// Times are of this machine; nothing is asserted.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled, root } from './setup.mjs';

ensureInstalled();
const { builtStore } = await import('./built-store.mjs');
const { chromium } = await import('playwright');
const { chromiumArguments, ensureChromium } = await import('./chromium.mjs');

const ARTIFACTS = 2_000;
const TURNS = 7;
/** Numbers in an artifact's array. */
const NUMBERS = 1_024;

/** As text, since pages need it too. */
const artifactCode = `(at) => ({
  meta: { id: (at + 4096).toString(16).padStart(64, 'a'), kind: 'run', version: 1, digest: 'd'.repeat(64), backend: 'wasm',
    adapter: 'none', created: '2026-01-01T00:00:00.000Z', seconds: 1, bytes: ${4 * NUMBERS} },
  json: { label: 'run ' + at, epochs: Array.from({ length: 20 }, (_, epoch) => ({ epoch, loss: at / (epoch + 1) })) },
  arrays: { numbers: Float32Array.from({ length: ${NUMBERS} }, (_, index) => at * index) }
})`;
/** @type {(at: number) => { meta: { id: string } }} */
const artifactFor = new Function(`return ${artifactCode}`)();

const scratch = mkdtempSync(join(tmpdir(), 'store-bench-'));

/** @param {number[]} times */
const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1] ?? NaN;

/**
 * @typedef {{ open: number, read: number }} Times milliseconds to open and list, and to read every artifact once
 * @typedef {{ name: string, fill: () => Promise<void>, time: () => Promise<Times> }} Candidate
 */

/** @param {string} name @param {string} module @returns {Promise<Candidate>} */
async function inFolder(name, module) {
  const { openFolderStore } = await import(pathToFileURL(module).href);
  const path = join(scratch, `${name}-artifacts`);
  return {
    name: `folder, ${name}`,
    async fill() {
      const store = await openFolderStore(path);
      for (let at = 0; at < ARTIFACTS; at++) await store.put(artifactFor(at));
    },
    async time() {
      const began = performance.now();
      const store = await openFolderStore(path);
      const listed = await store.list();
      const opened = performance.now();
      for (const { id } of listed) await store.get(id);
      return { open: opened - began, read: performance.now() - opened };
    }
  };
}

/** @param {string} name @param {import('playwright').Page} page @param {string} address @returns {Candidate} */
function inBrowser(name, page, address) {
  const timed = `(async () => {
    const { openWorkspace } = await import(${JSON.stringify(`/${name}/browser.js`)});
    const began = performance.now();
    const { artifacts, close } = await openWorkspace(${JSON.stringify(name)});
    const listed = await artifacts.list();
    const opened = performance.now();
    for (const { id } of listed) await artifacts.get(id);
    const read = performance.now() - opened;
    close();
    return { open: opened - began, read };
  })()`;
  return {
    name: `IndexedDB, ${name}`,
    async fill() {
      await page.goto(address);
      await page.evaluate(`(async () => {
        const { openWorkspace } = await import(${JSON.stringify(`/${name}/browser.js`)});
        const { artifacts, close } = await openWorkspace(${JSON.stringify(name)});
        const artifactFor = ${artifactCode};
        for (let at = 0; at < ${ARTIFACTS}; at++) await artifacts.put(artifactFor(at));
        close();
      })()`);
    },
    async time() {
      await page.goto(address);
      return page.evaluate(timed);
    }
  };
}

const server = createServer((request, response) => {
  const isCode = request.url?.endsWith('.js') === true;
  response.writeHead(200, { 'content-type': isCode ? 'text/javascript' : 'text/html' });
  response.end(isCode ? readFileSync(join(scratch, request.url ?? '')) : '<!doctype html><title>Stores</title>');
});
await new Promise((done) => server.listen(0, 'localhost', () => done(undefined)));
const bound = server.address();
const address = `http://localhost:${typeof bound === 'object' && bound ? bound.port : 0}/`;
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumArguments });
try {
  const page = await browser.newPage();
  const other = process.argv[2];
  const checkouts = [['here', root], ...(other ? [['before', resolve(other)]] : [])];
  /** @type {Candidate[][]} */
  const pairs = [[], []];
  for (const [name = '', checkout = ''] of checkouts) {
    const out = join(scratch, name);
    pairs[0]?.push(await inFolder(name, await builtStore(checkout, 'folder', out)));
    await builtStore(checkout, 'browser', out);
    pairs[1]?.push(inBrowser(name, page, address));
  }
  console.log(`${ARTIFACTS} artifacts; median of ${TURNS}, in milliseconds`);
  for (const pair of pairs) {
    const times = pair.map(() => /** @type {Times[]} */ ([]));
    for (const candidate of pair) await candidate.fill();
    for (let turn = 0; turn < TURNS; turn++) {
      for (const [at, candidate] of pair.entries()) times[at]?.push(await candidate.time());
    }
    const medians = times.map((list) => ({
      open: median(list.map(({ open }) => open)),
      read: median(list.map(({ read }) => read))
    }));
    for (const [at, { open, read }] of medians.entries())
      console.log(`${pair[at]?.name}: opened and listed in ${open.toFixed(1)}, all read in ${read.toFixed(0)}`);
    const [here, before] = medians;
    if (here && before)
      console.log(
        `  × ${(here.open / before.open).toFixed(2)} to open, × ${(here.read / before.read).toFixed(2)} to read`
      );
  }
} finally {
  await browser.close();
  server.close();
  rmSync(scratch, { recursive: true, force: true });
}

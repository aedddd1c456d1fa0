// npm run explore-bench: Explore in a real Chromium on a data set of the paper's size, on the production build: how long a selection takes
// until every view is redrawn, frames of the map while it is panned, and tasks that block the page. Which data: large-data.mjs. Times
// are of this machine; nothing is asserted.
import { ensureInstalled, ensureSite, serveBuilt } from './setup.mjs';
import { importLarge, openNotebook } from './large-data.mjs';

ensureInstalled();
await ensureSite();
const { chromiumArguments, ensureChromium } = await import('./chromium.mjs');
const { chromium } = await import('playwright');

const PORT = 4274;
const BASE = `http://localhost:${PORT}/`;
const SELECTIONS = 20;

const NOTEBOOK = `# Explore at the paper's size

\`\`\`dataset
name: data
source: large
\`\`\`

\`\`\`train
name: base
dataset: data
backbone: lightgcn
alignment: none
preset: amazon
epochs: 3
seeds: [2023, 2024]
\`\`\`
`;

const server = serveBuilt(PORT);
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumArguments });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.addInitScript(() => {
    localStorage.setItem('rlmrec.backend', 'wasm');
    /** @type {number[]} */
    const tasks = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
      buffered: true
    });
  });
  const longTasks = async () => {
    const found = await page.evaluate(() => {
      const all = Reflect.get(window, 'longTasks');
      return all.splice(0, all.length);
    });
    return found.length === 0 ? 'none above 50 ms' : `${found.length}, the longest ${Math.max(...found).toFixed(0)} ms`;
  };

  await importLarge(page, BASE);
  const id = await openNotebook(page, BASE, NOTEBOOK);
  await page
    .getByRole('button', { name: /^Run all/ })
    .first()
    .click();
  await page.locator('[data-cell=base][data-state=done]').waitFor({ timeout: 400_000 });

  const started = Date.now();
  await page.goto(`${BASE}explore/?notebook=${encodeURIComponent(id)}&a=base@2023&b=base@2024`);
  const map = page.getByRole('application', { name: 'Map of users and items' });
  await map.waitFor({ timeout: 120_000 });
  await page.locator('[aria-busy=false]').first().waitFor({ timeout: 60_000 });
  console.log(
    `opened in ${((Date.now() - started) / 1000).toFixed(1)} s; tasks that block the page: ${await longTasks()}`
  );

  const times = await page.evaluate(async (count) => {
    const field = document.querySelector('form[aria-label=Selection] input');
    if (!(field instanceof HTMLInputElement)) throw new Error('Explore has no field for the user');
    const ids = Array.from({ length: count }, (_, at) => String((at * 397) % 10_000));
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const prefix = /^[^\d]*/.exec(field.value)?.[0] ?? '';
    /** @type {number[]} */
    const all = [];
    for (const each of ids) {
      const from = performance.now();
      field.value = prefix + each;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
      await frame();
      for (let frames = 0; frames < 600; frames++) {
        const heading = [...document.querySelectorAll('h2')].find(({ textContent }) =>
          /^What .* would be shown/.test(textContent ?? '')
        );
        const isThere = heading?.textContent?.includes(prefix + each) && document.querySelector('[aria-busy=false]');
        if (isThere) break;
        await frame();
      }
      await frame();
      all.push(performance.now() - from);
    }
    return all.sort((a, b) => a - b);
  }, SELECTIONS);
  const median = times[Math.floor(times.length / 2)] ?? NaN;
  console.log(
    `selection to all views redrawn, ${times.length} users: median ${median.toFixed(0)} ms, slowest ${(times.at(-1) ?? NaN).toFixed(0)} ms; tasks that block the page: ${await longTasks()}`
  );

  const box = await map.boundingBox();
  if (!box) throw new Error('The map is not drawn');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.evaluate(() => {
    /** @type {number[]} */
    const frames = [];
    Object.assign(window, { frames });
    let last = performance.now();
    const tick = () => {
      const now = performance.now();
      frames.push(now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await page.mouse.down();
  for (let step = 0; step < 120; step++)
    await page.mouse.move(box.x + box.width / 2 + 120 * Math.sin(step / 10), box.y + box.height / 2 + step / 3);
  await page.mouse.up();
  const frames = await page.evaluate(() => Reflect.get(window, 'frames'));
  const seconds = frames.reduce((/** @type {number} */ sum, /** @type {number} */ one) => sum + one, 0) / 1000;
  console.log(
    `map while it is dragged: ${(frames.length / seconds).toFixed(0)} frames a second, slowest frame ${Math.max(...frames).toFixed(0)} ms; tasks that block the page: ${await longTasks()}`
  );

  // The rest of the map's own work: UMAP of every node, in the worker.
  const laid = Date.now();
  await page.getByRole('combobox', { name: 'Layout' }).selectOption('umap');
  await page
    .getByText(/UMAP of [\d,]+ users and [\d,]+ items, by/)
    .first()
    .waitFor({ timeout: 400_000 });
  console.log(
    `laid out by UMAP, both runs, in ${((Date.now() - laid) / 1000).toFixed(0)} s; tasks that block the page: ${await longTasks()}`
  );
} finally {
  await browser.close();
  server.kill();
}

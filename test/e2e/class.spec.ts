// A class: a notebook by its address, asked about before anything is fetched; a pack, served with all other network cut; answers that leave
// as a file and are put together.
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { tinyFiles } from '#lib/notebook/testing/tiny';
import { serveSite } from '../../scripts/serve.mjs';
import { expectNoFindings } from './accessible';
import { test } from './awake';
import { bar, card } from './lesson-walk';
import { cellOf, runAll, untilDone, untilFinished } from './notebook';

const NOTEBOOK = `# Week one

Does recall rise?

\`\`\`dataset
name: own
source: shop
\`\`\`

\`\`\`train
name: base
dataset: own
preset: small
epochs: 2
seeds: [1]
\`\`\`
`;

/** The same with two steps: a guess, whose answer is covered, and a run. */
const GUIDED = `${NOTEBOOK}
\`\`\`step
id: guess
title: How many of ten?
say: Guess how many of ten held-out clicks are found.
at: base
covers: base
number: 0 to 10
value: base.recall@20
factor: 10
\`\`\`

\`\`\`step
id: run
title: Train it
say: Run it yourself.
at: base > run
until: ran base
\`\`\`
`;

let folder = '';
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rlmrec-class-'));
  for (const [path, bytes] of tinyFiles()) {
    await mkdir(dirname(join(folder, 'shop', path)), { recursive: true });
    await writeFile(join(folder, 'shop', path), bytes);
  }
  await writeFile(join(folder, 'week.md'), GUIDED);
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

const open: Server[] = [];
test.afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** Another origin. @returns what was asked of it */
async function elsewhere(answer: RequestListener): Promise<{ origin: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*');
    answer(request, response);
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const address = server.address();
  return { origin: `http://localhost:${typeof address === 'object' && address ? address.port : 0}`, asked };
}
const serving =
  (files: Readonly<Record<string, string | Uint8Array>>): RequestListener =>
  ({ url = '' }, response) => {
    const body = files[url];
    response.writeHead(body === undefined ? 404 : 200).end(body);
  };
const link = (address: string) => `./notebook/?notebook=${encodeURIComponent(address)}`;

test('a pack of an own notebook is read, run and left where there is no other network', async ({ page, context }) => {
  test.setTimeout(300_000);
  const out = join(folder, 'out');
  const store = join(folder, 'store');
  const args = ['notebook', 'pack', join(folder, 'week.md'), '--out', out, '--store', store, '--backend', 'wasm'];
  execFileSync(process.execPath, ['scripts/cli.mjs', ...args], { stdio: 'ignore' });
  const site = await serveSite({ port: 4470, base: '/hall/', directory: out });
  try {
    const asked: string[] = [];
    const cut: string[] = [];
    await context.route('**', (route) => {
      const url = route.request().url();
      if (url.startsWith(site.url)) {
        asked.push(url.slice(site.url.length));
        return route.continue();
      }
      cut.push(url);
      return route.abort();
    });
    await page.goto(`${site.url}notebook/?backend=wasm`);
    await page.goto(`${site.url}glossary/`);
    // The start page is plain HTML, which never awakes.
    await page.evaluate((url) => location.assign(url), `${site.url}pack/`);
    await page.getByRole('link', { name: 'Open the notebook' }).click();
    await expect(page.locator('h1')).toHaveText('Week one');
    await untilDone(cellOf(page, 'base'));
    // The guide of its steps is on: what holds the answer is covered until there is one.
    await expect(bar(page)).toContainText('0 of 2');
    await expect(cellOf(page, 'base')).not.toContainText('recall', { useInnerText: true });
    await page.mouse.move(10, 10);
    await card(page, 'guess').getByRole('spinbutton').fill('5');
    await card(page, 'guess').getByRole('button', { name: 'This is my answer' }).click();
    await expect(card(page, 'guess')).toContainText(/You said 5; it is \d/);
    await expect(cellOf(page, 'base')).toContainText('recall');
    expect(asked.filter((path) => path.endsWith('.bin'))).toEqual([]);
    // Where it was opened before nobody asks the server again.
    await runAll(page);
    await untilFinished(page);
    expect(asked.filter((path) => /^pack\/runs\/[0-9a-f]+\.bin$/.test(path))).toHaveLength(1);
    const results: unknown = JSON.parse(await readFile(join(out, 'pack', 'week.results.json'), 'utf8'));
    expect(JSON.stringify(results)).toContain('"name":"base"');
    await expect(cellOf(page, 'base')).toHaveAttribute('data-state', 'done');
    await expect(bar(page)).toContainText('2 of 2');
    expect(JSON.parse(await downloaded(page))).toMatchObject({ lesson: 'Week one', answers: { guess: '5' } });
    for (const path of ['learn/', 'glossary/', 'answers/']) await page.goto(site.url + path);
    expect(cut).toEqual([]);
  } finally {
    await site.close();
  }
});

test('a notebook from elsewhere opens when its origin was named and agreed to; nothing of it runs', async ({
  page
}) => {
  const shop = [...tinyFiles()].map(([path, bytes]) => [`/a/shop/${path}`, bytes] as const);
  const text = NOTEBOOK.replace('source: shop', 'source: ./shop/');
  const { origin, asked } = await elsewhere(serving({ '/a/week.md': text, ...Object.fromEntries(shop) }));
  await page.goto(link(`${origin}/a/week.md`));
  await expect(page.locator('h1')).toHaveText('Open a notebook from elsewhere?');
  await expect(page.locator('main')).toContainText(origin);
  await expectNoFindings(page);
  expect(asked).toEqual([]);
  await page.getByRole('button', { name: `Open it from ${origin}` }).click();
  await expect(page.locator('h1')).toHaveText('Week one');
  expect(asked).toEqual(['/a/week.md', '/a/week.results.json']);
  await expect(cellOf(page, 'base')).toHaveAttribute('data-state', 'empty');
  await expect(cellOf(page, 'own')).toContainText(`${origin}/a/shop/`);
  // The same link finds the copy that is kept, and asks nobody.
  await page.goto(link(`${origin}/a/week.md`));
  await page.getByRole('button', { name: 'Go on with my copy' }).click();
  await expect(page.locator('h1')).toHaveText('Week one');
  expect(asked).toHaveLength(2);
  // What it asks for lies beside it, and is fetched by what the reader runs.
  await cellOf(page, 'own').getByRole('button', { name: /^Run/ }).click();
  await untilDone(cellOf(page, 'own'));
  expect(asked).toContain('/a/shop/manifest.json');
  await expect(cellOf(page, 'base')).toHaveAttribute('data-state', 'empty');
});

test('an address that redirects, and results of no known form, are a clear word', async ({ page }) => {
  const broken = (name: string, kind: string) => ({ name, kind, id: 'a', digest: 'b', seconds: 1, result: { kind } });
  const results = { version: 1, notebook: 'week.md', backend: '', adapter: '', created: '2026-11-30T00:00:00Z' };
  const { origin, asked } = await elsewhere((request, response) => {
    if (request.url === '/moved.md') return response.writeHead(302, { location: '/week.md' }).end();
    const body =
      request.url === '/week.md' ? NOTEBOOK : JSON.stringify({ ...results, cells: [broken('own', 'dataset')] });
    response.end(body);
  });
  const agree = async (name: string) => {
    await page.goto(link(`${origin}/${name}`));
    await page.getByRole('button', { name: `Open it from ${origin}` }).click();
  };
  await agree('moved.md');
  await expect(page.getByRole('alert')).toContainText('redirects to another address');
  expect(asked).toEqual(['/moved.md']);
  await agree('week.md');
  await expect(page.getByRole('alert')).toContainText('those of own are of no form that this version knows');
  await page.getByRole('button', { name: 'Open it without them' }).click();
  await expect(page.locator('h1')).toHaveText('Week one');
  await expect(cellOf(page, 'own')).toHaveAttribute('data-state', 'empty');

  // What is kept here was right once; a component that it is too much for gives way to the text.
  await page.evaluate(
    async (record) => {
      const asked = <Result>(request: IDBRequest<Result>) =>
        new Promise<Result>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error ?? new Error('refused'));
        });
      for (const { name = '' } of await indexedDB.databases()) {
        const database = await asked(indexedDB.open(name));
        const store = database.transaction('documents', 'readwrite').objectStore('documents');
        for (const key of await asked(store.getAllKeys())) {
          if (!String(key).startsWith('results/')) continue;
          const text = JSON.stringify({ version: 1, results: { own: record } });
          await asked(store.put({ version: 1, text, modified: '2026-11-30T00:00:00Z' }, key));
        }
        database.close();
      }
    },
    { record: broken('own', 'dataset'), fingerprint: null, backend: '', adapter: '', created: '', bundled: false }
  );
  await page.reload();
  await page.getByRole('button', { name: 'Show it without results' }).click();
  await expect(page.locator('h1')).toHaveText('Week one');
  await expect(cellOf(page, 'own')).toHaveAttribute('data-state', 'empty');
});

/** A file that the page gives. */
async function downloaded(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download my answers' }).click()
  ]);
  return readFile(await download.path(), 'utf8');
}

test('answers leave as one file without a name; many are put together, those of another lesson apart', async ({
  page
}) => {
  await page.goto('./learn/clicks-lie/');
  // Forms of answers are fetched when somebody uses the page.
  await page.mouse.move(10, 10);
  const first = page.locator('article[data-step="how-many"]');
  await first.getByRole('spinbutton').fill('5');
  await first.getByRole('button', { name: 'This is my answer' }).click();
  const file = await downloaded(page);
  const json: unknown = JSON.parse(file);
  expect(json).toMatchObject({ lesson: 'Clicks lie', answers: { 'how-many': '5' } });
  if (typeof json !== 'object' || json === null) throw new Error('The file is no object');
  await page.goto('./answers/');
  const named = (name: string, content: unknown) => ({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content))
  });
  await page
    .locator('input[type=file]')
    .setInputFiles([
      named('a.json', file),
      named('again.json', file),
      named('b.json', { ...json, sheet: 'other' }),
      named('c.json', { ...json, sheet: 'third', lesson: 'Two spaces' }),
      named('d.json', 'homework')
    ]);
  await expect(page.getByRole('status').filter({ hasText: '2 different lessons' })).toBeVisible();
  const lesson = page.getByRole('region', { name: 'Clicks lie' });
  await expect(lesson).toContainText('2 sheets; 1 file of a sheet that is there already');
  await expect(lesson.getByRole('row', { name: '5' }).first()).toContainText('2');
  await expect(page.getByRole('alert')).toContainText('d.json is no file of answers');
  await expectNoFindings(page);
});

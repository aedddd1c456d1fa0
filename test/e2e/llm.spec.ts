// Profiles with the reader's own key, against a server on this machine: from the settings to the last profile, through a killed worker and
// a closed page; what was paid for is never asked for again, and the key is nowhere but in the tab.
import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { faultPlan, type Fault } from '../llm-server/faults';
import { refusesChats } from '../llm-server/habits';
import { RERANK_NOTEBOOK } from '../llm-jobs/notebooks';
import { startLlmServer, type LlmServer } from '../llm-server/server';
import { test } from './awake';
import { bringNotebook, runAll } from './notebook';
import { serveSmallerShop, SMALLER } from './smaller-shop';
import { stored } from './stored';

const KEY = 'sk-e2e-31415926535897932384';
const PROFILES = SMALLER.users + SMALLER.items;
const FAULTS: readonly Fault[] = [
  { kind: 'rate-limit', retryAfter: { form: 'seconds', seconds: 0.05 } },
  { kind: 'server-error' },
  { kind: 'cut-before-head' },
  { kind: 'cut-mid-body' },
  { kind: 'html-page' },
  { kind: 'invalid-json' },
  { kind: 'truncated' },
  { kind: 'refusal' }
];
const AT_ONCE = 6;
/** Looks at the server's calls often enough to come in the middle of a job. */
const OFTEN = { intervals: [20] };
const CELL = './profiles/?notebook=bundled%3Allm-profiles&cell=written';

let server: LlmServer;
test.beforeEach(async () => {
  server = await startLlmServer({ key: KEY, latency: 2, faults: faultPlan({ seed: 7, share: 0.08, faults: FAULTS }) });
});
test.afterEach(async () => {
  expect(server.schemaProblems).toEqual([]);
  await server.close();
});

const chats = () => server.calls.filter(({ path }) => path.endsWith('/chat/completions'));

/** Chooses the endpoint, once a browser, and enters the key, once a page load. */
async function enterKey(page: Page, options: { readonly isNew: boolean } = { isNew: true }): Promise<void> {
  await page.goto('./settings/?backend=wasm');
  if (options.isNew) {
    await page.getByRole('textbox', { name: 'Endpoint' }).fill(server.url);
    await page.getByRole('button', { name: 'Use it' }).click();
    await page.getByRole('button', { name: 'Reload now' }).click();
    // A server on this machine is back at once.
    await page.getByText('Limits and prices').click();
    await page.getByLabel('First wait after a failure').fill('0.05');
    await page.getByLabel('First wait after a failure').press('Tab');
  }
  await page.getByLabel('Key', { exact: true }).fill(KEY);
}

/** To the cell, without loading the page again. */
async function openCell(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Profiles', exact: true }).click();
  await page.getByRole('link', { name: 'written' }).click();
  await expect(page.getByText('None are stored for this cell').or(page.getByRole('listbox'))).toBeVisible();
}

async function write(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Write the profiles|Look for what is missing/ }).click();
}

async function everythingStored(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const all: unknown[] = [location.href, { ...localStorage }, { ...sessionStorage }, document.cookie];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name ?? '');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('no database'));
      });
      for (const store of database.objectStoreNames) {
        const values = await new Promise<unknown>((resolve) => {
          const request = database.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => resolve(request.result);
        });
        all.push(store, values);
      }
      database.close();
    }
    return JSON.stringify(all);
  });
}

test('profiles come through a killed worker and a closed page, each paid for once, and the key stays in the tab', async ({
  page,
  context
}) => {
  const said: string[] = [];
  context.on('console', (message) => said.push(message.text()));
  context.on('weberror', (error) => said.push(String(error.error())));
  await serveSmallerShop(context);
  await enterKey(page);
  await page.getByRole('button', { name: 'See which models it offers' }).click();
  await expect(page.getByText('The endpoint answers and offers 2 models')).toBeVisible();
  await openCell(page);

  await page.getByRole('button', { name: 'Prompts and cost' }).click();
  await expect(page.getByText(`${PROFILES} questions to gpt-4o-mini`)).toBeVisible();
  await page.getByText(/^The prompt for item/).click();
  await expect(page.getByText('You know books and the people who like them.').first()).toBeVisible();
  expect(chats()).toHaveLength(0);

  // The worker dies in the middle.
  await write(page);
  await expect.poll(() => chats().length, OFTEN).toBeGreaterThan(60);
  for (const worker of page.workers()) await worker.evaluate(() => self.close()).catch(() => undefined);
  await expect(page.getByRole('alert').first()).toBeVisible();
  const afterWorker = chats().length;
  expect(afterWorker).toBeLessThan(PROFILES);

  // The page is closed in the middle; the key is gone with it.
  await write(page);
  await expect.poll(() => chats().length, OFTEN).toBeGreaterThan(afterWorker + 60);
  await page.close();
  const again = await context.newPage();
  await again.goto(CELL);
  await write(again);
  await expect(again.getByRole('alert').getByText(/does not take the key/)).toBeVisible();

  await enterKey(again, { isNew: false });
  await openCell(again);
  await write(again);
  await expect(again.getByText(`${PROFILES} profiles`)).toBeVisible();
  // At each of the three ends what was under way (the last: calls without a key), and one more call for each fault.
  const faults = chats().filter(({ fault }) => fault !== null).length;
  expect(faults).toBeGreaterThan(12);
  expect(chats().length).toBeLessThanOrEqual(PROFILES + faults + 3 * AT_ONCE);
  const before = chats().length;
  await again.getByRole('button', { name: 'Look for what is missing' }).click();
  await expect(again.getByText('The profiles are ready.')).toBeAttached();
  expect(chats()).toHaveLength(before);

  expect(await stored(again, 'profiles')).toHaveLength(1);
  expect(await everythingStored(again)).not.toContain(KEY);
  await again.goto('./notebooks/llm-profiles/');
  await again
    .getByRole('button', { name: /export/i })
    .first()
    .click();
  const download = again.waitForEvent('download');
  await again
    .getByRole('button', { name: /markdown/i })
    .first()
    .click();
  expect(readFileSync(await (await download).path(), 'utf8')).not.toContain(KEY);
  expect(said.join('\n')).not.toContain(KEY);
  expect(said.join('\n')).not.toContain('sk-');
});

test('a profile is read with its evidence, changed, and put back; an answer is asked for again', async ({
  page,
  context
}) => {
  await serveSmallerShop(context);
  await enterKey(page);
  await openCell(page);
  await write(page);
  await expect(page.getByText(`${PROFILES} profiles`)).toBeVisible();
  // A list of any length holds the rows in view.
  expect(await page.locator('[role=option]').count()).toBeLessThan(40);
  await expect(page.getByText(/^Asked 127.0.0.1:\d+, answered by/)).toBeVisible();
  const calls = chats().length;

  await page.getByRole('searchbox', { name: 'Search' }).fill('b0001');
  await page.getByRole('listbox', { name: 'Profiles' }).press('ArrowDown');
  const card = page.getByRole('article');
  await expect(card.getByText('1 request')).toBeVisible();
  const words = (await card.locator('.words').textContent()) ?? '';
  await card.getByRole('button', { name: 'Change the words' }).click();
  await card.getByLabel('The profile in your words').fill('For people who like <script>fog</script>.');
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/questions? would be asked/)).toBeVisible();
  expect(chats()).toHaveLength(calls);
  await write(page);
  await expect(card.locator('.words')).toHaveText('For people who like <script>fog</script>.');
  const readers = chats().length - calls;
  expect(readers).toBeGreaterThan(0);
  expect(readers).toBeLessThan(200);

  // Everything before is still stored: the way back costs nothing.
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(card.locator('.words')).toHaveText(words);
  expect(chats()).toHaveLength(calls + readers);
});

test('a long wait is said and can be stopped; a profile that the service refuses is shown with its reason', async ({
  page,
  context
}) => {
  await server.close();
  let isSpent = true;
  let refusedText = '';
  const spent: Fault = { kind: 'rate-limit', retryAfter: { form: 'seconds', seconds: 5400 } };
  server = await startLlmServer({
    key: KEY,
    exposeRetryAfter: true,
    faults: ({ number }) => (isSpent && number > 30 ? spent : null),
    habit: refusesChats((_, text) => {
      refusedText ||= text;
      return text === refusedText
        ? { status: 403, body: [{ error: { message: 'Your <b>input</b> was flagged.' } }] }
        : null;
    })
  });
  await serveSmallerShop(context);
  await enterKey(page);
  await openCell(page);
  await write(page);
  await expect(
    page.getByText(/waiting 1 h 30 min, because 127\.0\.0\.1:\d+ says: Too many requests a minute/)
  ).toBeVisible();
  isSpent = false;
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('button', { name: /Write the profiles/ })).toBeVisible();
  await write(page);
  await expect(page.getByText('Answers that cannot be used: 1 refused.')).toBeVisible();
  await page.getByLabel('Show').selectOption('answers that cannot be used');
  await expect(page.getByRole('option', { name: 'refused' })).toHaveCount(1);
  await page.getByRole('listbox', { name: 'Profiles' }).press('ArrowDown');
  const reason = 'No profile: a filter of the service refused it: Your <b>input</b> was flagged.';
  await expect(page.getByRole('article').locator('.none')).toHaveText(reason);
  expect(Math.max(...server.counts().answersByInput.values())).toBe(1);
});

test('a run’s lists are put in another order, after the engine has trained the run', async ({ page, context }) => {
  await serveSmallerShop(context);
  await enterKey(page);
  await page.getByRole('link', { name: 'RLMRec Notebook' }).first().click();
  await bringNotebook(page, 'rerank.md', RERANK_NOTEBOOK);
  await runAll(page);
  const cell = page.locator('[data-cell=reordered]');
  await expect(cell.getByRole('table', { name: 'What the answers got wrong' })).toBeVisible();
  await expect(cell.getByRole('row', { name: /by made-up.*40 candidates/ })).toBeVisible();
  await cell
    .getByText(/^User .*, 40 candidates$/)
    .first()
    .click();
  await expect(cell.getByText('In the order of the digest.').first()).toBeVisible();
  const asked = chats().length;
  expect(asked).toBeGreaterThanOrEqual(24);
  expect(await everythingStored(page)).not.toContain(KEY);
});

test('with an endpoint chosen, the page and each worker reach it and no other origin', async ({ page }) => {
  const outcomes = (url: string, elsewhere: string) =>
    `(async () => {
      const reach = (address) => fetch(address).then((response) => response.status, () => 'refused');
      return [await reach('${url}/models'), await reach('${elsewhere}')];
    })()`;
  const other = await startLlmServer();
  await enterKey(page);
  // Starts both workers.
  await page.getByRole('button', { name: 'See which models it offers' }).click();
  await expect(page.getByText('The endpoint answers and offers 2 models')).toBeVisible();
  await page.getByRole('link', { name: 'Quick start' }).click();
  await runAll(page);
  await expect.poll(() => page.workers().length).toBe(2);
  const asked = outcomes(server.url, `${other.url}/models`);
  // 401: reached, without a key.
  expect(await page.evaluate(asked)).toEqual([401, 'refused']);
  for (const worker of page.workers()) expect(await worker.evaluate(asked)).toEqual([401, 'refused']);
  expect(other.calls).toHaveLength(0);
  await other.close();
});

test('where no endpoint is chosen nothing is asked, and the way to choose one is shown', async ({ page }) => {
  await page.goto(CELL);
  await write(page);
  await expect(page.getByText('no endpoint is set')).toBeVisible();
  await page.getByRole('link', { name: 'Choose an endpoint' }).click();
  await expect(page.getByRole('heading', { name: 'Language model' })).toBeVisible();
});

test('a key is kept on the device when asked, and gone when forgotten', async ({ page }) => {
  await enterKey(page);
  expect(await everythingStored(page)).not.toContain(KEY);
  await page.getByLabel('Keep the key on this device').check();
  await page.reload();
  await expect(page.getByLabel('Key', { exact: true })).toHaveValue(KEY);
  await page.getByRole('button', { name: 'Forget it' }).click();
  expect(await everythingStored(page)).not.toContain(KEY);
});

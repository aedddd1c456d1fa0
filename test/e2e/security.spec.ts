// Where the page and its workers may go: to their own origin, and nowhere else.
import { expect } from '@playwright/test';
import { asleepTest, test } from './awake';

/** Another origin; nothing listens there, and the policy must refuse before anybody could notice. */
const ELSEWHERE = 'http://localhost:9/';

test('the page cannot reach another origin', async ({ page }) => {
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) refused.push(message.text());
  });
  await page.goto('./');
  const outcome = await page.evaluate(
    (url) =>
      fetch(url).then(
        () => 'answered',
        () => 'refused'
      ),
    ELSEWHERE
  );
  expect(outcome).toBe('refused');
  await expect.poll(() => refused.length).toBeGreaterThan(0);
});

test('no file can fail to load without which the page could connect anywhere', async ({ page }) => {
  // Everything but the page itself and what the build makes of the app's own code.
  await page.route(/\.js$/, (route) => (/\/_app\//.test(route.request().url()) ? route.continue() : route.abort()));
  await page.goto('./');
  const outcome = await page.evaluate(
    (url) =>
      new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
        fetch(url).catch(() => undefined);
      }),
    ELSEWHERE
  );
  expect(outcome).toBe('connect-src');
});

asleepTest('a page without its policy does not start, and says so', async ({ page }) => {
  await page.route('./', async (route) => {
    const response = await route.fetch();
    const html = (await response.text()).replace(/<script>\(function[\s\S]*?<\/script>/, '');
    await route.fulfill({ response, body: html });
  });
  await page.goto('./');
  await expect(page.getByRole('alert')).toContainText('nothing on it was started');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('a worker started as the engine is cannot reach another origin, but its own, wasm and IndexedDB', async ({
  page
}) => {
  await page.goto('./');
  const outcome = await page.evaluate(
    (url) =>
      new Promise<Record<string, string>>((resolve) => {
        const code = `
          const tried = {};
          const outcome = (work) => work.then(() => 'works', (error) => 'refused: ' + error.message);
          const opened = new Promise((done, fail) => {
            const request = indexedDB.open('policy-test');
            request.onsuccess = () => done();
            request.onerror = () => fail(request.error);
          });
          const empty = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
          const violation = new Promise((done) => self.addEventListener('securitypolicyviolation', (e) => done(e.effectiveDirective)));
          tried.own = await outcome(fetch(${JSON.stringify(location.href)}));
          tried.wasm = await outcome(WebAssembly.instantiate(empty));
          tried.database = await outcome(opened);
          tried.elsewhere = await outcome(fetch(${JSON.stringify(url)}));
          tried.directive = await violation;
          postMessage(tried);`;
        const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })), {
          type: 'module'
        });
        worker.onmessage = (message: MessageEvent<Record<string, string>>) => resolve(message.data);
      }),
    ELSEWHERE
  );
  expect(outcome).toMatchObject({ own: 'works', wasm: 'works', database: 'works', directive: 'connect-src' });
  expect(outcome.elsewhere).toMatch(/^refused/);
});

test('a worker that the engine starts for rows runs the module it is sent, and cannot reach another origin', async ({
  page
}) => {
  await page.goto('./');
  const outcome = await page.evaluate(
    (url) =>
      new Promise<Record<string, string>>((resolve) => {
        const rows = `
          self.onmessage = async ({ data }) => {
            const outcome = (work) => work.then(() => 'works', (error) => 'refused: ' + error.message);
            const wasm = await outcome(WebAssembly.instantiate(data));
            postMessage({ wasm, elsewhere: await outcome(fetch(${JSON.stringify(url)})) });
          };`;
        const engine = `
          const url = URL.createObjectURL(new Blob([${JSON.stringify(rows)}], { type: 'text/javascript' }));
          const worker = new Worker(url, { type: 'module' });
          URL.revokeObjectURL(url);
          worker.onmessage = ({ data }) => postMessage(data);
          worker.onerror = ({ message }) => postMessage({ wasm: 'no worker: ' + message });
          worker.postMessage(await WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));`;
        const worker = new Worker(URL.createObjectURL(new Blob([engine], { type: 'text/javascript' })), {
          type: 'module'
        });
        worker.onmessage = (message: MessageEvent<Record<string, string>>) => resolve(message.data);
      }),
    ELSEWHERE
  );
  expect(outcome).toMatchObject({ wasm: 'works' });
  expect(outcome.elsewhere).toMatch(/^refused/);
});

test('an inline script that is not the build’s own does not run', async ({ page }) => {
  await page.goto('./');
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.documentElement.dataset.ran = "yes"';
    document.head.append(script);
    return document.documentElement.dataset.ran ?? 'no';
  });
  expect(ran).toBe('no');
});

test('an address that the reader allows can be reached after a reload, and no longer when it is removed', async ({
  page
}) => {
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  /** Nothing listens there: a request that leaves fails otherwise than one that the policy stops, and the console says how. */
  const expectFailure = async (how: RegExp) => {
    said.length = 0;
    await page.evaluate((url) => fetch(url).catch(() => undefined), ELSEWHERE);
    await expect.poll(() => said.join(' ')).toMatch(how);
  };
  await page.goto('./settings/');
  await expectFailure(/Content Security Policy/);
  await page.getByRole('textbox', { name: 'Address' }).fill(`${ELSEWHERE}some/data.csv`);
  await page.getByRole('button', { name: 'Allow', exact: true }).click();
  await page.getByRole('button', { name: 'Reload now' }).click();
  await expect(page.getByRole('button', { name: 'Remove http://localhost:9' })).toBeVisible();
  await expectFailure(/net::ERR/);
  expect(said.join(' ')).not.toMatch(/Content Security Policy/);
  await page.getByRole('button', { name: 'Remove http://localhost:9' }).click();
  await page.getByRole('button', { name: 'Reload now' }).click();
  await expect(page.getByRole('button', { name: 'Remove http://localhost:9' })).toHaveCount(0);
  await expectFailure(/Content Security Policy/);
});

// One visit, and the site works without a network: read, and run from what comes with it. The network is a server that is closed.
import { expect } from '@playwright/test';
import { serveSite } from '../../scripts/serve.mjs';
import { test } from './awake';
import { cellOf, runAll, untilDone } from './notebook';

test.use({ serviceWorkers: 'allow' });

test('home, lessons, the quick start and Explore work without a network after one visit', async ({ page }) => {
  const site = await serveSite({ port: Number(process.env.E2E_PORT ?? 4273) + 50, base: '/sub/path/' });
  try {
    await page.goto(site.url);
    await page.mouse.move(10, 10);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  } finally {
    await site.close();
  }
  await page.goto(`${site.url}?backend=wasm`);
  await expect(page.locator('h1')).toBeVisible();
  await page.getByRole('link', { name: 'Learn', exact: true }).first().click();
  await page
    .getByRole('link', { name: /Clicks lie/ })
    .first()
    .click();
  await expect(page.getByText(/^Step 1/).first()).toBeVisible();

  await page.goto(`${site.url}notebooks/quick-start/`);
  await runAll(page);
  await untilDone(cellOf(page, 'reader'));

  await page.goto(`${site.url}explore/`);
  await page.getByRole('button', { name: 'Open the quick start’s runs' }).click();
  await expect(page.getByRole('region', { name: /^What .* would be shown/ })).toBeVisible();
});

test('a manifest says how to install the site', async ({ page, request, baseURL }) => {
  const manifest = await (await request.get(new URL('manifest.webmanifest', baseURL).href)).json();
  expect(manifest).toMatchObject({ display: 'standalone', start_url: './', scope: './' });
  for (const { src } of manifest.icons) expect((await request.get(new URL(src, baseURL).href)).ok()).toBe(true);
  await page.goto('./');
  await expect(page.locator('link[rel=manifest]')).toHaveCount(1);
});

// A language model in the tab: what it is and how long it takes is said before, profiles come through a killed worker with each answer given
// once, and nothing but the hub is asked. The model is a decoder written by hand, run by the real library and runtime.
import { expect } from '@playwright/test';
import { tinyDecoderFiles, TINY_PROFILE } from '#lib/local-models/testing/tiny-decoder';
import { fileAt } from '#lib/local-models/testing/tiny-files';
import { test } from './awake';
import { bringNotebook } from './notebook';
import { serveSmallerShop, SMALLER } from './smaller-shop';
import { storedAnswers } from './stored';

const PROFILES = SMALLER.users + SMALLER.items;
const NOTEBOOK = `# Here

\`\`\`dataset
name: books
source: bookshop
\`\`\`

\`\`\`profiles
name: by-small-model
dataset: books
generator: llm
provider: local
model: someone/small
domain: books
\`\`\`
`;
/** Looks often enough to come in the middle of a job. */
const OFTEN = { intervals: [20] };

test('profiles by a small model in the tab: said, tried, killed and finished, each answer given once', async ({
  page,
  context
}) => {
  await serveSmallerShop(context);
  const models = new Map([['someone/small', tinyDecoderFiles({ says: TINY_PROFILE })]]);
  await context.route(/^https:\/\/huggingface\.co\//, async (route) => {
    const headers = { 'access-control-allow-origin': '*' };
    const file = fileAt(new URL(route.request().url()).pathname, models);
    return route.fulfill(file ? { status: 200, headers, body: Buffer.from(file) } : { status: 404, headers });
  });
  await page.goto('./settings/?backend=wasm');
  await page.getByRole('button', { name: 'Allow Hugging Face' }).click();
  await page.getByRole('button', { name: 'Reload now' }).click();
  await expect(page.getByText('https://*.hf.co')).toBeVisible();
  await page.goto('./?backend=wasm');
  await bringNotebook(page, 'here.md', NOTEBOOK);
  await page.waitForURL(/\/notebook\/\?/);
  await page.getByRole('link', { name: 'Profiles', exact: true }).click();
  await page.getByRole('link', { name: 'by-small-model' }).click();

  await page.getByRole('button', { name: 'Prompts and cost' }).click();
  await expect(page.getByText('A small language model on this machine')).toBeVisible();
  await page.getByRole('button', { name: 'Try one item' }).click();
  await expect(page.getByText(/someone\/small@main, q8 on WebAssembly took .* for one item/)).toBeVisible();
  const tried = await storedAnswers(page);
  expect(tried.size).toBe(1);

  const write = page.getByRole('button', { name: /Write the profiles|Look for what is missing/ });
  await write.click();
  await expect.poll(async () => (await storedAnswers(page)).size, OFTEN).toBeGreaterThan(40);
  for (const worker of page.workers()) await worker.evaluate(() => self.close()).catch(() => undefined);
  await expect(page.getByRole('alert').first()).toBeVisible();
  const before = await storedAnswers(page);
  expect(before.size).toBeLessThan(PROFILES);

  await write.click();
  await expect(page.getByText(`${PROFILES} profiles`)).toBeVisible();
  const after = await storedAnswers(page);
  for (const [key, json] of [...tried, ...before]) expect(after.get(key)).toBe(json);
  await expect(page.getByText(/Written by the small language model someone\/small@main on this machine/)).toBeVisible();
});

// A text encoder that runs in the tab: refused until the reader allows the hub, then fetched once from there (here a model written by hand
// in its place), and run without any other address.
import { expect, type Page } from '@playwright/test';
import { tinyModelFiles } from '#lib/local-models/testing/tiny-encoder';
import { fileAt } from '#lib/local-models/testing/tiny-files';
import { test } from './awake';
import { bringNotebook, cellOf, doneAfter, runAll, untilDone } from './notebook';

const NOTEBOOK = `# Here

\`\`\`dataset
name: books
source: bookshop
\`\`\`

\`\`\`profiles
name: words
dataset: books
\`\`\`

\`\`\`embeddings
name: vectors
profiles: words
encoder: local
model: someone/tiny
batch: 64
\`\`\`
`;

async function openNotebook(page: Page): Promise<void> {
  await page.goto('./?backend=wasm');
  await bringNotebook(page, 'here.md', NOTEBOOK);
  await page.waitForURL(/\/notebook\/\?/);
}

test('an encoder’s weights are fetched when the reader allows it, once, and its vectors are computed in the tab', async ({
  page,
  context
}) => {
  const fetched: string[] = [];
  await context.route(/^https:\/\/(huggingface\.co|cdn-lfs\.hf\.co)\//, async (route) => {
    const { host, pathname } = new URL(route.request().url());
    fetched.push(`${host}${pathname}`);
    const headers = { 'access-control-allow-origin': '*' };
    const file = fileAt(pathname, new Map([['someone/tiny', tinyModelFiles()]]));
    return route.fulfill(file ? { status: 200, headers, body: Buffer.from(file) } : { status: 404, headers });
  });

  await openNotebook(page);
  await runAll(page);
  const vectors = cellOf(page, 'vectors');
  await expect(vectors.getByRole('alert')).toContainText('could not be fetched from huggingface.co');
  expect(fetched).toEqual([]);

  await page.goto('./settings/');
  await page.getByRole('button', { name: 'Allow Hugging Face' }).click();
  await page.getByRole('button', { name: 'Reload now' }).click();
  await expect(page.getByText('https://*.hf.co')).toBeVisible();
  // The hub sends those who ask for large files to other hosts of its own.
  expect(await page.evaluate(() => fetch('https://cdn-lfs.hf.co/nothing').then(({ status }) => status))).toBe(404);
  expect(await page.evaluate(() => fetch('https://hf.co.example.org/').catch(() => 'refused'))).toBe('refused');
  fetched.length = 0;

  await openNotebook(page);
  await runAll(page);
  await untilDone(vectors);
  await expect(vectors.getByText('Embeddings by someone/tiny, computed on this machine.')).toBeVisible();
  const weights = () => fetched.filter((path) => path.endsWith('.onnx'));
  expect(weights().length).toBeGreaterThan(0);
  const before = weights().length;

  await vectors.getByRole('button', { name: /^More for vectors/ }).click();
  const again = await doneAfter(vectors, () => page.getByRole('button', { name: 'Run again from nothing' }).click());
  expect(again).toContain('running');
  expect(weights()).toHaveLength(before);
});

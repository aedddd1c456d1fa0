// Vectors and profiles as files: profiles leave a notebook, come back under a name, and cells of another notebook read them, with vectors
// from .npy beside them.
import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { writeNpy } from '#lib/dataset/formats/npy/npy';
import { test } from './awake';
import { bringNotebook, cellOf, runAll, untilDone } from './notebook';
import { serveSmallerShop } from './smaller-shop';

const NOTEBOOK = `# Made elsewhere

\`\`\`dataset
name: books
source: bookshop
\`\`\`

\`\`\`profiles
name: texts
dataset: books
generator: files
source: my-texts
\`\`\`

\`\`\`embeddings
name: vectors
dataset: books
encoder: files
source: my-vectors
\`\`\`
`;

async function add(page: Page, name: string, files: readonly { name: string; buffer: Buffer }[]): Promise<void> {
  await page
    .getByLabel('Choose files of vectors or profiles')
    .setInputFiles(files.map((file) => ({ ...file, mimeType: 'application/octet-stream' })));
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('heading', { name, exact: true })).toBeVisible();
}

test('profiles go out and come back, and vectors of .npy are read by a cell', async ({ page, context }) => {
  await serveSmallerShop(context);
  await page.goto('./profiles/?backend=wasm&notebook=bundled%3Aquick-start&cell=profiles');
  await page.getByRole('button', { name: 'Write the profiles' }).click();
  await expect(page.getByRole('listbox')).toBeVisible();
  await page.getByRole('button', { name: /^Take the profiles away/ }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /^JSON lines/ }).click();
  const written = await download;
  expect(written.suggestedFilename()).toBe('profiles-profiles.jsonl');
  const jsonl = await readFile(await written.path());
  const lines = jsonl.toString('utf8').trimEnd().split('\n');
  const first: unknown = JSON.parse(lines[0] ?? '');
  expect(first).toMatchObject({ node: 'item', generator: 'template' });
  const nodes = (node: string) => lines.filter((line) => line.startsWith(`{"node":"${node}"`)).length;
  const [users, items] = [nodes('user'), nodes('item')];
  expect(users + items).toBe(lines.length);
  const matrix = (rows: number) =>
    Buffer.from(
      writeNpy(
        Float32Array.from({ length: 4 * rows }, (_, at) => Math.sin(1 + at)),
        [rows, 4]
      )
    );

  await page.getByRole('link', { name: 'add the files' }).click();
  await add(page, 'my-texts', [{ name: 'profiles.jsonl', buffer: jsonl }]);
  await expect(page.getByText(`profiles: profiles.jsonl: ${lines.length} lines`)).toBeVisible();
  await add(page, 'my-vectors', [
    { name: 'user_vectors.npy', buffer: matrix(users) },
    { name: 'item_vectors.npy', buffer: matrix(items) }
  ]);
  await expect(page.getByText(`user_vectors.npy: ${users} × 4; item_vectors.npy: ${items} × 4`)).toBeVisible();

  await page.getByLabel('Choose files of vectors or profiles').setInputFiles({
    name: 'user_vectors.npy',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('not a matrix')
  });
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('holds no vectors');

  await page.goto('./');
  await bringNotebook(page, 'elsewhere.md', NOTEBOOK);
  await page.waitForURL(/\/notebook\/\?/);
  await runAll(page);
  const [vectors, texts] = [cellOf(page, 'vectors'), cellOf(page, 'texts')];
  await untilDone(vectors);
  await untilDone(texts);
  await expect(texts.getByText(/Leak status unknown/)).toBeVisible();
  await expect(vectors.getByText(/Leak status unknown/)).toBeVisible();
  await page.reload();
  await untilDone(vectors);
});

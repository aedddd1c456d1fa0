// Titles, reviews and profiles that are markup stay text in every figure, in the case study and in Explore, in what is written out of
// them too.
import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { test } from './awake';
import { expectNoMarkup, importFiles, madeUp, MARKUP } from './made-up-shop';
import { bringNotebook, cellOf, runAll, untilDone } from './notebook';
import { take } from './take';

/** A tenth of all pairs, so that there are users far apart, by a rule without a pattern. */
const sparse = (user: number, item: number) => ((user + 3) ** 3 * 31 + (item + 5) ** 3 * 17 + user * item) % 97 < 10;

const NOTEBOOK = `# Markup everywhere

\`\`\`dataset
name: books
source: hostile
\`\`\`

\`\`\`profiles
name: profiles
dataset: books
generator: template
\`\`\`

\`\`\`embeddings
name: semantics
profiles: profiles
encoder: lsa
dimensions: 8
\`\`\`

\`\`\`train
name: base
dataset: books
backbone: lightgcn
alignment: none
preset: small
epochs: 2
seeds: [1, 2]
\`\`\`

\`\`\`train
name: con
dataset: books
embeddings: semantics
backbone: lightgcn
alignment: contrastive
preset: small
epochs: 2
seeds: [1, 2]
\`\`\`

\`\`\`case-study
name: far
baseline: base
runs: [con]
embeddings: semantics
profiles: profiles
\`\`\`

${['propagation', 'spaces', 'pull']
  .map((show) => {
    const reads = {
      propagation: 'runs: [base]',
      spaces: 'runs: [base, con]\nembeddings: semantics',
      pull: 'runs: [con]\nembeddings: semantics'
    }[show];
    return `\`\`\`figure\nname: ${show}\nshow: ${show}\ndataset: books\n${reads}\n\`\`\``;
  })
  .join('\n\n')}
`;

test('markup in titles and profiles stays text in figures, in the case study and in Explore', async ({ page }) => {
  test.setTimeout(180_000);
  await importFiles(page, madeUp([80, 100], sparse), 'hostile');
  await page.goto('./?backend=wasm');
  await expect(page.getByRole('button', { name: /^Device:/ })).toBeVisible();
  await bringNotebook(page, 'hostile.md', NOTEBOOK);
  await page.waitForURL(/\/notebook\/\?/);
  const id = new URL(page.url()).searchParams.get('id') ?? '';
  await runAll(page);
  for (const cell of ['far', 'propagation', 'spaces', 'pull'])
    await untilDone(cellOf(page, cell), { timeout: 120_000 });
  await expect(cellOf(page, 'far')).toContainText('<book');
  await expect(cellOf(page, 'propagation')).toContainText(MARKUP);
  await expectNoMarkup(page);

  await page.goto(`./explore/?notebook=${encodeURIComponent(id)}&a=base&b=con`);
  const lists = page.getByRole('region', { name: /^What .* would be shown/ });
  await expect(lists.getByText(MARKUP).first()).toBeVisible();
  const words = page.getByRole('region', { name: 'What the words say' });
  await expect(words).toContainText('<book');
  const graph = page.locator('figure').filter({ has: page.getByRole('group', { name: /^Neighbourhood of/ }) });
  await lists.getByRole('button', { name: MARKUP }).first().click();
  await expect(words.getByRole('heading', { name: MARKUP })).toBeVisible();
  for (const [figure, text] of [
    [graph, '&lt;book'],
    [words, '&lt;book']
  ] as const) {
    const download = page.waitForEvent('download');
    await take(figure, 'SVG');
    const svg = await readFile(await (await download).path(), 'utf8');
    expect(svg).toContain(text);
    expect(svg).not.toMatch(/<(img|script|book)/);
  }
  await expectNoMarkup(page);
});

// npm run page-pictures [-- NAME …]: every page of the site, or those that are named, as pictures for docs/images/pages, wide and narrow, light
// and dark, on the production build, as somebody meets them who has done nothing yet; some states in which there is nothing, not yet anything, or
// a failure (STATES); and docs/pages.md, which lists them. For people to look at: nothing is asserted.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, ensureSite, root, serveBuilt } from './setup.mjs';

ensureInstalled();
await ensureSite();
const { chromiumArguments, ensureChromium } = await import('./chromium.mjs');
const { chromium } = await import('playwright');

const PORT = 4279;
const BUILD = join(root, 'build');
const TO = join(root, 'docs', 'images', 'pages');
const LOOKS = /** @type {const} */ ([
  [1280, 'light'],
  [1280, 'dark'],
  [360, 'light'],
  [360, 'dark']
]);
/** Of pages of a kind, one; and what Explore shows by itself is not what it is for. */
const FURTHER = ['notebooks/quick-start', 'notebooks/table-1', 'notebooks/case-study', 'learn/messages-on-a-graph'];
const QUERY = { explore: '?layout=umap&nodes=items&colour=attribute%3Ashelf' };

/** Folders of the build that are pages, the first page first. */
const own = readdirSync(BUILD).filter((name) => existsSync(join(BUILD, name, 'index.html')));
const pages = ['', ...own, ...FURTHER];

/** @param {string} path */
const nameOf = (path) => path.replace('/', '-') || 'home';
/** @param {string} path */
function titleOf(path) {
  const html = readFileSync(join(BUILD, path, 'index.html'), 'utf8');
  return (/<title>([^<]*)<\/title>/.exec(html)?.[1] ?? nameOf(path)).replace(/ [·–|] RLMRec Notebook$/, '');
}

/**
 * @typedef {object} State
 * @property {string} name of its pictures
 * @property {string} title
 * @property {string} words what it teaches
 * @property {(page: import('playwright').Page, site: string) => Promise<unknown>} reach
 */

/** @param {import('playwright').Page} page @param {string} site @param {string} text of a notebook, brought by its reader */
async function bring(page, site, text) {
  await page.goto(site);
  await page.locator('html[data-awake]').waitFor({ state: 'attached' });
  const file = { name: 'mine.md', mimeType: 'text/markdown', buffer: Buffer.from(text) };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.waitForURL(/[?]id=/);
  await page.locator('h1').filter({ hasText: 'Mine' }).waitFor();
}
const CELLS = '# Mine\n\nTwo cells.\n\n```dataset\nname: books\nsource: bookshop\n```\n\n```train\nname: base\n';

/** @type {readonly State[]} */
const STATES = [
  {
    name: 'state-empty-notebook',
    title: 'A notebook without cells',
    words: 'It offers beginnings; one of them is the reader’s own data.',
    reach: async (page, site) => {
      await bring(page, site, '# Mine\n');
      await page.getByRole('heading', { name: 'Begin with a question' }).waitFor();
    }
  },
  {
    name: 'state-failed-cell',
    title: 'A cell that cannot run',
    words: 'What is wrong, and how to cure it, stands in the cell with its line; the others can be run.',
    reach: async (page, site) => {
      await bring(page, site, `${CELLS}dataset: boks\n\`\`\`\n`);
      await page.getByRole('alert').waitFor();
    }
  },
  {
    name: 'state-loading',
    title: 'A run whose engine is on its way',
    words: 'What is waited for is said where it was asked for, and can be cancelled; stored results stay in sight.',
    reach: async (page, site) => {
      await page.route(/worker/, () => undefined);
      await page.goto(`${site}notebooks/quick-start/`);
      await page.locator('html[data-awake]').waitFor({ state: 'attached' });
      await page.getByRole('button', { name: /^Run all/ }).click();
      await page.getByText('Loading the engine …').waitFor();
    }
  }
];

/** As `nameOf` and STATES have them; all where none is named. */
const asked = process.argv.slice(2);
if (asked.length === 0) rmSync(TO, { recursive: true, force: true });
mkdirSync(TO, { recursive: true });
const server = serveBuilt(PORT);
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumArguments });
const SITE = `http://localhost:${PORT}/`;

/** @param {string} name */
const isAsked = (name) => asked.length === 0 || asked.includes(name);

/** @param {string} name @param {(page: import('playwright').Page) => Promise<unknown>} reach brings a fresh browser there */
async function takePictures(name, reach) {
  for (const [width, colorScheme] of LOOKS) {
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      colorScheme,
      reducedMotion: 'reduce',
      serviceWorkers: 'block'
    });
    const page = await context.newPage();
    await reach(page);
    await page.screenshot({ path: join(TO, `${name}-${width}-${colorScheme}.jpg`), type: 'jpeg', quality: 55 });
    await context.close();
  }
  console.log(name);
}

try {
  for (const path of pages.filter((page) => isAsked(nameOf(page)))) {
    await takePictures(nameOf(path), async (page) => {
      await page.goto(`${SITE}${path}${path && '/'}${Reflect.get(QUERY, path) ?? ''}`);
      await page.locator('html[data-awake]').waitFor({ state: 'attached' });
      // What serves use alone is fetched at its first sign.
      await page.mouse.move(4, 4);
      await page.waitForLoadState('networkidle');
      // Explore opens runs and lays them out.
      if (path === 'explore') await page.locator('[aria-busy="false"]').first().waitFor({ timeout: 120_000 });
    });
  }
  for (const { name, reach } of STATES.filter((state) => isAsked(state.name))) {
    await takePictures(name, (page) => reach(page, SITE));
  }
} finally {
  await browser.close();
  server.kill();
}

/** @param {string} name @param {string} title */
const picturesOf = (name, title) =>
  LOOKS.map(([width, scheme]) => {
    const file = `images/pages/${name}-${width}-${scheme}.jpg`;
    return `<img src="${file}" alt="${title}, ${width} px wide, ${scheme}" width="${width / 4}">`;
  }).join('\n');
const rows = pages.map((path) => `## ${titleOf(path)}\n\n\`/${path}\`\n\n${picturesOf(nameOf(path), titleOf(path))}\n`);
const states = STATES.map(({ name, title, words }) => `### ${title}\n\n${words}\n\n${picturesOf(name, title)}\n`);
writeFileSync(
  join(root, 'docs', 'pages.md'),
  `# The pages\n\nEvery page as somebody meets it who has done nothing yet, 1280 and 360 px wide, light and dark. \`npm run page-pictures\` draws them anew.\n\n${rows.join('\n')}\n## Empty, loading and failed\n\nWhere there is nothing yet, the page says so and what to do; a failure is said where it happened, with a way on. \`/runs\`, \`/notebook\` and \`/data\`\nabove are empty as well.\n\n${states.join('\n')}`
);

// npm run page-pictures [-- PAGE …]: every page of the site, or those that are named, as pictures for docs/images/pages, wide and narrow, light
// and dark, on the production build, as somebody meets them who has done nothing yet; and docs/pages.md, which lists them. For people to look
// at: nothing is asserted.
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

/** As `nameOf` has them; all where none is named. */
const asked = process.argv.slice(2);
if (asked.length === 0) rmSync(TO, { recursive: true, force: true });
mkdirSync(TO, { recursive: true });
const server = serveBuilt(PORT);
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumArguments });
try {
  for (const path of pages.filter((page) => asked.length === 0 || asked.includes(nameOf(page)))) {
    for (const [width, colorScheme] of LOOKS) {
      const context = await browser.newContext({
        viewport: { width, height: 800 },
        colorScheme,
        reducedMotion: 'reduce',
        serviceWorkers: 'block'
      });
      const page = await context.newPage();
      await page.goto(`http://localhost:${PORT}/${path}${path && '/'}${Reflect.get(QUERY, path) ?? ''}`);
      await page.locator('html[data-awake]').waitFor({ state: 'attached' });
      // What serves use alone is fetched at its first sign.
      await page.mouse.move(4, 4);
      await page.waitForLoadState('networkidle');
      // Explore opens runs and lays them out.
      if (path === 'explore') await page.locator('[aria-busy="false"]').first().waitFor({ timeout: 120_000 });
      const file = `${nameOf(path)}-${width}-${colorScheme}.jpg`;
      await page.screenshot({ path: join(TO, file), type: 'jpeg', quality: 55 });
      await context.close();
    }
    console.log(nameOf(path));
  }
} finally {
  await browser.close();
  server.kill();
}

const rows = pages.map((path) => {
  const pictures = LOOKS.map(([width, scheme]) => {
    const file = `images/pages/${nameOf(path)}-${width}-${scheme}.jpg`;
    return `<img src="${file}" alt="${titleOf(path)}, ${width} px wide, ${scheme}" width="${width / 4}">`;
  });
  return `## ${titleOf(path)}\n\n\`/${path}\`\n\n${pictures.join('\n')}\n`;
});
writeFileSync(
  join(root, 'docs', 'pages.md'),
  `# The pages\n\nEvery page as somebody meets it who has done nothing yet, 1280 and 360 px wide, light and dark. \`npm run page-pictures\` draws them anew.\n\n${rows.join('\n')}`
);

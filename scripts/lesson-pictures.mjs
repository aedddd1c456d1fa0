// npm run lesson-pictures: the first and the last step of every lesson as pictures for docs/images/lessons, on the production build, as
// somebody meets them who has done nothing yet. For people to look at: nothing is asserted.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, ensureSite, root, serveBuilt } from './setup.mjs';

ensureInstalled();
await ensureSite();
const { chromiumArguments, ensureChromium } = await import('./chromium.mjs');
const { chromium } = await import('playwright');

const PORT = 4278;
const LESSONS = join(root, 'public', 'notebooks', 'lessons');
const TO = join(root, 'docs', 'images', 'lessons');

/** @param {string} lesson @returns {string[]} ids of its steps, in their order */
function stepsOf(lesson) {
  const text = readFileSync(join(LESSONS, `${lesson}.md`), 'utf8');
  return [...text.matchAll(/^```step\nid: (\S+)$/gm)].map(([, id = '']) => id);
}

mkdirSync(TO, { recursive: true });
const server = serveBuilt(PORT);
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumArguments });
try {
  const names = readdirSync(LESSONS).flatMap((file) => (file.endsWith('.md') ? [file.slice(0, -3)] : []));
  for (const lesson of names) {
    const steps = stepsOf(lesson);
    for (const [name, step] of /** @type {const} */ ([
      ['first', steps[0]],
      ['last', steps.at(-1)]
    ])) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
      await page.goto(`http://localhost:${PORT}/learn/${lesson}/?step=${step}`);
      await page.locator('html[data-awake]').waitFor({ state: 'attached' });
      // What serves use alone is fetched at its first sign.
      await page.mouse.move(4, 4);
      await page.waitForLoadState('networkidle');
      await page.screenshot({ path: join(TO, `${lesson}-${name}.jpg`), type: 'jpeg', quality: 60 });
      await page.close();
    }
    console.log(lesson);
  }
} finally {
  await browser.close();
  server.kill();
}

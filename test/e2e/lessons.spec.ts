// The lessons from their first step to their last, by keyboard alone, on the production build: each step is done by doing it. And what is
// kept of a lesson, what a link to a step opens, and that the page is complete without JavaScript.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { bar, card, doStep, goOn, reach, stepsOf } from './lesson-walk';

const LESSONS = [
  ['clicks-lie', 'Clicks lie'],
  ['messages-on-a-graph', 'Messages on a graph'],
  ['two-spaces', 'Two spaces'],
  ['contrastive-or-generative', 'Contrastive or generative']
] as const;

for (const [lesson, title] of LESSONS) {
  for (const { width, colorScheme } of [
    { width: 1280, colorScheme: 'light' },
    { width: 360, colorScheme: 'dark' }
  ] as const) {
    test(`${title}, start to end by keyboard, ${width} px wide and ${colorScheme}`, async ({ browser, baseURL }) => {
      test.setTimeout(300_000);
      const viewport = { width, height: 800 };
      const context = await browser.newContext({ baseURL, viewport, colorScheme, reducedMotion: 'reduce' });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text());
      });
      await page.addInitScript(() => localStorage.setItem('rlmrec.backend', 'wasm'));
      const steps = stepsOf(lesson);
      expect(steps.length).toBeGreaterThan(5);

      await page.goto('./learn/');
      await reach(page, page.getByRole('link', { name: `Begin ${title}` }));
      await page.keyboard.press('Enter');
      await expect(bar(page)).toContainText(`0 of ${steps.length}`);
      for (const [at, step] of steps.entries()) {
        const before = steps[at - 1];
        if (before) await goOn(page, before, step);
        await doStep(page, step);
        await expect(bar(page)).toContainText(`${at + 1} of ${steps.length}`);
      }
      await expect(bar(page)).toContainText('All steps are done.');
      await page.screenshot({ path: `test-results/lesson-${lesson}-${width}-${colorScheme}.png`, fullPage: true });

      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ') ?? ''}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(problems).toEqual([]);

      await page.reload();
      await expect(bar(page)).toContainText(`${steps.length} of ${steps.length}`);
      await page.goto('./learn/');
      await expect(page.getByText(`${steps.length} of ${steps.length} steps done`)).toBeVisible();
      await context.close();
    });
  }
}

const LESSON = './learn/clicks-lie/';

test('the link of a step opens there; one of no step says so; starting over can be undone', async ({ page }) => {
  const all = stepsOf('clicks-lie').length;
  await page.goto(`${LESSON}?step=held-out-slips`);
  await expect(card(page, 'held-out-slips').getByRole('heading')).toBeFocused();
  await expect(bar(page)).toContainText('Can the model foresee a slip?');
  await expect(page.locator('[data-guide="Step 3"]')).toHaveCount(1);
  await card(page, 'held-out-slips').getByRole('radio').last().check();
  await card(page, 'held-out-slips').getByRole('button', { name: 'This is my answer' }).click();
  await expect(card(page, 'held-out-slips')).toContainText('your answer holds');
  await expect(bar(page)).toContainText(`1 of ${all}`);

  await page.goto(`${LESSON}?step=nowhere`);
  await expect(page.getByText('step=nowhere')).toBeVisible();
  await expect(bar(page)).toContainText(`1 of ${all}`);
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(bar(page)).toContainText(`0 of ${all}`);
  await page.getByRole('button', { name: 'Undo starting over' }).click();
  await expect(bar(page)).toContainText(`1 of ${all}`);

  await page.goto('./learn/');
  await page.getByRole('link', { name: 'Continue Clicks lie' }).click();
  await expect(card(page, 'click').getByRole('heading')).toBeFocused();
});

test('lessons are complete without JavaScript', async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    baseURL,
    javaScriptEnabled: false,
    viewport: { width: 360, height: 800 }
  });
  const page = await context.newPage();
  for (const [lesson, title] of LESSONS) {
    await page.goto('./learn/');
    await expect(page.getByRole('link', { name: `Begin ${title}` })).toBeVisible();
    await page.goto(`./learn/${lesson}/`);
    for (const step of stepsOf(lesson)) {
      await expect(card(page, step.id).getByRole('heading', { name: step.title })).toBeVisible();
      const options = step.task.type === 'choose' ? step.task.options.length : 0;
      await expect(card(page, step.id).getByRole('listitem')).toHaveCount(options);
    }
    await expect(page.locator('[data-cell] svg[role="img"]').first()).toBeVisible();
  }
  await page.goto(LESSON);
  const first = card(page, 'how-many');
  await first.getByText('What to see then').click();
  await expect(first.locator('details p')).toBeVisible();
  await context.close();
});

test('nothing of a lesson but its step runs; the first answer of the engine is there on a cold page', async ({
  page
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${LESSON}?backend=wasm`);
  await page.waitForLoadState('networkidle');
  expect(asked.filter((path) => /worker|tfjs|\.wasm|\/runs\//.test(path))).toEqual([]);
  const noise = page.locator('[data-cell=noise]');
  const started = Date.now();
  await page.reload();
  await noise.getByRole('button', { name: /^Run/ }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Finished.' })).toHaveCount(1, { timeout: 60_000 });
  await expect(noise).toHaveAttribute('data-state', 'done');
  console.log(`first lesson, cold page to the engine's first answer: ${Date.now() - started} ms`);
});

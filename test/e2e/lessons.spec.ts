// A lesson from its first step to its last, by keyboard alone, on the production build: each step is done by doing it. And what is kept of
// it, what a link to a step opens, and that the page is complete without JavaScript.
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';

const LESSON = './learn/clicks-lie/';

/** Presses Tab until `target` has the focus. */
async function reach(page: Page, target: Locator, most = 90): Promise<void> {
  for (let presses = 0; presses < most; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${String(target)} is not reached by ${most} presses of Tab`);
}

const card = (page: Page, step: string) => page.locator(`article[data-step="${step}"]`);
const bar = (page: Page) => page.getByRole('navigation', { name: 'Steps of this lesson' });

/** Takes the option that is `down` presses of the arrow key below the first, and says so. */
async function answer(page: Page, step: string, down: number): Promise<void> {
  const here = card(page, step);
  await reach(page, here.getByRole('radio').first());
  await page.keyboard.press('Space');
  for (let press = 0; press < down; press += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(here.getByText('✓ done')).toBeVisible();
  await expect(here.getByText(/^It is 0\.\d+/)).toBeVisible();
}

async function goOn(page: Page, from: string, to: string): Promise<void> {
  await reach(page, card(page, from).getByRole('button', { name: 'Go on' }));
  await page.keyboard.press('Enter');
  await expect(card(page, to).getByRole('heading')).toBeFocused();
  await expect(page).toHaveURL(new RegExp(`\\?(.*&)?step=${to}$`));
}

async function showMe(page: Page, step: string): Promise<void> {
  await reach(page, card(page, step).getByRole('button', { name: 'Show me' }));
  await page.keyboard.press('Enter');
}

for (const { width, colorScheme } of [
  { width: 1280, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' }
] as const) {
  test(`the first lesson start to end by keyboard, ${width} px wide and ${colorScheme}`, async ({
    browser,
    baseURL
  }) => {
    test.setTimeout(240_000);
    const viewport = { width, height: 800 };
    const context = await browser.newContext({ baseURL, viewport, colorScheme, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await page.addInitScript(() => localStorage.setItem('rlmrec.backend', 'wasm'));

    await page.goto('./learn/');
    await reach(page, page.getByRole('link', { name: 'Begin Clicks lie' }));
    await page.keyboard.press('Enter');
    await expect(bar(page)).toContainText('0 of 5');
    await page.screenshot({ path: `test-results/lesson-${width}-${colorScheme}.png`, fullPage: true });

    await answer(page, 'how-many', 2);
    await expect(card(page, 'how-many')).toContainText('your answer holds');
    await goOn(page, 'how-many', 'where-in-list');
    await answer(page, 'where-in-list', 0);
    await expect(card(page, 'where-in-list')).not.toContainText('your answer holds');

    await goOn(page, 'where-in-list', 'find-them');
    await showMe(page, 'find-them');
    await expect(page.locator('[data-guide="Step 3"]')).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await reach(page, page.getByRole('button', { name: 'Show which are' }));
    await page.keyboard.press('Enter');
    await expect(card(page, 'find-them').getByText('✓ done')).toBeVisible();

    await goOn(page, 'find-them', 'run-it');
    await showMe(page, 'run-it');
    await expect(page.locator('[data-cell=noise]').getByRole('button', { name: /^Run/ })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(card(page, 'run-it').getByText('✓ done')).toBeVisible({ timeout: 150_000 });
    await expect(page.locator('[data-cell=noise]')).toHaveAttribute('data-state', 'done');

    await goOn(page, 'run-it', 'turn-a-knob');
    await showMe(page, 'turn-a-knob');
    const base = page.locator('[data-cell=base]');
    await expect(base.getByRole('button', { name: 'Settings' })).toBeFocused();
    await page.keyboard.press('Enter');
    const layers = base.getByRole('spinbutton', { name: 'Layers', exact: true });
    await expect(base.locator('.editor')).toBeVisible();
    const more = base.locator('summary', { hasText: 'more settings' });
    if (!(await layers.isVisible())) {
      await reach(page, more);
      await page.keyboard.press('Enter');
    }
    await reach(page, layers);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('1');
    await page.keyboard.press('Tab');
    await expect(card(page, 'turn-a-knob').getByText('✓ done')).toBeVisible();
    await expect(base).toHaveAttribute('data-state', 'stale');
    await expect(bar(page)).toContainText('All steps are done.');

    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ') ?? ''}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(problems).toEqual([]);

    await page.reload();
    await expect(bar(page)).toContainText('5 of 5');
    await page.goto('./learn/');
    await expect(page.getByText('5 of 5 steps done')).toBeVisible();
    await context.close();
  });
}

test('the link of a step opens there; one of no step says so; starting over can be undone', async ({ page }) => {
  await page.goto(`${LESSON}?step=where-in-list`);
  await expect(card(page, 'where-in-list').getByRole('heading')).toBeFocused();
  await expect(bar(page)).toContainText('Where do a reader’s slips end up?');
  await expect(page.locator('[data-guide="Step 2"]')).toHaveCount(1);
  await card(page, 'where-in-list').getByRole('radio').last().check();
  await card(page, 'where-in-list').getByRole('button', { name: 'This is my answer' }).click();
  await expect(bar(page)).toContainText('1 of 5');

  await page.goto(`${LESSON}?step=nowhere`);
  await expect(page.getByText('step=nowhere')).toBeVisible();
  await expect(bar(page)).toContainText('1 of 5');
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(bar(page)).toContainText('0 of 5');
  await page.getByRole('button', { name: 'Undo starting over' }).click();
  await expect(bar(page)).toContainText('1 of 5');

  await page.goto('./learn/');
  await page.getByRole('link', { name: 'Continue Clicks lie' }).click();
  await expect(card(page, 'how-many').getByRole('heading')).toBeFocused();
});

test('a lesson is complete without JavaScript', async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    baseURL,
    javaScriptEnabled: false,
    viewport: { width: 360, height: 800 }
  });
  const page = await context.newPage();
  await page.goto(LESSON);
  const first = card(page, 'how-many');
  await expect(first.getByRole('heading')).toBeVisible();
  await expect(first.getByRole('listitem')).toHaveCount(4);
  await first.getByText('What to see then').click();
  await expect(first.locator('details p')).toBeVisible();
  await expect(page.locator('[data-cell=noise] svg[role="img"]').first()).toBeVisible();
  await page.goto('./learn/');
  await expect(page.getByRole('link', { name: 'Begin Clicks lie' })).toBeVisible();
  await context.close();
});

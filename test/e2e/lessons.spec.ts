// The lessons from their first step to their last, by keyboard alone, on the production build: each step is done by doing it. And what is
// kept of a lesson, what a link to a step opens, and that the page is complete without JavaScript.
import { expect, test, type Page } from '@playwright/test';
import { expectNoFindings, expectNoSidewaysScroll } from './accessible';
import { bar, card, doStep, goOn, press, reach, stepsOf } from './lesson-walk';
import { cellOf, untilDone, untilFinished } from './notebook';
import { serveSmallerShop } from './smaller-shop';

const LESSONS = [
  ['clicks-lie', 'Clicks lie'],
  ['messages-on-a-graph', 'Messages on a graph'],
  ['two-spaces', 'Two spaces'],
  ['contrastive-or-generative', 'Contrastive or generative']
] as const;

/** Trains three models in its steps: on a smaller shop, since what they come to is not looked at here. */
const TRAINS_MOST = 'contrastive-or-generative';

/** From the list of lessons through all steps of one. */
async function walk(page: Page, lesson: string, title: string): Promise<void> {
  const steps = stepsOf(lesson);
  expect(steps.length).toBeGreaterThan(5);
  await page.goto('./learn/');
  await reach(page, page.getByRole('link', { name: `Begin ${title}` }));
  await page.keyboard.press('Enter');
  await expect(bar(page)).toContainText(`0 of ${steps.length}`);
  await press(page, bar(page).getByRole('button', { name: 'Go to it' }));
  for (const [at, step] of steps.entries()) {
    const before = steps[at - 1];
    if (before) await goOn(page, before, step);
    await doStep(page, step);
    await expect(bar(page)).toContainText(`${at + 1} of ${steps.length}`);
  }
  await expect(bar(page)).toContainText('All steps are done.');
}

/** The two looks that every lesson is shown in: a wide one by day, a phone's at night. */
const LOOKS = {
  wide: { width: 1280, colorScheme: 'light' },
  narrow: { width: 360, colorScheme: 'dark' }
} as const;
type Look = (typeof LOOKS)[keyof typeof LOOKS];

async function show(page: Page, { width, colorScheme }: Look): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
}

async function lookAtTheEnd(page: Page, lesson: string, { width }: Look): Promise<void> {
  await page.screenshot({ path: `test-results/lesson-${lesson}-${width}.png` });
  await expectNoSidewaysScroll(page, width);
  await expectNoFindings(page);
}

// A lesson is walked in one look and its end looked at in both; the walk is minutes long, and what it presses is the same in both.
for (const [at, [lesson, title]] of LESSONS.entries()) {
  const [walked, other] = at % 2 === 0 ? [LOOKS.wide, LOOKS.narrow] : [LOOKS.narrow, LOOKS.wide];
  test(`${title}, start to end by keyboard, ${walked.width} px wide and ${walked.colorScheme}; its end ${other.width} px wide and ${other.colorScheme}`, async ({
    page
  }) => {
    test.setTimeout(420_000);
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.addInitScript(() => localStorage.setItem('rlmrec.backend', 'wasm'));
    if (lesson === TRAINS_MOST) await serveSmallerShop(page.context());
    await show(page, walked);
    const all = stepsOf(lesson).length;
    await walk(page, lesson, title);
    await lookAtTheEnd(page, lesson, walked);

    await show(page, other);
    await page.goto('./learn/');
    await expect(page.getByText(`${all} of ${all} steps done`)).toBeVisible();
    await page.goto(`./learn/${lesson}/`);
    await expect(bar(page)).toContainText(`${all} of ${all}`);
    await lookAtTheEnd(page, lesson, other);

    // Everything as it came, for who begins anew.
    const back = page.getByRole('button', { name: 'Back to the bundled notebook' });
    const computes = stepsOf(lesson).some(({ task }) => task.type === 'ran' || task.type === 'changed');
    if (computes) await press(page, back);
    else await expect(back).toHaveCount(0);
    await press(page, page.getByRole('button', { name: 'Start over' }));
    await expect(bar(page)).toContainText(`0 of ${all}`);
    expect(problems).toEqual([]);
  });
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
  const noise = cellOf(page, 'noise');
  const started = Date.now();
  await page.reload();
  await noise.getByRole('button', { name: /^Run/ }).click();
  await untilFinished(page);
  await untilDone(noise);
  console.log(`first lesson, cold page to the engine's first answer: ${Date.now() - started} ms`);
});

// The lessons on the production build: some from their first step to their last, by keyboard alone, each step done by doing it; of the others
// every step is looked at and the last one done. `LESSONS=all npx playwright test lessons` walks all. And what is kept of a lesson, what a link to a step opens, and that the page is complete without JavaScript.
import { expect, type Page } from '@playwright/test';
import { expectNoFindings, expectNoSidewaysScroll } from './accessible';
import { bar, card, doStep, expectCovered, expectInSight, goOn, press, reach } from './lesson-walk';
import { lessonNames, stepsOf, titleOf } from './lesson-files';
import { test } from './awake';
import { bringNotebook, cellOf, untilDone, untilFinished } from './notebook';
import { serveSmallerShop } from './smaller-shop';

/** All that come with the site, in the order of their list: a new one is walked too. */
const LESSONS = lessonNames().map((lesson) => [lesson, titleOf(lesson)] as const);

/** These train three models in their steps: on a smaller shop, since what they come to is not looked at here. */
const TRAIN_MOST: readonly string[] = ['contrastive-or-generative', 'noise-and-missing-text'];

/** Walked whole by every run of the tests: between them they have every kind of question and most acts. A walk is a minute long. */
const WHOLE: readonly string[] =
  process.env.LESSONS === 'all' ? lessonNames() : ['clicks-lie', 'messages-on-a-graph', 'learning-to-rank'];

/** Through all steps of a lesson without doing any but the last. */
async function passThrough(page: Page, lesson: string): Promise<void> {
  const steps = stepsOf(lesson);
  const [first] = steps;
  await page.goto(`./learn/${lesson}/?step=${first?.id ?? ''}`);
  for (const [at, step] of steps.entries()) {
    if (at > 0) await bar(page).getByRole('button', { name: 'Next' }).click();
    await expect(card(page, step.id).getByRole('heading')).toBeFocused();
    if (isWide(page)) await expectInSight(page, step);
    await expectCovered(page, lesson, step);
  }
  const last = steps.at(-1);
  if (last) await doStep(page, last);
  await expect(bar(page)).toContainText(`1 of ${steps.length}`);
}

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
    if (isWide(page)) await expectInSight(page, step);
    await expectCovered(page, lesson, step);
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

const isWide = (page: Page): boolean => page.viewportSize()?.width === LOOKS.wide.width;

/** Every step once more, from the last to the first, none of them done anew: what it says then is longer than before. */
async function lookAtEveryStep(page: Page, lesson: string): Promise<void> {
  const steps = stepsOf(lesson);
  await page.goto(`./learn/${lesson}/?step=${steps.at(-1)?.id ?? ''}`);
  for (const [at, step] of [...steps].reverse().entries()) {
    if (at > 0) await bar(page).getByRole('button', { name: 'Previous' }).click();
    await expect(card(page, step.id).getByRole('heading')).toBeFocused();
    await expectInSight(page, step);
  }
}

async function lookAtTheEnd(page: Page, lesson: string, { width }: Look): Promise<void> {
  await page.screenshot({ path: `test-results/lesson-${lesson}-${width}.png` });
  await expectNoSidewaysScroll(page, width);
  await expectNoFindings(page);
}

const isWhole = (lesson: string): boolean => WHOLE.includes(lesson);

/** The errors of a page, as they come. */
function watchProblems(page: Page): readonly string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  return problems;
}

// A lesson is walked in one look and its end looked at in both; the walk is minutes long, and what it presses is the same in both.
for (const [at, [lesson, title]] of LESSONS.entries()) {
  const [walked, other] = at % 2 === 0 ? [LOOKS.wide, LOOKS.narrow] : [LOOKS.narrow, LOOKS.wide];
  const how = `${walked.width} px wide and ${walked.colorScheme}`;
  const begin = async (page: Page) => {
    test.setTimeout(420_000);
    await page.addInitScript(() => localStorage.setItem('rlmrec.backend', 'wasm'));
    if (TRAIN_MOST.includes(lesson)) await serveSmallerShop(page.context());
    await show(page, walked);
  };
  if (!isWhole(lesson)) {
    test(`${title}: every step is looked at, and the last done by keyboard, ${how}`, async ({ page }) => {
      const problems = watchProblems(page);
      await begin(page);
      await passThrough(page, lesson);
      await lookAtTheEnd(page, lesson, walked);
      expect(problems).toEqual([]);
    });
    continue;
  }
  test(`${title}, start to end by keyboard, ${how}; its end ${other.width} px wide and ${other.colorScheme}`, async ({
    page
  }) => {
    const problems = watchProblems(page);
    await begin(page);
    const all = stepsOf(lesson).length;
    await walk(page, lesson, title);
    await lookAtTheEnd(page, lesson, walked);

    await show(page, other);
    await page.goto('./learn/');
    await expect(page.getByText(`${all} of ${all} steps done`)).toBeVisible();
    await page.goto(`./learn/${lesson}/`);
    await expect(bar(page)).toContainText(`${all} of ${all}`);
    await lookAtTheEnd(page, lesson, other);
    if (isWide(page)) await lookAtEveryStep(page, lesson);

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
  const ranks = page.locator('[data-guide="Step 3"]');
  await expect(ranks).toHaveAttribute('data-covered', /Covered until step [23] is answered/);
  expect((await ranks.innerText()).trim()).toBe('');
  await card(page, 'held-out-slips').getByRole('slider').fill('0.5');
  await card(page, 'held-out-slips').getByRole('button', { name: 'This is my answer' }).click();
  await expect(card(page, 'held-out-slips')).toContainText(/You said 0\.5; it is 0\.\d+\. That is near\./);
  // The guess stands in the figure, where the rest waits for the next answer.
  await expect(ranks.getByRole('img', { name: /^You said 0\.5/ })).toBeVisible();
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

test('steps of a notebook of one’s own are guided; what was done, and that an answer was shown, is there on the next visit', async ({
  page
}) => {
  const steps = [
    ['id: guess', 'title: How wide?', 'say: Guess.', 'at: books', 'number: 0 to 10', 'value: books.density'],
    ['id: end', 'title: The end', 'say: Read this.', 'until: read']
  ];
  const fences = steps.map((lines) => ['```step', ...lines, '```', ''].join('\n'));
  await page.goto('./');
  await bringNotebook(
    page,
    'own.md',
    ['# Own steps', '', '```dataset', 'name: books', 'source: bookshop', '```', '', ...fences].join('\n')
  );
  await expect(bar(page)).toContainText('0 of 2');
  await card(page, 'guess').getByRole('button', { name: 'Show me' }).click();
  await expect(bar(page)).toContainText('0 of 2');
  await card(page, 'guess').getByRole('button', { name: 'Show the answer' }).click();
  await expect(card(page, 'guess')).toContainText('✓ done, shown');
  await expect(card(page, 'guess')).toContainText('Run the cell “books” to see whether it holds.');
  await page.reload();
  await expect(bar(page)).toContainText('1 of 2');
  await expect(card(page, 'guess')).toContainText('shown, not guessed');
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
      const { task } = step;
      const lines = task.type === 'choose' ? task.options.length : task.type === 'order' ? task.items.length : 0;
      await expect(card(page, step.id).getByRole('listitem')).toHaveCount(lines);
    }
    await expect(page.locator('[data-cell] [data-output]:visible').first()).toContainText(/\d/);
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

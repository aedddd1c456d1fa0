// A notebook is written in the page: from a beginning, block by block, an arm beside another. What a newcomer wants is counted in presses.
import { expect, type Locator, type Page } from '@playwright/test';
import { expectNoFindings, expectNoSidewaysScroll } from './accessible';
import { test } from './awake';
import { madeUp, payload } from './made-up-shop';
import { bringNotebook, cellOf, runAllButton, smallNotebook, untilDone, untilFinished } from './notebook';

/** Counts what a reader does: each press, each file dropped, each value typed. */
class Actions {
  readonly #began = performance.now();
  #count = 0;
  async do(act: () => Promise<unknown>): Promise<void> {
    this.#count += 1;
    await act();
  }
  press = (target: Locator) => this.do(() => target.click());
  /** Prints what it took; the seconds are the machine's matter, the count is held. */
  atMost(task: string, most: number): void {
    const seconds = (performance.now() - this.#began) / 1000;
    console.log(`${task}: ${this.#count} actions, ${seconds.toFixed(1)} s by the clock`);
    expect(this.#count).toBeLessThanOrEqual(most);
  }
}

const button = (place: Page | Locator, name: string | RegExp): Locator =>
  place.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) });
const namesOfCells = (page: Page): Promise<readonly string[]> =>
  page.locator('[data-cell]').evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-cell') ?? ''));

test('what words do is seen on the first page without an action', async ({ page }) => {
  const actions = new Actions();
  await page.goto('./');
  const reader = page.getByRole('region', { name: /one reader/i });
  await expect(reader.getByRole('list').first()).toBeVisible();
  await expect(reader).toContainText(/held.out|came true|hit/i);
  actions.atMost('See what words do', 0);
});

test('a table of three arms on one’s own files takes six actions', async ({ page }) => {
  test.setTimeout(180_000);
  const actions = new Actions();
  await page.goto('./?backend=wasm');
  await actions.press(page.getByRole('link', { name: 'Drop a table of clicks' }));
  await expect(page.getByRole('heading', { name: 'Your data' })).toBeVisible();
  await actions.do(() => page.locator('input[type=file]').first().setInputFiles(payload(madeUp())));
  await actions.press(button(page, 'Import'));
  await actions.press(button(page, 'Prepare'));
  await actions.press(button(page, 'Open in a notebook'));
  await actions.press(runAllButton(page));
  await untilFinished(page, { timeout: 150_000 });
  for (const arm of [/^LightGCN(?!-)/, /^LightGCN-Con/, /^LightGCN-Gen/])
    await expect(cellOf(page, 'table').getByRole('row', { name: arm })).toBeVisible();
  actions.atMost('Own files to a table of three arms', 6);
});

test('the first cell of a notebook is four presses of keys away', async ({ page }) => {
  await page.goto('./notebooks/quick-start/');
  for (const key of ['Tab', 'Enter', 'Tab', 'Enter']) await page.keyboard.press(key);
  await expect(page.locator('[data-cell-handle]').first()).toBeFocused();
});

const ARMS = `${smallNotebook('Arms', 'epochs: 1')}
\`\`\`compare
name: table
runs: [base]
references: [popularity]
\`\`\`
`;

test('an arm with other layers beside an old one takes four actions, and the comparison has both', async ({ page }) => {
  await page.goto('./?backend=wasm');
  await bringNotebook(page, 'arms.md', ARMS);
  const base = cellOf(page, 'base');
  await runAllButton(page).click();
  await untilFinished(page);
  const actions = new Actions();
  await actions.press(button(base, 'More for base'));
  await actions.press(button(base, 'Duplicate as a new arm'));
  await actions.press(button(cellOf(page, 'base-2'), 'Layers: 2'));
  const made = cellOf(page, 'base-layers-2');
  await expect(made.getByRole('textbox', { name: 'Layers' })).toHaveValue('2');
  await actions.press(button(page, /^Run what is (stale|missing)/));
  await untilFinished(page);
  await untilDone(made);
  for (const name of [/base\b(?!-)/, /base-layers-2/])
    await expect(cellOf(page, 'table').getByRole('row', { name }).first()).toBeVisible();
  actions.atMost('A new arm with other layers', 6);
  // All of it is two steps of undo.
  await button(page, 'Undo').click();
  await expect(cellOf(page, 'base-2')).toBeVisible();
  await button(page, 'Undo').click();
  await expect(cellOf(page, 'base-2')).toHaveCount(0);
});

test('an empty notebook offers beginnings; blocks are added by a word, moved by keys, and mistakes are said as one types', async ({
  page
}) => {
  await page.goto('./');
  await button(page, /new notebook/i).click();
  const start = page.getByRole('region', { name: 'Begin with a question' });
  await expect(start.getByRole('button')).not.toHaveCount(0);
  await expectNoFindings(page);
  await button(start, 'Only the data').click();
  await expect(start).toHaveCount(0);
  await button(page, 'Undo').click();
  await expect(start).toBeVisible();
  await button(page, 'Redo').click();

  await button(page, 'Add below books').click();
  await page.getByRole('searchbox', { name: 'Find a kind of block' }).fill('profil');
  await page.keyboard.press('Enter');
  const profiles = cellOf(page, 'profiles');
  await expect(profiles).toContainText('template');
  await expect(profiles.locator('[data-cell-handle]')).toBeFocused();
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => namesOfCells(page)).toEqual(['profiles', 'books']);
  await expect(profiles.locator('[data-cell-handle]')).toBeFocused();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => namesOfCells(page)).toEqual(['books', 'profiles']);

  // Another name, and who reads the cell goes along.
  await cellOf(page, 'books').getByRole('button', { name: 'Settings' }).click();
  const name = cellOf(page, 'books').getByRole('textbox', { name: 'Name' });
  await name.fill('shop');
  await name.press('Tab');
  await expect(cellOf(page, 'shop').getByRole('textbox', { name: 'Name' })).toHaveValue('shop');
  await expect(profiles.getByRole('combobox', { name: 'Data set' })).toHaveValue('shop');

  // A setting is found by a word, set, and put back.
  await profiles.getByRole('searchbox', { name: 'Find a setting' }).fill('generator');
  await expect(profiles.getByRole('combobox', { name: 'Generator' })).toBeVisible();
  await expect(profiles.getByRole('combobox', { name: 'Data set' })).toHaveCount(0);

  await profiles.getByRole('radio', { name: 'Text' }).check();
  await profiles.getByRole('textbox', { name: 'YAML of profiles' }).press('ControlOrMeta+End');
  await page.keyboard.type('\nwrong: 1');
  const wrong = profiles.getByRole('list', { name: 'What is wrong in the text' });
  await expect(wrong.getByRole('listitem')).toHaveText(/^Line \d+ .*wrong/);
  for (let typed = 0; typed < '\nwrong: 1'.length; typed++) await page.keyboard.press('Backspace');
  await expect(wrong.getByRole('listitem')).toHaveCount(0);

  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNoFindings(page);
    await expectNoSidewaysScroll(page, width);
  }
});

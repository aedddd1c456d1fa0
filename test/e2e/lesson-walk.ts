// Walks a lesson by keyboard alone, doing what each of its steps asks for: the steps are read from the lesson's own file, so that a new
// step is walked too, and an act that nobody knows how to do fails.
import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';
import { checksOf, isQuestion } from '#lib/notebook/guide/questions';
import type { Question, Step } from '#lib/notebook/guide/types';
import { valuesOf } from '#lib/notebook/guide/values';
import type { CellResult } from '#lib/notebook/kinds/registry';
import { isResultsFile } from '#lib/views/results/results-check';
import { formatMetric, formatNumber, formatShare } from '#lib/views/text/format';
import { cellOf, doneAfter } from './notebook';

function storedResults(lesson: string): ReadonlyMap<string, CellResult> {
  const file: unknown = JSON.parse(readFileSync(`public/notebooks/lessons/${lesson}.results.json`, 'utf8'));
  if (!isResultsFile(file)) throw new Error(`The results of ${lesson} cannot be read`);
  return new Map(file.cells.map(({ name, result }) => [name, result]));
}

/**
 * How many presses of Tab it is to `target`, about: what is tabbed through may be fewer (a group of radio buttons is one stop). Negative: that
 * many backwards, where that is the shorter way round the page. 0: it has the focus.
 */
const stopsTo = (target: Locator): Promise<number> =>
  target.evaluate((element) => {
    const active = document.activeElement;
    // Radio buttons of one name are one stop; which of them has the focus first is the browser's.
    const isInGroup = [element, active].every((one) => one instanceof HTMLInputElement && one.type === 'radio');
    if (element === active || (isInGroup && element.getAttribute('name') === active?.getAttribute('name'))) return 0;
    const stops = [
      ...document.querySelectorAll('a[href], button:enabled, input:enabled, select, summary, [tabindex="0"]')
    ].filter((stop) => stop.checkVisibility({ visibilityProperty: true }));
    const before = (at: Element) =>
      stops.filter((stop) => at.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_PRECEDING).length;
    const { activeElement } = document;
    const here = activeElement && activeElement !== document.body ? before(activeElement) : -1;
    const forward = (before(element) - here + stops.length) % stops.length;
    return forward > stops.length / 2 ? forward - stops.length : Math.max(forward, 1);
  });

/** Presses Tab until `target` has the focus, backwards (with Shift) where that looks the shorter way round the page. */
export async function reach(page: Page, target: Locator, most = 150): Promise<void> {
  for (let presses = 0; presses < most;) {
    const stops = await stopsTo(target);
    if (stops === 0) return;
    // Half of the way is surely not too far; looking after every press would take longer than pressing.
    const sure = Math.ceil(Math.abs(stops) / 2);
    for (let press = 0; press < sure; press += 1) await page.keyboard.press(stops < 0 ? 'Shift+Tab' : 'Tab');
    presses += sure;
  }
  throw new Error(`${String(target)} is not reached by ${most} presses of Tab`);
}

export const card = (page: Page, step: string) => page.locator(`article[data-step="${step}"]`);
export const bar = (page: Page) => page.getByRole('navigation', { name: 'Steps of this lesson' });

/** What the keyboard does for each act that a figure or a cell lists, `times` times. */
const ACTS: Readonly<Record<string, (page: Page, cell: Locator, times: number) => Promise<void>>> = {
  async mark(page, cell, times) {
    for (let nth = 0; nth < times; nth += 1) {
      await reach(page, cell.locator('button[aria-pressed]').nth(nth));
      await page.keyboard.press('Space');
    }
  },
  async reveal(page, cell) {
    await reach(page, cell.getByRole('button', { name: 'Show which are' }));
    await page.keyboard.press('Enter');
  },
  hover: (page, cell, times) => arrows(page, cell.getByRole('radiogroup').getByRole('radio', { checked: true }), times),
  hop: (page, cell) => arrows(page, cell.locator('input[type=radio]:checked').first(), 1),
  async step(page, cell, times) {
    for (let nth = 0; nth < times; nth += 1) await press(page, cell.getByRole('button', { name: 'Make a step' }));
  },
  async trace(page, cell, times) {
    for (let nth = 0; nth < times; nth += 1) await press(page, cell.locator('button[aria-pressed]').nth(nth));
  },
  epoch: (page, cell, times) => arrows(page, cell.getByRole('slider', { name: 'Epoch' }), times),
  depth: (page, cell, times) => arrows(page, cell.getByRole('slider').first(), times),
  select: (page, cell, times) => arrows(page, cell.getByRole('application').first(), times),
  switch: (page, cell, times) => arrows(page, cell.locator('input[type=radio]:checked').first(), times),
  async mask(page, cell) {
    await reach(page, cell.getByRole('checkbox').first());
    await page.keyboard.press('Space');
  },
  temperature: (page, cell, times) => arrows(page, cell.getByRole('slider', { name: /temperature/i }), times),
  batch: (page, cell, times) => arrows(page, cell.getByRole('slider', { name: /batch/i }), times),
  correlation: (page, cell, times) => arrows(page, cell.getByRole('slider', { name: /correlation/i }), times),
  async candidates(page, cell, times) {
    // It begins at its right end.
    await reach(page, cell.getByRole('slider', { name: /candidates/i }));
    for (let press = 0; press < times; press += 1) await page.keyboard.press('ArrowLeft');
  },
  async user(page, cell) {
    await reach(page, cell.getByLabel('Another user'));
    await page.keyboard.type('r0100');
    await page.keyboard.press('Enter');
  }
};

async function arrows(page: Page, target: Locator, times: number): Promise<void> {
  await reach(page, target);
  for (let press = 0; press < times; press += 1)
    await page.keyboard.press(press % 2 === 0 ? 'ArrowRight' : 'ArrowDown');
}

export async function press(page: Page, button: Locator): Promise<void> {
  await reach(page, button);
  await page.keyboard.press('Enter');
}

/** Another value of a setting: of a number twice or one more, of a user another one. */
const otherThan = (value: string): string => {
  const number = Number(value);
  if (Number.isNaN(number)) return 'r0100';
  return String(number < 1 ? 2 * number : number + 1);
};

/** Opens the settings of a cell, where the focus is on that button, and gives it another value. */
async function change(page: Page, cell: Locator, key: string): Promise<void> {
  await expect(cell.getByRole('button', { name: 'Settings' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(cell.locator('.editor')).toBeVisible();
  const field = cell.locator(`.editor [id$="-${key}"]`);
  if (!(await field.isVisible())) await press(page, cell.locator('summary', { hasText: 'more settings' }));
  await reach(page, field);
  // An empty field stands for its default, which its placeholder names.
  const before =
    (await field.inputValue()) || (/[\d.]+/.exec((await field.getAttribute('placeholder')) ?? '')?.[0] ?? '');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(otherThan(before));
  await page.keyboard.press('Tab');
}

/** Gives a question an answer, as little as it takes; it is sent by the button after it. */
async function guess(page: Page, here: Locator, { type }: Question): Promise<void> {
  switch (type) {
    case 'choose':
      await reach(page, here.getByRole('radio').first());
      return page.keyboard.press('Space');
    case 'number':
      await reach(page, here.getByRole('spinbutton'));
      return page.keyboard.type('1');
    case 'axis':
      return arrows(page, here.getByRole('slider'), 1);
    case 'curve':
      await reach(page, here.getByRole('slider').first());
      for (const key of ['PageDown', 'ArrowRight', 'ArrowUp']) await page.keyboard.press(key);
      return;
    case 'order':
      return press(page, here.getByRole('button', { name: / down$/ }).first());
  }
}

/** The window between the toolbar and the guide's bar, about. */
const SEEN = { top: 0, bottom: 800 - 56 };
/** Of what is taller than a stage, this much is in sight at least. */
const SEEN_PART = 280;

/** At 1280 × 800: the whole card of a step and what it points at are in sight together. */
export async function expectInSight(page: Page, { id, at }: Step): Promise<void> {
  const inSight = async () => {
    const box = await card(page, id).boundingBox();
    if (!box || box.y < SEEN.top || box.y + box.height > SEEN.bottom)
      return `card from ${box?.y} to ${(box?.y ?? 0) + (box?.height ?? 0)}`;
    if (!at) return 'in sight';
    const seen = await page.locator('[data-guide]').evaluate((element, { top, bottom }) => {
      const stage = element.closest('[data-stage]')?.getBoundingClientRect();
      const part = element.getBoundingClientRect();
      const from = Math.max(part.top, stage?.top ?? top, top);
      const to = Math.min(part.bottom, stage?.bottom ?? bottom, bottom);
      return { height: part.height, seen: to - from };
    }, SEEN);
    return seen.seen >= Math.min(seen.height, SEEN_PART) - 1 ? 'in sight' : `${seen.seen} of ${seen.height} px`;
  };
  await expect.poll(inSight, { message: `step ${id} and what it points at` }).toBe('in sight');
}

/** How a page may write a number that is still to be guessed: as questions, tables and figures do. */
function formsOf(question: Question, value: number): string[] {
  const { factor } = question.wording;
  const all = [
    formatNumber(value * factor, 3),
    formatNumber(value, 3),
    formatNumber(value, 2),
    formatMetric(value),
    formatShare(value)
  ];
  // A single digit stands everywhere, and tells nothing.
  return all
    .map((form) => form.replace(/\s*%$/, ''))
    .filter((form) => form.replace(/\D/g, '').replace(/^0+/, '').length > 1);
}

/** Nothing that can be seen of the page has the numbers that a question asks for. Its own range and bounds are no answer. */
export async function expectCovered(page: Page, lesson: string, { id, task }: Step): Promise<void> {
  if (!isQuestion(task)) return;
  const results = storedResults(lesson);
  const text = await page.locator('main').innerText();
  for (const { cell, value: name } of checksOf(task)) {
    const result = results.get(cell);
    const value = result && valuesOf(result)[name];
    if (value === undefined) throw new Error(`${lesson} has no number ${cell}.${name}`);
    for (const form of formsOf(task, value)) {
      const found = new RegExp(`.{0,40}(?<![\\d.,])${form.replace(/[.+]/g, '\\$&')}(?![\\d]).{0,40}`).exec(text);
      expect(found?.[0] ?? null, `step ${id} asks for ${cell}.${name}, and the page says ${form}`).toBeNull();
    }
  }
}

/** Does what a step asks for, and waits until the guide has seen it. */
export async function doStep(page: Page, step: Step): Promise<void> {
  const here = card(page, step.id);
  const { task } = step;
  let ranToSee: Locator | null = null;
  if (isQuestion(task)) {
    await guess(page, here, task);
    await press(page, here.getByRole('button', { name: 'This is my answer' }));
    if (checksOf(task).length > 0)
      await expect(here.getByText(/[Ii]t is .|It goes from .|The order is ./).first()).toBeVisible();
  } else if (task.type === 'read') {
    await press(page, here.getByRole('button', { name: 'I have read this' }));
  } else {
    await press(page, here.getByRole('button', { name: 'Show me' }));
    const cell = cellOf(page, task.cell);
    if (task.type === 'ran') {
      await expect(cell.getByRole('button', { name: /^Run/ })).toBeFocused();
      await doneAfter(cell, () => page.keyboard.press('Enter'), { timeout: 150_000 });
      if ((await cell.getAttribute('aria-label'))?.startsWith('train')) ranToSee = cell;
    } else if (task.type === 'changed') await change(page, cell, task.key);
    else {
      const act = ACTS[task.act];
      if (!act) throw new Error(`Nobody knows how to do "${task.act}" by keyboard`);
      await act(page, cell, task.times);
    }
  }
  await expect(here.getByText('✓ done')).toBeVisible();
  // The curve that was to be watched is still there when the run is done.
  if (ranToSee) await expect(ranToSee.locator('figure svg[role="img"]').first()).toBeVisible();
}

/** Goes on from a step that is done to the one after it, by the card's own button. */
export async function goOn(page: Page, from: Step, to: Step): Promise<void> {
  await press(page, card(page, from.id).getByRole('button', { name: 'Go on' }));
  await expect(card(page, to.id).getByRole('heading')).toBeFocused();
  await expect(page).toHaveURL(new RegExp(`\\?(.*&)?step=${to.id}$`));
}

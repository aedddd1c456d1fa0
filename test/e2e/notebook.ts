// What tests do with a notebook: bring one of the reader's own into the tab, run all of one, wait for what a cell comes to.
import { expect, type Locator, type Page } from '@playwright/test';

/** One small model of the bundled shop. @param lines of the cell that trains, e.g. "epochs: 2" */
export const smallNotebook = (title: string, ...lines: readonly string[]): string => `# ${title}

\`\`\`dataset
name: books
source: bookshop
\`\`\`

\`\`\`train
name: base
dataset: books
preset: small
seeds: [7]
${lines.join('\n')}
\`\`\`
`;

/** A file on the first page, where notebooks are listed; a notebook's opens by itself. */
export async function bringNotebook(page: Page, name: string, text: string): Promise<void> {
  const mimeType = name.endsWith('.json') ? 'application/json' : 'text/markdown';
  await page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer: Buffer.from(text) });
}

export const runAllButton = (page: Page): Locator => page.getByRole('button', { name: /^run all/i }).first();

export const runAll = (page: Page): Promise<void> => runAllButton(page).click();

export const cellOf = (page: Page, name: string): Locator => page.locator(`[data-cell="${name}"]`);

/** States that a cell does not leave by itself: whoever waits for another one of them waits in vain. */
const ENDS = /^(done|failed|skipped|cancelled)$/;

interface Patience {
  /** ms; the expectations' own where it is left out */
  readonly timeout?: number;
}

async function expectDone(cell: Locator, state: string | null | undefined): Promise<void> {
  expect(state, (await cell.getByRole('alert').allInnerTexts()).join('\n')).toBe('done');
}

/** Waits until a cell is done; one that ends otherwise fails the test at once, with what the cell says. */
export async function untilDone(cell: Locator, patience: Patience = {}): Promise<void> {
  await expect(cell).toHaveAttribute('data-state', ENDS, patience);
  await expectDone(cell, await cell.getAttribute('data-state'));
}

/**
 * The same of a cell that has ended before and is to be done by what `act` starts: where it stood until then does not count.
 * @returns the states that it went through
 */
export async function doneAfter(
  cell: Locator,
  act: () => Promise<void>,
  patience: Patience = {}
): Promise<readonly string[]> {
  const states = await watchStates(cell);
  await act();
  await expect.poll(async () => (await states()).at(-1) ?? '', patience).toMatch(ENDS);
  const seen = await states();
  await expectDone(cell, seen.at(-1));
  return seen;
}

/** Waits until a run is over; one that did not go well fails the test at once, with what the page says of it. */
export async function untilFinished(page: Page, patience: Patience = {}): Promise<void> {
  const said = page.getByRole('status').filter({ hasText: /^Finished\.|failed|^Cancelled\./ });
  await expect(said).toHaveCount(1, patience);
  await expect(said).toHaveText('Finished.');
}

/** Notes every state of a cell from now on; on a quick machine a state can pass between two looks of a test. */
export async function watchStates(cell: Locator): Promise<() => Promise<readonly string[]>> {
  const states = await cell.evaluateHandle((element) => {
    const seen: string[] = [];
    const watch = new MutationObserver(() => seen.push(element.getAttribute('data-state') ?? ''));
    watch.observe(element, { attributes: true, attributeFilter: ['data-state'] });
    return seen;
  });
  return () => states.jsonValue();
}

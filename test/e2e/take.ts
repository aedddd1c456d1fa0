// The one menu of a figure or a table of results.
import type { Locator } from '@playwright/test';

/** Asks a figure for its table or a file, as a reader does. */
export async function take(place: Locator, what: 'Table' | 'CSV' | 'SVG' | 'PNG' | 'LaTeX'): Promise<void> {
  await place
    .getByRole('button', { name: /^(Table and files|Files) of / })
    .first()
    .click();
  await place
    .getByRole('button', { name: new RegExp(`^${what}\\b(?! and files)`) })
    .first()
    .click();
}

// A notebook of the reader's own, brought into the tab as a file.
import type { Page } from '@playwright/test';

/** On the first page, where notebooks are listed. The page goes on to the notebook by itself. */
export async function bringNotebook(page: Page, name: string, text: string): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/markdown', buffer: Buffer.from(text) });
}

// Opens the numbers of figures as a reader does: by the one menu that each of them has.
import { expect } from 'vitest';

/** Each figure within `page` shows its table afterwards. */
export async function openTables(page: Element): Promise<void> {
  for (const figure of page.querySelectorAll('figure')) {
    const item = () => [...figure.querySelectorAll<HTMLElement>('.item')].find((one) => one.textContent === 'Table');
    figure.querySelector<HTMLElement>('.take button')?.click();
    await expect.poll(item).toBeDefined();
    item()?.click();
    await expect.poll(() => figure.querySelector('figcaption table')).not.toBeNull();
  }
}

// What must hold for every page, in any theme and at any width.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * No findings of axe; what it finds is told with the place. All rules run. What passes is not written up, and the page tells its findings
 * itself ("legacy mode": no frame of another origin is looked into, and there is none) in place of a second page that joins those of
 * frames: that took three quarters of the time.
 */
export async function expectNoFindings(page: Page): Promise<void> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
  const { violations } = await axe.analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ') ?? ''}`)).toEqual([]);
}

export async function expectNoSidewaysScroll(page: Page, width: number): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
}

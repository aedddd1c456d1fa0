// The `test` of specs that press buttons: a page is theirs once it is awake, for before that its buttons do nothing yet.
import { test as base, type Page } from '@playwright/test';

export const isAwake = (page: Page): Promise<void> => page.locator('html[data-awake]').waitFor({ state: 'attached' });

export const test = base.extend({
  page: async ({ page }, use) => {
    const goto = page.goto.bind(page);
    const reload = page.reload.bind(page);
    page.goto = async (...address) => {
      const response = await goto(...address);
      await isAwake(page);
      return response;
    };
    page.reload = async (...options) => {
      const response = await reload(...options);
      await isAwake(page);
      return response;
    };
    await use(page);
  }
});

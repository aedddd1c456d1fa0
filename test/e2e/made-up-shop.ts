// Made-up data with markup wherever text can stand, and the way into the tab: what must stay text on every page.
import { expect, type Page } from '@playwright/test';

/** Markup of HTML: it is taken out of every text on its way in. */
const TAGS = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>';
/** What is no element of HTML, so it is kept as text ("vector<int>"); as markup it would run all the same. */
export const MARKUP = '<book onfocus="window.ran=1" tabindex="0" autofocus>';
const SCRIPT = `${TAGS}${MARKUP}`;

/** Nothing of it has become an element. */
export async function expectNoMarkup(page: Page): Promise<void> {
  expect(await page.locator('img, book').count()).toBe(0);
  expect(await ran(page)).toBeNull();
}

const THEMES = ['sailing ships', 'busy bees', 'winter trains', 'hidden gardens', 'desert songs', 'paper moons'];

/** Users, items, ratings, times, reviews. `clicks` says who clicked what; without it twelve items of thirty each. */
export function madeUp(
  [users, items]: readonly [number, number] = [40, 30],
  clicks = (user: number, item: number) => (user * 7 + item * 11) % 5 <= 1
): Readonly<Record<string, string>> {
  const rows = ['user_id,item_id,rating,timestamp,review'];
  for (let user = 0; user < users; user++) {
    for (let item = 0; item < items; item++) {
      if (!clicks(user, item)) continue;
      rows.push(
        `u${user},i${item},${1 + ((user + item) % 5)},${1_500_000_000 + user * 100 + item},"Fine ${SCRIPT.replaceAll('"', '""')} ${item}"`
      );
    }
  }
  const titles = Array.from({ length: items }, (_, item) =>
    JSON.stringify({
      item_id: `i${item}`,
      title: `Item ${item} ${SCRIPT}`,
      description: `A tale of ${THEMES[item % THEMES.length]} and of old ${THEMES[(item + 1) % THEMES.length]}. ${SCRIPT}`
    })
  );
  return { 'clicks.csv': `${rows.join('\n')}\n`, 'items.jsonl': `${titles.join('\n')}\n` };
}

export const payload = (files: Readonly<Record<string, string>>) =>
  Object.entries(files).map(([name, text]) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) }));

const isPaths = (files: Readonly<Record<string, string>> | readonly string[]): files is readonly string[] =>
  Array.isArray(files);

export async function importFiles(
  page: Page,
  files: Readonly<Record<string, string>> | readonly string[],
  name: string
): Promise<void> {
  await page.goto('./data/?backend=wasm');
  const input = page.locator('input[type=file]').first();
  await input.setInputFiles(isPaths(files) ? [...files] : payload(files));
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('heading', { name: `${name} is imported` })).toBeVisible();
}

/** What a script in the data would have set; null where none ran. */
export const ran = (page: Page) => page.evaluate(() => Reflect.get(window, 'ran') ?? null);

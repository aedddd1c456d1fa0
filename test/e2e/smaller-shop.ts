// A smaller shop of the same kind in place of the bundled one, for what takes long on that.
import type { BrowserContext } from '@playwright/test';
import { makeBookshop } from '#lib/dataset/synthetic/bookshop';
import { BOOKSHOP } from '#lib/dataset/synthetic/parameters';

export const SMALLER = { users: 160, items: 110, interactions: 2500 } as const;

export async function serveSmallerShop(context: BrowserContext): Promise<void> {
  const files = makeBookshop({ ...BOOKSHOP, ...SMALLER });
  await context.route('**/datasets/bookshop/**', async (route) => {
    const path = new URL(route.request().url()).pathname.split('/datasets/bookshop/')[1] ?? '';
    const bytes = files.get(path);
    await (bytes ? route.fulfill({ body: Buffer.from(bytes) }) : route.fulfill({ status: 404 }));
  });
}

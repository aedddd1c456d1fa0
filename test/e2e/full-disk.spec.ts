// A disk that is really full: the browser's profile lies on a small disk of its own, which is filled while a notebook is open. What the
// page advises is then done (room is made, the cell is run again), and nothing is lost.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect } from '@playwright/test';
import { chromiumArguments } from '../../scripts/chromium.mjs';
import { test, untilAwake } from './awake';
import { bringNotebook, cellOf, doneAfter, runAll, smallNotebook } from './notebook';

const MEGABYTES = 96;

/** A folder that is a small disk of its own; null where none may be made. */
function smallDisk(): string | null {
  const path = mkdtempSync(join(tmpdir(), 'small-disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${MEGABYTES}m`, 'tmpfs', path]);
  if (status === 0) return path;
  rmSync(path, { recursive: true });
  return null;
}

/** Writes into a file until nothing more goes in. */
function fill(file: string): void {
  const to = openSync(file, 'w');
  for (const size of [1 << 20, 1 << 12, 1]) {
    const bytes = Buffer.alloc(size);
    try {
      for (;;) writeSync(to, bytes);
    } catch {
      // Full, for pieces of this size.
    }
  }
  closeSync(to);
}

test('a full disk is said, costs nothing that was done, and is over when there is room again', async ({ baseURL }) => {
  const disk = smallDisk();
  test.skip(disk === null, 'a disk in memory may not be mounted here (that takes Linux, and root)');
  if (disk === null || baseURL === undefined) return;
  const filler = join(disk, 'filler');
  try {
    const context = await chromium.launchPersistentContext(join(disk, 'profile'), {
      baseURL,
      executablePath: process.env.CHROMIUM_PATH,
      // What it caches of pages is not to take the room.
      args: [...chromiumArguments, '--disk-cache-size=1']
    });
    const page = await context.newPage();
    await page.goto('./?backend=wasm');
    await untilAwake(page);
    await bringNotebook(page, 'full-disk.md', smallNotebook('Full disk', 'epochs: 2'));
    await expect(page.locator('h1')).toHaveText('Full disk');
    await untilAwake(page);

    fill(filler);
    await runAll(page);
    await expect(page.locator('[data-cell=books]')).toHaveAttribute('data-state', 'failed');
    await expect(page.locator('[data-cell=books]')).toContainText(/no room|could not be (opened|stored)/);
    await expect(page.locator('[data-cell=books]')).toContainText('free');

    rmSync(filler);
    await doneAfter(cellOf(page, 'base'), () => runAll(page));
    await expect(page.locator('main')).not.toContainText(/no room|could not be (opened|stored)/);
    const recall = await page.locator('[data-cell=base] table').first().textContent();

    fill(filler);
    await page.reload();
    rmSync(filler);
    await page.reload();
    await untilAwake(page);
    await expect(page.locator('[data-cell=base] table').first()).toHaveText(recall ?? '');
    await context.close();
  } finally {
    spawnSync('umount', ['-l', disk]);
    rmSync(disk, { recursive: true, force: true });
  }
});

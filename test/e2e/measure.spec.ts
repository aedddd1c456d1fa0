// The page that measures: says what it will do, shows what comes as it comes, stops when told to, gives one file, and opens others' files.
import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { readReport } from '#lib/bench/read-report';
import { madeUpReport } from '#lib/bench/testing/made-up-report';
import { expectNoFindings, expectNoSidewaysScroll } from './accessible';
import { test } from './awake';

const fileOf = (name: string, content: unknown) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content))
});

test('a quick measurement on WebAssembly can be cancelled, shows its results, and is one file that the page opens again', async ({
  page
}) => {
  await page.goto('./measure/?backend=wasm&size=tiny');
  await expect(page.getByText('about a minute')).toBeVisible();
  const measure = page.getByRole('button', { name: 'Measure', exact: true });
  await measure.click();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: /^Measure/ }).click();
  await expect(page.getByRole('row', { name: /^LightGCN base WebAssembly/ })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('button', { name: 'Measure again' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/^\d+ checks against exact arithmetic passed/)).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download JSON' }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  const report = readReport(text, 'own.json');
  expect(report).toMatchObject({ isComplete: true, size: 'tiny', devices: [{ backend: 'wasm' }] });
  // A program that only a card has.
  expect(report.leftOut.map((one) => one.case)).toEqual(['dense, gradient of a bias']);
  await page.getByLabel('Open a file').setInputFiles(fileOf('sent.json', text));
  await expect(page.getByRole('heading', { name: 'What sent.json says' })).toBeVisible();
  await expect(page.getByRole('row', { name: /^LightGCN base WebAssembly/ })).toBeVisible();
});

test('a file of somebody else is shown with its card, one that computes wrongly without its times, and what is no measurement is refused', async ({
  page
}) => {
  await page.goto('./measure/?backend=wasm');
  const open = page.getByLabel('Open a file');
  await open.setInputFiles(fileOf('theirs.json', madeUpReport()));
  await expect(page.getByRole('row', { name: /^LightGCN base WebGPU/ })).toContainText('1.20');
  await expect(page.getByText('820', { exact: false }).first()).toBeVisible();
  for (const { width, colorScheme } of [
    { width: 360, colorScheme: 'dark' },
    { width: 1280, colorScheme: 'light' }
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await expectNoFindings(page);
    await expectNoSidewaysScroll(page, width);
  }
  const wrong = [{ backend: 'webgpu', name: 'a step of Adam', isRight: false, error: 0.3, tolerance: 1e-6 }] as const;
  await open.setInputFiles(fileOf('wrong.json', madeUpReport({ checks: [...wrong] })));
  await expect(page.getByText('It computes wrongly')).toBeVisible();
  await expect(page.getByText('a step of Adam: off by 0.3')).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(0);
  for (const [content, said] of [
    ['<script>alert(1)</script>', 'it is no JSON'],
    [{ version: 1, measurements: [] }, 'of an earlier program'],
    [{ ...madeUpReport(), version: 9 }, 'of a newer program'],
    [madeUpReport({ size: 'x'.repeat(5000) }), 'at "size" cannot be']
  ] as const) {
    await open.setInputFiles(fileOf('bad.json', content));
    await expect(page.getByRole('alert')).toContainText(said);
  }
});

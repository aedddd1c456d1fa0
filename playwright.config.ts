// End-to-end tests: the minified production build, served under a sub-path, in a real Chromium.
// Playwright stays at 1.59: since 1.60, and in 1.65.1 still, every look at an assertion that does not hold yet writes a snapshot of the
// whole page (microsoft/playwright#41098), a fifth of a core for as long as a test waits.
import { defineConfig } from '@playwright/test';
import { chromiumArguments } from './scripts/chromium.mjs';

/** `E2E_PORT` lets two checkouts be tested side by side. */
const PORT = Number(process.env.E2E_PORT ?? 4273);
const BASE = '/sub/path/';
/** Specs with tests of half a minute and more begin, so that no worker waits alone for the last of them. */
const LONG = /(lessons|llm|quick-start|settings)\.spec\.ts$/;

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  timeout: 120_000,
  // What comes about is asserted, not how soon: a busy machine may take its time.
  expect: { timeout: 60_000 },
  fullyParallel: true,
  // Two cores are what the project’s own machine has.
  workers: 2,
  projects: [
    { name: 'long', testMatch: LONG },
    { name: 'other', testIgnore: LONG }
  ],
  reporter: [['list'], ['json']],
  use: {
    baseURL: `http://localhost:${PORT}${BASE}`,
    // What answers in the place of the network would stand between tests and what they watch; offline.spec.ts has it.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
    // Recording costs a third of the time of lessons done by keyboard; `npx playwright test SPEC --trace retain-on-failure` records.
    trace: 'off',
    launchOptions: { executablePath: process.env.CHROMIUM_PATH, args: chromiumArguments }
  },
  webServer: {
    command: `node scripts/serve-for-tests.mjs ${PORT} ${BASE}`,
    url: `http://localhost:${PORT}${BASE}`,
    reuseExistingServer: !process.env.CI
  }
});

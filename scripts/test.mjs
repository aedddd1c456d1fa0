// `npm test`: installs what is missing, finds or installs a Chromium, then unit tests, lint, types and format beside tests in Chromium
// (operators on real WebGPU; then end-to-end, on the minified production build under a sub-path). Prints the totals last.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureCommandLine, ensureInstalled, ensureSite, root, runTool } from './setup.mjs';

ensureInstalled();
const { ensureChromium } = await import('./chromium.mjs');
const chromium = await ensureChromium();
console.log(`Chromium: ${chromium}`);

const reports = join(root, 'test-results');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const environment = {
  CHROMIUM_PATH: chromium,
  CI: 'true',
  PLAYWRIGHT_JSON_OUTPUT_NAME: join(reports, 'e2e.json'),
  // Linux's own allocator takes its memory in large pages: in a virtual machine, where each new page is dear, that took a sixth off the
  // tests in Node. Other systems do not read it.
  GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1'
};

/** @typedef {{ passed: number, failed: number, skipped: number }} Totals */

/**
 * @param {string} name
 * @param {() => Promise<number>} work exit code
 * @param {(() => Totals) | undefined} [count] totals of a test runner; a check without one counts as one test
 * @returns {Promise<Totals>}
 */
async function stage(name, work, count) {
  const started = Date.now();
  const code = await work();
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  /** @type {Totals} */
  let totals = code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
  if (count) {
    try {
      totals = count();
    } catch {
      totals = { passed: 0, failed: 1, skipped: 0 };
    }
    if (code !== 0 && totals.failed === 0) totals = { ...totals, failed: 1 };
    if (totals.passed + totals.failed === 0) totals = { ...totals, failed: 1 }; // A runner that ran nothing has not passed.
  }
  console.log(`${code === 0 && totals.failed === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s): ${sentence(totals)}`);
  return totals;
}

/** @param {Totals} t */
const sentence = (t) => `${t.passed} passed, ${t.failed} failed, ${t.skipped} skipped`;

/** @param {string} file */
const report = (file) => JSON.parse(readFileSync(join(reports, file), 'utf8'));

/** @param {string} file @returns {Totals} */
const vitestTotals = (file) => {
  const r = report(file);
  return { passed: r.numPassedTests, failed: r.numFailedTests, skipped: r.numPendingTests + (r.numTodoTests ?? 0) };
};

/** @returns {Totals} */
const playwrightTotals = () => {
  const { stats } = report('e2e.json');
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
};

/** @param {string} project */
const vitest = (project) =>
  stage(
    `tests: ${project}`,
    () =>
      runTool(
        'vitest/vitest.mjs',
        [
          'run',
          '--project',
          `${project}*`,
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${join(reports, `${project}.json`)}`
        ],
        { env: environment, quiet: true }
      ),
    () => vitestTotals(`${project}.json`)
  );

const sync = () => runTool('@sveltejs/kit/svelte-kit.js', ['sync'], { quiet: true });
const lint = () => stage('lint', () => runTool('eslint/bin/eslint.js', ['.'], { quiet: true }));
const format = () =>
  stage('format', () => runTool('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.'], { quiet: true }));
const types = () =>
  stage('types', () =>
    runTool(
      'svelte-check/bin/svelte-check',
      ['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human'],
      { quiet: true }
    )
  );
const e2e = () =>
  stage('end-to-end', () => runTool('@playwright/test/cli.js', ['test'], { env: environment }), playwrightTotals);

// A fresh clone has no .svelte-kit/tsconfig.json yet, and every tool below reads it.
await sync();

const started = Date.now();
/** @type {Totals[]} */
const results = [];
// Two chains side by side: two cores are what a reader's laptop and the project's own machine both have. Pages wait for each other's timers
// now and then, so what needs nothing but a core goes beside them.
const inBrowser = (async () => {
  await ensureSite();
  await ensureCommandLine();
  results.push(await vitest('browser'), await e2e());
})();
const inNode = (async () => {
  results.push(await vitest('node'), await lint(), await types(), await format());
})();
await Promise.all([inBrowser, inNode]);

const total = results.reduce((a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped
}));
console.log(`\nFinished in ${Math.round((Date.now() - started) / 1000)} s.`);
console.log(sentence(total));
process.exit(total.failed > 0 ? 1 : 0);

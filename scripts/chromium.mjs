// Where Chromium comes from, and the switches with which it offers WebGPU on a machine without a GPU.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { root, stop } from './setup.mjs';

/** Pages of Chromium’s own, which a window of 2026 loads behind its address bar: 1.5 s of processor for every context of a test. */
const OWN_PAGES = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

/**
 * What Playwright turns off itself. Of several such switches Chromium reads the last, so it is said again; a Playwright that keeps
 * it elsewhere only loses the names.
 * @returns {string[]} names of features
 */
function turnedOffByPlaywright() {
  try {
    const at = join(root, 'node_modules', 'playwright-core', 'lib', 'server', 'chromium', 'chromiumSwitches.js');
    /** @type {{ chromiumSwitches: () => string[] }} */
    const { chromiumSwitches } = createRequire(import.meta.url)(at);
    const [, names = ''] =
      chromiumSwitches()
        .find((known) => known.startsWith('--disable-features='))
        ?.split('=') ?? [];
    return names.split(',').filter(Boolean);
  } catch {
    return [];
  }
}

export const chromiumArguments = [
  `--disable-features=${[...turnedOffByPlaywright(), ...OWN_PAGES].join(',')}`,
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run'
];

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'
];

/** @returns {string | null} a Chromium that is already on this machine */
function findOnMachine() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    stop(
      `CHROMIUM_PATH names ${named}, which is not there.`,
      'Correct it, or unset it to let the tests look for Chromium.'
    );
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  const onPath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...PLACES].find((path) => existsSync(path)) ?? null;
}

/** @returns {Promise<string | null>} the Chromium of Playwright's own download, if it is there */
async function findPlaywrights() {
  const { chromium } = await import('playwright');
  const path = chromium.executablePath();
  return existsSync(path) ? path : null;
}

/**
 * A Chromium to test with: one that is here, else Playwright's download, else the system's package (Debian, as root).
 * @returns {Promise<string>} its path
 */
export async function ensureChromium() {
  const here = findOnMachine() ?? (await findPlaywrights());
  if (here) return here;

  console.error('No Chromium found; downloading Playwright’s …');
  const playwright = join(root, 'node_modules', 'playwright', 'cli.js');
  spawnSync(process.execPath, [playwright, 'install', 'chromium'], { stdio: 'ignore', timeout: 300_000 });
  const downloaded = await findPlaywrights();
  if (downloaded) return downloaded;

  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.error('That download does not work on this network; installing the system’s chromium package …');
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env: environment });
    spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], { stdio: 'ignore', env: environment });
    const installed = findOnMachine();
    if (installed) return installed;
  }
  return stop(
    'The tests need Chromium, and it is neither here nor to be downloaded (Playwright’s download does not work on every network).',
    'Install Chromium or Chrome (on Debian: apt-get install chromium), or set CHROMIUM_PATH to one, then run npm test again.'
  );
}

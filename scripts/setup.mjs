// What every command of this repository needs before it can work: a Node that is new enough, the packages, a build that
// is not older than its sources. Plain Node, no packages, since it runs before there are any.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/**
 * Ends the process with one plain sentence and its cure.
 * @param {string} what
 * @param {string} cure
 * @returns {never}
 */
export function stop(what, cure) {
  console.error(`\n${what}\n${cure}`);
  process.exit(1);
}

/** Node 20.19 is the oldest that the build tools run on. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  stop(
    `Node ${process.versions.node} is too old.`,
    'Install Node 20.19 or newer from nodejs.org, then run the command again.'
  );
}

/** Installs the locked packages where they are missing or the lock file has changed since. */
export function ensureInstalled() {
  requireNode();
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stampFile = join(root, 'node_modules', '.installed-lock');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lock) return;
  console.error('Installing packages (once; about a minute) …');
  const { status, error } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32'
  });
  if (status !== 0) {
    stop(
      `The packages could not be installed (npm ci ${error ? `did not start: ${error.message}` : `ended with ${status}`}).`,
      'Check the network and the registry that npm is set to (npm config get registry), then run the command again.'
    );
  }
  writeFileSync(stampFile, lock);
}

/**
 * Digest of the names, sizes and times of all files below the given paths: cheap, and it changes when a source does.
 * @param {string[]} paths relative to the root
 */
function fingerprint(paths) {
  const hash = createHash('sha256');
  /** @param {string} path */
  const visit = (path) => {
    const stats = statSync(path);
    if (!stats.isDirectory()) {
      hash.update(`${path}\0${stats.size}\0${stats.mtimeMs}\n`);
      return;
    }
    for (const name of readdirSync(path).sort()) visit(join(path, name));
  };
  for (const path of paths) if (existsSync(join(root, path))) visit(join(root, path));
  return hash.digest('hex');
}

/**
 * Runs a package's command line with this Node, output passed through.
 * @param {string} script path below node_modules
 * @param {string[]} args
 * @param {{ quiet?: boolean, env?: Record<string, string | undefined> }} [options] quiet: output only on failure
 * @returns {Promise<number>} exit code
 */
export function runTool(script, args, options = {}) {
  const child = spawn(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...options.env }
  });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      if (code !== 0 && output) console.error(output);
      resolve(code ?? 1);
    });
  });
}

/**
 * Builds where the sources have changed since the last build.
 * @param {{ name: string, out: string, sources: string[], args: string[] }} target
 */
async function ensureBuilt({ name, out, sources, args }) {
  const print = fingerprint(sources);
  const stampFile = join(root, 'node_modules', '.cache', `rlmrec-${name}.stamp`);
  const current = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === print;
  if (current && existsSync(join(root, out))) return;
  console.error(`Building the ${name} …`);
  const code = await runTool('vite/bin/vite.js', ['build', '--logLevel', 'error', ...args], { quiet: true });
  if (code !== 0) stop(`The ${name} could not be built.`, 'The messages above name the file and line.');
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, print);
}

const CONFIGURATION = [
  'package-lock.json',
  'package.json',
  'svelte.config.js',
  'vite.config.ts',
  'vite.cli.config.ts',
  'tsconfig.json'
];

/** The static site in build/. */
export const ensureSite = () =>
  ensureBuilt({
    name: 'site',
    out: 'build/index.html',
    sources: ['src', 'public', 'scripts', ...CONFIGURATION],
    args: []
  });

/** The command line in dist/cli/. */
export const ensureCommandLine = () =>
  ensureBuilt({
    name: 'command line',
    out: 'dist/cli/notebook.js',
    sources: ['src/cli', 'src/kernels', 'src/lib', 'scripts', ...CONFIGURATION],
    args: ['-c', 'vite.cli.config.ts']
  });

/**
 * The built site by a process of its own.
 * @param {number} port
 */
export function serveBuilt(port) {
  return spawn(process.execPath, [join(root, 'scripts', 'serve-for-tests.mjs'), String(port), '/'], {
    stdio: 'ignore'
  });
}

// Gives tests in Node tfjs as a few files. It is published as a thousand modules, which Vitest reads and turns anew in each process: that
// takes longer than most tests. A Vite plugin, so that tests need no step before it; the bundle is kept until a version changes.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from './setup.mjs';

const PACKAGES = ['tfjs-core', 'tfjs-backend-cpu', 'tfjs-backend-wasm', 'tfjs-backend-webgpu', 'tfjs-converter'];
const packageFile = (/** @type {string} */ path) => join(root, 'node_modules', '@tensorflow', path);
/** One copy for all: by its `main` field Node would load another one beside the modules. */
const CORE = packageFile('tfjs-core/dist/index.js');

/** What is imported by which name, and the name of its file. @type {Readonly<Record<string, readonly [string, string]>>} */
const ENTRIES = {
  '@tensorflow/tfjs-core': ['core', CORE],
  '@tensorflow/tfjs-core/dist/register_all_gradients': [
    'gradients',
    packageFile('tfjs-core/dist/register_all_gradients.js')
  ],
  ...Object.fromEntries(PACKAGES.slice(1).map((name) => [`@tensorflow/${name}`, [name, `@tensorflow/${name}`]]))
};

/** By all projects of one process. @type {Promise<string> | undefined} */
let bundled;

/** @returns {Promise<string>} the folder of the bundle; made where it is not there yet for these versions */
async function bundle() {
  const hash = createHash('sha256').update(readFileSync(import.meta.filename));
  for (const name of [...PACKAGES.map((one) => `@tensorflow/${one}`), 'vite'])
    hash.update(readFileSync(join(root, 'node_modules', name, 'package.json')));
  const folder = join(root, 'node_modules', '.cache', 'rlmrec-tfjs', hash.digest('hex').slice(0, 16));
  if (existsSync(folder)) return folder;
  const own = `${folder}.${process.pid}`;
  await build({
    configFile: false,
    logLevel: 'silent',
    root,
    publicDir: false,
    // As Node resolves packages: by `main`.
    resolve: { mainFields: [], alias: [{ find: /^@tensorflow\/tfjs-core$/, replacement: CORE }] },
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: own,
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(Object.values(ENTRIES)),
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' }
      }
    }
  });
  // Another process may make the same now: what appears under the name is whole.
  try {
    renameSync(own, folder);
  } catch (error) {
    rmSync(own, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** @returns {import('vite').Plugin} */
export function oneTfjs() {
  return {
    name: 'rlmrec-one-tfjs',
    async config() {
      const folder = await (bundled ??= bundle());
      const alias = Object.entries(ENTRIES).map(([name, [file]]) => ({
        find: new RegExp(`^${name}$`),
        replacement: join(folder, `${file}.cjs`)
      }));
      return { resolve: { alias } };
    }
  };
}

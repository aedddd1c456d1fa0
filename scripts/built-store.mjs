// The program's stores as files that a benchmark can load: one for Node, one for a page. Of this checkout, or of an earlier one.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

/** By its place in src/lib/storage and the file that is made. */
const STORES = {
  folder: { entry: 'folder.node.ts', file: 'folder.mjs' },
  browser: { entry: 'indexeddb.ts', file: 'browser.js' }
};

/**
 * @param {string} checkout its folder
 * @param {keyof typeof STORES} kind of store
 * @param {string} out folder for what is made
 * @returns {Promise<string>} path of the module
 */
export async function builtStore(checkout, kind, out) {
  const { entry: name, file } = STORES[kind];
  const storage = join(checkout, 'src', 'lib', 'storage');
  // An older checkout has all of storage in one folder.
  const inFolder = join(storage, kind, name);
  const entry = existsSync(inFolder) ? inFolder : join(storage, name);
  await build({
    configFile: false,
    root: checkout,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      outDir: out,
      emptyOutDir: false,
      minify: false,
      target: 'esnext',
      ...(kind === 'folder'
        ? { ssr: true, rollupOptions: { input: entry, output: { entryFileNames: file } } }
        : { lib: { entry, formats: ['es'], fileName: () => file } })
    }
  });
  return join(out, file);
}

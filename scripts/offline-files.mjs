// Which files of the built site its service worker keeps, so that it can be read and used without a network: pages, code, bundled data and
// runs. Left out: what is large and only some notebooks need (weights and runtimes of language models), and results as files, which stand
// in the pages. Written as offline.json beside the pages (svelte.config.js).
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes. The tagger that profiles are written with is a script below the first; runtimes and weights of language models are wasm above the second. */
const LARGEST = { script: 4_500_000, wasm: 1_000_000 };

/** @param {string} path @param {number} bytes */
function isKept(path, bytes) {
  if (/(^|\/)(index\.html|__data\.json)$/.test(path)) return true;
  if (path.startsWith('_app/'))
    return /\.(js|css|woff2)$/.test(path) ? bytes <= LARGEST.script : path.endsWith('.wasm') && bytes <= LARGEST.wasm;
  return /^(datasets|runs)\/|^[^/]+\.(svg|png|webmanifest)$/.test(path);
}

/**
 * @param {string} directory of the built site
 * @returns {{ path: string, hash: string, bytes: number }[]} a page by its address
 */
export function offlineFiles(directory) {
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
  return paths.sort().flatMap((path) => {
    const file = join(directory, path);
    const stats = statSync(file);
    if (!stats.isFile() || !isKept(path, stats.size)) return [];
    const hash = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16);
    return [{ path: path.replace(/(^|\/)index\.html$/, '$1'), hash, bytes: stats.size }];
  });
}

/**
 * An adapter that also writes the list.
 * @param {import('@sveltejs/kit').Adapter} adapter
 * @param {string} directory that it writes into
 * @returns {import('@sveltejs/kit').Adapter}
 */
export const withOfflineFiles = (adapter, directory) => ({
  ...adapter,
  adapt: async (builder) => {
    await adapter.adapt(builder);
    const files = offlineFiles(directory);
    writeFileSync(join(directory, 'offline.json'), JSON.stringify(files));
    const megabytes = files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6;
    builder.log.success(`${files.length} files for use without a network, ${megabytes.toFixed(1)} MB`);
  }
});

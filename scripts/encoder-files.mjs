// Gives the files of the encoder "use" (weights that npm brings) to what Vite builds, by URL. A Vite plugin, so that the site, its
// development server and the tests need no step before them. The package's shards have no ending in their names, and Vite's development
// server takes such files for code: under node_modules/.cache they have one.
import { copyFileSync, existsSync, linkSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

/** What src/lib/engine/compute/encoder-files.ts imports; its types are in virtual-encoder-files.d.ts there. */
const MODULE = 'virtual:encoder-files';
const SHARDS = 7;
const NAMES = [
  'model.json',
  'vocab.json',
  ...Array.from({ length: SHARDS }, (_, at) => `group1-shard${at + 1}of${SHARDS}`)
];
const PACKAGE = join(root, 'node_modules', '@energetic-ai', 'model-embeddings-en', 'dist');
const FOLDER = join(root, 'node_modules', '.cache', 'rlmrec-encoder');

/** @param {string} name @returns {string} the path of the file under a name that ends in .bin */
function withEnding(name) {
  const [from, to] = [join(PACKAGE, name), join(FOLDER, `${name}.bin`)];
  if (existsSync(to) && statSync(to).size === statSync(from).size) return to;
  mkdirSync(FOLDER, { recursive: true });
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
  return to;
}

/** @returns {import('vite').Plugin} */
export function encoderFiles() {
  return {
    name: 'rlmrec-encoder-files',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load(id) {
      if (id !== `\0${MODULE}`) return null;
      const paths = NAMES.map((name) => withEnding(name).replaceAll('\\', '/'));
      return [
        ...paths.map((path, at) => `import url${at} from ${JSON.stringify(`${path}?url&no-inline`)};`),
        `const at = (url) => new URL(url, import.meta.url);`,
        `export const ADDRESSES = { ${NAMES.map((name, at) => `${JSON.stringify(name)}: at(url${at})`).join(', ')} };`
      ].join('\n');
    }
  };
}

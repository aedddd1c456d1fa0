// Compiles the operators that are written in AssemblyScript (src/kernels/**/*.as.ts) into one WebAssembly module, twice: as everyone gets
// it, and with relaxed SIMD. Gives both to what Vite builds: by URL in the browser, so that they lie beside tfjs's own .wasm files and
// only the one that is used is fetched, and as text inside of the bundle in Node. A Vite plugin, so that the site, the command line and the
// tests need no step before them.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { root } from './setup.mjs';

/** What src/kernels/backend/wasm-operators.ts imports; its types are in virtual-wasm-operators.d.ts there. */
const MODULE = 'virtual:wasm-operators';

const FLAGS = [
  '-O3',
  '--enable',
  'simd',
  '--noAssert',
  '--runtime',
  'stub',
  '--importMemory', // tfjs's
  '--use',
  'abort='
];

/** By what the module's reader is called in src/kernels/backend/virtual-wasm-operators.d.ts. */
const FORMS = {
  readOperators: FLAGS,
  readRelaxedOperators: [...FLAGS, '--enable', 'relaxed-simd']
};

/** @returns {string[]} absolute paths, in a fixed order */
function sources() {
  const folder = join(root, 'src', 'kernels');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.as.ts'))
    .sort()
    .map((name) => join(folder, name));
}

/** What a file named as its folder exports can be called; other files are parts of these. @param {string} file */
const isOperator = (file) => basename(file) === `${basename(dirname(file))}.as.ts`;

/** @param {string[]} files @param {string[]} flags @returns {string} digest of all that the module is made of */
function digestOf(files, flags) {
  const hash = createHash('sha256');
  for (const file of [join(root, 'node_modules', 'assemblyscript', 'package.json'), ...files]) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.update(flags.join('\0')).digest('hex').slice(0, 16);
}

/**
 * The compiled module; made where it is not there yet for these very sources.
 * @param {string[]} flags
 * @returns {Promise<string>} its path, below node_modules
 */
function compileOperators(flags) {
  const files = sources();
  const digest = digestOf(files, flags);
  const made = compiled.get(digest) ?? compiledOnce(files, flags, digest);
  compiled.set(digest, made);
  return made;
}

/** By digest: several servers of one process ask at the same time. @type {Map<string, Promise<string>>} */
const compiled = new Map();

/** @param {string[]} files @param {string[]} flags @param {string} digest @returns {Promise<string>} */
async function compiledOnce(files, flags, digest) {
  const folder = join(root, 'node_modules', '.cache', 'rlmrec-operators', digest);
  const path = join(folder, 'operators.wasm');
  if (existsSync(path)) return path;
  const bytes = await compile(files, flags);
  refuseData(bytes);
  mkdirSync(folder, { recursive: true });
  // Another process may compile the same now: what appears under the name is whole.
  const own = join(folder, `${process.pid}.wasm`);
  writeFileSync(own, bytes);
  renameSync(own, path);
  return path;
}

/** @param {string[]} files @param {string[]} flags @returns {Promise<Uint8Array>} */
async function compile(files, flags) {
  const { default: asc } = await import('assemblyscript/asc');
  /** @type {Uint8Array | null} */
  let bytes = null;
  const { error, stderr } = await asc.main(
    [
      ...files.filter(isOperator).map((file) => relative(root, file)),
      '--baseDir',
      root,
      '--outFile',
      'operators.wasm',
      ...flags
    ],
    { writeFile: (_, content) => void (typeof content !== 'string' && (bytes = content)) }
  );
  if (error || !bytes) throw new Error(`The operators could not be compiled:\n${stderr.toString()}`);
  return bytes;
}

const DATA_SECTION = 11;

/**
 * A module with data of its own (a literal array, a string) would write it over the numbers that tfjs keeps at that address.
 * @param {Uint8Array} bytes
 */
export function refuseData(bytes) {
  const module = new Uint8Array(bytes);
  for (let at = 8; at < module.length;) {
    const section = module[at++];
    let size = 0;
    for (let shift = 0, more = true; more; shift += 7) {
      const byte = module[at++] ?? 0;
      size |= (byte & 127) << shift;
      more = byte > 127;
    }
    if (section === DATA_SECTION)
      throw new Error('The operators hold data of their own, which has no place in tfjs’s memory');
    at += size;
  }
}

/** @returns {import('vite').Plugin} */
export function wasmOperators() {
  return {
    name: 'rlmrec-wasm-operators',
    // Before anything is asked for: the compiler takes seconds, and a test that starts a backend should not wait for it.
    configResolved: async () => void (await Promise.all(Object.values(FORMS).map(compileOperators))),
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    async load(id) {
      if (id !== `\0${MODULE}`) return null;
      for (const file of sources()) this.addWatchFile(file);
      const read = this.environment.config.consumer === 'server' ? inBundle : byUrl;
      const readers = Object.entries(FORMS).map(async ([name, flags]) => read(name, await compileOperators(flags)));
      return (await Promise.all(readers)).join('\n');
    }
  };
}

/** @param {string} name @param {string} path */
const inBundle = (name, path) =>
  `export const ${name} = async () => {
  const text = '${readFileSync(path).toString('base64')}';
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
};`;

/** @param {string} name @param {string} path */
const byUrl = (name, path) =>
  `import ${name}Url from ${JSON.stringify(`${path.replaceAll('\\', '/')}?url&no-inline`)};
export const ${name} = async () => {
  const response = await fetch(new URL(${name}Url, import.meta.url));
  if (!response.ok) throw new Error(\`\${${name}Url} answered \${response.status}\`);
  return new Uint8Array(await response.arrayBuffer());
};`;

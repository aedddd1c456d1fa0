// The repository's commands: npm run notebook | parity | make-dataset | make-profiles | bench | import-bench | linear-bench |
// bundle-runs -- ARGUMENTS. Installs what is missing, builds the
// command line where its sources are newer, then runs it in this process, so that signals and exit codes are its own.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureCommandLine, ensureInstalled, ensureSite, root, stop } from './setup.mjs';

const [name = '', ...args] = process.argv.slice(2);
const NAMES = [
  'notebook',
  'parity',
  'make-dataset',
  'make-profiles',
  'bench',
  'import-bench',
  'linear-bench',
  'bundle-runs'
];
if (!NAMES.includes(name)) stop(`There is no command "${name}".`, `The commands are: ${NAMES.join(', ')}.`);

ensureInstalled();
await ensureCommandLine();
// A pack holds the built site.
if (name === 'notebook' && args[0] === 'pack' && !args.includes('--help')) await ensureSite();
const file = join(root, 'dist', 'cli', `${name}.js`);
if (!existsSync(file))
  stop(`The command "${name}" was not built.`, 'Remove the folder dist/ and run the command again.');
process.argv = [process.argv[0] ?? 'node', file, ...args];
await import(pathToFileURL(file).href);
